// Where a script's name is written. Enter and leaving it take the name, Escape does not.
import { useRef } from 'react'
import { useSession } from '../page.ts'
import './scripts.css'

interface Props {
  readonly id: string
  readonly onDone: () => void
  /** Called once the field is gone, where a key ended it. */
  readonly after?: () => void
}

export function RenameField({ id, onDone, after }: Props) {
  const { program } = useSession()
  const name = program.getState().documents.find(d => d.id === id)?.name
  const ended = useRef(false)
  const end = (value: string | null): void => {
    if (ended.current) return
    ended.current = true
    if (value !== null) program.rename(value, id)
    onDone()
  }
  return (
    <input
      className="field title-field"
      aria-label="Name of the script"
      defaultValue={name}
      // biome-ignore lint/a11y/noAutofocus: it takes the place of what was pressed
      autoFocus
      onFocus={e => e.target.select()}
      onBlur={e => end(e.target.value)}
      onKeyDown={e => {
        if (e.key !== 'Enter' && e.key !== 'Escape') return
        e.stopPropagation()
        end(e.key === 'Enter' ? e.currentTarget.value : null)
        after?.()
      }}
    />
  )
}

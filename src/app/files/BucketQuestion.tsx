// Asks into which bucket the points of a file of line protocol go: one that is here, or a new one.
import { Dialog } from '@base-ui/react/dialog'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { number } from '../numbers.ts'
import { usePage } from '../page.ts'
import { say } from '../state/share.ts'
import { quoted, withoutEnding } from './words.ts'

export default function BucketQuestion() {
  const { sources, buckets } = usePage().session
  const file = useStore(sources, s => s.lines[0])
  useEffect(() => void buckets.refresh(), [buckets])
  const close = (): void => sources.setState(({ lines }) => ({ lines: lines.slice(1) }))
  return (
    <Dialog.Root open={file !== undefined} onOpenChange={open => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-back" />
        {file && <Question key={`${file.name} ${file.lastModified}`} file={file} onDone={close} />}
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Question({ file, onDone }: { readonly file: File; readonly onDone: () => void }) {
  const { session } = usePage()
  const { overview, problem } = useStore(session.buckets)
  const [name, setName] = useState(withoutEnding(file.name))
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const known = useId()
  const wanted = name.trim()
  const there = overview?.buckets.find(b => b.name === wanted)
  const take = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    setTried(true)
    if (!there && !(await session.buckets.create(wanted, 0n))) return
    const { id } = session.buckets.getState().overview!.buckets.find(b => b.name === wanted)!
    await session.buckets.importFile(id, file)
    const { problem, told } = session.buckets.getState()
    if (problem !== null) return
    session.program.create(wanted, `from(bucket: ${quoted(wanted)})\n    |> range(start: 0)\n`)
    session.layout.setState({ pane: 'script', drawer: null })
    const [, ...leftOut] = told
    const but = leftOut.length > 0 ? `, but for ${leftOut.join('; ')}` : ''
    say(session.share, `${file.name} was read into the bucket ${wanted}${but}.`)
    onDone()
  }
  return (
    <Dialog.Popup className="dialog" initialFocus={field} render={<form onSubmit={e => void take(e)} />}>
      <Dialog.Title>Into which bucket?</Dialog.Title>
      <Dialog.Description>
        The points of <code>{file.name}</code> go into a bucket of this browser. Its times are read as nanoseconds.
      </Dialog.Description>
      <input
        ref={field}
        className="field find-field"
        aria-label="Name of the bucket"
        list={known}
        value={name}
        onFocus={e => e.target.select()}
        onChange={e => setName(e.target.value)}
      />
      <datalist id={known}>
        {overview?.buckets.map(b => (
          <option key={b.id} value={b.name} />
        ))}
      </datalist>
      <p className="muted" role="status">
        {there
          ? `${wanted} has ${number(there.points)} ${there.points === 1 ? 'point' : 'points'}; these come beside what is there. Of two with one series and time the new one holds.`
          : wanted !== '' && `${wanted} is new; its points are kept for ever.`}
      </p>
      {tried && problem !== null && (
        <p className="danger-text" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-actions">
        <Dialog.Close className="button">Cancel</Dialog.Close>
        <button type="submit" className="button primary" disabled={wanted === ''}>
          {there ? 'Add the points' : 'Create it and add the points'}
        </button>
      </div>
    </Dialog.Popup>
  )
}

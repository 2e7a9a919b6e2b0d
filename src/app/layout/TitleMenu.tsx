// The script's name: rename it, open another of this browser's scripts, begin a new one.
import { ChevronDown, FilePlus, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { usePage } from '../page.ts'
import { isStrangers } from '../state/program.ts'
import { MenuButton } from './MenuButton.tsx'
import type { MenuEntry } from './menu.ts'

const MOST = 12

export function TitleMenu() {
  const page = usePage()
  const { program, share } = page.session
  const { current, documents } = useStore(program)
  const [renaming, setRenaming] = useState(false)
  if (renaming)
    return (
      <input
        className="field title-field"
        aria-label="Name of the script"
        defaultValue={current.name}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        onFocus={e => e.target.select()}
        onBlur={e => {
          program.rename(e.target.value)
          setRenaming(false)
        }}
        onKeyDown={e => {
          if (e.key === 'Enter') e.currentTarget.blur()
          if (e.key === 'Escape') setRenaming(false)
        }}
      />
    )
  const open = (id: string): void => {
    program.open(id)
    share.setState({ waiting: isStrangers(program.getState().current) })
  }
  const remove = (): void => {
    program.remove(current.id)
    share.setState({ waiting: isStrangers(program.getState().current) })
  }
  const entries = (): readonly MenuEntry[] => [
    { kind: 'item', id: 'rename', title: 'Rename', icon: <Pencil size={14} aria-hidden="true" />, run: () => setRenaming(true) }, // biome-ignore format: one entry
    { kind: 'item', id: 'new', title: commands.newScript.title, icon: <FilePlus size={14} aria-hidden="true" />, run: () => commands.newScript.run(page) }, // biome-ignore format: one entry
    { kind: 'item', id: 'delete', title: 'Delete this script', icon: <Trash2 size={14} aria-hidden="true" />, disabled: documents.length < 2, run: remove }, // biome-ignore format: one entry
    { kind: 'line', id: 'line' },
    {
      kind: 'choice',
      id: 'documents',
      label: 'Scripts in this browser',
      value: current.id,
      options: documents.slice(0, MOST).map(d => ({ value: d.id, title: d.name })),
      choose: open,
    },
  ]
  return (
    <MenuButton className="button title" align="start" entries={entries}>
      <span>{current.name}</span>
      <ChevronDown size={12} aria-hidden="true" />
    </MenuButton>
  )
}

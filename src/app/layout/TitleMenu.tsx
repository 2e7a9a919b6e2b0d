// The script's name: rename it, go to another that is open, close it or open one that was closed, begin a new one. On a
// phone this stands for the tabs.
import { ChevronDown, FileCode, FilePlus, FolderOpen, Pencil, Save, SaveAll, Trash2, Undo2, X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { type Command, commands } from '../commands/commands.ts'
import { keysText } from '../commands/keys.ts'
import { usePage } from '../page.ts'
import { FileSign } from '../scripts/FileSign.tsx'
import { RenameField } from '../scripts/RenameField.tsx'
import { MenuButton } from './MenuButton.tsx'
import type { MenuEntry } from './menu.ts'

const icons = {
  newScript: FilePlus,
  openFiles: FolderOpen,
  saveScript: Save,
  saveScriptAs: SaveAll,
  closeScript: X,
  reopenScript: Undo2,
  deleteScript: Trash2,
  allScripts: FileCode,
}

export function TitleMenu() {
  const page = usePage()
  const { program } = page.session
  const { current, documents, tabs } = useStore(program)
  const [renaming, setRenaming] = useState(false)
  if (renaming) return <RenameField id={current.id} onDone={() => setRenaming(false)} />
  const entries = (): readonly MenuEntry[] => [
    { kind: 'item', id: 'rename', title: 'Rename', icon: <Pencil size={14} aria-hidden="true" />, run: () => setRenaming(true) }, // biome-ignore format: one entry
    ...Object.entries(icons).map(([id, Icon]): MenuEntry => {
      const command: Command = commands[id as keyof typeof icons]
      const disabled = command.possible?.(page) === false
      return { kind: 'item', id, title: command.title, aside: command.keys && keysText(command.keys), icon: <Icon size={14} aria-hidden="true" />, disabled, run: () => command.run(page) } // biome-ignore format: one entry
    }),
    { kind: 'line', id: 'line' },
    {
      kind: 'choice',
      id: 'tabs',
      label: 'Open scripts',
      value: current.id,
      options: tabs.map(id => ({ value: id, title: documents.find(d => d.id === id)?.name ?? '' })),
      choose: id => program.open(id),
    },
  ]
  return (
    <MenuButton className="button title" align="start" entries={entries}>
      <span>{current.name}</span>
      <FileSign file={current.file} />
      <ChevronDown size={12} aria-hidden="true" />
    </MenuButton>
  )
}

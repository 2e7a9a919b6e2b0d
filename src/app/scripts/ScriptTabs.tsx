// The open scripts as tabs over the editor. The arrow keys go from one to the next, with Control and Shift they move
// the tab; Delete closes it, F2 renames it.
import { Plus, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { usePage, useSession } from '../page.ts'
import type { DocumentEntry } from '../state/program.ts'
import { FileSign } from './FileSign.tsx'
import { RenameField } from './RenameField.tsx'
import './scripts.css'

export function ScriptTabs() {
  const page = usePage()
  const { program } = page.session
  const { tabs, documents, current } = useStore(program)
  const [renaming, setRenaming] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab that came to the front comes into view
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current.id])
  const focusFront = (): void => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
  const onKeyDown = (event: React.KeyboardEvent, id: string): void => {
    const at = tabs.indexOf(id)
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -at, End: tabs.length - 1 - at }[event.key]
    const act =
      event.key === 'Delete'
        ? () => program.close(id)
        : event.key === 'F2'
          ? () => setRenaming(id)
          : by === undefined
            ? null
            : event.ctrlKey && event.shiftKey
              ? () => program.move(id, by)
              : () => program.open(tabs[(at + by + tabs.length) % tabs.length])
    if (!act) return
    event.preventDefault()
    flushSync(act)
    if (event.key !== 'F2') focusFront()
  }
  return (
    <div className="script-tabs">
      <div className="script-tab-list" role="tablist" aria-label="Open scripts" ref={list}>
        {tabs.map(id =>
          renaming === id ? (
            <RenameField key={id} id={id} onDone={() => flushSync(() => setRenaming(null))} after={focusFront} />
          ) : (
            <ScriptTab
              key={id}
              entry={documents.find(d => d.id === id)}
              front={id === current.id}
              onKeyDown={event => onKeyDown(event, id)}
              onRename={() => setRenaming(id)}
            />
          ),
        )}
      </div>
      <button
        type="button"
        className="button quiet icon"
        aria-label={commands.newScript.title}
        title={commands.newScript.title}
        onClick={() => commands.newScript.run(page)}
      >
        <Plus size={14} aria-hidden="true" />
      </button>
    </div>
  )
}

interface TabProps {
  readonly entry: DocumentEntry | undefined
  readonly front: boolean
  readonly onKeyDown: (event: React.KeyboardEvent) => void
  readonly onRename: () => void
}

function ScriptTab({ entry, front, onKeyDown, onRename }: TabProps) {
  const { program } = useSession()
  const several = useStore(program, s => s.tabs.length > 1)
  if (!entry) return null
  return (
    <div className={front ? 'script-tab front' : 'script-tab'} role="presentation">
      <button
        type="button"
        role="tab"
        aria-selected={front}
        aria-controls="editor"
        aria-description="Control Shift and an arrow move it, F2 renames, Delete closes"
        tabIndex={front ? 0 : -1}
        title={entry.name}
        onClick={() => program.open(entry.id)}
        onDoubleClick={onRename}
        onKeyDown={onKeyDown}
      >
        {entry.name}
        <FileSign file={entry.file} />
      </button>
      {several && (
        <button
          type="button"
          className="script-close"
          // for the pointer only: a tab list holds nothing but tabs, and Delete closes them
          tabIndex={-1}
          aria-hidden="true"
          title={`Close ${entry.name}`}
          onClick={() => program.close(entry.id)}
        >
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

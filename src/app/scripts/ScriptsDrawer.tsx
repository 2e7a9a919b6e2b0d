// All scripts kept in this browser: looked through by name and text, opened, renamed, deleted; the last deletion can be
// taken back.
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import type { DocumentEntry } from '../state/program.ts'
import { useMoments } from '../zone.ts'
import { RenameField } from './RenameField.tsx'
import './scripts.css'

export default function ScriptsDrawer() {
  const { program } = useSession()
  const { documents, deleted } = useStore(program)
  const [asked, setAsked] = useState('')
  const [renaming, setRenaming] = useState<string | null>(null)
  const words = asked.toLowerCase()
  const found = documents.filter(
    d => words === '' || `${d.name}\n${program.textOf(d.id)}`.toLowerCase().includes(words),
  )
  return (
    <div className="drawer-body">
      <section aria-label="Scripts">
        <input
          className="field find-field"
          type="search"
          aria-label="Find a script"
          placeholder="Find a script by name or text"
          value={asked}
          onChange={e => setAsked(e.target.value)}
        />
        {deleted && (
          <p role="status">
            {`${deleted.entry.name} was deleted.`}{' '}
            <button type="button" className="button quiet" onClick={() => program.undoRemove()}>
              Undo
            </button>
          </p>
        )}
        {found.map(entry =>
          renaming === entry.id ? (
            <RenameField key={entry.id} id={entry.id} onDone={() => setRenaming(null)} />
          ) : (
            <SavedScript key={entry.id} entry={entry} onRename={() => setRenaming(entry.id)} />
          ),
        )}
        {found.length === 0 && <p className="muted">No script has this name or text.</p>}
      </section>
    </div>
  )
}

function SavedScript({ entry, onRename }: { readonly entry: DocumentEntry; readonly onRename: () => void }) {
  const { program, layout } = useSession()
  const { current, tabs, documents } = useStore(program)
  const when = useMoments()
  const open = (): void => {
    program.open(entry.id)
    if (layout.getState().narrow) layout.setState({ pane: 'script', drawer: null })
  }
  const state = entry.id === current.id ? ' · on screen' : tabs.includes(entry.id) ? ' · open' : ''
  const place = entry.file ? ` · ${entry.file.differs ? 'not saved to' : 'in'} ${entry.file.name}` : ''
  return (
    <div className="drawer-entry saved-script">
      <button type="button" className="drawer-open" onClick={open}>
        <span className="strong">{entry.name}</span>
        <span className="muted">{when(entry.changed) + state + place}</span>
      </button>
      <button type="button" className="button icon" aria-label={`Rename ${entry.name}`} onClick={onRename}>
        <Pencil size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="button icon"
        aria-label={`Delete ${entry.name}`}
        disabled={documents.length < 2}
        onClick={() => program.remove(entry.id)}
      >
        <Trash2 size={14} aria-hidden="true" />
      </button>
    </div>
  )
}

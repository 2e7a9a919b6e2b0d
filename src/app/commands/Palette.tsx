// Finds a command by its words: arrows choose, Enter does it.
import { Dialog } from '@base-ui/react/dialog'
import { useRef, useState } from 'react'
import { usePage } from '../page.ts'
import { matching, type PaletteEntry, paletteEntries } from './paletteEntries.ts'
import './palette.css'

/** More are not drawn; another letter narrows them. */
const MOST = 60

export default function Palette() {
  const page = usePage()
  const { layout } = page.session
  const field = useRef<HTMLInputElement>(null)
  const [entries] = useState(() => paletteEntries(page))
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const found = matching(entries, asked).slice(0, MOST)
  const close = (): void => layout.setState({ dialog: null })
  const run = (entry: PaletteEntry | undefined): void => {
    if (!entry) return
    close()
    // the dialog gives the focus back first
    requestAnimationFrame(() => entry.run(page))
  }
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((at + step + found.length) % Math.max(found.length, 1))
    else if (event.key === 'Enter') run(found[at])
    else return
    event.preventDefault()
    requestAnimationFrame(() => document.getElementById('palette-chosen')?.scrollIntoView({ block: 'nearest' }))
  }
  return (
    <Dialog.Root open onOpenChange={open => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="dialog-back" />
        <Dialog.Popup className="dialog palette" initialFocus={field}>
          <Dialog.Title className="visually-hidden">All commands</Dialog.Title>
          <input
            ref={field}
            className="field"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant={found.length > 0 ? 'palette-chosen' : undefined}
            aria-label="Find a command"
            placeholder="Find a command, panel, view or script"
            value={asked}
            onChange={e => {
              setAsked(e.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div className="palette-list" role="listbox" id="palette-list" aria-label="Commands">
            {found.map((entry, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
              <div
                key={entry.id}
                id={i === at ? 'palette-chosen' : undefined}
                className="palette-entry"
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                onClick={() => run(entry)}
                onPointerMove={() => setAt(i)}
              >
                <span>{entry.title}</span>
                {entry.aside && <span className="keys">{entry.aside}</span>}
              </div>
            ))}
            {found.length === 0 && <p className="muted">Nothing has these words.</p>}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

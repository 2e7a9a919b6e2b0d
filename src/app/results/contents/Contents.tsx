// The tables of a result by what tells them apart: a list beside or above them, with a field that narrows it by the text
// of the group keys. Enter and a click go to the table.
import { useVirtualizer } from '@tanstack/react-virtual'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { Directory } from '../../../workers/protocol.ts'
import { counted, number } from '../../numbers.ts'
import type { Shown } from '../../state/results.ts'
import { useZone } from '../../zone.ts'
import { useKeysFound } from './useKeysFound.ts'
import { useKeyTexts } from './useKeyTexts.ts'
import './contents.css'

interface Props {
  readonly shown: Shown
  readonly selected: number
  readonly directory: Directory
  readonly goTo: (table: number) => void
  readonly close: () => void
  /** It stays as it is while another view is shown. */
  readonly hidden: boolean
}

const ROW = 24

export default function Contents({ shown, selected, directory, goTo, close, hidden }: Props) {
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const found = useKeysFound(shown, selected, asked)
  const count = found?.length ?? directory.rowsOf.length
  const placeAt = (i: number): number => (found ? found[i] : i)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  const items = rows.getVirtualItems().filter(i => i.index < count)
  const texts = useKeyTexts(shown, selected, directory, items.map(i => placeAt(i.index)), useZone()) // biome-ignore format: one call
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }
    if (event.key in steps) {
      const next = Math.max(0, Math.min(count - 1, at + steps[event.key]))
      setAt(next)
      rows.scrollToIndex(next)
    } else if (event.key === 'Enter' && count > 0) goTo(placeAt(at))
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  }
  return (
    <nav className="contents" aria-label="Contents" hidden={hidden}>
      <div className="contents-head">
        <input
          className="field contents-field"
          role="combobox"
          aria-expanded="true"
          aria-controls="contents-list"
          aria-activedescendant={count > 0 ? `contents-${at}` : undefined}
          aria-label="Go to a table by its group key"
          placeholder="Go to a table"
          value={asked}
          onChange={e => {
            setAsked(e.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <button type="button" className="button icon" aria-label="Close the contents" onClick={close}>
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <p className="muted contents-count" role="status">
        {found ? `${number(count)} of ${counted(directory.rowsOf.length, 'table')}` : counted(count, 'table')}
      </p>
      <div className="contents-list" ref={scroller}>
        <div role="listbox" id="contents-list" aria-label="Tables" style={{ height: rows.getTotalSize() }}>
          {items.map(({ index, start }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
            <div
              key={placeAt(index)}
              id={`contents-${index}`}
              className={index === at ? 'contents-entry at' : 'contents-entry'}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              aria-setsize={count}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                setAt(index)
                goTo(placeAt(index))
              }}
            >
              <span>{texts.get(placeAt(index)) ?? `Table ${number(placeAt(index) + 1)}`}</span>
              <span className="muted">{number(directory.rowsOf[placeAt(index)])}</span>
            </div>
          ))}
        </div>
      </div>
    </nav>
  )
}

// How much there is, what all tables share, and the field that looks for a table or a value.
import { Pin, Search } from 'lucide-react'
import { useStore } from 'zustand'
import type { Directory } from '../../workers/protocol.ts'
import { commands } from '../commands/commands.ts'
import { counted, elapsed, number } from '../numbers.ts'
import { usePage } from '../page.ts'
import type { Shown } from '../state/results.ts'
import { stringText } from './cellText.ts'
import { ColumnsButton } from './columns/ColumnsButton.tsx'
import type { Columns } from './columns/useColumns.ts'
import { ContentsButton } from './contents/ContentsButton.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import type { Find } from './useFind.ts'

interface Props {
  readonly shown: Shown
  readonly selected: number
  readonly directory: Directory
  /** Null where the view has no use for it. */
  readonly find: Find | null
  readonly columns: Columns
}

export function ResultBar({ shown, selected, directory, find, columns }: Props) {
  const count = shown.summary.results[selected] ?? { tables: 0, rows: 0 }
  const narrowed = find?.found && `${number(find.found.length)} of ${counted(count.tables, 'table')}`
  return (
    <div className="bar">
      <span className="counts" role="status">
        <b>{narrowed ?? counted(count.tables, 'table')}</b>{' '}
        <span className="muted">
          · {counted(count.rows, 'row')} · {elapsed(shown.elapsed)}
        </span>
      </span>
      {directory.shared.length > 0 && (
        <ul className="chips" aria-label="The same in every table">
          {directory.shared.map(({ label, text }) => (
            <li key={label} className="chip">
              <i>{label}=</i>
              {stringText(text).text}
            </li>
          ))}
        </ul>
      )}
      {find && (
        <label className="find">
          <Search size={14} aria-hidden="true" />
          <input
            aria-label="Find a table or a value"
            placeholder="Find a table or a value"
            type="search"
            value={find.text}
            onChange={e => find.setText(e.target.value)}
          />
        </label>
      )}
      {find && count.tables > 1 && <ContentsButton />}
      {find && <ColumnsButton columns={columns} />}
      <PinButton run={shown.run} />
      <ExportMenu shown={shown} selected={selected} columns={columns} />
    </div>
  )
}

/** Pressed while the result on screen is the pinned one. */
function PinButton({ run }: { readonly run: number }) {
  const page = usePage()
  const pinned = useStore(page.session.results, s => s.pin?.run === run)
  const { pin, unpin } = commands
  return (
    <button
      type="button"
      className="button quiet icon pin"
      aria-pressed={pinned}
      aria-label="Pin this result"
      title={pinned ? unpin.title : pin.title}
      onClick={() => (pinned ? unpin : pin).run(page)}
    >
      <Pin size={16} fill={pinned ? 'currentColor' : 'none'} aria-hidden="true" />
    </button>
  )
}

// The head of a column: its name and type, how it is sorted, and the edge that sets its width. What the mouse and the
// keys do with it is with all of them together (headGestures, headKeys).
// biome-ignore-all lint/a11y/useSemanticElements: a table element lays out all its rows; here only some exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the cell that keys have chosen takes the focus, no other
import { ArrowDown, ArrowUp, KeyRound } from 'lucide-react'
import type { SortBy } from '../../../workers/protocol.ts'
import { type ColumnMark, markClass } from '../marks.ts'
import type { DrawnColumn } from './useColumns.ts'

interface Props {
  readonly column: DrawnColumn
  /** Among the columns drawn; from 0. */
  readonly at: number
  readonly place: string
  readonly sort: readonly SortBy[]
  readonly mark?: ColumnMark
  readonly chosen: boolean
  readonly head: boolean
  readonly style?: React.CSSProperties
}

export function ColumnHead({ column: { info }, at, place, sort, mark, chosen, head, style }: Props) {
  const nth = sort.findIndex(s => s.label === info.label)
  const name = [info.label, info.type, info.key && 'group key', mark].filter(Boolean).join(', ')
  return (
    <div
      role="columnheader"
      aria-label={name}
      aria-sort={nth < 0 ? undefined : sort[nth].descending ? 'descending' : 'ascending'}
      aria-colindex={at + 1}
      tabIndex={head ? -1 : undefined}
      className={`cell th${info.key ? ' key' : ''}${info.numeric ? ' num' : ''}${markClass(mark)}${chosen ? ' chosen' : ''}`}
      data-cell={place}
      data-head={info.label}
      style={style}
    >
      <span className="th-name">
        {info.key && <KeyRound size={11} aria-hidden="true" />}
        <span className="th-label">{info.label}</span>
      </span>
      <small>
        {mark ? `${info.type} · ${mark}` : info.type}
        {nth >= 0 && <Arrow descending={sort[nth].descending} nth={sort.length > 1 ? nth + 1 : null} />}
      </small>
      <span className="th-edge" data-edge aria-hidden="true" />
    </div>
  )
}

function Arrow({ descending, nth }: { readonly descending: boolean; readonly nth: number | null }) {
  const Icon = descending ? ArrowDown : ArrowUp
  return (
    <span className="th-sort" aria-hidden="true">
      <Icon size={12} />
      {nth}
    </span>
  )
}

// One row of a grid. It is drawn again only when its handle changes, the columns do, or the selection touches it.
// biome-ignore-all lint/a11y/useSemanticElements: a table element lays out all its rows; here only some exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the cell that keys have chosen takes the focus, no other
import { memo } from 'react'
import type { ColumnInfo } from '../../workers/protocol.ts'
import type { DisplayZone } from '../zone.ts'
import { CellValue } from './CellValue.tsx'
import { type CellText, cutCell, isCut } from './cellText.ts'
import { type ColumnSpan, jumpStyle } from './columns/columnSpan.ts'
import type { DrawnColumn } from './columns/useColumns.ts'
import type { Widths } from './columnWidths.ts'
import { type Chosen, extentOf } from './gridSelection.ts'
import type { Marks, RowMark } from './marks.ts'
import { type RowHandle, textOf } from './rowHandles.ts'

interface CardRowProps {
  readonly handle: RowHandle
  /** The table's place in the stream. */
  readonly place: number
  readonly columns: readonly DrawnColumn[]
  readonly span: ColumnSpan
  readonly zone: DisplayZone
  readonly widths: Widths
  /** Only where it touches this row. */
  readonly chosen: Chosen | null
  readonly mark?: RowMark
  readonly side?: Marks['side']
}

export const CardRow = memo(function CardRow(props: CardRowProps) {
  const { handle, place, columns, span, zone, widths, chosen, mark, side } = props
  const { row } = handle
  const area = chosen && extentOf(chosen)
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-description={mark === 'alone' ? (side === 'before' ? 'dropped' : 'added') : undefined}
      className={mark === 'alone' ? (side === 'before' ? 'row gone' : 'row came') : 'row'}
      style={span.row}
    >
      {span.cells.map(c => (
        <Cell
          key={columns[c].info.label}
          info={columns[c].info}
          text={textOf(handle, columns[c].at, zone)}
          room={widths.room[c]}
          at={c}
          place={`${place},${row},${c}`}
          chosen={area !== null && c >= area.c0 && c <= area.c1}
          head={chosen?.head.row === row && chosen.head.column === c}
          changed={cellChanged(mark, columns[c].info.label)}
          style={c === span.jumps ? jumpStyle : undefined}
        />
      ))}
    </div>
  )
})

export const cellChanged = (mark: RowMark | undefined, label: string): boolean =>
  typeof mark === 'object' && mark.has(label)

/** Whether a selection has to do with a row. */
export function touches(chosen: Chosen | null, row: number): boolean {
  if (!chosen) return false
  const { r0, r1 } = extentOf(chosen)
  return row >= r0 && row <= r1
}

/** Characters of a cut value that readers' software is given. */
const MOST_SPOKEN = 1000

interface CellProps {
  readonly info: ColumnInfo
  readonly text: CellText | null
  readonly room: number | null
  readonly at: number
  readonly place: string
  readonly chosen: boolean
  /** The one cell that keys move. */
  readonly head: boolean
  readonly changed: boolean
  readonly style?: React.CSSProperties
}

function Cell({ info, text, room, at, place, chosen, head, changed, style }: CellProps) {
  const cut = text !== null && room !== null && isCut(text, room)
  return (
    <div
      role="gridcell"
      aria-colindex={at + 1}
      tabIndex={head ? -1 : undefined}
      className={`cell${info.numeric ? ' num' : ''}${chosen ? ' chosen' : ''}${changed ? ' changed' : ''}`}
      aria-description={changed ? 'changed' : undefined}
      aria-selected={chosen || undefined}
      data-cell={place}
      data-cut={cut || undefined}
      aria-label={cut ? text.plain.slice(0, MOST_SPOKEN) : undefined}
      style={style}
    >
      {text && <CellValue text={cut ? cutCell(text, room) : text} />}
    </div>
  )
}

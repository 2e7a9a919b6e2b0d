// One row of a grid. It is drawn again only when its handle changes, the widths do, or the selection touches it.
// biome-ignore-all lint/a11y/useSemanticElements: a table element lays out all its rows; here only some exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the cell that keys have chosen takes the focus, no other
import { memo } from 'react'
import type { ColumnInfo, Schema } from '../../workers/protocol.ts'
import { CellValue } from './CellValue.tsx'
import type { CellText } from './cellText.ts'
import { type RowHandle, textOf } from './columnModel.ts'
import { cutInMiddle, type Widths } from './columnWidths.ts'
import { type Chosen, extentOf } from './gridSelection.ts'
import type { Marks, RowMark } from './marks.ts'

interface CardRowProps {
  readonly handle: RowHandle
  /** The table's place in the stream. */
  readonly place: number
  readonly schema: Schema
  readonly widths: Widths
  /** Only where it touches this row. */
  readonly chosen: Chosen | null
  readonly mark?: RowMark
  readonly side?: Marks['side']
}

export const CardRow = memo(function CardRow({ handle, place, schema, widths, chosen, mark, side }: CardRowProps) {
  const { row } = handle
  const area = chosen && extentOf(chosen)
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-description={mark === 'alone' ? (side === 'before' ? 'dropped' : 'added') : undefined}
      className={mark === 'alone' ? (side === 'before' ? 'row gone' : 'row came') : 'row'}
      style={rowStyle(widths)}
    >
      {schema.columns.map((info, c) => (
        <Cell
          key={info.label}
          info={info}
          text={textOf(handle, c)}
          room={widths.room[c]}
          place={`${place},${row},${c}`}
          chosen={area !== null && c >= area.c0 && c <= area.c1}
          head={chosen?.head.row === row && chosen.head.column === c}
          changed={cellChanged(mark, info.label)}
        />
      ))}
    </div>
  )
})

export function rowStyle(widths: Widths): React.CSSProperties {
  return { gridTemplateColumns: widths.columns.map(w => `${w}px`).join(' '), width: widths.total }
}

export const cellChanged = (mark: RowMark | undefined, label: string): boolean =>
  typeof mark === 'object' && mark.has(label)

/** Whether a selection has to do with a row. */
export function touches(chosen: Chosen | null, row: number): boolean {
  if (!chosen) return false
  const { r0, r1 } = extentOf(chosen)
  return row >= r0 && row <= r1
}

interface CellProps {
  readonly info: ColumnInfo
  readonly text: CellText | null
  readonly room: number | null
  readonly place: string
  readonly chosen: boolean
  /** The one cell that keys move. */
  readonly head: boolean
  readonly changed: boolean
}

function Cell({ info, text, room, place, chosen, head, changed }: CellProps) {
  const cut = text !== null && room !== null && text.text.length > room
  return (
    <div
      role="gridcell"
      tabIndex={head ? -1 : undefined}
      className={`cell${info.numeric ? ' num' : ''}${chosen ? ' chosen' : ''}${changed ? ' changed' : ''}`}
      aria-description={changed ? 'changed' : undefined}
      aria-selected={chosen || undefined}
      data-cell={place}
      title={cut ? text.plain : undefined}
    >
      {text && <CellValue text={cut ? { ...text, text: cutInMiddle(text.text, room) } : text} />}
    </div>
  )
}

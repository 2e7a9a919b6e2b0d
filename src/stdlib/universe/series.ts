// A column of numbers computed anew from its own rows, table by table, where the first rows of each table go because
// there is not enough before them. What the averages and indicators share.
import {
  type Column,
  columnNamed,
  type FloatColumn,
  type Frame,
  isKey,
  rowsOf,
  selectRows,
  spread,
  tableCount,
  trimNulls,
} from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'

/** The numbers of one table; those whose mark is 1 are null. */
export interface Series {
  readonly values: Float64Array
  readonly nulls: Uint8Array | null
}

/** How many of its last rows a table of so many keeps. */
export type LaterRows = (size: number) => number

/** The rows from the `skip`-th on; of a table that has no more than that its last. */
export const laterOrLast =
  (skip: number): LaterRows =>
  size =>
    size > skip ? size - skip : Math.min(size, 1)

/** The frame with a column computed from its numbers, over the rows that stay. */
export function replaced(
  frame: Frame,
  label: string,
  later: LaterRows,
  title: string,
  compute: (series: Series) => Series,
): Frame {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `cannot find ${label} column`)
  if (!isNumeric(column) || isKey(frame, label))
    throw fault('failed precondition', `cannot take ${title} of column ${label} (type ${column.type})`)
  const kept = keepLater(frame, later)
  return withSeries(kept, computed(column, frame, kept.offsets, compute))
}

export const isNumeric = (column: Column): boolean =>
  column.type === 'float' || column.type === 'int' || column.type === 'uint'

/** The rows that stay. */
export function keepLater(frame: Frame, later: LaterRows): Frame {
  const offsets = new Int32Array(frame.offsets.length)
  for (let t = 0; t < tableCount(frame); t++) offsets[t + 1] = offsets[t] + later(rowsOf(frame, t))
  const rows = new Int32Array(offsets[offsets.length - 1])
  for (let t = 0; t < tableCount(frame); t++) {
    const first = frame.offsets[t + 1] - (offsets[t + 1] - offsets[t])
    for (let i = offsets[t]; i < offsets[t + 1]; i++) rows[i] = first + i - offsets[t]
  }
  return selectRows(frame, rows, offsets)
}

/** The column's numbers, each table's run through `compute`; the results lie where `offsets` says. */
export function computed(
  column: Column,
  frame: Frame,
  offsets: Int32Array,
  compute: (series: Series) => Series,
): FloatColumn {
  const rows = spread(column, frame.offsets)
  const numbers = floatsOf(rows)!
  const values = new Float64Array(offsets[offsets.length - 1])
  const nulls = new Uint8Array(values.length)
  for (let t = 0; t < tableCount(frame); t++) {
    const [from, to] = [frame.offsets[t], frame.offsets[t + 1]]
    if (from === to) continue
    const part = compute({
      values: numbers.subarray(from, to),
      nulls: rows.nulls === null ? null : rows.nulls.subarray(from, to),
    })
    const size = offsets[t + 1] - offsets[t]
    values.set(part.values.subarray(0, size), offsets[t])
    if (part.nulls !== null) nulls.set(part.nulls.subarray(0, size), offsets[t])
  }
  return { label: column.label, type: 'float', extent: 'row', values, nulls: trimNulls(nulls) }
}

export function withSeries(frame: Frame, column: FloatColumn): Frame {
  return { ...frame, columns: frame.columns.map(c => (c.label === column.label ? column : c)) }
}

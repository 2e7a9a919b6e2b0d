// What the page needs to know of a result before it asks for rows: schemas, row counts, and how wide columns will be.
import {
  type Column,
  columnNamed,
  type Frame,
  isNullAt,
  kindOf,
  orderOf,
  rowCount,
  type TableStream,
} from '../tables/index.ts'
import { formatTimeFull } from '../values/index.ts'
import type { ColumnInfo, Directory, Schema } from './protocol.ts'

const SAMPLE = 64
/** Times are drawn with all their digits, unlike in CSV. */
const TIME_WIDTH = formatTimeFull(0n).length

export function directoryOf(stream: TableStream): Directory {
  const order = orderOf(stream)
  const count = order.length >> 1
  const [schemaOf, rowsOf] = [new Int32Array(count), new Int32Array(count)]
  for (let i = 0; i < count; i++) {
    const { offsets } = stream.frames[order[2 * i]]
    schemaOf[i] = order[2 * i]
    rowsOf[i] = offsets[order[2 * i + 1] + 1] - offsets[order[2 * i + 1]]
  }
  return { schemas: stream.frames.map(schemaFor), schemaOf, rowsOf, shared: sharedKey(stream, order[0] ?? 0) }
}

function schemaFor(frame: Frame): Schema {
  const columns = frame.columns.map((column): ColumnInfo => {
    const { type, label } = column
    const key = frame.key.includes(label)
    return { label, type, key, numeric: kindOf(type).numeric, width: sampledWidth(column, rowCount(frame)) }
  })
  return { columns, key: frame.key }
}

/** The widest of some of the column's values, taken evenly from all of it. */
function sampledWidth(column: Column, rows: number): number {
  const { text, numeric } = kindOf(column.type)
  const slots = column.extent === 'row' ? rows : column.values.length
  if (slots === 0) return 0
  if (kindOf(column.type).csvType.startsWith('dateTime')) return TIME_WIDTH
  const step = Math.max(1, Math.floor(slots / SAMPLE))
  let width = 0
  for (let slot = 0; slot < slots; slot += step)
    width = Math.max(width, isNullAt(column, slot) ? 4 : text(column, slot).length)
  if (!numeric || column.extent !== 'row') return width
  // The extremes are what a sample misses most easily.
  const values = column.values as ArrayLike<number | bigint>
  let [low, high] = [0, 0]
  for (let slot = 1; slot < rows; slot++) {
    if (values[slot] < values[low]) low = slot
    if (values[slot] > values[high]) high = slot
  }
  return Math.max(width, text(column, low).length, text(column, high).length)
}

/** The group-key values that all tables have in common; none where there is but one table to tell apart. */
function sharedKey(stream: TableStream, first: number): Directory['shared'] {
  const tables = stream.frames.reduce((n, f) => n + f.offsets.length - 1, 0)
  if (tables < 2) return []
  return stream.frames[first].key.flatMap(label => {
    if (!stream.frames.every(f => f.key.includes(label))) return []
    const columns = stream.frames.map(f => columnNamed(f, label)!)
    const { type } = columns[0]
    if (columns.some(c => c.type !== type)) return []
    const ids = kindOf(type).ids(columns)
    const same = ids.every(own => own.every(id => id === ids[0][0]))
    return same ? [{ label, text: isNullAt(columns[0], 0) ? 'null' : kindOf(type).text(columns[0], 0) }] : []
  })
}

// The cells of rows, and what a reducer finds in them. Rows that group() has not moved yet, and rows of one table in any
// order, are counted for their cell where they lie: a pass in the order of memory instead of two moves out of it.
import { type Reducer, resultColumn, type TimeBounds } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  spread,
  type TimeColumn,
  tableCount,
  unmoved,
} from '../../tables/index.ts'
import { type Cells, locate, membersOf, placeRows, type WindowChoice, windowsInOrder } from './placing.ts'
import { segmentsOf } from './segments.ts'
import { type TimeOrder, timeOrder } from './timeOrder.ts'
import { refuseTooMany } from './windows.ts'

export interface Placed {
  readonly cells: Cells
  /** A value a cell of a column of the frame. */
  reduce(column: Column, reducer: Reducer): Column
}

/** Of rows that lie in the tables they belong to. */
export function placedCells(frame: Frame, known: TimeOrder | undefined, choice: WindowChoice): Placed {
  const { offsets } = frame
  const time = spread(columnNamed(frame, '_time')!, offsets) as TimeColumn
  const order = known ?? timeOrder(time, offsets)
  if (tableCount(frame) === 1 && order.ascending[0] === 0 && time.nulls === null) {
    const pairs = countedPairs(time, order, null, 1, choice)
    if (pairs !== null) return reducedBy(pairs, column => spread(column, offsets))
  }
  const cells = placeRows(offsets, time, { ...choice, order })
  return { cells, reduce: (column, reducer) => reducedCells(spread(column, offsets), cells, reducer) }
}

function reducedCells(column: Column, { rows, cellOfRow, offsets }: Cells, reducer: Reducer): Column {
  const own = rows === null ? column : gather(column, rows)
  const results = cellOfRow === null ? reducer.reduce(own, offsets) : reducer.scatter!(column, cellOfRow, offsets, 1)
  return resultColumn(column.label, reducer.type, results)
}

/** Of rows that are not in their tables yet; null where they are, or where some lie outside the range. */
export function unmovedCells(frame: Frame, label: string, inside: TimeBounds, choice: WindowChoice): Placed | null {
  const { offsets } = frame
  const still = unmoved(columnNamed(frame, '_time')!, offsets)
  const value = unmoved(columnNamed(frame, label)!, offsets)
  if (still === null || still.tableOf !== value?.tableOf) return null
  const time = still.column as TimeColumn
  const order = timeOrder(time, Int32Array.of(0, time.values.length))
  if (time.nulls !== null || order.low < inside.start || order.high >= inside.stop) return null
  const pairs = countedPairs(time, order, still.tableOf, tableCount(frame), choice)
  return pairs && reducedBy(pairs, () => value.column)
}

/** Rows counted for pairs of table and window; `used` are the pairs that are cells, null where all are. */
interface Pairs {
  readonly cells: Cells
  readonly pairOf: Int32Array
  readonly offsets: Int32Array
  readonly used: Int32Array | null
}

function reducedBy({ cells, pairOf, offsets, used }: Pairs, rowsOf: (column: Column) => Column): Placed {
  return {
    cells,
    reduce(column, reducer) {
      const reduced = reducer.scatter!(rowsOf(column), pairOf, offsets, 0)
      const all = resultColumn(column.label, reducer.type, reduced)
      return used === null ? all : gather(all, used)
    },
  }
}

/** Null where a row lies in several windows or none, or where pairs are too many to count each. */
function countedPairs(
  time: TimeColumn,
  order: TimeOrder,
  tableOf: Int32Array | null,
  tables: number,
  choice: WindowChoice,
): Pairs | null {
  const { wanted } = choice
  const rows = time.values.length
  const segments = segmentsOf(time, order, choice.bounds, choice.sequence, wanted)
  const located = locate(Int32Array.of(0, rows), time, order, segments)
  const { windows, numberOf } = windowsInOrder(segments, located.used, wanted)
  const width = windows.starts.length
  const { only } = membersOf(segments, numberOf, width)
  const size = tables * width
  if (wanted !== null) refuseTooMany(BigInt(size))
  if (only === null || (wanted === null && size > 4 * rows)) return null
  if (located.used.some((used, s) => used === 1 && only[s] === width)) return null
  const { runs, segmentOfRow } = located
  const pairOf = new Int32Array(rows)
  const counts = new Int32Array(size)
  if (tableOf === null) countWindows(segmentOfRow(), only, pairOf, counts)
  else if (order.ascending[0] === 0) countRows(tableOf, segmentOfRow(), only, width, pairOf, counts)
  else
    for (let r = 0, from = 0; r < runs.length; from = runs.end[r++])
      countRun(tableOf, from, runs.end[r], width, only[runs.segment[r]], pairOf, counts)
  const used = wanted === null && counts.includes(0) ? placesOf(counts) : null
  const cells = { ...numbered(used, size, width), offsets: endsOf(counts, used), rows: null, cellOfRow: null, windows }
  return { cells, pairOf, offsets: endsOf(counts, null), used }
}

function countWindows(segmentOfRow: Int32Array, only: Int32Array, pairOf: Int32Array, counts: Int32Array): void {
  for (let row = 0; row < pairOf.length; row++) {
    const window = only[segmentOfRow[row]]
    pairOf[row] = window
    counts[window]++
  }
}

/** Rows of one window. */
function countRun(
  tableOf: Int32Array,
  from: number,
  to: number,
  width: number,
  window: number,
  pairOf: Int32Array,
  counts: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const pair = tableOf[row] * width + window
    pairOf[row] = pair
    counts[pair]++
  }
}

function countRows(
  tableOf: Int32Array,
  segmentOfRow: Int32Array,
  only: Int32Array,
  width: number,
  pairOf: Int32Array,
  counts: Int32Array,
): void {
  for (let row = 0; row < pairOf.length; row++) {
    const pair = tableOf[row] * width + only[segmentOfRow[row]]
    pairOf[row] = pair
    counts[pair]++
  }
}

/** The places that are not zero. */
function placesOf(counts: Int32Array): Int32Array {
  const out = new Int32Array(counts.length + 1)
  let n = 0
  for (let i = 0; i < counts.length; i++) {
    out[n] = i
    n = (n + ((counts[i] > 0) as unknown as number)) | 0
  }
  return out.slice(0, n)
}

/** The table and the window of each pair, or of those chosen. */
function numbered(chosen: Int32Array | null, pairs: number, width: number): Pick<Cells, 'table' | 'window'> {
  const size = chosen === null ? pairs : chosen.length
  const [table, window] = [new Int32Array(size), new Int32Array(size)]
  for (let c = 0; c < size; c++) {
    const pair = chosen === null ? c : chosen[c]
    table[c] = Math.floor(pair / width)
    window[c] = pair - table[c] * width
  }
  return { table, window }
}

function endsOf(counts: Int32Array, chosen: Int32Array | null): Int32Array {
  const size = chosen === null ? counts.length : chosen.length
  const out = new Int32Array(size + 1)
  for (let c = 0; c < size; c++) out[c + 1] = out[c] + counts[chosen === null ? c : chosen[c]]
  return out
}

// The cells of rows that group() has not moved yet: each row is counted for its pair of table and window where it lies,
// which takes one pass in the order of memory instead of two moves out of it.
import { type Reducer, resultColumn, type TimeBounds } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  type TimeColumn,
  tableCount,
  unmoved,
} from '../../tables/index.ts'
import { type Cells, locate, membersOf, type WindowChoice, windowsInOrder } from './placing.ts'
import { segmentsOf } from './segments.ts'
import { timeOrder } from './timeOrder.ts'
import { refuseTooMany } from './windows.ts'

export interface ScatteredCells {
  readonly cells: Cells
  reduce(reducer: Reducer): Column
}

/** Null where rows have been moved, some lie outside the range or in several windows, or pairs are too many to count. */
export function scatteredCells(
  frame: Frame,
  label: string,
  inside: TimeBounds,
  choice: WindowChoice,
): ScatteredCells | null {
  const { offsets } = frame
  const times = unmoved(columnNamed(frame, '_time')!, offsets)
  const values = unmoved(columnNamed(frame, label)!, offsets)
  if (times === null || values === null || times.tableOf !== values.tableOf) return null
  const time = times.column as TimeColumn
  const rows = time.values.length
  const order = timeOrder(time, Int32Array.of(0, rows))
  if (time.nulls !== null || order.low < inside.start || order.high >= inside.stop) return null
  const { wanted } = choice
  const segments = segmentsOf(time, order, choice.bounds, choice.sequence, wanted)
  const located = locate(Int32Array.of(0, rows), time, order, segments)
  const { windows, numberOf } = windowsInOrder(segments, located.used, wanted)
  const width = windows.starts.length
  const { only } = membersOf(segments, numberOf, width)
  const pairs = tableCount(frame) * width
  if (wanted !== null) refuseTooMany(BigInt(pairs))
  if (only === null || (wanted === null && pairs > 4 * rows)) return null
  // rows between windows have none
  if (only.includes(width) && located.used.some((used, s) => used === 1 && only[s] === width)) return null
  const { runs, segmentOfRow } = located
  const pairOf = new Int32Array(rows)
  const counts = new Int32Array(pairs)
  if (order.ascending[0] === 1)
    for (let r = 0, from = 0; r < runs.length; from = runs.end[r++])
      countRun(times.tableOf, from, runs.end[r], width, only[runs.segment[r]], pairOf, counts)
  else countRows(times.tableOf, segmentOfRow(), only, width, pairOf, counts)
  const used = wanted === null && counts.includes(0) ? placesOf(counts) : null
  return {
    cells: { ...numbered(used, pairs, width), offsets: endsOf(counts, used), rows: null, cellOfRow: null, windows },
    reduce(reducer) {
      const reduced = reducer.scatter!(values.column, pairOf, endsOf(counts, null), 0)
      const column = resultColumn(label, reducer.type, reduced)
      return used === null ? column : gather(column, used)
    },
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

// Members that order rows or cut tables short: sort, limit, tail.
import { transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  dropEmpty,
  type Frame,
  isKey,
  isNullAt,
  keepTables,
  kindOf,
  mapFrames,
  rowCount,
  selectRows,
  type TableStream,
  tableCount,
} from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { goStableSort } from './stableSort.ts'

export const sort = transform('(<-tables: stream[A], ?columns: [string], ?desc: bool) => stream[A] where A: Record', {
  summary: 'Orders the rows of each table. Nulls come first in both directions; equal rows keep their order.',
  params: {
    tables: 'Tables to order.',
    columns: 'Columns to order by, the first one first; those a table lacks are passed over.',
    desc: 'Largest first.',
  },
  defaults: { columns: ['_value'], desc: false },
  trait: 'sort',
  order: 'arrival',
  examples: [
    `import "sampledata"

sampledata.int() |> sort(columns: ["_value"])`,
  ],
  run: (tables, { columns, desc }) => mapFrames(tables, frame => sortFrame(frame, columns, desc)),
})

/** Stable counting passes over the ranks of each column, from the last to the first. */
export function sortFrame(frame: Frame, labels: readonly string[], desc: boolean): Frame {
  const by = labels.flatMap(label => {
    const column = columnNamed(frame, label)
    return column && column.extent === 'row' && !isKey(frame, label) ? [column] : []
  })
  if (by.length === 0) return frame
  if (by.some(hasNaN)) return selectRows(frame, incomparable(by, frame, desc), frame.offsets)
  const rows = rowCount(frame)
  let sequence = new Int32Array(rows)
  for (let i = 0; i < rows; i++) sequence[i] = i
  for (const column of by.toReversed()) {
    const [ranks] = kindOf(column.type).ranks([column])
    sequence = countingPass(sequence, desc ? reversed(ranks) : ranks)
  }
  if (tableCount(frame) > 1) sequence = byTable(sequence, frame)
  return selectRows(frame, sequence, frame.offsets)
}

function hasNaN(column: Column): boolean {
  return column.type === 'float' && column.values.some(Number.isNaN)
}

/** With NaN, which compares equal to everything, the outcome is that of the reference's own stable sort. */
function incomparable(by: readonly Column[], frame: Frame, desc: boolean): Int32Array {
  const before = (a: number, b: number): boolean => {
    for (const column of by) {
      const [x, y] = [isNullAt(column, a), isNullAt(column, b)]
      if (x !== y) return x
      const order = x ? 0 : kindOf(column.type).compare(column, a, b)
      if (order !== 0) return desc ? order > 0 : order < 0
    }
    return false
  }
  const rows = Int32Array.from({ length: rowCount(frame) }, (_, i) => i)
  for (let t = 0; t < tableCount(frame); t++) goStableSort(rows, frame.offsets[t], frame.offsets[t + 1], before)
  return rows
}

function reversed(ranks: Int32Array): Int32Array {
  let top = 0
  for (let i = 0; i < ranks.length; i++) if (ranks[i] > top) top = ranks[i]
  return ranks.map(r => (r === 0 ? 0 : top + 1 - r))
}

function countingPass(sequence: Int32Array, ranks: Int32Array): Int32Array<ArrayBuffer> {
  let top = 0
  for (let i = 0; i < ranks.length; i++) if (ranks[i] > top) top = ranks[i]
  const starts = new Int32Array(top + 2)
  for (let i = 0; i < ranks.length; i++) starts[ranks[i] + 1]++
  for (let r = 0; r <= top; r++) starts[r + 1] += starts[r]
  const out = new Int32Array(sequence.length)
  for (let i = 0; i < sequence.length; i++) out[starts[ranks[sequence[i]]]++] = sequence[i]
  return out
}

function byTable(sequence: Int32Array, frame: Frame): Int32Array<ArrayBuffer> {
  const table = new Int32Array(rowCount(frame))
  for (let t = 0; t < tableCount(frame); t++) table.fill(t, frame.offsets[t], frame.offsets[t + 1])
  return countingPass(sequence, table)
}

const cut = {
  tables: 'Tables to cut short.',
  n: 'How many rows at most.',
  offset: 'How many rows to pass over first.',
}

export const limit = transform('(<-tables: stream[A], n: int, ?offset: int) => stream[A]', {
  summary: 'Keeps the first rows of each table.',
  params: cut,
  defaults: { offset: 0n },
  order: 'arrival',
  flushes: 'inherit',
  examples: [
    `import "sampledata"

sampledata.int() |> limit(n: 2)`,
  ],
  prepare({ offset }) {
    if (offset < 0n) throw fault('invalid', `limit offset cannot be negative (${offset})`)
  },
  run: (tables, { n, offset }, _prepared, { precededBy }) => {
    // sort and limit are one step in the reference: it knows no limit below zero, and leaves no empty tables
    const sorted = precededBy === 'sort' && offset === 0n
    if (sorted && n < 0n) return tables
    const cutShort = mapFrames(withoutPassedOver(tables, small(offset)), frame =>
      slice(frame, (from, to) => {
        const start = Math.min(to, from + small(offset))
        return [start, Math.min(to, start + small(n))]
      }),
    )
    return sorted ? dropEmpty(cutShort) : cutShort
  },
})

export const tail = transform('(<-tables: stream[A], n: int, ?offset: int) => stream[A]', {
  summary: 'Keeps the last rows of each table.',
  params: { ...cut, offset: 'How many rows at the end to pass over first.' },
  defaults: { offset: 0n },
  twins: 'tail ',
  examples: [
    `import "sampledata"

sampledata.int() |> tail(n: 2)`,
  ],
  differs: 'A negative offset that leaves none of the `n` rows is an error; there the engine crashes.',
  prepare({ n, offset }) {
    if (n > 0n && n + offset <= 0n) throw fault('invalid', `tail offset leaves no rows (${n} rows, offset ${offset})`)
  },
  // an offset below zero makes for so many fewer rows, as in the reference
  run: (tables, { n, offset }) =>
    mapFrames(tables, frame =>
      slice(frame, (from, to) => {
        const rows = offset < 0n && n > 0n ? n + offset : n
        const stop = Math.max(from, to - small(offset))
        return [Math.max(from, stop - small(rows)), stop]
      }),
    ),
})

/** Tables that an offset passes over whole are gone. */
function withoutPassedOver(tables: TableStream, offset: number): TableStream {
  if (offset === 0) return tables
  return keepTables(
    tables,
    tables.frames.map(({ offsets }) => {
      const mask = new Uint8Array(offsets.length - 1)
      for (let t = 0; t < mask.length; t++) {
        const rows = offsets[t + 1] - offsets[t]
        mask[t] = (rows === 0 || rows > offset) as unknown as number
      }
      return mask
    }),
  )
}

/** A count as a number; what is below zero counts as none. */
function small(n: bigint): number {
  return n < 0n ? 0 : n > 2_000_000_000n ? 2_000_000_000 : Number(n)
}

function slice(frame: Frame, part: (from: number, to: number) => readonly [number, number]): Frame {
  const offsets = new Int32Array(tableCount(frame) + 1)
  const rows: number[] = []
  for (let t = 0; t < tableCount(frame); t++) {
    const [from, to] = part(frame.offsets[t], frame.offsets[t + 1])
    for (let row = from; row < to; row++) rows.push(row)
    offsets[t + 1] = rows.length
  }
  return rows.length === rowCount(frame) ? frame : selectRows(frame, Int32Array.from(rows), offsets)
}

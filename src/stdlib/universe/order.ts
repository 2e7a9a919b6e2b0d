// Members that order rows or cut tables short: sort, limit, tail.
import { transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  dropEmpty,
  type Frame,
  inOnePiece,
  isKey,
  isNullAt,
  keepTables,
  kindOf,
  type MergedPieces,
  mapFrames,
  mergedPiecesOf,
  piecesOf,
  piecesOfRows,
  rowCount,
  selectRows,
  type TableStream,
  tableCount,
} from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { mergePieces } from './pieceMerge.ts'
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
  const starts = piecesOf(frame)
  if (by.length === 0 && starts === null) return frame
  if (by.some(hasNaN)) return inOnePiece(selectRows(frame, incomparable(by, frame, desc), frame.offsets))
  const rows = rowCount(frame)
  let sequence = new Int32Array(rows)
  for (let i = 0; i < rows; i++) sequence[i] = i
  const ranked = by.map(column => kindOf(column.type).ranks([column])[0]).map(r => (desc ? reversed(r) : r))
  for (const ranks of ranked.toReversed()) sequence = countingPass(sequence, ranks)
  if (tableCount(frame) > 1) sequence = byTable(sequence, frame)
  if (starts === null) return selectRows(frame, sequence, frame.offsets)
  return mergedInPieces(frame, sequence, ranked, starts)
}

/** Ties across pieces are as a merge of the sorted pieces leaves them. */
function mergedInPieces(frame: Frame, sequence: Int32Array, ranked: readonly Int32Array[], starts: Int32Array): Frame {
  const { offsets } = frame
  const out = Int32Array.from(sequence)
  const rank = new Int32Array(sequence.length)
  const pieceOf = new Int32Array(sequence.length)
  for (let p = 0; p < starts.length; p++) pieceOf.fill(p, starts[p], starts[p + 1] ?? sequence.length)
  let anyTied = false
  for (let t = 0; t + 1 < offsets.length; t++) {
    const [from, to] = [offsets[t], offsets[t + 1]]
    let tied = false
    for (let i = from + 1; i < to; i++) {
      const [a, b] = [sequence[i - 1], sequence[i]]
      const same = ranked.every(r => r[a] === r[b])
      rank[b] = rank[a] + (same ? 0 : 1)
      tied ||= same && pieceOf[a] !== pieceOf[b]
    }
    if (tied) mergePieces(runsOf(sequence, from, to, pieceOf), rank, out, from)
    anyTied ||= tied
  }
  const sorted = inOnePiece(selectRows(frame, out, offsets))
  if (!anyTied) return sorted
  const merged = { piece: out.map(row => pieceOf[row]), rank: out.map(row => rank[row]), place: out }
  return { ...sorted, pieces: { offsets: sorted.offsets, starts: sorted.offsets.slice(0, -1), merged } }
}

/** The first n rows of each table when the pieces are merged one after another, never more than n rows kept. */
function firstMerged(frame: Frame, n: number, { piece, rank, place }: MergedPieces): Frame {
  const { offsets } = frame
  const next = new Int32Array(offsets.length)
  const rows: number[] = []
  for (let t = 0; t + 1 < offsets.length; t++) {
    const [from, to] = [offsets[t], offsets[t + 1]]
    const sequence = Int32Array.from({ length: to - from }, (_, i) => from + i).sort(
      (a, b) => piece[a] - piece[b] || rank[a] - rank[b] || place[a] - place[b],
    )
    let kept: Int32Array = new Int32Array(0)
    for (const run of to > from ? runsOf(sequence, 0, sequence.length, piece) : []) {
      const both = new Int32Array(kept.length + run.length)
      mergePieces(
        [kept, run].filter(r => r.length > 0),
        rank,
        both,
        0,
      )
      kept = both.subarray(0, n)
    }
    for (const row of kept) rows.push(row)
    next[t + 1] = rows.length
  }
  return inOnePiece(selectRows(frame, Int32Array.from(rows), next))
}

/** The rows of each piece of a table, each in the order of the sequence. */
function runsOf(sequence: Int32Array, from: number, to: number, pieceOf: Int32Array): Int32Array[] {
  let [first, last] = [pieceOf[sequence[from]], 0]
  for (let i = from; i < to; i++) {
    first = Math.min(first, pieceOf[sequence[i]])
    last = Math.max(last, pieceOf[sequence[i]])
  }
  const runs: number[][] = Array.from({ length: last - first + 1 }, () => [])
  for (let i = from; i < to; i++) runs[pieceOf[sequence[i]] - first].push(sequence[i])
  return runs.map(r => Int32Array.from(r))
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
    const cutShort = mapFrames(withoutPassedOver(tables, small(offset)), frame => {
      const ties = sorted ? mergedPiecesOf(frame) : null
      if (ties) return firstMerged(frame, small(n), ties)
      return slice(frame, (from, to) => {
        const start = Math.min(to, from + small(offset))
        return [start, Math.min(to, start + small(n))]
      })
    })
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
  if (rows.length === rowCount(frame)) return frame
  const kept = Int32Array.from(rows)
  return { ...selectRows(frame, kept, offsets), pieces: piecesOfRows(frame, kept, offsets) }
}

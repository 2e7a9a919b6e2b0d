// The pieces of a table: what the reference keeps as separate buffers after tables have come together. They are seen
// only in `sort`, which orders each piece and merges them, and so gives ties another order than a stable sort would.
import type { Frame, MergedPieces, Pieces } from './frame.ts'

export function mergedPiecesOf({ pieces, offsets }: Frame): MergedPieces | null {
  return (pieces && pieces.offsets === offsets && pieces.merged) || null
}

/** Null where every table is one piece. */
export function piecesOf({ pieces, offsets }: Frame): Int32Array | null {
  return pieces && pieces.offsets === offsets ? pieces.starts : null
}

export function withPieces(frame: Frame, starts: Int32Array | null): Frame {
  return starts === null || starts.length < frame.offsets.length
    ? inOnePiece(frame)
    : { ...frame, pieces: { offsets: frame.offsets, starts } }
}

export function inOnePiece(frame: Frame): Frame {
  return frame.pieces ? { ...frame, pieces: null } : frame
}

/** The pieces of a frame's rows that stay, `rows` (null: all) in order, in tables that `offsets` bounds. */
export function piecesOfRows(frame: Frame, rows: Int32Array | null, offsets: Int32Array): Pieces | null {
  const starts = piecesOf(frame)
  if (starts === null) return null
  if (rows === null) return { offsets, starts }
  const out: number[] = []
  let [piece, table] = [-1, 0]
  for (let i = 0; i < rows.length; i++) {
    while (offsets[table + 1] <= i) table++
    let at = piece
    while (at + 1 < starts.length && starts[at + 1] <= rows[i]) at++
    if (at !== piece || offsets[table] === i) out.push(i)
    piece = at
  }
  return { offsets, starts: Int32Array.from(out) }
}

/** Notes where rows of another source begin, for each destination of a regrouping. */
export class PieceStarts {
  private readonly filled: Int32Array
  private readonly last: Int32Array
  private readonly destinations: number[] = []
  private readonly places: number[] = []

  constructor(count: number) {
    this.filled = new Int32Array(count)
    this.last = new Int32Array(count).fill(-1)
  }

  /** So many rows of a source go to a destination. */
  add(destination: number, source: number, rows: number): void {
    if (rows === 0) return
    if (this.last[destination] !== source) {
      this.last[destination] = source
      this.destinations.push(destination)
      this.places.push(this.filled[destination])
    }
    this.filled[destination] += rows
  }

  /** The starts in a frame whose table t is the destination `tables[t]`. */
  within(tables: Int32Array, offsets: Int32Array): Int32Array {
    const tableOf = new Int32Array(this.filled.length).fill(-1)
    for (let t = 0; t < tables.length; t++) tableOf[tables[t]] = t
    const starts: number[] = []
    for (let i = 0; i < this.destinations.length; i++) {
      const t = tableOf[this.destinations[i]]
      if (t >= 0) starts.push(offsets[t] + this.places[i])
    }
    return Int32Array.from(starts).sort()
  }
}

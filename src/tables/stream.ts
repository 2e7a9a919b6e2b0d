// A stream of tables: frames, and the order of their tables across frames, since schemas may alternate.
import { type Frame, rowCount, selectTables, tableCount } from './frame.ts'

export interface TableStream {
  readonly frames: readonly Frame[]
  /** Pairs (frame, table) in stream order; null when the frames follow one another. */
  readonly order: Int32Array | null
  /** True where the order is known to be that of the group keys. */
  readonly sorted: boolean
}

export const emptyStream: TableStream = { frames: [], order: null, sorted: true }

/** One frame whose tables are in order. */
export function streamOf(...frames: readonly Frame[]): TableStream {
  return { frames, order: null, sorted: false }
}

export function countTables(stream: TableStream): number {
  return stream.frames.reduce((n, f) => n + tableCount(f), 0)
}

export function countRows(stream: TableStream): number {
  return stream.frames.reduce((n, f) => n + rowCount(f), 0)
}

/** The order as pairs, whatever its form. */
export function orderOf(stream: TableStream): Int32Array {
  if (stream.order) return stream.order
  const out = new Int32Array(countTables(stream) * 2)
  let at = 0
  stream.frames.forEach((frame, f) => {
    for (let t = 0; t < tableCount(frame); t++) {
      out[at++] = f
      out[at++] = t
    }
  })
  return out
}

export function forEachTable(stream: TableStream, visit: (frame: Frame, table: number, index: number) => void): void {
  const order = orderOf(stream)
  for (let i = 0; i < order.length; i += 2) visit(stream.frames[order[i]], order[i + 1], i >> 1)
}

/** Changes each frame, its tables staying as they are (same number, same keys, same order). */
export function mapFrames(stream: TableStream, change: (frame: Frame) => Frame): TableStream {
  return { ...stream, frames: stream.frames.map(change) }
}

/** Keeps the tables a frame's mask marks with 1 (null: all), in their order; empty frames go. */
export function keepTables(stream: TableStream, masks: readonly (Uint8Array | null)[]): TableStream {
  if (masks.every(m => m === null || !m.includes(0))) return stream
  const frames: Frame[] = []
  const newFrame = new Int32Array(stream.frames.length).fill(-1)
  const newTable = stream.frames.map((frame, f) => {
    const mask = masks[f]
    const kept: number[] = []
    const places = new Int32Array(tableCount(frame)).fill(-1)
    for (let t = 0; t < places.length; t++)
      if (mask === null || mask[t] === 1) {
        places[t] = kept.length
        kept.push(t)
      }
    if (kept.length > 0) {
      newFrame[f] = frames.length
      frames.push(kept.length === places.length ? frame : selectTables(frame, Int32Array.from(kept)))
    }
    return places
  })
  if (stream.order === null) return { frames, order: null, sorted: stream.sorted }
  const order = new Int32Array(stream.order.length)
  let n = 0
  for (let i = 0; i < stream.order.length; i += 2) {
    const [f, t] = [stream.order[i], newTable[stream.order[i]][stream.order[i + 1]]]
    if (t < 0) continue
    order[n++] = newFrame[f]
    order[n++] = t
  }
  return { frames, order: order.slice(0, n), sorted: stream.sorted }
}

/** Drops the tables without rows. */
export function dropEmpty(stream: TableStream): TableStream {
  return keepTables(
    stream,
    stream.frames.map(frame => {
      const mask = new Uint8Array(tableCount(frame))
      for (let t = 0; t < mask.length; t++) mask[t] = (frame.offsets[t + 1] > frame.offsets[t]) as unknown as number
      return mask
    }),
  )
}

/** One stream after another. */
export function appendStreams(streams: readonly TableStream[]): TableStream {
  const frames = streams.flatMap(s => s.frames)
  if (streams.every(s => s.order === null)) return { frames, order: null, sorted: false }
  const order = new Int32Array(streams.reduce((n, s) => n + countTables(s) * 2, 0))
  let [at, base] = [0, 0]
  for (const s of streams) {
    const own = orderOf(s)
    for (let i = 0; i < own.length; i += 2) {
      order[at++] = own[i] + base
      order[at++] = own[i + 1]
    }
    base += s.frames.length
  }
  return { frames, order, sorted: false }
}

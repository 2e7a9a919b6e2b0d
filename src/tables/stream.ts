// A stream of tables: frames, and the order of their tables across frames, since schemas may alternate.
import { gather, gatherLater } from './columns/index.ts'
import { type Frame, rowCount, selectTables, tableCount } from './frame.ts'
import { piecesOfRows } from './pieces.ts'

export interface TableStream {
  readonly frames: readonly Frame[]
  /** Pairs (frame, table) in stream order; null when the frames follow one another. */
  readonly order: Int32Array | null
  /** True where the order is known to be that of the group keys. */
  readonly sorted: boolean
  /** Known: no two tables have one key. Decoded texts can hold such twins; what regroup returns cannot. */
  readonly distinct?: boolean
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
  return reduced(
    stream,
    stream.frames.map((frame, f) => {
      const mask = masks[f]
      if (mask === null || !mask.includes(0)) return { frame, kept: null }
      const kept = markedRows(mask, marked(mask, 0, mask.length))
      return { frame: selectTables(frame, kept), kept }
    }),
  )
}

/** Keeps the rows a frame's mask marks with 1; tables left empty go, unless they are to stay. */
export function filterRows(
  stream: TableStream,
  maskOf: (frame: Frame) => Uint8Array,
  empties: 'drop' | 'keep',
): TableStream {
  return reduced(
    stream,
    stream.frames.map(frame => filterFrame(frame, maskOf(frame), empties)),
  )
}

interface Reduced {
  readonly frame: Frame
  /** The tables that are left, null where all are. */
  readonly kept: Int32Array | null
}

function filterFrame(frame: Frame, mask: Uint8Array, empties: 'drop' | 'keep'): Reduced {
  const { offsets } = frame
  const tables = tableCount(frame)
  const counts = new Int32Array(tables)
  const all = !mask.includes(0)
  let marks = 0
  for (let t = 0; t < tables; t++) {
    counts[t] = all ? offsets[t + 1] - offsets[t] : marked(mask, offsets[t], offsets[t + 1])
    marks += counts[t]
  }
  const rows = all ? null : markedRows(mask, marks)
  const kept = empties === 'keep' || !counts.includes(0) ? null : placesOf(counts)
  if (kept === null && rows === null) return { frame, kept }
  const next = new Int32Array((kept === null ? tables : kept.length) + 1)
  for (let i = 0; i + 1 < next.length; i++) next[i + 1] = next[i] + counts[kept === null ? i : kept[i]]
  const columns = frame.columns.map(c =>
    c.extent === 'row' && rows !== null
      ? gatherLater(c, rows)
      : c.extent === 'group' && kept !== null
        ? gather(c, kept, 'group')
        : c,
  )
  return { frame: { ...frame, columns, offsets: next, pieces: piecesOfRows(frame, rows, next) }, kept }
}

/** How many ones there are; long ranges are added up four at a time. */
function marked(mask: Uint8Array, from: number, to: number): number {
  let n = 0
  let at = from
  if (to - from > 64) {
    while ((mask.byteOffset + at) % 4 !== 0) n += mask[at++]
    const words = new Int32Array(mask.buffer, mask.byteOffset + at, (to - at) >> 2)
    for (let w = 0; w < words.length; w++) n = (n + (Math.imul(words[w], 0x01010101) >>> 24)) | 0
    at += 4 * words.length
  }
  for (; at < to; at++) n += mask[at]
  return n
}

/** The places of the ones of a mask that has so many, four places at a time. */
function markedRows(mask: Uint8Array, marks: number): Int32Array {
  // a place more, which every place that has no mark writes
  const out = new Int32Array(marks + 1)
  const whole = mask.byteOffset % 4 === 0 ? mask.length & ~3 : 0
  const words = new Int32Array(mask.buffer, whole > 0 ? mask.byteOffset : 0, whole >> 2)
  let n = 0
  for (let w = 0, i = 0; w < words.length; w++, i += 4) {
    const four = words[w]
    if (four === 0) continue
    out[n] = i
    n = (n + (four & 1)) | 0
    out[n] = i + 1
    n = (n + ((four >>> 8) & 1)) | 0
    out[n] = i + 2
    n = (n + ((four >>> 16) & 1)) | 0
    out[n] = i + 3
    n = (n + (four >>> 24)) | 0
  }
  for (let i = whole; i < mask.length; i++) {
    out[n] = i
    n = (n + mask[i]) | 0
  }
  return out.subarray(0, marks)
}

/** The places that are not zero. */
function placesOf(counts: Int32Array): Int32Array {
  const out = new Int32Array(counts.length)
  let n = 0
  for (let i = 0; i < counts.length; i++) {
    out[n] = i
    n = (n + ((counts[i] !== 0) as unknown as number)) | 0
  }
  return out.slice(0, n)
}

/** The stream of what is left of each frame; the order follows. */
function reduced(stream: TableStream, parts: readonly Reduced[]): TableStream {
  const frames: Frame[] = []
  const places = parts.map(({ frame, kept }) => {
    const at = tableCount(frame) === 0 ? -1 : frames.push(frame) - 1
    return { at, kept }
  })
  if (stream.order === null) return { ...stream, frames }
  const newTable = places.map(({ kept }, f) => {
    if (kept === null) return null
    const to = new Int32Array(tableCount(stream.frames[f])).fill(-1)
    for (let i = 0; i < kept.length; i++) to[kept[i]] = i
    return to
  })
  const order = new Int32Array(stream.order.length)
  let n = 0
  for (let i = 0; i < stream.order.length; i += 2) {
    const f = stream.order[i]
    const moved = newTable[f]
    const t = moved === null ? stream.order[i + 1] : moved[stream.order[i + 1]]
    if (t < 0) continue
    order[n++] = places[f].at
    order[n++] = t
  }
  return { ...stream, frames, order: order.slice(0, n) }
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

// Pages of rows as buffers that can be transferred, and back into frames the page can read. A page is itself a frame:
// its tables are the ranges asked for. String columns take along only the texts they use.
import { type Column, Dictionary, type Frame, gather, orderOf, type TableStream } from '../tables/index.ts'
import type { PackedColumn, PackedFrame, PackedPage, RowRanges } from './protocol.ts'

/**
 * The rows of the ranges, packed frame by frame, with every buffer that may move. `sorted` has for each frame the row
 * that stands at each place, where that is another.
 */
export function packRows(
  stream: TableStream,
  ranges: RowRanges,
  sorted: readonly (Int32Array | null)[] = [],
): { page: PackedPage; buffers: ArrayBuffer[] } {
  const order = orderOf(stream)
  const count = ranges.length / 3
  const places = new Int32Array(count * 2)
  const members = new Map<number, number[]>()
  for (let i = 0; i < count; i++) {
    const source = order[2 * ranges[3 * i]]
    const list = members.get(source)
    if (list) list.push(i)
    else members.set(source, [i])
  }
  const frames = [...members].map(([source, list], at) => {
    for (const [table, i] of list.entries()) places.set([at, table], 2 * i)
    const tables = Int32Array.from(list, i => order[2 * ranges[3 * i] + 1])
    const spans = list.map(i => [ranges[3 * i + 1], ranges[3 * i + 2]])
    return packFrame(pageOf(stream.frames[source], tables, spans, sorted[source] ?? null))
  })
  const buffers = frames.flatMap(buffersOf)
  if (buffers.length <= MOST_BUFFERS) return { page: { frames, places }, buffers: [...buffers, places.buffer] }
  const pool = new Pool(buffers)
  const pooled = frames.map(frame => pool.frame(frame))
  return { page: { frames: pooled, places }, buffers: [pool.buffer, places.buffer] }
}

/** A page of more buffers moves as one: each that moves by itself costs the page's thread some ten microseconds. */
const MOST_BUFFERS = 128

type Views<T> = new (buffer: ArrayBuffer, at: number, length: number) => T

/** Arrays as views of one buffer, each at a multiple of eight bytes. */
class Pool {
  readonly buffer: ArrayBuffer
  private at = 0

  constructor(buffers: readonly ArrayBuffer[]) {
    this.buffer = new ArrayBuffer(buffers.reduce((n, b) => n + aligned(b.byteLength), 0))
  }

  frame(frame: PackedFrame): PackedFrame {
    const columns = frame.columns.map(c => ({
      ...c,
      values: this.moved(c.values),
      nulls: c.nulls && this.moved(c.nulls),
    }))
    return { ...frame, columns, offsets: this.moved(frame.offsets) }
  }

  private moved<T extends ArrayBufferView>(view: T): T {
    new Uint8Array(this.buffer, this.at).set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
    const { constructor: Own, length } = view as T & { constructor: Views<T>; length: number }
    const out = new Own(this.buffer, this.at, length)
    this.at += aligned(view.byteLength)
    return out
  }
}

const aligned = (bytes: number): number => (bytes + 7) & ~7

/** A frame of the given row ranges of the given tables. */
function pageOf(
  frame: Frame,
  tables: Int32Array,
  ranges: readonly (readonly number[])[],
  sorted: Int32Array | null,
): Frame {
  const offsets = new Int32Array(tables.length + 1)
  for (const [i, [from, to]] of ranges.entries()) offsets[i + 1] = offsets[i] + to - from
  const rows = new Int32Array(offsets[tables.length])
  ranges.forEach(([from], i) => {
    const start = frame.offsets[tables[i]] + from
    for (let at = offsets[i], row = start; at < offsets[i + 1]; at++, row++) rows[at] = sorted ? sorted[row] : row
  })
  const columns = frame.columns.map(c => {
    if (c.extent === 'row') return gather(c, rows)
    return gather(c, c.extent === 'group' ? tables : new Int32Array(1), c.extent)
  })
  return { columns, key: frame.key, offsets }
}

/** Owns its arrays: what a gather made, never what a stream shares. */
export function packFrame(frame: Frame): PackedFrame {
  return { columns: frame.columns.map(packColumn), key: frame.key, offsets: frame.offsets }
}

function packColumn(column: Column): PackedColumn {
  const { label, type, extent, nulls } = column
  if (!('dict' in column)) return { label, type, extent, values: column.values, nulls, texts: null }
  const used = new Map<number, number>()
  const texts: string[] = []
  const values = column.values.map((code, slot) => {
    if (nulls?.[slot] === 1) return 0
    let local = used.get(code)
    if (local === undefined) {
      used.set(code, (local = texts.length))
      texts.push(column.dict.texts[code])
    }
    return local
  })
  return { label, type, extent, values, nulls, texts }
}

function buffersOf(frame: PackedFrame): ArrayBuffer[] {
  const views = frame.columns.flatMap(c => (c.nulls ? [c.values, c.nulls] : [c.values]))
  return [...views, frame.offsets].map(v => v.buffer as ArrayBuffer)
}

export function unpackFrame(packed: PackedFrame): Frame {
  return { ...packed, columns: packed.columns.map(unpackColumn) }
}

function unpackColumn({ texts, ...stored }: PackedColumn): Column {
  if (texts === null) return stored as unknown as Column
  const dict = new Dictionary()
  for (const text of texts) dict.intern(text)
  return { ...stored, dict } as unknown as Column
}

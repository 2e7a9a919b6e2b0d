// Tables in the order of some columns: the rows within each table, and the tables by the first of their rows, so that
// twenty thousand tables of one row sort as well as one table. Nothing is moved: what comes out says where rows stand.
// Nulls come last both ways, and what is equal stays as the engine has it.
import {
  type Column,
  columnNamed,
  type Frame,
  kindOf,
  orderOf,
  orderOfKeys,
  ranksOfKeys,
  slotOf,
  type TableStream,
  tableCount,
  tableOfRows,
} from '../../tables/index.ts'
import type { SortBy } from './shapes.ts'

export interface SortedOrder {
  /** For each frame the row that stands at each place; null where its rows stay. */
  readonly rows: readonly (Int32Array | null)[]
  /** Places of the tables in the stream, in their new order. */
  readonly places: Int32Array
}

export function sortTables(stream: TableStream, sort: readonly SortBy[]): SortedOrder {
  const keys = sort.map(by => keysOf(stream.frames, by))
  const rows = stream.frames.map((frame, f) => rowOrder(frame, keys.flatMap(k => k[f] ?? []))) // biome-ignore format: one call
  return { rows, places: tableOrder(stream, keys, rows) }
}

const LAST = 0xffff_ffff

/** A column with a number for each of its slots, in whose order its values are. */
interface SortKey {
  readonly column: Column
  readonly numbers: Uint32Array
}

/** For each frame the key, or null where it has no such column. Of columns of several types each has a range of its own. */
function keysOf(frames: readonly Frame[], { label, descending }: SortBy): (SortKey | null)[] {
  const keys: (SortKey | null)[] = frames.map(() => null)
  const families = new Map<string, number[]>()
  frames.forEach((frame, f) => {
    const type = columnNamed(frame, label)?.type
    if (type) families.set(type, [...(families.get(type) ?? []), f])
  })
  let base = 0
  for (const members of families.values()) {
    const columns = members.map(f => columnNamed(frames[f], label)!)
    const ranks = kindOf(columns[0].type).ranks(columns)
    const top = ranks.reduce((most, own) => Math.max(most, largest(own)), 0)
    members.forEach((f, i) => {
      keys[f] = { column: columns[i], numbers: numbersOf(ranks[i], columns[i].nulls, base, descending ? top : null) }
    })
    base += top + 1
  }
  return keys
}

function largest(ranks: Int32Array): number {
  let most = 0
  for (let i = 0; i < ranks.length; i++) if (ranks[i] > most) most = ranks[i]
  return most
}

/** `top` is the largest rank where they are to descend. */
function numbersOf(ranks: Int32Array, nulls: Uint8Array | null, base: number, top: number | null): Uint32Array {
  const numbers = new Uint32Array(ranks.length)
  if (top === null) for (let i = 0; i < ranks.length; i++) numbers[i] = base + ranks[i]
  else for (let i = 0; i < ranks.length; i++) numbers[i] = base + top - ranks[i]
  if (nulls !== null) for (let i = 0; i < ranks.length; i++) if (nulls[i] === 1) numbers[i] = LAST
  return numbers
}

function rowOrder(frame: Frame, keys: readonly SortKey[]): Int32Array | null {
  // what is the same in all rows of a table leaves them where they are
  const varying = keys.filter(k => k.column.extent === 'row')
  if (varying.length === 0) return null
  const low = combined(varying.map(k => k.numbers))
  return orderOfKeys({ high: Uint32Array.from(tableOfRows(frame.offsets)), low })
}

/** One number for several, the first of which counts most. */
function combined(numbers: readonly Uint32Array[]): Uint32Array {
  return numbers.reduceRight((low, high) => new Uint32Array(ranksOfKeys({ high, low }).buffer))
}

function tableOrder(
  stream: TableStream,
  keys: readonly (readonly (SortKey | null)[])[],
  rows: SortedOrder['rows'],
): Int32Array {
  const order = orderOf(stream)
  const tables = order.length >> 1
  const first = keys.map(key => {
    const numbers = new Uint32Array(tables).fill(LAST)
    const byFrame = stream.frames.map((frame, f) => key[f] && firstNumbers(frame, key[f], rows[f]))
    for (let i = 0; i < tables; i++) {
      const own = byFrame[order[2 * i]]
      if (own) numbers[i] = own[order[2 * i + 1]]
    }
    return numbers
  })
  const low = combined(first)
  return orderOfKeys({ high: new Uint32Array(tables), low }) ?? Int32Array.from({ length: tables }, (_, i) => i)
}

/** Of the first row of each table; tables without rows come last. */
function firstNumbers(frame: Frame, { column, numbers }: SortKey, rows: Int32Array | null): Uint32Array {
  return Uint32Array.from({ length: tableCount(frame) }, (_, t) => {
    const at = frame.offsets[t]
    return at === frame.offsets[t + 1] ? LAST : numbers[slotOf(column, t, rows ? rows[at] : at)]
  })
}

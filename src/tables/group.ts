// Regrouping: rows find the table their key names, tables with equal keys merge, schemas are united. Everything that
// changes a group key (group, window, set, rename, map, union, pivot …) comes through here.
import { type Column, kindOf } from './columns/index.ts'
import { KeyTable } from './columns/keyTable.ts'
import { columnNamed, type Frame, rowCount, tableCount, tableOfRows } from './frame.ts'
import { keySignature, sortByKey } from './groupKey.ts'
import { PieceStarts, piecesOf, withPieces } from './pieces.ts'
import { type Assignment, placeInTables } from './placement.ts'
import { orderOf, type TableStream } from './stream.ts'

/**
 * Gives every frame the key `keyOf` names (labels it has, in key order) and returns the stream in key order.
 * Rows keep their order of arrival; merged tables null-fill the columns they lack.
 */
export function regroup(stream: TableStream, keyOf: (frame: Frame) => readonly string[]): TableStream {
  const frames = stream.frames.map(f => ({ ...f, key: keyOf(f) }))
  const keyed = { ...stream, frames, sorted: false, distinct: true }
  const order = orderOf(stream)
  const assignment = assign(keyed, order)
  return sortByKey(nothingMoves(frames, assignment, order) ? keyed : collect(keyed, assignment, order))
}

/** Whether no two tables have one key; key columns have a slot a table. */
export function keysDiffer(stream: TableStream): boolean {
  const order = orderOf(stream)
  return assign(stream, order).count === order.length / 2
}

/** Whether every table stays a table of its own, with the rows it has. */
function nothingMoves(frames: readonly Frame[], { byTable, count }: Assignment, order: Int32Array): boolean {
  return count === order.length / 2 && byTable.every(own => own !== null) && frames.every(f => tableCount(f) > 0)
}

/** Merges tables whose keys have become equal; the order of arrival stays, or becomes that of the keys. */
export function mergeEqualKeys(stream: TableStream): TableStream {
  return regroup(stream, f => f.key)
}

/** Numbers the destination tables by first appearance. */
function assign(stream: TableStream, order: Int32Array): Assignment {
  const perRow = stream.frames.map(f => f.key.some(label => columnNamed(f, label)!.extent === 'row'))
  const tuples = keyTuples(stream.frames, perRow)
  // the rows or tables of one frame are numbered by first appearance already
  if (stream.frames.length === 1 && stream.order === null)
    return perRow[0]
      ? { byTable: [null], byRow: tuples.ids, count: tuples.ids[0].length > 0 ? tuples.count : 0 }
      : { byTable: tuples.ids, byRow: [null], count: tuples.ids[0].length > 0 ? tuples.count : 0 }
  const byTable = stream.frames.map((f, i) => (perRow[i] ? null : new Int32Array(tableCount(f))))
  const byRow = stream.frames.map((f, i) => (perRow[i] ? new Int32Array(rowCount(f)) : null))
  const numbers = new Int32Array(tuples.count).fill(-1)
  let count = 0
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    const own = tuples.ids[f]
    const { offsets } = stream.frames[f]
    const rows = byRow[f]
    count = rows
      ? numberSlots(own, offsets[t], offsets[t + 1], numbers, rows, count)
      : numberSlots(own, t, t + 1, numbers, byTable[f]!, count)
  }
  return { byTable, byRow, count }
}

/** Numbers the tuples of a range of slots by first appearance; returns how many numbers are taken then. */
function numberSlots(
  tuples: Int32Array,
  from: number,
  to: number,
  numbers: Int32Array,
  out: Int32Array,
  count: number,
): number {
  for (let i = from; i < to; i++) {
    const tuple = tuples[i]
    if (numbers[tuple] < 0) numbers[tuple] = count++
    out[i] = numbers[tuple]
  }
  return count
}

/** A dense id of the key of each table or row, equal across frames where the keys are equal. */
function keyTuples(frames: readonly Frame[], perRow: readonly boolean[]): { ids: Int32Array[]; count: number } {
  const ids = frames.map((f, i) => new Int32Array(perRow[i] ? rowCount(f) : tableCount(f)))
  const families = new Map<string, number[]>()
  frames.forEach((frame, f) => {
    const signature = keySignature(frame)
    families.set(signature, [...(families.get(signature) ?? []), f])
  })
  let base = 0
  for (const family of families.values()) {
    const labels = [...frames[family[0]].key]
    let size = 1
    for (const label of labels) {
      const columns = family.map(f => columnNamed(frames[f], label)!)
      const codes = kindOf(columns[0].type).ids(columns)
      const parts = family.map((f, k) => ({
        ids: ids[f],
        column: columns[k],
        codes: codes[k],
        tables: perRow[f] && columns[k].extent === 'group' ? tableOfRows(frames[f].offsets) : null,
      }))
      size = combine(parts, size)
    }
    if (base > 0) for (const f of family) addCode(ids[f], 1, base)
    base += size
  }
  return { ids, count: base }
}

interface Part {
  readonly ids: Int32Array
  readonly column: Column
  readonly codes: Int32Array
  /** The table of each id, where ids stand for rows and the column has a slot a table. */
  readonly tables: Int32Array | null
}

/** Up to so many pairs are numbered through an array, more by their hashes. */
const DIRECT = 4_000_000

/** Extends each id by one more column's code and makes the pairs dense again; returns how many there are. */
function combine(parts: readonly Part[], size: number): number {
  let top = 0
  for (const { codes } of parts) for (let i = 0; i < codes.length; i++) if (codes[i] > top) top = codes[i]
  const width = top + 1
  let next = 0
  if (size * width > DIRECT) {
    const numbers = new KeyTable()
    for (const part of parts) numberPairs(part, numbers)
    return Math.max(1, numbers.count - 1)
  }
  const numbers = new Int32Array(size * width).fill(-1)
  for (const { ids, column, codes, tables } of parts) {
    if (column.extent === 'constant') {
      addCode(ids, width, codes[0])
      next = numberSlots(ids, 0, ids.length, numbers, ids, next)
    } else if (tables !== null) next = numberByTable(ids, width, codes, tables, numbers, next)
    else if (size === 1) next = numberSlots(codes, 0, ids.length, numbers, ids, next)
    else next = numberByRow(ids, width, codes, numbers, next)
  }
  return Math.max(1, next)
}

function numberPairs({ ids, column, codes, tables }: Part, numbers: KeyTable): void {
  const single = column.extent === 'constant'
  for (let i = 0; i < ids.length; i++) {
    const code = codes[single ? 0 : tables !== null ? tables[i] : i]
    ids[i] = numbers.find(code, ids[i]) - 1
  }
}

function addCode(ids: Int32Array, width: number, code: number): void {
  for (let i = 0; i < ids.length; i++) ids[i] = ids[i] * width + code
}

function numberByRow(ids: Int32Array, width: number, codes: Int32Array, numbers: Int32Array, from: number): number {
  let next = from
  for (let i = 0; i < ids.length; i++) {
    const pair = ids[i] * width + codes[i]
    let id = numbers[pair]
    if (id < 0) numbers[pair] = id = next++
    ids[i] = id
  }
  return next
}

function numberByTable(
  ids: Int32Array,
  width: number,
  codes: Int32Array,
  tables: Int32Array,
  numbers: Int32Array,
  from: number,
): number {
  let next = from
  for (let i = 0; i < ids.length; i++) {
    const pair = ids[i] * width + codes[tables[i]]
    let id = numbers[pair]
    if (id < 0) numbers[pair] = id = next++
    ids[i] = id
  }
  return next
}

/** Builds the destination tables: one frame for each set of source frames that meet in a table. */
function collect(stream: TableStream, assignment: Assignment, order: Int32Array): TableStream {
  const { count } = assignment
  const schemas = schemasOf(stream, assignment, order)
  const sizes = new Int32Array(schemas.sources.length)
  const pairs = new Int32Array(count * 2)
  for (let d = 0; d < count; d++) {
    pairs[2 * d] = schemas.of[d]
    pairs[2 * d + 1] = sizes[schemas.of[d]]++
  }
  const frames = schemas.sources.map((sources, s) => {
    const localOf = new Int32Array(count).fill(-1)
    for (let d = 0; d < count; d++) if (schemas.of[d] === s) localOf[d] = pairs[2 * d + 1]
    return placeInTables(stream.frames, order, assignment, { sources, tables: sizes[s], localOf })
  })
  // rows of one table that is one piece make no pieces
  if (order.length === 2 && piecesOf(stream.frames[order[0]]) === null)
    return { ...stream, frames, order: frames.length > 1 ? pairs : null }
  const starts = pieceStarts(stream, assignment, order)
  const tables = frames.map(f => new Int32Array(tableCount(f)))
  for (let d = 0; d < count; d++) tables[pairs[2 * d]][pairs[2 * d + 1]] = d
  const pieced = frames.map((f, s) => withPieces(f, starts.within(tables[s], f.offsets)))
  return { ...stream, frames: pieced, order: frames.length > 1 ? pairs : null }
}

/** Each source table, or piece of one, is a piece of the tables its rows go to. */
function pieceStarts(stream: TableStream, { byTable, byRow, count }: Assignment, order: Int32Array): PieceStarts {
  const out = new PieceStarts(count)
  let source = 0
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    const frame = stream.frames[f]
    const { offsets } = frame
    const starts = piecesOf(frame) ?? offsets
    for (
      let piece = firstAt(starts, offsets[t]);
      offsets[t] < offsets[t + 1] && starts[piece] < offsets[t + 1];
      piece++
    ) {
      const to = Math.min(starts[piece + 1] ?? offsets[t + 1], offsets[t + 1])
      const rows = byRow[f]
      if (rows) for (let row = starts[piece]; row < to; row++) out.add(rows[row], source, 1)
      else out.add(byTable[f]![t], source, to - starts[piece])
      source++
    }
  }
  return out
}

/** The last place of the first number that is not below a limit: several tables may begin at one row. */
function firstAt(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (numbers[middle] <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** For each destination the set of frames that reach it, sets numbered. */
function schemasOf(
  stream: TableStream,
  { byTable, byRow, count }: Assignment,
  order: Int32Array,
): { of: Int32Array; sources: number[][] } {
  if (stream.frames.length === 1) return { of: new Int32Array(count), sources: count > 0 ? [[0]] : [] }
  const of = new Int32Array(count).fill(-1)
  const sources: number[][] = []
  const steps = new Map<string, number>()
  const add = (d: number, f: number): void => {
    if (of[d] >= 0 && sources[of[d]].includes(f)) return
    const key = `${of[d]}+${f}`
    let next = steps.get(key)
    if (next === undefined) {
      next = sources.push([...(of[d] < 0 ? [] : sources[of[d]]), f]) - 1
      steps.set(key, next)
    }
    of[d] = next
  }
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    if (byTable[f]) add(byTable[f][t], f)
    else {
      const { offsets } = stream.frames[f]
      for (let row = offsets[t]; row < offsets[t + 1]; row++) add(byRow[f]![row], f)
    }
  }
  const used = [...new Set(of)].sort((a, b) => a - b)
  const renumber = new Map(used.map((s, i) => [s, i]))
  for (let d = 0; d < count; d++) of[d] = renumber.get(of[d])!
  return { of, sources: used.map(s => sources[s]) }
}

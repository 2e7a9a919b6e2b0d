// The joining of two streams over whole columns, for functions that only pick columns of the two rows: the rows that
// meet are found by ranks of their keys, and each picked column is moved once. What needs more goes row by row.
import type { Pick, RowFunction } from '../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  gatherLater,
  isKey,
  kindOf,
  piecesOf,
  relabel,
  spread,
  type TableStream,
  tableCount,
  tableOfRows,
} from '../tables/index.ts'

export type JoinMethod = 'inner' | 'left' | 'right' | 'full'

interface Options {
  readonly pairs: readonly (readonly [string, string])[]
  readonly as: RowFunction
  readonly method: JoinMethod
  /** A text equal for equal group keys. */
  nameOf(frame: Frame, table: number): string
}

/** The tables of pairs, one a group key, not in order yet; null where rows have to be looked at one by one. */
export function joinColumns(left: TableStream, right: TableStream, options: Options): Frame | null {
  if (left.frames.length !== 1 || right.frames.length !== 1) return null
  const [[l], [r]] = [left.frames, right.frames]
  if (piecesOf(l) || piecesOf(r) || !sameKey(l, r)) return null
  const sources = sourcesOf(l, r, options.as.picks(['l', 'r']))
  const keys = options.pairs.map(([a, b]) => [columnNamed(l, a), columnNamed(r, b)] as const)
  if (sources === null || !keys.every(([a, b]) => a && b && a.type === b.type && !hasNaN(a) && !hasNaN(b))) return null
  const groups = groupsOf(l, r, options.nameOf)
  const sides = { left: groups.ofLeft, right: groups.ofRight, size: groups.firstTable.length }
  const ranks = keys.map(([a, b]) => ranksOf(spread(a!, l.offsets), spread(b!, r.offsets))).reduce(together, sides)
  const lonely = keys.map(([a, b]) => ({
    left: spread(a!, l.offsets).nulls,
    right: spread(b!, r.offsets).nulls,
  }))
  const ls = inOrder(ranks.left, ranks.size, anyOf(lonely.map(n => n.left)))
  const rs = inOrder(ranks.right, ranks.size, anyOf(lonely.map(n => n.right)))
  return frameOf([l, r], sources, pairsOf(ls, rs, options.method), groups)
}

/** Whether the keys have the same columns, each with a slot a table or one for all. */
function sameKey(l: Frame, r: Frame): boolean {
  const plain = (label: string): boolean => {
    const [a, b] = [columnNamed(l, label), columnNamed(r, label)]
    return isKey(r, label) && a?.type === b?.type && a?.extent !== 'row' && b?.extent !== 'row'
  }
  return l.key.length === r.key.length && l.key.every(plain)
}

function hasNaN(column: Column): boolean {
  return column.type === 'float' && column.values.some(Number.isNaN)
}

/** Where each column of the result comes from; null where that is not all there is to it. */
function sourcesOf(l: Frame, r: Frame, picks: readonly Pick[] | null): Map<string, Source> | null {
  if (picks === null) return null
  const out = new Map<string, Source>()
  for (const { label, row, column } of picks) {
    const [side, frame] = row === 'l' ? [0, l] : [1, r]
    if (label === null) for (const c of frame.columns) out.set(c.label, { side, column: c })
    else {
      const found = columnNamed(frame, column!)
      if (!found) return null
      out.set(label, { side, column: found })
    }
  }
  // key columns stay what they are, and no other column is made of one: a row alone has the key of its group
  for (const label of l.key) if (out.get(label)?.column.label !== label) return null
  for (const [label, { side, column }] of out)
    if (isKey(side === 0 ? l : r, column.label) ? column.label !== label || !isKey(l, label) : isKey(l, label))
      return null
  return out
}

interface Source {
  readonly side: number
  readonly column: Column
}

interface Groups {
  /** The group of each row. */
  readonly ofLeft: Int32Array
  readonly ofRight: Int32Array
  /** A table of each group, those of the right side counted after those of the left. */
  readonly firstTable: readonly number[]
}

function groupsOf(l: Frame, r: Frame, nameOf: Options['nameOf']): Groups {
  const numbers = new Map<string, number>()
  const firstTable: number[] = []
  let tables = 0
  const ofRows = (frame: Frame): Int32Array => {
    const own = Int32Array.from({ length: tableCount(frame) }, (_, t) => {
      const name = nameOf(frame, t)
      const known = numbers.get(name)
      if (known !== undefined) return known
      numbers.set(name, firstTable.length)
      return firstTable.push(tables + t) - 1
    })
    tables += own.length
    return moved(own, tableOfRows(frame.offsets))
  }
  return { ofLeft: ofRows(l), ofRight: ofRows(r), firstTable }
}

/** Numbers that order the rows of both sides, from 0 to before a size; equal ones meet. */
interface Ranks {
  readonly left: Int32Array
  readonly right: Int32Array
  readonly size: number
}

/** Of one key column; nulls come behind all others. */
function ranksOf(a: Column, b: Column): Ranks {
  const [left, right] = kindOf(a.type).ranks([a, b])
  const none = 1 + Math.max(highest(left), highest(right))
  const behind = (own: Int32Array, { nulls }: Column): Int32Array =>
    nulls === null ? own : own.map((rank, row) => (nulls[row] === 1 ? none : rank))
  return { left: behind(left, a), right: behind(right, b), size: none + 1 }
}

function highest(values: Int32Array): number {
  let top = 0
  for (let i = 0; i < values.length; i++) if (values[i] > top) top = values[i]
  return top
}

/** Up to so many pairs of ranks are counted through an array. */
const DIRECT = 4_000_000

/** Ranks by one order, then by another, without gaps. */
function together(a: Ranks, b: Ranks): Ranks {
  if (a.size === 1) return b
  const whole = (x: Int32Array, y: Int32Array): Float64Array => {
    const out = new Float64Array(x.length)
    for (let i = 0; i < out.length; i++) out[i] = x[i] * b.size + y[i]
    return out
  }
  const [left, right] = [whole(a.left, b.left), whole(a.right, b.right)]
  if (a.size * b.size <= DIRECT) return withoutGaps(left, right, a.size * b.size)
  const column = (values: Float64Array): Column => ({ label: '', type: 'float', extent: 'row', values, nulls: null })
  const [ls, rs] = kindOf('float').ranks([column(left), column(right)])
  return { left: ls, right: rs, size: 1 + Math.max(highest(ls), highest(rs)) }
}

function withoutGaps(left: Float64Array, right: Float64Array, size: number): Ranks {
  const numbers = new Int32Array(size)
  for (let i = 0; i < left.length; i++) numbers[left[i]] = 1
  for (let i = 0; i < right.length; i++) numbers[right[i]] = 1
  let next = 0
  for (let pair = 0; pair < size; pair++) if (numbers[pair] === 1) numbers[pair] = next++
  return { left: moved(numbers, left), right: moved(numbers, right), size: next }
}

function moved(values: Int32Array, order: Int32Array | Float64Array): Int32Array {
  const out = new Int32Array(order.length)
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]]
  return out
}

/** Where some mask has a one; null where there are none. */
function anyOf(masks: readonly (Uint8Array | null)[]): Uint8Array | null {
  const given = masks.flatMap(m => (m === null ? [] : [m]))
  if (given.length === 0) return null
  const out = given[0].slice()
  for (const mask of given.slice(1)) for (let i = 0; i < out.length; i++) out[i] |= mask[i]
  return out
}

/** Rows by group, then by their keys. */
interface Sorted {
  readonly order: Int32Array
  /** Of the rows in that order. */
  readonly rank: Int32Array
  /** Rows, in no order, whose key has a null. */
  readonly lonely: Uint8Array | null
}

function inOrder(ranks: Int32Array, size: number, lonely: Uint8Array | null): Sorted {
  const starts = new Int32Array(size + 1)
  for (let i = 0; i < ranks.length; i++) starts[ranks[i] + 1]++
  for (let r = 1; r < starts.length; r++) starts[r] += starts[r - 1]
  const order = new Int32Array(ranks.length)
  for (let i = 0; i < order.length; i++) order[starts[ranks[i]]++] = i
  return { order, rank: moved(ranks, order), lonely }
}

/** The end of the rows equal to the one at a place. */
function runEnd({ rank }: Sorted, from: number): number {
  let end = from + 1
  while (end < rank.length && rank[end] === rank[from]) end++
  return end
}

/** Rows of both sides, pair by pair; -1 where a side has none. */
class Pairs {
  left = new Int32Array(1024)
  right = new Int32Array(1024)
  length = 0

  add(left: number, right: number): void {
    if (this.length === this.left.length) {
      this.left = doubled(this.left)
      this.right = doubled(this.right)
    }
    this.left[this.length] = left
    this.right[this.length++] = right
  }
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(2 * values.length)
  out.set(values)
  return out
}

/** A null meets nothing. */
function pairsOf(ls: Sorted, rs: Sorted, method: JoinMethod): Pairs {
  const out = new Pairs()
  const [keepLeft, keepRight] = [method === 'left' || method === 'full', method === 'right' || method === 'full']
  const [lefts, rights] = [ls.order.length, rs.order.length]
  let [i, j] = [0, 0]
  while (i < lefts || j < rights) {
    const order = i >= lefts ? 1 : j >= rights ? -1 : ls.rank[i] - rs.rank[j]
    if (order < 0 || (order === 0 && ls.lonely?.[ls.order[i]] === 1)) {
      if (keepLeft) out.add(ls.order[i], -1)
      i++
    } else if (order > 0) {
      if (keepRight) out.add(-1, rs.order[j])
      j++
    } else {
      const [iEnd, jEnd] = [runEnd(ls, i), runEnd(rs, j)]
      for (let a = i; a < iEnd; a++) for (let b = j; b < jEnd; b++) out.add(ls.order[a], rs.order[b])
      ;[i, j] = [iEnd, jEnd]
    }
  }
  return out
}

/** The pairs as tables, one a group; pairs are in order of groups. */
function frameOf(frames: readonly [Frame, Frame], sources: Map<string, Source>, pairs: Pairs, groups: Groups): Frame {
  const [left, right] = [pairs.left.slice(0, pairs.length), pairs.right.slice(0, pairs.length)]
  const ends: number[] = []
  const owners: number[] = []
  let before = -1
  for (let i = 0; i < pairs.length; i++) {
    const group = left[i] >= 0 ? groups.ofLeft[left[i]] : groups.ofRight[right[i]]
    if (group === before) continue
    if (before >= 0) ends.push(i)
    owners.push(groups.firstTable[group])
    before = group
  }
  if (pairs.length > 0) ends.push(pairs.length)
  const [l, r] = frames
  const columns = [...sources].map(([label, { side, column }]) =>
    isKey(l, label)
      ? keyColumn(label, l, r, Int32Array.from(owners))
      : gatherLater(relabel(spread(column, frames[side].offsets), label), side === 0 ? left : right),
  )
  return { columns, key: l.key, offsets: Int32Array.from([0, ...ends]) }
}

/** A key column of the tables given, those of the right side counted after those of the left. */
function keyColumn(label: string, l: Frame, r: Frame, tables: Int32Array): Column {
  const parts = [l, r].map(frame => ({
    column: tablewise(columnNamed(frame, label)!, frame),
    length: tableCount(frame),
  }))
  return gather(kindOf(parts[0].column.type).concat(label, parts), tables, 'group')
}

function tablewise(column: Column, frame: Frame): Column {
  return column.extent === 'constant' ? gather(column, new Int32Array(tableCount(frame)), 'group') : column
}

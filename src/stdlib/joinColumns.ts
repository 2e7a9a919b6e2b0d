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
  const ranks = keys.map(([a, b]) => ranksOf([spread(a!, l.offsets), spread(b!, r.offsets)]))
  const ls = inOrder([groups.ofLeft, ...ranks.map(k => k.sides[0])])
  const rs = inOrder([groups.ofRight, ...ranks.map(k => k.sides[1])])
  const none = ranks.map(k => k.none)
  return frameOf([l, r], sources, pairsOf(ls, rs, none, options.method), groups)
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

interface KeyRanks {
  /** Of the left rows and of the right ones. */
  readonly sides: readonly Int32Array[]
  /** The rank of nulls, behind all others. */
  readonly none: number
}

function ranksOf(columns: readonly Column[]): KeyRanks {
  const sides = kindOf(columns[0].type).ranks(columns)
  const none = 1 + sides.reduce((top, own) => Math.max(top, highest(own)), 0)
  if (columns.every(c => c.nulls === null)) return { sides, none }
  return { sides: sides.map(own => own.map(rank => (rank === 0 ? none : rank))), none }
}

function highest(values: Int32Array): number {
  let top = 0
  for (let i = 0; i < values.length; i++) if (values[i] > top) top = values[i]
  return top
}

/** Rows by group, then by the ranks of their keys; the group is the first of `by`. */
interface Sorted {
  readonly order: Int32Array
  readonly by: readonly Int32Array[]
}

function inOrder(by: readonly Int32Array[]): Sorted {
  let order = new Int32Array(by[0].length)
  for (let i = 0; i < order.length; i++) order[i] = i
  for (const own of by.toReversed()) order = countingPass(order, own)
  return { order, by: by.map(own => moved(own, order)) }
}

function moved(values: Int32Array, order: Int32Array): Int32Array {
  const out = new Int32Array(order.length)
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]]
  return out
}

function countingPass(order: Int32Array, by: Int32Array): Int32Array<ArrayBuffer> {
  const starts = new Int32Array(highest(by) + 2)
  for (let i = 0; i < by.length; i++) starts[by[i] + 1]++
  for (let r = 1; r < starts.length; r++) starts[r] += starts[r - 1]
  const out = new Int32Array(order.length)
  for (let i = 0; i < order.length; i++) out[starts[by[order[i]]]++] = order[i]
  return out
}

function compare(a: Sorted, i: number, b: Sorted, j: number): number {
  for (let k = 0; k < a.by.length; k++) {
    const order = a.by[k][i] - b.by[k][j]
    if (order !== 0) return order
  }
  return 0
}

/** The end of the rows equal to the one at a place. */
function runEnd(rows: Sorted, from: number): number {
  let end = from + 1
  while (end < rows.order.length && compare(rows, from, rows, end) === 0) end++
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

/** A null meets nothing; `none` has the ranks of nulls. */
function pairsOf(ls: Sorted, rs: Sorted, none: readonly number[], method: JoinMethod): Pairs {
  const out = new Pairs()
  const [keepLeft, keepRight] = [method === 'left' || method === 'full', method === 'right' || method === 'full']
  const [lefts, rights] = [ls.order.length, rs.order.length]
  let [i, j] = [0, 0]
  while (i < lefts || j < rights) {
    const order = i >= lefts ? 1 : j >= rights ? -1 : compare(ls, i, rs, j)
    if (order < 0 || (order === 0 && none.some((rank, k) => ls.by[k + 1][i] === rank))) {
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

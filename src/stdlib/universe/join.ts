// The older join: rows of two streams with equal values in shared columns, tables of all keys that agree on them.
import { composed, StreamValue } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  inOnePiece,
  isKey,
  kindOf,
  mapFrames,
  orderOf,
  regroup,
  relabel,
  spread,
  type TableStream,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { compareText, fault, planFault, type RecordValue, type Value } from '../../values/index.ts'

export const join = composed('(<-tables: A, ?method: string, ?on: [string]) => stream[B] where A: Record, B: Record', {
  summary:
    'The pairs of rows of two streams that have equal values in the columns named. `join.inner` is its successor.',
  params: {
    tables: 'A record of two streams; its names become suffixes of columns that both have.',
    method: '`"inner"` is the only one there is.',
    on: 'Columns whose values have to be equal.',
  },
  defaults: { method: 'inner' },
  differs: 'A stream joined with itself works; the engine wants two different ones.',
  examples: [
    `import "array"

north = array.from(rows: [{city: "Oslo", t: -4.0}, {city: "Kiel", t: 2.0}])
south = array.from(rows: [{city: "Kiel", t: 3.5}, {city: "Rome", t: 12.0}])

join(tables: {north, south}, on: ["city"])`,
  ],
  build({ tables, method, on }, context) {
    if (method !== 'inner') throw fault('invalid', `${method} is not a valid join type`)
    if (on === undefined) throw fault('invalid', 'missing required keyword argument "on"')
    if (on.length === 0) throw fault('invalid', "at least one column in 'on' column list is required")
    const named = [...(tables as RecordValue).fields]
    if (named.length !== 2 || !named.every(([, s]) => s instanceof StreamValue))
      throw planFault('invalid', `joins currently must only have two parents, found ${named.length}`)
    const [a, b] = named.toSorted(([x], [y]) => compareText(x, y)) as [string, Value][]
    return context.stream({
      inputs: [a[1] as StreamValue, b[1] as StreamValue],
      kind: 'pure',
      run: ([left, right]) =>
        joined({ name: a[0], tables: left }, { name: b[0], tables: right }, on.toSorted(compareText)),
    })
  },
})

interface Side {
  readonly name: string
  readonly tables: TableStream
}

function joined(left: Side, right: Side, on: readonly string[]): TableStream {
  const frames: Frame[] = []
  for (const l of tablesOf(left.tables))
    for (const r of tablesOf(right.tables)) {
      const frame = joinTables(l, r, left.name, right.name, on)
      if (frame) frames.push(frame)
    }
  return mapFrames(
    regroup({ frames, order: null, sorted: false }, f => f.key),
    inOnePiece,
  )
}

/** Each table as a frame of its own, in key order. */
function tablesOf(stream: TableStream): Frame[] {
  const order = orderOf(stream)
  const out: Frame[] = []
  for (let i = 0; i < order.length; i += 2) out.push(oneTable(stream.frames[order[i]], order[i + 1]))
  return out
}

function oneTable(frame: Frame, t: number): Frame {
  if (tableCount(frame) === 1) return frame
  const rows = Int32Array.from({ length: frame.offsets[t + 1] - frame.offsets[t] }, (_, i) => frame.offsets[t] + i)
  const columns = frame.columns.map(c =>
    c.extent === 'row' ? gather(c, rows) : c.extent === 'group' ? gather(c, Int32Array.of(t), 'group') : c,
  )
  return { ...frame, columns, offsets: Int32Array.of(0, rows.length) }
}

/** Null when the keys disagree, a column is missing, types differ, or no rows meet. */
function joinTables(l: Frame, r: Frame, leftName: string, rightName: string, on: readonly string[]): Frame | null {
  const pairs = on.map(label => [columnNamed(l, label), columnNamed(r, label)] as const)
  if (pairs.some(([a, b]) => !a || !b || a.type !== b.type)) return null
  const rowPairs = matchingRows(pairs as readonly (readonly [Column, Column])[], l, r)
  if (rowPairs.left.length === 0) return null
  const shared = (label: string): boolean =>
    !on.includes(label) && columnNamed(l, label) !== undefined && columnNamed(r, label) !== undefined
  const take = (
    frame: Frame,
    rows: Int32Array,
    name: string,
    skip: readonly string[],
  ): Array<{ column: Column; key: boolean }> =>
    frame.columns
      .filter(c => !skip.includes(c.label))
      .map(c => ({
        column: relabel(c.extent === 'row' ? gather(c, rows) : c, shared(c.label) ? `${c.label}_${name}` : c.label),
        key: isKey(frame, c.label),
      }))
  const all = [...take(l, rowPairs.left, leftName, []), ...take(r, rowPairs.right, rightName, on)]
  all.sort((a, b) => compareText(a.column.label, b.column.label))
  const offsets = Int32Array.of(0, rowPairs.left.length)
  const keys = new Set(all.filter(x => x.key).map(x => x.column.label))
  for (const label of on) if (isKey(r, label)) keys.add(label)
  const base: Frame = { columns: all.map(x => x.column), key: [], offsets }
  const key = base.columns.map(c => c.label).filter(label => keys.has(label))
  return { ...key.reduce((f, label) => withColumn(f, keyExtent(columnNamed(f, label)!, offsets)), base), key }
}

/** A column that became part of the key by the other side has one value in all rows that met. */
function keyExtent(column: Column, offsets: Int32Array): Column {
  return column.extent === 'row' ? gather(spread(column, offsets), Int32Array.of(0), 'group') : column
}

/** Rows that meet, in the order of their values: the left rows of a value, and for each the right ones. */
function matchingRows(
  pairs: readonly (readonly [Column, Column])[],
  l: Frame,
  r: Frame,
): { left: Int32Array; right: Int32Array } {
  const ranks = pairs.map(([a, b]) => kindOf(a.type).ranks([spread(a, l.offsets), spread(b, r.offsets)]))
  const order = (side: 0 | 1, size: number): number[] => {
    const rows = Array.from({ length: size }, (_, i) => i).filter(i => ranks.every(k => k[side][i] > 0))
    return rows.sort((x, y) =>
      compareRanks(
        ranks.map(k => k[side][x]),
        ranks.map(k => k[side][y]),
      ),
    )
  }
  const [ls, rs] = [order(0, l.offsets[1]), order(1, r.offsets[1])]
  const rankOf = (side: 0 | 1, row: number): number[] => ranks.map(k => k[side][row])
  const [left, right]: [number[], number[]] = [[], []]
  let from = 0
  for (const i of ls) {
    while (from < rs.length && compareRanks(rankOf(1, rs[from]), rankOf(0, i)) < 0) from++
    for (let j = from; j < rs.length && compareRanks(rankOf(1, rs[j]), rankOf(0, i)) === 0; j++) {
      left.push(i)
      right.push(rs[j])
    }
  }
  return { left: Int32Array.from(left), right: Int32Array.from(right) }
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return 0
}

// The joining of two streams: tables meet by group key, rows by the values of columns set equal. The result of each
// group is in the order of those values, pairs of equal values in the order of the left rows, then of the right ones.
import type { RowFunction } from '../library/index.ts'
import {
  type ColumnShape,
  cell,
  columnNamed,
  countRows,
  type Frame,
  FrameBuilder,
  forEachTable,
  inOnePiece,
  isColumnType,
  kindOf,
  mapFrames,
  piecesOf,
  regroup,
  type TableStream,
} from '../tables/index.ts'
import { bareFault, compareText, fault, isNull, nullOf, RecordValue, typeName, type Value } from '../values/index.ts'
import { type JoinMethod, joinColumns } from './joinColumns.ts'
import { mergePieces } from './universe/pieceMerge.ts'

interface JoinOptions {
  readonly pairs: readonly (readonly [string, string])[]
  readonly as: RowFunction
  readonly method: JoinMethod
}

/** A row by its frame, table and place. */
interface Row {
  readonly frame: Frame
  readonly table: number
  readonly row: number
  readonly key: readonly Value[]
  /** Rows of one source table, as long as tables remember where they came together. */
  readonly piece: number
}

interface Group {
  readonly key: ReadonlyMap<string, Value>
  readonly left: Row[]
  readonly right: Row[]
}

export function joinStreams(left: TableStream, right: TableStream, options: JoinOptions): TableStream {
  refuseEmpty(left, 'left')
  refuseEmpty(right, 'right')
  const together = joinColumns(left, right, { ...options, nameOf: groupName })
  if (together !== null) return regroup({ frames: [together], order: null, sorted: false }, frame => frame.key)
  const groups = new Map<string, Group>()
  collect(
    left,
    'left',
    options.pairs.map(p => p[0]),
    groups,
  )
  collect(
    right,
    'right',
    options.pairs.map(p => p[1]),
    groups,
  )
  const frames: Frame[] = []
  for (const group of groups.values()) {
    const blank = { l: blankRow(left, group.key), r: blankRow(right, group.key) }
    const records = pairsOf(group, options.method).map(
      ([l, r]) => [l ? recordOf(l) : blank.l, r ? recordOf(r) : blank.r] as const,
    )
    if (records.length > 0) frames.push(frameOfPairs(records, group.key, { ...pairing, make: options.as }))
  }
  return mapFrames(
    regroup({ frames, order: null, sorted: false }, frame => frame.key),
    inOnePiece,
  )
}

function refuseEmpty(stream: TableStream, side: string): void {
  if (countRows(stream) > 0) return
  const message = `error preparing ${side} side of join: cannot join on an empty table`
  throw stream.frames.length === 0 ? bareFault('invalid', message) : fault('invalid', message)
}

function collect(
  stream: TableStream,
  side: 'left' | 'right',
  labels: readonly string[],
  groups: Map<string, Group>,
): void {
  forEachTable(stream, (frame, table) => {
    const columns = labels.map(label => {
      const column = columnNamed(frame, label)
      if (!column)
        throw fault('invalid', `cannot set join columns in ${side} table stream: table is missing column '${label}'`)
      return column
    })
    const key = keyOf(frame, table)
    const name = groupName(frame, table)
    let group = groups.get(name)
    if (!group) groups.set(name, (group = { key, left: [], right: [] }))
    const starts = piecesOf(frame)
    let [piece, next] = [0, starts ? starts.findIndex(s => s > frame.offsets[table]) : -1]
    for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++) {
      if (starts && next >= 0 && starts[next] === row) {
        piece++
        next++
      }
      group[side].push({ frame, table, row, piece, key: columns.map(c => cell(c, table, row)) })
    }
  })
}

/** The values of a table's group key. */
export function keyOf(frame: Frame, table: number): Map<string, Value> {
  return new Map(
    frame.key.map(label => [label, cell(columnNamed(frame, label)!, table, frame.offsets[table])] as const),
  )
}

/** A text equal for equal group keys. */
export function groupName(frame: Frame, table: number): string {
  return frame.key
    .toSorted(compareText)
    .map(label => {
      const column = columnNamed(frame, label)!
      const slot = column.extent === 'group' ? table : 0
      const text = column.nulls?.[slot] ? '\u0002' : kindOf(column.type).text(column, slot)
      return `${label}\u0000${column.type}\u0000${text}`
    })
    .join('\u0001')
}

/** Rows in the order of their join keys; a null meets nothing, and comes last. */
function pairsOf({ left, right }: Group, method: JoinMethod): Array<readonly [Row | null, Row | null]> {
  const [ls, rs] = [inPieces(left), inPieces(right)]
  const out: Array<readonly [Row | null, Row | null]> = []
  const [keepLeft, keepRight] = [method === 'left' || method === 'full', method === 'right' || method === 'full']
  let [i, j] = [0, 0]
  while (i < ls.length || j < rs.length) {
    const order = i >= ls.length ? 1 : j >= rs.length ? -1 : byKey(ls[i], rs[j])
    if (order < 0 || (order === 0 && ls[i].key.some(isNull))) {
      if (keepLeft) out.push([ls[i], null])
      i++
    } else if (order > 0) {
      if (keepRight) out.push([null, rs[j]])
      j++
    } else {
      const [iEnd, jEnd] = [runEnd(ls, i), runEnd(rs, j)]
      for (let a = i; a < iEnd; a++) for (let b = j; b < jEnd; b++) out.push([ls[a], rs[b]])
      ;[i, j] = [iEnd, jEnd]
    }
  }
  return out
}

/** Sorted by key as `sort` sorts: ties across pieces fall as the merge of the pieces lets them. */
function inPieces(rows: readonly Row[]): readonly Row[] {
  const sorted = rows.toSorted(byKey)
  if (rows.every(r => r.piece === rows[0].piece)) return sorted
  const runs = new Map<number, number[]>()
  const rank = new Int32Array(sorted.length)
  sorted.forEach((r, i) => {
    rank[i] = i > 0 ? rank[i - 1] + Number(byKey(sorted[i - 1], r) !== 0) : 0
    runs.set(r.piece, [...(runs.get(r.piece) ?? []), i])
  })
  const out = new Int32Array(sorted.length)
  const inOrder = [...runs].sort(([a], [b]) => a - b).map(([, run]) => Int32Array.from(run))
  mergePieces(inOrder, rank, out, 0)
  return Array.from(out, i => sorted[i])
}

function runEnd(rows: readonly Row[], from: number): number {
  let end = from + 1
  while (end < rows.length && byKey(rows[from], rows[end]) === 0) end++
  return end
}

function byKey(a: { key: readonly Value[] }, b: { key: readonly Value[] }): number {
  for (let i = 0; i < a.key.length; i++) {
    const c = compareCells(a.key[i], b.key[i])
    if (c !== 0) return c
  }
  return 0
}

function compareCells(a: Value, b: Value): number {
  if (isNull(a) || isNull(b)) return Number(isNull(a)) - Number(isNull(b))
  if (typeName(a) !== typeName(b))
    throw fault('invalid', `cannot join a column of type ${typeName(a)} with one of type ${typeName(b)}`)
  return orderOfValues(a, b)
}

function orderOfValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const [x, y] = [plain(a), plain(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

function plain(v: Value): bigint | number {
  if (typeof v === 'bigint' || typeof v === 'number') return v
  if (typeof v === 'boolean') return v ? 1 : 0
  return (v as { ns?: bigint; value?: bigint }).ns ?? (v as { value?: bigint }).value ?? 0n
}

export function recordOf({ frame, table, row }: Omit<Row, 'key' | 'piece'>): RecordValue {
  return new RecordValue(new Map(frame.columns.map(c => [c.label, cell(c, table, row)] as const)))
}

/** The row of a side that has none: nulls of the column types, and of the group's key what the side has columns for. */
function blankRow(stream: TableStream, key: ReadonlyMap<string, Value>): RecordValue {
  const fields = stream.frames.flatMap(f => f.columns.map(c => [c.label, nullOf(c.type)] as const))
  const types = new Map(fields.map(([label, none]) => [label, none.type]))
  const own = [...key].filter(([label, value]) => types.get(label) === typeName(value))
  return new RecordValue(new Map<string, Value>([...fields, ...own]))
}

function sameCell(found: Value | undefined, value: Value): boolean {
  if (found === undefined || isNull(found) || isNull(value) || typeName(found) !== typeName(value)) return false
  return orderOfValues(found, value) === 0
}

const emptyFrame: Frame = { columns: [], key: [], offsets: Int32Array.of(0, 1) }

/** How a function makes a row of two, and what is said where it changes a value of the group key. */
export interface Pairing {
  readonly make: RowFunction
  /** What the function calls the two rows. */
  readonly sides: readonly [string, string]
  readonly argument: string
  keyChanged(label: string, type: string): string
}

const pairing: Omit<Pairing, 'make'> = {
  sides: ['l', 'r'],
  argument: 'as',
  keyChanged: (label, type) =>
    `join cannot modify group key: output record has a missing or invalid value for column '${label}:${type}'`,
}

/** The rows a function makes of the pairs of one group; there is at least one. */
export function frameOfPairs(
  records: readonly (readonly [RecordValue, RecordValue])[],
  key: ReadonlyMap<string, Value>,
  { make, sides, argument, keyChanged }: Pairing,
): Frame {
  let pair = records[0]
  let turn = 0
  const program = make.bind(
    emptyFrame,
    new Map([
      [sides[0], () => pair[0] as Value],
      [sides[1], () => pair[1] as Value],
    ]),
  )
  const rows = records.map(next => {
    pair = next
    const made = program.at(0, turn++)
    if (!(made instanceof RecordValue))
      throw fault('invalid', `${argument} must return a record, found ${typeName(made)}`)
    return made
  })
  // a null equals nothing, not even the null of the key
  for (const [label, value] of key)
    for (const r of rows) if (!sameCell(r.get(label), value)) throw fault('invalid', keyChanged(label, typeName(value)))
  const labels = [...new Set(rows.flatMap(r => [...r.fields.keys()]))]
  const shape = labels.flatMap((label): ColumnShape[] => {
    const type = rows.map(r => typeName(r.get(label) ?? nullOf('invalid'))).find(t => t !== 'invalid')
    if (type === undefined) return []
    if (!isColumnType(type))
      throw fault(
        'failed precondition',
        `map object property "${label}" is ${type} type which is not supported in a flux table`,
      )
    return [{ label, type }]
  })
  const builder = new FrameBuilder(shape)
  for (const r of rows) builder.addRow(shape.map(({ label }) => r.get(label) ?? nullOf('invalid')))
  return { ...builder.build(), key: [...key.keys()] }
}

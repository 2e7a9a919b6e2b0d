// pivot: values of one column spread over columns named by others. Rows meet by the values of the row key.
import { transform } from '../../library/index.ts'
import {
  allNull,
  type Column,
  type ColumnType,
  columnNamed,
  columnTypes,
  type Frame,
  gather,
  isKey,
  isNullAt,
  kindOf,
  mapFrames,
  regroup,
  relabel,
  rowCount,
  spread,
  type TableStream,
  tableCount,
  valueAt,
} from '../../tables/index.ts'
import { fault, formatTimeFull, isNull, stringOf, Time, type Value } from '../../values/index.ts'

export const pivot = transform(
  '(<-tables: stream[A], columnKey: [string], rowKey: [string], valueColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary:
      'Turns rows into columns: one row for each combination of row-key values, one column for each combination of column-key values.',
    params: {
      tables: 'Tables to turn.',
      columnKey: 'Columns whose values name the new columns; several are joined by `_`.',
      rowKey: 'Columns whose values tell the new rows apart.',
      valueColumn: 'The column whose values fill the cells; of several for one cell the last one stays.',
    },
    differs: 'Row keys are compared as values; the engine joins their texts and can take two different rows for one.',
    examples: [
      `import "array"

array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, _field: "a", _value: 1.0},
    {_time: 2024-01-01T00:00:00Z, _field: "b", _value: 2.0},
])
    |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`,
    ],
    prepare({ rowKey, columnKey }) {
      for (const label of rowKey)
        if (columnKey.includes(label)) throw fault('invalid', `column name found in both rowKey and colKey: ${label}`)
    },
    run(tables, args) {
      for (const frame of tables.frames) checkColumns(frame, args)
      const spent = new Set([...args.columnKey, args.valueColumn])
      // tables that become one are brought together first, their rows in order of arrival
      const together = regroup(
        mapFrames(tables, frame => typedValue(frame, args)),
        frame => frame.key.filter(k => !spent.has(k)),
      )
      return pivotTables(together, args)
    },
  },
)

/** The value column under a name with its type: tables whose values differ in type can then be brought together. */
function typedValue(frame: Frame, { valueColumn, rowKey }: PivotArguments): Frame {
  const column = columnNamed(frame, valueColumn)!
  const copy = relabel(column, hidden(column.type))
  if (rowKey.includes(valueColumn)) return { ...frame, columns: [...frame.columns, copy] }
  const columns = frame.columns.map(c => (c === column ? copy : c))
  return { ...frame, columns, key: frame.key.filter(k => k !== valueColumn) }
}

const hidden = (type: ColumnType): string => `\u0000value ${type}`

/** The value columns of a frame, one a type. */
function valueColumns(frame: Frame): Column[] {
  return columnTypes.flatMap(type => {
    const column = columnNamed(frame, hidden(type))
    return column ? [spread(column, frame.offsets)] : []
  })
}

interface PivotArguments {
  readonly columnKey: readonly string[]
  readonly rowKey: readonly string[]
  readonly valueColumn: string
}

function checkColumns(frame: Frame, { rowKey, columnKey, valueColumn }: PivotArguments): void {
  const missing = (labels: readonly string[]): string | undefined => labels.find(label => !columnNamed(frame, label))
  const noRow = missing(rowKey)
  if (noRow !== undefined) throw fault('invalid', `specified row key column does not exist in table: ${noRow}`)
  if (missing([valueColumn])) throw fault('invalid', `specified value column does not exist in table: ${valueColumn}`)
  const noColumn = missing(columnKey)
  if (noColumn !== undefined) throw fault('invalid', `specified column does not exist in table: ${noColumn}`)
  if (columnKey.includes(valueColumn))
    throw fault('invalid', `specified column does not exist in table: ${valueColumn}`)
}

/** Each table has its own new columns, so tables are turned one by one and those of one schema share a frame. */
function pivotTables(stream: TableStream, args: PivotArguments): TableStream {
  const frames: Frame[] = []
  const order: number[] = []
  const places = stream.order ?? null
  const single = (frame: Frame, f: number): void => {
    const turned = turnFrame(frame, args)
    for (const part of turned) {
      order.push(f)
      frames.push(part)
    }
  }
  stream.frames.forEach(single)
  if (places === null) return { frames, order: null, sorted: stream.sorted }
  const starts = new Int32Array(stream.frames.length)
  for (let i = 0, f = -1; i < order.length; i++) if (order[i] !== f) starts[(f = order[i])] = i
  const sequence = new Int32Array(places.length)
  for (let i = 0; i < places.length; i += 2) {
    sequence[i] = starts[places[i]] + places[i + 1]
    sequence[i + 1] = 0
  }
  return { frames, order: sequence, sorted: stream.sorted }
}

function turnFrame(frame: Frame, args: PivotArguments): Frame[] {
  const rows = args.rowKey.map(label => spread(columnNamed(frame, label)!, frame.offsets))
  const rowIds = combinedIds(rows, rowCount(frame))
  const named = columnNames(frame, args.columnKey)
  const kept = frame.columns.filter(
    c => c.label !== args.valueColumn && (isKey(frame, c.label) || args.rowKey.includes(c.label)),
  )
  const turning = {
    kept,
    values: valueColumns(frame),
    newRows: new Numbering(rowIds),
    newColumns: new Numbering(named.numbers),
    names: named.names,
  }
  return Array.from({ length: tableCount(frame) }, (_, t) => turnTable(frame, t, turning))
}

interface Turning {
  readonly kept: readonly Column[]
  readonly values: readonly Column[]
  readonly newRows: Numbering
  readonly newColumns: Numbering
  /** Of the new columns, by their numbers. */
  readonly names: readonly string[]
}

/** Numbers the ids met in a table by first appearance; what it keeps from table to table is cleared by a stamp. */
class Numbering {
  private readonly number: Int32Array
  private readonly metIn: Int32Array
  /** The number of each row within its table. */
  readonly ofRow: Int32Array

  constructor(readonly ids: Int32Array) {
    const top = highest(ids)
    this.number = new Int32Array(top + 1)
    this.metIn = new Int32Array(top + 1).fill(-1)
    this.ofRow = new Int32Array(ids.length)
  }

  /** The first rows of the numbers. */
  inTable(table: number, from: number, to: number): Int32Array {
    const { ids, number, metIn, ofRow } = this
    const first: number[] = []
    for (let row = from; row < to; row++) {
      const id = ids[row]
      if (metIn[id] !== table) {
        metIn[id] = table
        number[id] = first.length
        first.push(row)
      }
      ofRow[row] = number[id]
    }
    return Int32Array.from(first)
  }
}

function highest(values: Int32Array): number {
  let top = 0
  for (let i = 0; i < values.length; i++) if (values[i] > top) top = values[i]
  return top
}

function turnTable(frame: Frame, t: number, { kept, names, values, newRows, newColumns }: Turning): Frame {
  const [from, to] = [frame.offsets[t], frame.offsets[t + 1]]
  const rows = newRows.inTable(t, from, to)
  const columns = newColumns.inTable(t, from, to)
  const own = kept.map(c =>
    c.extent === 'row' ? gather(c, rows) : c.extent === 'group' ? gather(c, Int32Array.of(t), 'group') : c,
  )
  // of several rows for one cell the last one stays
  const cells = new Int32Array(columns.length * rows.length).fill(-1)
  placeCells(cells, rows.length, newRows.ofRow, newColumns.ofRow, from, to)
  const turned = Array.from(columns, (first, i) => {
    const label = names[newColumns.ids[first]]
    if (own.some(c => c.label === label))
      throw fault(
        'invalid',
        `value "${label}" appears in a column key column, but a column named "${label}" already exists; consider renaming "${label}" to something else before pivoting`,
      )
    const slots = cells.subarray(i * rows.length, (i + 1) * rows.length)
    const inColumn = (row: number): boolean => newColumns.ofRow[row] === i
    const source = values.length === 1 ? values[0] : typedBy(values, slots, from, to, newRows.ofRow, inColumn)
    return rows.length === 0 ? allNull(label, source.type, 0) : relabel(gather(source, slots), label)
  })
  return {
    columns: [...own, ...turned],
    key: frame.key.filter(k => own.some(c => c.label === k)),
    offsets: Int32Array.of(0, rows.length),
  }
}

function placeCells(
  cells: Int32Array,
  height: number,
  rowOf: Int32Array,
  columnOf: Int32Array,
  from: number,
  to: number,
): void {
  for (let row = from; row < to; row++) cells[columnOf[row] * height + rowOf[row]] = row
}

/** The values of the type that the first cell with a value has, cells as their rows came. */
function typedBy(
  values: readonly Column[],
  slots: Int32Array,
  from: number,
  to: number,
  rowOf: Int32Array,
  inColumn: (row: number) => boolean,
): Column {
  for (let row = from; row < to; row++) {
    if (!inColumn(row)) continue
    const found = values.find(v => !isNullAt(v, slots[rowOf[row]]))
    if (found) return found
  }
  return values[0]
}

/** Dense ids of tuples of values, one a row. */
function combinedIds(columns: readonly Column[], size: number): Int32Array {
  let ids: Int32Array | null = null
  for (const column of columns) {
    const [own] = kindOf(column.type).ids([column])
    ids = ids === null ? own : pairedIds(ids, own)
  }
  return ids ?? new Int32Array(size)
}

function pairedIds(first: Int32Array, second: Int32Array): Int32Array {
  const width = highest(second) + 1
  const seen = new Map<number, number>()
  const out = new Int32Array(first.length)
  for (let row = 0; row < out.length; row++) {
    const pair = first[row] * width + second[row]
    let dense = seen.get(pair)
    if (dense === undefined) seen.set(pair, (dense = seen.size))
    out[row] = dense
  }
  return out
}

/** The number of the new column of each row, and the names of those columns; different values can make one name. */
function columnNames(frame: Frame, labels: readonly string[]): { numbers: Int32Array; names: readonly string[] } {
  const columns = labels.map(label => spread(columnNamed(frame, label)!, frame.offsets))
  const ids = combinedIds(columns, rowCount(frame))
  const byId = new Int32Array(highest(ids) + 1).fill(-1)
  const byName = new Map<string, number>()
  const numbers = new Int32Array(ids.length)
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]
    if (byId[id] < 0) {
      const name = columns.map(c => nameOf(valueAt(c, row))).join('_')
      byId[id] = byName.get(name) ?? byName.size
      byName.set(name, byId[id])
    }
    numbers[row] = byId[id]
  }
  return { numbers, names: [...byName.keys()] }
}

/** Values as the reference spells them in column names: floats as Go's `%E`-like form, nulls as a word. */
function nameOf(value: Value): string {
  if (isNull(value)) return 'null'
  if (value instanceof Time) return formatTimeFull(value.ns)
  return typeof value === 'number' ? exponentForm(value) : (stringOf(value) ?? '')
}

/** `1.5E+00`: shortest digits, a capital E, a sign and at least two exponent digits. */
function exponentForm(v: number): string {
  if (!Number.isFinite(v)) return v !== v ? 'NaN' : v > 0 ? '+Inf' : '-Inf'
  const [mantissa, exponent] = v.toExponential().split('e')
  const size = Math.abs(Number(exponent))
  return `${mantissa}E${Number(exponent) < 0 ? '-' : '+'}${size < 10 ? '0' : ''}${size}`
}

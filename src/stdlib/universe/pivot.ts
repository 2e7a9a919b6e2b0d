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
  const names = columnNames(frame, args.columnKey)
  const rowIds = combinedIds(rows, rowCount(frame))
  const values = valueColumns(frame)
  const kept = frame.columns.filter(
    c => c.label !== args.valueColumn && (isKey(frame, c.label) || args.rowKey.includes(c.label)),
  )
  return Array.from({ length: tableCount(frame) }, (_, t) => turnTable(frame, t, { kept, names, rowIds, values }))
}

interface Turning {
  readonly kept: readonly Column[]
  readonly names: readonly string[]
  readonly rowIds: Int32Array
  readonly values: readonly Column[]
}

function turnTable(frame: Frame, t: number, { kept, names, rowIds, values }: Turning): Frame {
  const [from, to] = [frame.offsets[t], frame.offsets[t + 1]]
  const newRow = new Map<number, number>()
  const firstOf: number[] = []
  const cells = new Map<string, Map<number, number>>()
  for (let row = from; row < to; row++) {
    let target = newRow.get(rowIds[row])
    if (target === undefined) {
      target = firstOf.push(row) - 1
      newRow.set(rowIds[row], target)
    }
    let column = cells.get(names[row])
    if (!column) cells.set(names[row], (column = new Map()))
    column.set(target, row)
  }
  const size = firstOf.length
  const [rowSlots, tableSlot] = [Int32Array.from(firstOf), Int32Array.of(t)]
  const own = kept.map(c =>
    c.extent === 'row' ? gather(c, rowSlots) : c.extent === 'group' ? gather(c, tableSlot, 'group') : c,
  )
  const turned = [...cells].map(([label, column]) => {
    if (own.some(c => c.label === label))
      throw fault(
        'invalid',
        `value "${label}" appears in a column key column, but a column named "${label}" already exists; consider renaming "${label}" to something else before pivoting`,
      )
    const holding = [...column.values()].map(row => values.find(v => !isNullAt(v, row)))
    const source = holding.find(v => v !== undefined) ?? values[0]
    const slots = new Int32Array(size).fill(-1)
    for (const [target, row] of column) slots[target] = row
    return size === 0 ? allNull(label, source.type, 0) : relabel(gather(source, slots), label)
  })
  return {
    columns: [...own, ...turned],
    key: frame.key.filter(k => own.some(c => c.label === k)),
    offsets: Int32Array.of(0, size),
  }
}

/** Dense ids of tuples of values, one a row. */
function combinedIds(columns: readonly Column[], size: number): Int32Array {
  let ids = new Int32Array(size)
  for (const column of columns) {
    const [own] = kindOf(column.type).ids([column])
    const seen = new Map<number, number>()
    const width = own.reduce((top, id) => (id > top ? id : top), 0) + 1
    ids = ids.map((id, row) => {
      const pair = id * width + own[row]
      let dense = seen.get(pair)
      if (dense === undefined) seen.set(pair, (dense = seen.size))
      return dense
    })
  }
  return ids
}

/** The name of the new column of each row. */
function columnNames(frame: Frame, labels: readonly string[]): string[] {
  const parts = labels.map(label => {
    const column = spread(columnNamed(frame, label)!, frame.offsets)
    return Array.from({ length: rowCount(frame) }, (_, row) => nameOf(valueAt(column, row)))
  })
  return Array.from({ length: rowCount(frame) }, (_, row) => parts.map(p => p[row]).join('_'))
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

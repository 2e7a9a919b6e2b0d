// Members that join, name or look into whole streams: union, yield, tableFind and its like.
import { type Context, composed, type RowProgram, type StreamValue } from '../../library/index.ts'
import {
  appendStreams,
  cell,
  columnNamed,
  type Frame,
  forEachTable,
  isKey,
  keepTables,
  mergeEqualKeys,
  rowsOf,
  type TableStream,
  tableCount,
} from '../../tables/index.ts'
import { type FunctionValue, fault, nullOf, RecordValue, type Value } from '../../values/index.ts'

export const union = composed('(tables: [stream[A]]) => stream[A] where A: Record', {
  summary: 'Puts the tables of several streams together; tables with equal group keys become one.',
  params: { tables: 'Two or more streams.' },
  differs: 'A stream listed twice counts twice; the engine counts it once.',
  examples: [
    `import "sampledata"

union(tables: [sampledata.int() |> first(), sampledata.int() |> last()])`,
  ],
  build({ tables }, context) {
    const streams = tables as readonly StreamValue[]
    if (streams.length < 2) throw fault('invalid', 'union must have at least two streams as input')
    return context.stream({ inputs: streams, kind: 'pure', run: inputs => mergeEqualKeys(appendStreams(inputs)) })
  },
})

export const yieldResult = composed('(<-tables: stream[A], ?name: string) => stream[A] where A: Record', {
  summary: 'Delivers tables as a result of their own name.',
  params: { tables: 'Tables to deliver.', name: 'Name of the result.' },
  defaults: { name: '_result' },
  examples: [
    `import "sampledata"

sampledata.int() |> yield(name: "all")`,
  ],
  build: ({ tables, name }, context) =>
    context.stream({ inputs: [tables], kind: 'pure', result: name, flushes: 'inherit', run: ([t]) => t }),
})

const finding = {
  tables: 'Tables to look through.',
  fn: 'A function of a group key that says whether a table is the one.',
}

/** The first table whose key the function takes: the frame and the table's place in it. */
function findTable(tables: TableStream, fn: FunctionValue, context: Context): { frame: Frame; table: number } | null {
  const predicate = context.rowFunction(fn)
  const programs = new Map<Frame, RowProgram>()
  let found: { frame: Frame; table: number } | null = null
  let key: RecordValue
  forEachTable(tables, (frame, table) => {
    if (found) return
    key = keyRecord(frame, table)
    let program = programs.get(frame)
    if (!program) programs.set(frame, (program = predicate.bind(frame, new Map([['key', () => key]]))))
    if (program.at(table, frame.offsets[table]) === true) found = { frame, table }
  })
  return found
}

/** The columns outside the key are there too, and null. */
function keyRecord(frame: Frame, table: number): RecordValue {
  const fields = frame.columns.map(c => [c.label, isKey(frame, c.label) ? cell(c, table, 0) : nullOf(c.type)] as const)
  return new RecordValue(new Map(fields))
}

export const tableFind = composed(
  '(<-tables: stream[B], fn: (key: A) => bool) => stream[B] where A: Record, B: Record',
  {
    summary: 'The first table whose group key fits, for getColumn and getRecord.',
    params: finding,
    examples: [
      `import "array"
import "sampledata"

t = sampledata.int() |> tableFind(fn: (key) => key.tag == "t1")

array.from(rows: [t |> getRecord(idx: 0)])`,
    ],
    build({ tables, fn }, context) {
      const input = context.tables(tables)
      const found = findTable(input, fn, context)
      if (!found) throw fault('not found', 'no table found')
      const only = oneTable(input, found.frame, found.table)
      return context.stream({ inputs: [tables], kind: 'pure', run: () => only })
    },
  },
)

function oneTable(tables: TableStream, frame: Frame, table: number): TableStream {
  return keepTables(
    tables,
    tables.frames.map(f => {
      const mask = new Uint8Array(tableCount(f))
      if (f === frame) mask[table] = 1
      return mask
    }),
  )
}

function columnOfTable({ frame, table }: { frame: Frame; table: number }, label: string): Value[] | null {
  const column = columnNamed(frame, label)
  if (!column) return null
  return Array.from({ length: rowsOf(frame, table) }, (_, i) => cell(column, table, frame.offsets[table] + i))
}

function recordOfTable({ frame, table }: { frame: Frame; table: number }, index: bigint): RecordValue | null {
  if (index < 0n || index >= BigInt(rowsOf(frame, table))) return null
  const row = frame.offsets[table] + Number(index)
  return new RecordValue(new Map(frame.columns.map(c => [c.label, cell(c, table, row)] as const)))
}

/** The table tableFind has found. */
function theTable(stream: StreamValue, context: Context): { frame: Frame; table: number } {
  const { frames } = context.tables(stream)
  if (frames.length === 0) throw fault('not found', 'no table found')
  return { frame: frames[0], table: 0 }
}

export const getColumn = composed('(<-table: stream[A], column: string) => [B] where A: Record', {
  summary: 'The values of one column of a table, as an array.',
  params: { table: 'A table that tableFind has found.', column: 'The column.' },
  examples: [
    `import "array"
import "sampledata"

values = sampledata.int() |> tableFind(fn: (key) => key.tag == "t1") |> getColumn(column: "_value")

array.from(rows: [{n: length(arr: values), first: values[0]}])`,
  ],
  build({ table, column }, context) {
    const values = columnOfTable(theTable(table, context), column)
    if (!values) throw fault('invalid', `cannot find column ${column}`)
    return values
  },
})

export const getRecord = composed('(<-table: stream[A], idx: int) => A where A: Record', {
  summary: 'One row of a table, as a record.',
  params: { table: 'A table that tableFind has found.', idx: 'The row, counted from 0.' },
  examples: [
    `import "array"
import "sampledata"

row = sampledata.int() |> tableFind(fn: (key) => key.tag == "t2") |> getRecord(idx: 0)

array.from(rows: [{tag: row.tag, value: row._value}])`,
  ],
  build({ table, idx }, context) {
    const record = recordOfTable(theTable(table, context), idx)
    if (!record) throw fault('out of range', `index out of bounds: ${idx}`)
    return record
  },
})

export const findColumn = composed(
  '(<-tables: stream[B], column: string, fn: (key: A) => bool) => [C] where A: Record, B: Record',
  {
    summary: 'The values of one column of the first table whose group key fits; an empty array when none does.',
    params: { ...finding, column: 'The column.' },
    examples: [
      `import "array"
import "sampledata"

values = sampledata.int() |> findColumn(fn: (key) => key.tag == "t1", column: "_value")

array.from(rows: [{n: length(arr: values)}])`,
    ],
    build({ tables, fn, column }, context) {
      const found = findTable(context.tables(tables), fn, context)
      return (found && columnOfTable(found, column)) ?? []
    },
  },
)

export const findRecord = composed(
  '(<-tables: stream[B], fn: (key: A) => bool, idx: int) => B where A: Record, B: Record',
  {
    summary: 'One row of the first table whose group key fits, as a record; an empty record when there is none.',
    params: { ...finding, idx: 'The row, counted from 0.' },
    examples: [
      `import "array"
import "sampledata"

array.from(rows: [sampledata.int() |> findRecord(fn: (key) => key.tag == "t1", idx: 0)])`,
    ],
    build({ tables, fn, idx }, context) {
      const found = findTable(context.tables(tables), fn, context)
      return (found && recordOfTable(found, idx)) ?? new RecordValue(new Map())
    },
  },
)

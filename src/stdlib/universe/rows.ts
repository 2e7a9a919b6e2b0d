// Members that apply a function to rows: filter, map, reduce.
import { type MappedField, oneRowEach, type RowFunction, transform } from '../../library/index.ts'
import {
  builderOf,
  type Column,
  type ColumnBuilder,
  columnNamed,
  dropEmpty,
  type Frame,
  filterRows,
  isColumnType,
  isKey,
  mapFrames,
  regroup,
  relabel,
  type TableStream,
  tableCount,
} from '../../tables/index.ts'
import {
  bareFault,
  Fault,
  type FaultCode,
  fault,
  isNull,
  Null,
  type RecordValue,
  typeName,
  type Value,
} from '../../values/index.ts'

export const filter = transform(
  '(<-tables: stream[A], fn: (r: A) => bool, ?onEmpty: string) => stream[A] where A: Record',
  {
    summary: 'Keeps the rows for which a function is true. Rows where it is null are dropped.',
    params: {
      tables: 'Tables to look through.',
      fn: 'A function of a row that says whether the row stays.',
      onEmpty: '`"drop"` lets tables without rows go, `"keep"` lets them stay.',
    },
    defaults: { onEmpty: 'drop' },
    order: 'arrival',
    flushes: 'inherit',
    trait: 'filter',
    alwaysNamed: true,
    examples: [
      `import "sampledata"

sampledata.int() |> filter(fn: (r) => r._value > 10)`,
    ],
    prepare({ fn, onEmpty }, context) {
      if (onEmpty !== 'drop' && onEmpty !== 'keep')
        throw fault('invalid', `onEmpty must be keep or drop, was ${JSON.stringify(onEmpty)}`)
      return context.rowFunction(fn)
    },
    narrow: (read, { onEmpty }, row) =>
      onEmpty === 'keep' ? null : read.filtered(row, tables => keptRows(tables, row, 'drop')),
    run: (tables, { onEmpty }, row) => keptRows(tables, row, onEmpty as 'drop' | 'keep'),
  },
)

function keptRows(tables: TableStream, row: RowFunction, onEmpty: 'drop' | 'keep'): TableStream {
  const maskOf = (frame: Frame): Uint8Array =>
    prefixed('failed to evaluate filter function: ', () => row.bind(frame).mask())
  return filterRows(tables, maskOf, onEmpty)
}

/** Faults of types have no prefix, faults of values have; those of map lose their own code. */
function prefixed<T>(prefix: string, compute: () => T, code?: FaultCode): T {
  try {
    return compute()
  } catch (error) {
    if (!(error instanceof Fault) || /^(type conflict|cannot compile|unsupported binary)/.test(error.message))
      throw error
    const told = new Fault(code ?? error.code, prefix + error.message, error.advice)
    told.frames.push(...error.frames.filter(f => f.kind === 'stage'))
    throw told
  }
}

export const map = transform('(<-tables: stream[A], fn: (r: A) => B, ?mergeKey: bool) => stream[B]', {
  summary: 'Makes a new row of each row. Columns of the group key that the new rows lack leave the key.',
  params: {
    tables: 'Tables whose rows are rewritten.',
    fn: 'A function of a row that returns the new row as a record; `{r with x: …}` keeps the other columns.',
    mergeKey: 'Has no effect; it is accepted because old scripts have it.',
  },
  flushes: 'yes',
  alwaysNamed: true,
  differs:
    'A column of the group key rewritten within a table moves each row to the table its own value names; a function that returns literals only makes a row of each row; columns come in the order they are written.',
  pieces: true,
  examples: [
    `import "sampledata"

sampledata.float() |> map(fn: (r) => ({r with _value: r._value * 10.0}))`,
  ],
  prepare: ({ fn }, context) => context.rowFunction(fn),
  run(tables, _args, row) {
    const filled = dropEmpty(tables)
    const mappedTables = mapFrames(filled, frame => mapFrame(frame, row))
    const sameKeys = filled.frames.every((frame, f) => keepsKey(frame, mappedTables.frames[f]))
    return sameKeys && filled.distinct ? mappedTables : regroup(mappedTables, frame => frame.key)
  },
})

/** Whether the key columns are the very columns they were, so that no table can meet another. */
function keepsKey(before: Frame, after: Frame): boolean {
  return (
    before.key.length === after.key.length &&
    before.key.every(label => sameValues(columnNamed(before, label)!, columnNamed(after, label)!))
  )
}

const sameValues = (a: Column, b: Column): boolean => a.values === b.values && a.extent === b.extent

const unsupportedField = (label: string, type: string): Fault =>
  fault('failed precondition', `map object property "${label}" is ${type} type which is not supported in a flux table`)

function mapFrame(frame: Frame, row: RowFunction): Frame {
  const { fields, withColumns } = mapped(frame, row)
  const given = fields.map(f => ({
    label: f.label,
    column: f.column instanceof Null ? null : relabel(f.column, f.label),
  }))
  const kept = withColumns
    ? frame.columns.flatMap(c => {
        const replaced = given.find(g => g.label === c.label)
        return replaced ? (replaced.column ? [replaced.column] : []) : [c]
      })
    : []
  const added = given.filter(g => g.column && !kept.some(c => c.label === g.label)).map(g => g.column!)
  const columns = [...kept, ...added]
  const key = frame.key.filter(label => columns.some(c => c.label === label))
  // rows of which nothing is known are no rows
  return {
    columns,
    key,
    pieces: frame.pieces,
    offsets: columns.length > 0 ? frame.offsets : frame.offsets.map(() => 0),
  }
}

function mapped(frame: Frame, row: RowFunction): { fields: readonly MappedField[]; withColumns: boolean } {
  try {
    // run row by row, every fault is 'invalid'; vectorised, it keeps its own code
    const code = row.vectorised ? undefined : 'invalid'
    return prefixed('failed to evaluate map function: ', () => row.bind(frame).fields(unsupportedField), code)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (/^failed to evaluate map function: map (object|function)/.test(error.message))
      throw fault(error.code, error.message.slice('failed to evaluate map function: '.length))
    // what the reference runs vectorised it reports without the name of the call
    if (row.vectorised)
      throw bareFault(
        error.code,
        `runtime error: ${error.message.replace('failed to evaluate map function: ', '').replace(/ to float due/, ' to Float due')}`,
      )
    throw error
  }
}

export const reduce = transform(
  '(<-tables: stream[B], fn: (accumulator: A, r: B) => A, identity: A) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'Folds the rows of each table into one record.',
    params: {
      tables: 'Tables to fold.',
      fn: 'A function of a row and what has been gathered so far; returns what is gathered now.',
      identity: 'What is gathered before the first row; it decides the columns and their types.',
    },
    examples: [
      `import "sampledata"

sampledata.int()
    |> reduce(fn: (r, accumulator) => ({sum: r._value + accumulator.sum}), identity: {sum: 0})`,
    ],
    prepare: ({ fn }, context) => context.rowFunction(fn),
    run(tables, { identity }, row) {
      const folded = mapFrames(tables, frame => reduceFrame(frame, identity, row))
      const merged = regroup(folded, frame => frame.key)
      for (const frame of merged.frames)
        for (let t = 0; t < tableCount(frame); t++)
          if (frame.offsets[t + 1] - frame.offsets[t] > 1)
            throw fault('failed precondition', 'two reducers writing result to the same table')
      return merged
    },
  },
)

function reduceFrame(frame: Frame, identity: Value, row: RowFunction): Frame {
  let accumulator = identity
  const program = row.bind(frame, new Map([['accumulator', () => accumulator]]))
  const fields = [...(identity as RecordValue).fields.keys()]
  const builders = new Map<string, ColumnBuilder>()
  for (const name of fields) {
    const type = typeName((identity as RecordValue).get(name)!)
    if (!isColumnType(type)) throw unsupportedReduction(name, type)
    builders.set(name, builderOf(type))
  }
  for (let t = 0; t < tableCount(frame); t++) {
    accumulator = identity
    for (let r = frame.offsets[t]; r < frame.offsets[t + 1]; r++)
      accumulator = prefixed('failed to evaluate reduce function: ', () => program.at(t, r))
    for (const name of fields) push(builders.get(name)!, name, (accumulator as RecordValue).get(name))
  }
  const computed = fields.map(name => builders.get(name)!.build(name))
  const keys = frame.columns.filter(c => isKey(frame, c.label) && !fields.includes(c.label))
  return { columns: [...keys, ...computed], key: frame.key, offsets: oneRowEach(tableCount(frame)) }
}

function push(builder: ColumnBuilder, name: string, value: Value | undefined): void {
  if (value === undefined || isNull(value))
    throw fault('invalid', `null values are not supported for "${name}" in the reduce() function`)
  builder.push(value)
}

function unsupportedReduction(name: string, type: string): Fault {
  return fault('failed precondition', `reduce: field "${name}" is of type ${type}, which no column can hold`)
}

// Members that carry something from row to row: cumulativeSum, fill, elapsed, increase.
import { composed, refuseTwins, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  constantColumn,
  type Frame,
  gather,
  isColumnType,
  isKey,
  kindOf,
  mapFrames,
  selectRows,
  spread,
  type TimeColumn,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import {
  averageNanoseconds,
  Duration,
  type FunctionValue,
  fault,
  planFault,
  typeName,
  type Value,
} from '../../values/index.ts'

const SECOND = new Duration(0n, 1_000_000_000n)

export const cumulativeSum = transform(
  '(<-tables: stream[A], ?columns: [string]) => stream[B] where A: Record, B: Record',
  {
    summary: 'The sum of the values so far, row by row. A null repeats it.',
    params: { tables: 'Tables in order.', columns: 'Columns to sum; those that hold no numbers stay as they are.' },
    defaults: { columns: ['_value'] },
    order: 'arrival',
    examples: [
      `import "sampledata"

sampledata.int() |> cumulativeSum()`,
    ],
    run: (tables, { columns }) =>
      mapFrames(tables, frame =>
        columns.reduce((f, label) => {
          const column = columnNamed(f, label)
          return column && !isKey(f, label) ? withColumn(f, runningSum(spread(column, f.offsets), f)) : f
        }, frame),
      ),
  },
)

function runningSum(column: Column, frame: Frame): Column {
  if (column.type === 'float') {
    const out = new Float64Array(column.values.length)
    perTable(frame, (from, to) => {
      let sum = 0
      for (let row = from; row < to; row++) out[row] = sum += column.values[row]
    })
    return { ...column, values: out, nulls: null }
  }
  if (column.type === 'int') {
    const out = new BigInt64Array(column.values.length)
    perTable(frame, (from, to) => {
      for (let row = from; row < to; row++) out[row] = column.values[row] + (row > from ? out[row - 1] : 0n)
    })
    return { ...column, values: out, nulls: null }
  }
  if (column.type === 'uint') {
    const out = new BigUint64Array(column.values.length)
    perTable(frame, (from, to) => {
      for (let row = from; row < to; row++) out[row] = column.values[row] + (row > from ? out[row - 1] : 0n)
    })
    return { ...column, values: out, nulls: null }
  }
  return column
}

function perTable(frame: Frame, visit: (from: number, to: number) => void): void {
  for (let t = 0; t < tableCount(frame); t++) visit(frame.offsets[t], frame.offsets[t + 1])
}

export const fill = transform(
  '(<-tables: stream[B], ?column: string, ?usePrevious: bool, ?value: A) => stream[C] where B: Record, C: Record',
  {
    summary: 'Puts a value in the place of nulls: one given, or the last one that was not null.',
    params: {
      tables: 'Tables to fill.',
      column: 'The column to fill.',
      usePrevious: 'Takes the last value of the column that was not null.',
      value: 'The value, of the column’s type.',
    },
    defaults: { column: '_value' },
    order: 'arrival',
    examples: [
      `import "sampledata"

sampledata.int(includeNull: true) |> fill(value: 0)`,
    ],
    prepare({ usePrevious, value }) {
      if ((usePrevious === undefined) === (value === undefined))
        throw fault('invalid', 'fill requires exactly one of value or usePrevious')
      if (usePrevious === false) throw planFault('internal', 'unknown type in fill op-spec')
      if (value !== undefined && !isColumnType(typeName(value as Value)))
        throw fault(
          'invalid',
          'value type for fill must be a valid primitive type (bool, int, uint, float, string, time)',
        )
    },
    run: (tables, { column, value }) =>
      mapFrames(tables, frame => fillFrame(frame, column, value as Value | undefined)),
  },
)

function fillFrame(frame: Frame, label: string, value: Value | undefined): Frame {
  const column = columnNamed(frame, label)
  if (!column)
    return value === undefined
      ? frame
      : withColumn(frame, constantColumn(label, typeName(value) as Column['type'], value))
  if (isKey(frame, label) && column.nulls === null) return frame
  if (value !== undefined && typeName(value) !== column.type)
    throw fault('failed precondition', `fill column type mismatch: ${column.type}/${typeName(value)}`)
  if (column.nulls === null) return frame
  if (value !== undefined) return withColumn(frame, withValue(column, value))
  return column.extent === 'row' ? withColumn(frame, gather(column, lastPresent(column, frame.offsets))) : frame
}

function withValue(column: Column, value: Value): Column {
  const size = column.values.length
  const parts = [
    { column, length: size },
    { column: constantColumn('', column.type, value), length: 1 },
  ]
  const slots = new Int32Array(size)
  for (let i = 0; i < size; i++) slots[i] = column.nulls![i] === 1 ? size : i
  return gather(kindOf(column.type).concat(column.label, parts), slots, column.extent)
}

/** For each row the last one of its table, itself included, that is not null; -1 where there is none. */
function lastPresent({ nulls }: Column, offsets: Int32Array): Int32Array {
  const slots = new Int32Array(nulls!.length)
  for (let t = 0; t + 1 < offsets.length; t++) {
    let last = -1
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      if (nulls![row] === 0) last = row
      slots[row] = last
    }
  }
  return slots
}

export const elapsed = transform(
  '(<-tables: stream[A], ?columnName: string, ?timeColumn: string, ?unit: duration) => stream[B] where A: Record, B: Record',
  {
    summary: 'The time since the row before, in whole units. The first row of a table goes.',
    params: {
      tables: 'Tables in time order.',
      columnName: 'The column for the result.',
      timeColumn: 'The column that says when a row was.',
      unit: 'The unit of the result.',
    },
    defaults: { columnName: 'elapsed', timeColumn: '_time', unit: SECOND },
    differs: 'A column that holds no times is an error; the engine gives a table without rows.',
    examples: [
      `import "sampledata"

sampledata.int() |> elapsed(unit: 1s)`,
    ],
    run(tables, args) {
      refuseTwins(tables)
      return mapFrames(tables, frame => elapsedFrame(frame, args))
    },
  },
)

function elapsedFrame(
  frame: Frame,
  { columnName, timeColumn, unit }: { columnName: string; timeColumn: string; unit: Duration },
): Frame {
  const column = columnNamed(frame, timeColumn)
  if (!column) throw fault('failed precondition', `column "${timeColumn}" does not exist`)
  if (column.type !== 'time')
    throw fault('failed precondition', `column "${timeColumn}" is of type ${column.type}, elapsed needs times`)
  if (columnNamed(frame, columnName))
    throw fault('failed precondition', `table builder already has column with label ${columnName}`)
  const { values } = spread(column, frame.offsets) as TimeColumn
  const per = averageNanoseconds(unit)
  const rows = new Int32Array(values.length)
  const spans = new BigInt64Array(values.length)
  const offsets = new Int32Array(frame.offsets.length)
  let count = 0
  for (let t = 0; t < tableCount(frame); t++) {
    for (let row = frame.offsets[t] + 1; row < frame.offsets[t + 1]; row++) {
      rows[count] = row
      spans[count++] = per === 0n ? -9_223_372_036_854_775_808n : (values[row] - values[row - 1]) / per
    }
    offsets[t + 1] = count
  }
  const kept = selectRows(frame, rows.subarray(0, count), offsets)
  const result: Column = { label: columnName, type: 'int', extent: 'row', values: spans.slice(0, count), nulls: null }
  return { ...kept, columns: [...kept.columns, result] }
}

export const increase = composed('(<-tables: stream[A], ?columns: [string]) => stream[B] where A: Record, B: Record', {
  summary: 'How much a counter has grown since the first row; a drop counts as a restart from zero.',
  params: { tables: 'Tables of a counter in order.', columns: 'Columns to compute.' },
  defaults: { columns: ['_value'] },
  examples: [
    `import "sampledata"

sampledata.uint() |> increase()`,
  ],
  build({ tables, columns }, context) {
    const call = (name: string, args: Record<string, Value>): Value =>
      context.call(context.member('universe', name) as FunctionValue, args)
    const changes = call('difference', { tables, columns, nonNegative: true, keepFirst: true, initialZero: true })
    return call('cumulativeSum', { tables: changes, columns })
  },
})

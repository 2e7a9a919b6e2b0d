// Members on plain values and whole streams: addDuration, subDuration, objectKeys, chain, preview, alignTime.
import { composed, type StreamValue, transform } from '../../library/index.ts'
import {
  columnNamed,
  columnOf,
  dropEmpty,
  type Frame,
  keepTables,
  mapFrames,
  mergeEqualKeys,
  selectRows,
  spread,
  type TableStream,
  type TimeColumn,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { type FunctionValue, fault, RecordValue, Time, type Value } from '../../values/index.ts'

const durations = { d: 'How far.', location: 'The clock to go by; the option `location` by default.' }

export const addDuration = composed(
  '(d: duration, to: A, ?location: {offset: duration, zone: string}) => time where A: Timeable',
  {
    summary: 'A time moved forward by a duration. `date.add` is its successor.',
    params: { ...durations, to: 'The time.' },
    examples: ['experimental.addDuration(d: 6h, to: 2024-02-28T20:00:00Z) // 2024-02-29T02:00:00.000000000Z'],
    build: ({ d, to, location }, context) =>
      context.call(context.member('date', 'add') as FunctionValue, withLocation({ d, to }, location)),
  },
)

export const subDuration = composed(
  '(d: duration, from: A, ?location: {offset: duration, zone: string}) => time where A: Timeable',
  {
    summary: 'A time moved back by a duration. `date.sub` is its successor.',
    params: { ...durations, from: 'The time.' },
    examples: ['experimental.subDuration(d: 1mo, from: 2024-03-31T00:00:00Z) // 2024-02-29T00:00:00.000000000Z'],
    build: ({ d, from, location }, context) =>
      context.call(context.member('date', 'sub') as FunctionValue, withLocation({ d, from }, location)),
  },
)

function withLocation(args: Record<string, Value>, location: Value | undefined): Record<string, Value> {
  return location === undefined ? args : { ...args, location }
}

export const objectKeys = composed('(o: A) => [string] where A: Record', {
  summary: 'The names of a record’s fields, in the order they were written.',
  params: { o: 'The record.' },
  examples: ['experimental.objectKeys(o: {b: 1, a: 2}) // ["b", "a"]'],
  build({ o }) {
    if (!(o instanceof RecordValue)) throw fault('invalid', 'o must be a record')
    return [...o.fields.keys()]
  },
})

export const chain = composed('(first: stream[A], second: stream[B]) => stream[B] where A: Record, B: Record', {
  summary: 'Runs one stream to its end before another, and gives the second.',
  params: { first: 'The stream to run first; its tables go nowhere.', second: 'The stream to give.' },
  examples: [
    `import "experimental"
import "sampledata"

experimental.chain(first: sampledata.int(), second: sampledata.float())`,
  ],
  build({ first, second }, context) {
    context.tables(first)
    return context.stream({ inputs: [second], kind: 'pure', run: ([t]) => t })
  },
})

export const preview = transform('(<-tables: stream[A], ?nrows: int, ?ntables: int) => stream[A] where A: Record', {
  summary: 'Keeps a few rows of a few tables.',
  params: { tables: 'Tables to look at.', nrows: 'How many rows of each.', ntables: 'How many tables.' },
  defaults: { nrows: 5n, ntables: 5n },
  order: 'arrival',
  examples: [
    `import "experimental"
import "sampledata"

sampledata.int() |> experimental.preview(nrows: 2)`,
  ],
  run: (tables, { nrows, ntables }) =>
    mapFrames(firstTables(tables, Number(ntables)), frame => firstRows(frame, Number(nrows))),
})

function firstTables(tables: TableStream, count: number): TableStream {
  let left = count
  const masks = tables.frames.map(frame => new Uint8Array(tableCount(frame)))
  const order =
    tables.order ?? tables.frames.flatMap((f, i) => Array.from({ length: tableCount(f) }, (_, t) => [i, t])).flat()
  for (let i = 0; i < order.length && left > 0; i += 2, left--) masks[order[i]][order[i + 1]] = 1
  return keepTables(tables, masks)
}

function firstRows(frame: Frame, count: number): Frame {
  const rows: number[] = []
  const offsets = new Int32Array(frame.offsets.length)
  for (let t = 0; t < tableCount(frame); t++) {
    for (let row = frame.offsets[t]; row < Math.min(frame.offsets[t + 1], frame.offsets[t] + count); row++)
      rows.push(row)
    offsets[t + 1] = rows.length
  }
  return selectRows(frame, Int32Array.from(rows), offsets)
}

export const alignTime = composed('(<-tables: stream[B], ?alignTo: A) => stream[C] where B: Record, C: Record', {
  summary: 'Moves the times of each table so that its first row is at one moment.',
  params: { tables: 'Tables in time order.', alignTo: 'The moment; the epoch by default.' },
  examples: [
    `import "experimental"
import "sampledata"

sampledata.int() |> experimental.alignTime(alignTo: 2024-01-01T00:00:00Z)`,
  ],
  build({ tables, alignTo }, context) {
    const to = alignTo instanceof Time ? alignTo.ns : 0n
    return context.stream({
      inputs: [tables as StreamValue],
      kind: 'pure',
      flushes: 'yes',
      run: ([t]) => mergeEqualKeys(mapFrames(dropEmpty(t), frame => aligned(frame, to))),
    })
  },
})

function aligned(frame: Frame, to: bigint): Frame {
  const column = columnNamed(frame, '_time')
  if (!column || column.type !== 'time') throw fault('invalid', 'column "_time" does not exist')
  const { values } = spread(column, frame.offsets) as TimeColumn
  const times: Time[] = []
  for (let t = 0; t < tableCount(frame); t++) {
    // the reference follows a state from the epoch on, so a time before it counts as out of order
    let before = 0n
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      if (values[row] < before) throw fault('failed precondition', 'got an out-of-order timestamp')
      before = values[row]
      times.push(new Time(values[row] - values[frame.offsets[t]] + to))
    }
  }
  return withColumn(frame, columnOf('_time', 'time', times))
}

export const windowWithoutDefaults = composed(
  '(<-tables: stream[{A with _time: time, _stop: time, _start: time}], createEmpty: bool, every: duration, location: {offset: duration, zone: string}, offset: duration, period: duration) => stream[{A with _time: time, _stop: time, _start: time}]',
  {
    summary: 'What `experimental.window` is made of; it has no defaults.',
    params: {
      tables: 'Tables with `_time`, `_start` and `_stop`.',
      createEmpty: 'Whether windows without rows are made.',
      every: 'From one window to the next.',
      location: 'The clock to go by.',
      offset: 'How far windows are moved.',
      period: 'How long a window is.',
    },
    build: (args, context) =>
      context.call(context.member('universe', 'window') as FunctionValue, args as unknown as Record<string, Value>),
  },
)

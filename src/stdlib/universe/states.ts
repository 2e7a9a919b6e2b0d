// Members that follow a state: how many rows, and how long, it has held.
import { composed, type RowFunction, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  mapFrames,
  rowCount,
  spread,
  type TimeColumn,
  tableCount,
} from '../../tables/index.ts'
import { averageNanoseconds, Duration, type FunctionValue, fault } from '../../values/index.ts'

const SECOND = new Duration(0n, 1_000_000_000n)

const stateParameters = {
  tables: 'Tables in time order.',
  fn: 'A function of a row that says whether it is in the state.',
}

interface Tracking {
  readonly countColumn: string
  readonly durationColumn: string
  readonly durationUnit: Duration
  readonly timeColumn: string
}

export const stateTracking = transform(
  '(<-tables: stream[A], fn: (r: A) => bool, ?countColumn: string, ?durationColumn: string, ?durationUnit: duration, ?timeColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'How many rows, and how long, a state has held; -1 where it does not.',
    params: {
      ...stateParameters,
      countColumn: 'The column for the number of rows; none when it is left out.',
      durationColumn: 'The column for the time; none when it is left out.',
      durationUnit: 'The unit of the time.',
      timeColumn: 'The column that says when a row was.',
    },
    defaults: { countColumn: '', durationColumn: '', durationUnit: SECOND, timeColumn: '_time' },
    order: 'arrival',
    alwaysNamed: true,
    examples: [
      `import "sampledata"

sampledata.int() |> stateTracking(fn: (r) => r._value > 5, countColumn: "n")`,
    ],
    prepare({ fn, durationUnit }, context) {
      if (averageNanoseconds(durationUnit) <= 0n)
        throw fault('invalid', 'state tracking duration unit must be greater than zero')
      return context.rowFunction(fn)
    },
    run: (tables, args, row) => mapFrames(tables, frame => track(frame, row, args)),
  },
)

export const stateCount = composed(
  '(<-tables: stream[A], fn: (r: A) => bool, ?column: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'How many rows in a row a state has held; -1 where it does not.',
    params: { ...stateParameters, column: 'The column for the result.' },
    defaults: { column: 'stateCount' },
    examples: [
      `import "sampledata"

sampledata.int() |> stateCount(fn: (r) => r._value > 5)`,
    ],
    build: ({ tables, fn, column }, context) =>
      context.call(context.member('universe', 'stateTracking') as FunctionValue, { tables, fn, countColumn: column }),
  },
)

export const stateDuration = composed(
  '(<-tables: stream[A], fn: (r: A) => bool, ?column: string, ?timeColumn: string, ?unit: duration) => stream[B] where A: Record, B: Record',
  {
    summary: 'How long a state has held, in units of time; -1 where it does not.',
    params: {
      ...stateParameters,
      column: 'The column for the result.',
      timeColumn: 'The column that says when a row was.',
      unit: 'The unit of the result.',
    },
    defaults: { column: 'stateDuration', timeColumn: '_time', unit: SECOND },
    examples: [
      `import "sampledata"

sampledata.int() |> stateDuration(fn: (r) => r._value > 5)`,
    ],
    build: ({ tables, fn, column, timeColumn, unit }, context) =>
      context.call(context.member('universe', 'stateTracking') as FunctionValue, {
        tables,
        fn,
        durationColumn: column,
        timeColumn,
        durationUnit: unit,
      }),
  },
)

function track(
  frame: Frame,
  row: RowFunction,
  { countColumn, durationColumn, durationUnit, timeColumn }: Tracking,
): Frame {
  const program = row.bind(frame)
  const column = columnNamed(frame, timeColumn)
  if (!column) throw fault('failed precondition', `column "${timeColumn}" does not exist`)
  const times = column.type === 'time' ? (spread(column, frame.offsets) as TimeColumn) : null
  if (durationColumn !== '' && !times)
    throw fault('invalid', `column "${timeColumn}" is of type ${column.type}, a state needs times`)
  const size = rowCount(frame)
  const [counts, durations] = [new BigInt64Array(size), new BigInt64Array(size)]
  const per = averageNanoseconds(durationUnit)
  for (let t = 0; t < tableCount(frame); t++) {
    // the reference begins at the epoch: a first time before it counts as out of order
    let [n, since, previous] = [0n, 0n, 0n]
    for (let r = frame.offsets[t]; r < frame.offsets[t + 1]; r++) {
      const at = timeOf(times, r, durationColumn !== '', previous)
      previous = at
      const holds = program.at(t, r) === true
      if (holds && n === 0n) since = at
      n = holds ? n + 1n : 0n
      counts[r] = holds ? n : -1n
      durations[r] = holds ? (at - since) / per : -1n
    }
  }
  const added: Column[] = []
  if (countColumn !== '') added.push({ label: countColumn, type: 'int', extent: 'row', values: counts, nulls: null })
  if (durationColumn !== '')
    added.push({ label: durationColumn, type: 'int', extent: 'row', values: durations, nulls: null })
  return { ...frame, columns: [...frame.columns, ...added] }
}

function timeOf(times: TimeColumn | null, row: number, needed: boolean, previous: bigint): bigint {
  if (!times || !needed) return 0n
  if (times.nulls?.[row]) throw fault('failed precondition', 'got a null timestamp')
  const at = times.values[row]
  if (at < previous) throw fault('failed precondition', 'got an out-of-order timestamp')
  return at
}

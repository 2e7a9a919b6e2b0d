// Members that move times or choose by them: timeShift, truncateTimeColumn, hourSelection.
import { transform } from '../../library/index.ts'
import {
  columnNamed,
  dropEmpty,
  type Frame,
  mapFrames,
  regroup,
  selectRows,
  spread,
  type TimeColumn,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import {
  addDuration,
  type Duration,
  Fault,
  fault,
  floorDiv,
  NS_PER_DAY,
  typeName,
  utcZone,
  type Value,
  type Zone,
} from '../../values/index.ts'
import { truncated } from '../date/calendar.ts'
import { zoneOfLocation } from './window.ts'

export const timeShift = transform('(<-tables: stream[A], duration: duration, ?columns: [string]) => stream[A]', {
  summary: 'Moves times by a duration.',
  params: {
    tables: 'Tables to move.',
    duration: 'How far; negative ones move back.',
    columns: 'Columns of times; those a table lacks are passed over.',
  },
  defaults: { columns: ['_start', '_stop', '_time'] },
  order: 'arrival',
  examples: [
    `import "sampledata"

sampledata.int() |> timeShift(duration: 12h)`,
  ],
  // windows that follow lie in the bounds as moved, whatever columns are
  bounds: ({ duration }, _context, inputs) =>
    inputs && { start: addDuration(inputs.start, duration), stop: addDuration(inputs.stop, duration) },
  run: (tables, { duration, columns }) =>
    mapFrames(tables, frame => columns.reduce((f, label) => shifted(f, label, duration), frame)),
})

function shifted(frame: Frame, label: string, by: Duration): Frame {
  const column = columnNamed(frame, label)
  if (!column) return frame
  if (column.type !== 'time') throw fault('failed precondition', `column "${label}" is not of type time`)
  return withColumn(frame, { ...column, values: column.values.map(t => addDuration(t, by)) })
}

export const truncateTimeColumn = transform(
  '(<-tables: stream[{C with _time: B}], unit: duration, ?timeColumn: A) => stream[{C with _time: time, _time: B}] where B: Timeable',
  {
    summary: 'Moves each time to the start of the unit it lies in; units follow the clock of `option location`.',
    params: {
      tables: 'Tables with a column of times.',
      unit: 'The unit, such as `1h` or `1mo`: months or smaller units, not both.',
      timeColumn: 'The column of times; `_time` by default.',
    },
    defaults: { timeColumn: '_time' as Value },
    flushes: 'yes',
    alwaysNamed: true,
    differs: '`timeColumn` names the column that is truncated; the engine truncates `_time` whatever it says.',
    examples: [
      `import "sampledata"

sampledata.int() |> truncateTimeColumn(unit: 1m)`,
    ],
    prepare: (_args, context) => zoneOfLocation(context.option('internal/location', 'location')),
    run(tables, { timeColumn, unit }, zone) {
      if (typeof timeColumn !== 'string')
        throw fault('invalid', `timeColumn must be the name of a column, found ${typeName(timeColumn)}`)
      const moved = mapFrames(dropEmpty(tables), frame => truncatedColumn(frame, timeColumn, unit, zone))
      return regroup(moved, frame => frame.key)
    },
  },
)

function truncatedColumn(frame: Frame, label: string, unit: Duration, zone: Zone): Frame {
  const column = columnNamed(frame, label)
  if (column?.type !== 'time') throw fault('invalid', 'failed to evaluate map function: invalid is not Timeable')
  try {
    return withColumn(frame, { ...column, values: startsOfUnits(column, unit, zone) })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw fault(error.code, `failed to evaluate map function: ${error.message}`)
  }
}

/** Null slots keep their zero. */
function startsOfUnits({ values, nulls }: TimeColumn, unit: Duration, zone: Zone): BigInt64Array {
  if (values.length > 0) truncated(values[0], unit, zone)
  const out = new BigInt64Array(values.length)
  if (zone !== utcZone || unit.months !== 0n) {
    for (let i = 0; i < out.length; i++) if (nulls?.[i] !== 1) out[i] = truncated(values[i], unit, zone)
    return out
  }
  const { ns } = unit
  for (let i = 0; i < out.length; i++) {
    const rest = values[i] % ns
    out[i] = values[i] - (rest < 0n ? rest + ns : rest)
  }
  return out
}

export const hourSelection = transform(
  '(<-tables: stream[A], start: int, stop: int, ?location: {offset: duration, zone: string}, ?timeColumn: string) => stream[A] where A: Record',
  {
    summary:
      'Keeps the rows of some hours of the day, the last hour included; a start after the stop goes over midnight.',
    params: {
      tables: 'Tables to look through.',
      start: 'The first hour, 0 to 23.',
      stop: 'The last hour, 0 to 23.',
      location: 'The clock to go by; the option `location` by default.',
      timeColumn: 'The column that says when a row was.',
    },
    defaults: { timeColumn: '_time' },
    twins: 'hour selection ',
    examples: [
      `import "sampledata"

sampledata.int() |> hourSelection(start: 0, stop: 8)`,
    ],
    prepare: ({ location }, context) => zoneOfLocation(location ?? context.option('internal/location', 'location')),
    run(tables, { start, stop, timeColumn }, zone) {
      for (const [name, hour] of [
        ['start', start],
        ['stop', stop],
      ] as const)
        if (hour < 0n || hour > 23n) throw fault('invalid', `${name} must be between 0 and 23`)
      const holds = (ns: bigint): boolean => {
        const local = zone.toLocal(ns)
        const hour = (local - floorDiv(local, NS_PER_DAY) * NS_PER_DAY) / 3_600_000_000_000n
        return start <= stop ? hour >= start && hour <= stop : hour >= start || hour <= stop
      }
      return mapFrames(tables, frame => keptRows(frame, timeColumn, holds))
    },
  },
)

function keptRows(frame: Frame, label: string, holds: (ns: bigint) => boolean): Frame {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', 'invalid time column')
  if (column.type !== 'time')
    throw fault('failed precondition', `invalid time column: "${label}" is of type ${column.type}`)
  const { values, nulls } = spread(column, frame.offsets) as TimeColumn
  const rows: number[] = []
  const offsets = new Int32Array(frame.offsets.length)
  for (let t = 0; t < tableCount(frame); t++) {
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++)
      if (!nulls?.[row] && holds(values[row])) rows.push(row)
    offsets[t + 1] = rows.length
  }
  return selectRows(frame, Int32Array.from(rows), offsets)
}

// Members that move times or choose by them: timeShift, hourSelection.
import { transform } from '../../library/index.ts'
import {
  columnNamed,
  type Frame,
  mapFrames,
  selectRows,
  spread,
  type TimeColumn,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { addDuration, type Duration, fault, floorDiv, NS_PER_DAY } from '../../values/index.ts'
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
  run: (tables, { duration, columns }) =>
    mapFrames(tables, frame => columns.reduce((f, label) => shifted(f, label, duration), frame)),
})

function shifted(frame: Frame, label: string, by: Duration): Frame {
  const column = columnNamed(frame, label)
  if (!column) return frame
  if (column.type !== 'time') throw fault('failed precondition', `column "${label}" is not of type time`)
  return withColumn(frame, { ...column, values: column.values.map(t => addDuration(t, by)) })
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

// contrib/tomhollingworth/events: how long each event lasted, until the next one or the end of the table.
import { packageOf, transform } from '../../../library/index.ts'
import {
  columnNamed,
  columnOf,
  type Frame,
  mapFrames,
  rowCount,
  spread,
  type TimeColumn,
  tableCount,
  withColumn,
} from '../../../tables/index.ts'
import { Duration, fault, type Time } from '../../../values/index.ts'

const NS_PER_DAY = 86_400_000_000_000n
const DAYS_PER_MONTH = 30n

export const events = packageOf('contrib/tomhollingworth/events', 'Works on events that last until the next one.', {
  duration: transform(
    '(<-tables: stream[A], ?columnName: string, ?stop: time, ?stopColumn: string, ?timeColumn: string, ?unit: duration) => stream[B] where A: Record, B: Record',
    {
      summary: 'How long each row lasted: until the next row of its table, the last one until the stop.',
      params: {
        tables: 'Tables in time order.',
        columnName: 'The new column.',
        stop: 'When the last row of each table ended; by default what its `stopColumn` says.',
        stopColumn: 'The column that says when the last row ended.',
        timeColumn: 'The column that says when a row began.',
        unit: 'What to count in; seconds by default.',
      },
      defaults: {
        columnName: 'duration',
        stopColumn: '_stop',
        timeColumn: '_time',
        unit: new Duration(0n, 1_000_000_000n),
      },
      examples: [
        `import "array"
import "contrib/tomhollingworth/events"

array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, state: "on"},
    {_time: 2024-01-01T00:00:05Z, state: "off"},
])
    |> events.duration(stop: 2024-01-01T00:01:00Z)`,
      ],
      run: (tables, { unit, columnName, timeColumn, stopColumn, stop }) =>
        mapFrames(tables, frame => {
          const ends = stop === undefined ? timesOf(frame, stopColumn, 'stop column ') : null
          const end = (row: number): bigint => (ends ? ends[row] : (stop as Time).ns)
          return withColumn(frame, lasted(frame, timesOf(frame, timeColumn, ''), end, unit, columnName))
        }),
    },
  ),
})

/** Null times count as the epoch. */
function timesOf(frame: Frame, label: string, what: string): BigInt64Array {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `column "${label}" does not exist`)
  if (column.type !== 'time')
    throw fault('failed precondition', `${what}"${label}" must be of type time, got ${column.type}`)
  return (spread(column, frame.offsets) as TimeColumn).values
}

/** Differences are taken between floats, as the reference does: beyond 2^53 ns they are rounded. */
function lasted(
  frame: Frame,
  times: BigInt64Array,
  end: (row: number) => bigint,
  unit: Duration,
  label: string,
): ReturnType<typeof columnOf> {
  const length = Number(unit.months * DAYS_PER_MONTH * NS_PER_DAY + unit.ns)
  if (length === 0) throw fault('invalid', 'the unit must be longer than nothing')
  const out: bigint[] = new Array(rowCount(frame))
  for (let t = 0; t < tableCount(frame); t++) {
    const last = frame.offsets[t + 1] - 1
    for (let row = frame.offsets[t]; row <= last; row++) {
      const next = Number(row < last ? times[row + 1] : end(row))
      out[row] = BigInt(Math.trunc((next - Number(times[row])) / length))
    }
  }
  return columnOf(label, 'int', out)
}

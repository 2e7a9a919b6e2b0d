// The area under a column over time: integral, timeWeightedAvg.
import { composed, oneRowEach, transform } from '../../library/index.ts'
import {
  columnNamed,
  columnOf,
  type Frame,
  isKey,
  keyColumns,
  mapFrames,
  mergeEqualKeys,
  spread,
  type TableStream,
  type TimeColumn,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { averageNanoseconds, type Duration, type FunctionValue, fault, Duration as Span } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'

const SECOND = new Span(0n, 1_000_000_000n)

export const integral = transform(
  '(<-tables: stream[A], ?column: string, ?interpolate: string, ?timeColumn: string, ?unit: duration) => stream[B] where A: Record, B: Record',
  {
    summary: 'The area under the values of each table over time.',
    params: {
      tables: 'Tables in time order.',
      column: 'The column of values.',
      interpolate: '`"linear"` continues the line to the bounds of the range.',
      timeColumn: 'The column that says when a row was.',
      unit: 'The time that counts as one.',
    },
    defaults: { column: '_value', interpolate: '', timeColumn: '_time', unit: SECOND },
    twins: 'integral ',
    examples: [
      `import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> integral(unit: 10s)`,
    ],
    run: (tables, args) => mapFrames(tables, frame => integralFrame(frame, args)),
  },
)

interface IntegralArguments {
  readonly column: string
  readonly interpolate: string
  readonly timeColumn: string
  readonly unit: Duration
}

function integralFrame(frame: Frame, args: IntegralArguments): Frame {
  const bounds = ['_start', '_stop'].map(label => {
    if (!isKey(frame, label)) throw fault('invalid', `integral function needs ${label} column to be part of group key`)
    return columnNamed(frame, label) as TimeColumn
  })
  const column = columnNamed(frame, args.column)
  if (!column) throw fault('failed precondition', `column "${args.column}" does not exist`)
  if (isKey(frame, args.column))
    throw fault('failed precondition', 'cannot aggregate columns that are part of the group key')
  const rows = spread(column, frame.offsets)
  const values = floatsOf(rows)
  if (!values) throw fault('failed precondition', `cannot perform integral over ${column.type}`)
  const time = columnNamed(frame, args.timeColumn)
  if (!time || time.type !== 'time') throw fault('failed precondition', `no column "${args.timeColumn}" exists`)
  const { values: times, nulls: timeNulls } = spread(time, frame.offsets) as TimeColumn
  const per = Number(averageNanoseconds(args.unit))
  const out = new Float64Array(tableCount(frame))
  for (let t = 0; t < out.length; t++) {
    const points = pointsOf(frame, t, values, rows.nulls, times, timeNulls)
    const [start, stop] = bounds.map(b => b.values[b.extent === 'group' ? t : 0])
    const line = args.interpolate === 'linear' ? extended(points, start, stop) : points
    if (line.length > 1) out[t] = area(line) / per
  }
  return {
    columns: [...keyColumns(frame), { label: args.column, type: 'float', extent: 'row', values: out, nulls: null }],
    key: frame.key,
    offsets: oneRowEach(out.length),
  }
}

interface Point {
  readonly at: bigint
  readonly value: number
}

function pointsOf(
  frame: Frame,
  t: number,
  values: Float64Array,
  nulls: Uint8Array | null,
  times: BigInt64Array,
  timeNulls: Uint8Array | null,
): Point[] {
  const points: Point[] = []
  for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
    if (timeNulls?.[row]) throw fault('failed precondition', 'integral found null time in time column')
    const first = row === frame.offsets[t]
    // the reference begins at the epoch: a first time before it counts as out of order
    if (times[row] < (first ? 0n : times[row - 1]))
      throw fault('failed precondition', 'integral found out-of-order times in time column')
    const repeated = !first && times[row] === times[row - 1]
    if (!repeated && !nulls?.[row]) points.push({ at: times[row], value: values[row] })
  }
  return points
}

/** The line through the outer points, continued to the bounds; one point stands for the whole span. */
function extended(points: readonly Point[], start: bigint, stop: bigint): Point[] {
  if (points.length === 0) return []
  const line = (a: Point, b: Point, at: bigint): number =>
    a.at === b.at ? a.value : a.value + ((b.value - a.value) * Number(at - a.at)) / Number(b.at - a.at)
  const [first, last] = [points[0], points.at(-1)!]
  const [second, before] = [points[1] ?? first, points.at(-2) ?? last]
  const head = first.at > start ? [{ at: start, value: line(first, second, start) }] : []
  const tail = last.at < stop ? [{ at: stop, value: line(before, last, stop) }] : []
  return [...head, ...points, ...tail]
}

/** Trapezoids, in value times nanoseconds. */
function area(points: readonly Point[]): number {
  let sum = 0
  for (let i = 1; i < points.length; i++)
    sum += ((points[i].value + points[i - 1].value) / 2) * Number(points[i].at - points[i - 1].at)
  return sum
}

export const timeWeightedAvg = composed(
  '(<-tables: stream[A], unit: duration) => stream[{D with _value: float, _value: float, _stop: B, _start: C}] where A: Record',
  {
    summary: 'The average of the values of each table, each weighing as long as it lasted.',
    params: { tables: 'Tables with bounds: a `range` comes before.', unit: 'The time that counts as one.' },
    examples: [
      `import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> timeWeightedAvg(unit: 1s)`,
    ],
    build({ tables, unit }, context) {
      const areas = context.call(context.member('universe', 'integral') as FunctionValue, {
        tables,
        unit,
        interpolate: 'linear',
      })
      return context.stream({
        inputs: [areas as never],
        kind: 'pure',
        flushes: 'yes',
        run: ([t]) => dividedBySpan(t, unit),
      })
    },
  },
)

function dividedBySpan(tables: TableStream, unit: Duration): TableStream {
  return mergeEqualKeys(
    mapFrames(tables, frame => {
      const [start, stop] = ['_start', '_stop'].map(
        label => spread(columnNamed(frame, label)!, frame.offsets) as TimeColumn,
      )
      const values = (columnNamed(frame, '_value')!.values as Float64Array).map(
        (v, row) => (v * Number(averageNanoseconds(unit))) / Number(stop.values[row] - start.values[row]),
      )
      return withColumn(frame, columnOf('_value', 'float', values))
    }),
  )
}

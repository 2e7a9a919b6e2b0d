// Members that describe tables or move times: keys, keyValues, histogram, covariance, timeShift, hourSelection, sample,
// truncateTimeColumn, integral, timeWeightedAvg.
import { composed, oneRowEach, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  columnOf,
  type Frame,
  FrameBuilder,
  isKey,
  mapFrames,
  mergeEqualKeys,
  selectRows,
  spread,
  type TableStream,
  type TimeColumn,
  tableCount,
  valueAt,
  withColumn,
} from '../../tables/index.ts'
import {
  addDuration,
  averageNanoseconds,
  bareFault,
  type Duration,
  type FunctionValue,
  fault,
  floorDiv,
  isNull,
  NS_PER_DAY,
  Duration as Span,
  type Value,
} from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'
import { zoneOfLocation } from './window.ts'

const keysOf = (frame: Frame): Column[] => frame.columns.filter(c => isKey(frame, c.label))

export const keys = transform('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'Lists the columns of each table’s group key.',
  params: { tables: 'Tables to describe.', column: 'Name of the column that holds the names.' },
  defaults: { column: '_value' },
  examples: [
    `import "sampledata"

sampledata.int() |> keys()`,
  ],
  run: (tables, { column }) =>
    mapFrames(tables, frame => {
      const names = frame.columns.map(c => c.label).filter(label => isKey(frame, label))
      const builder = new FrameBuilder([{ label: column, type: 'string' }])
      for (let t = 0; t < tableCount(frame); t++) {
        for (const name of names) builder.addRow([name])
        builder.endTable()
      }
      const { columns, offsets } = builder.build()
      return { columns: [...keysOf(frame), ...columns], key: frame.key, offsets }
    }),
})

export const keyValues = transform(
  '(<-tables: stream[A], ?keyColumns: [string]) => stream[{C with _value: B, _key: string}] where A: Record, C: Record',
  {
    summary: 'The different values of columns, one row for each pair of column and value.',
    params: { tables: 'Tables to describe.', keyColumns: 'The columns; all of one type.' },
    examples: [
      `import "sampledata"

sampledata.int() |> keyValues(keyColumns: ["tag"])`,
    ],
    prepare({ keyColumns }) {
      if (keyColumns === undefined) throw fault('invalid', 'neither column list nor predicate function provided')
    },
    run: (tables, { keyColumns = [] }) => mapFrames(tables, frame => keyValuesFrame(frame, keyColumns)),
  },
)

function keyValuesFrame(frame: Frame, labels: readonly string[]): Frame {
  const found = labels.filter(label => columnNamed(frame, label))
  if (found.length === 0)
    throw fault(
      'failed precondition',
      `received table with columns [${frame.columns.map(c => c.label).join(' ')}] not having key columns [${labels.join(' ')}]`,
    )
  const columns = found.map(label => spread(columnNamed(frame, label)!, frame.offsets))
  if (new Set(columns.map(c => c.type)).size > 1)
    throw fault('failed precondition', 'keyColumns must all be the same type')
  const builder = new FrameBuilder([
    { label: '_key', type: 'string' },
    { label: '_value', type: columns[0]?.type ?? 'string' },
  ])
  for (let t = 0; t < tableCount(frame); t++) {
    const seen = new Set<string>()
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++)
      columns.forEach((c, i) => {
        const value = valueAt(c, row)
        const id = `${i} ${isNull(value) ? 'null' : `=${String((value as { ns?: bigint }).ns ?? value)}`}`
        if (seen.has(id)) return
        seen.add(id)
        builder.addRow([found[i], value])
      })
    builder.endTable()
  }
  const built = builder.build()
  return {
    columns: [...keysOf(frame).filter(c => c.label !== '_key' && c.label !== '_value'), ...built.columns],
    key: frame.key,
    offsets: built.offsets,
  }
}

export const histogram = transform(
  '(<-tables: stream[A], bins: [float], ?column: string, ?countColumn: string, ?normalize: bool, ?upperBoundColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'How many values of each table are at most each bound.',
    params: {
      tables: 'Tables to count.',
      bins: 'The upper bounds.',
      column: 'The column to count.',
      countColumn: 'The column for the counts.',
      normalize: 'Gives shares of the whole instead of counts.',
      upperBoundColumn: 'The column for the bounds.',
    },
    defaults: { column: '_value', countColumn: '_value', normalize: false, upperBoundColumn: 'le' },
    examples: [
      `import "sampledata"

sampledata.float() |> histogram(bins: [0.0, 10.0, 20.0])`,
    ],
    prepare({ bins }) {
      if (bins.length === 0) throw fault('invalid', 'histogram needs at least one bin')
    },
    run: (tables, args) => mapFrames(tables, frame => histogramFrame(frame, args)),
  },
)

interface HistogramArguments {
  readonly bins: readonly number[]
  readonly column: string
  readonly countColumn: string
  readonly normalize: boolean
  readonly upperBoundColumn: string
}

function histogramFrame(
  frame: Frame,
  { bins, column: label, countColumn, normalize, upperBoundColumn }: HistogramArguments,
): Frame {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `column "${label}" is missing`)
  if (column.type !== 'float')
    throw fault('failed precondition', `column "${label}" must be a float got ${column.type}`)
  const rows = spread(column, frame.offsets)
  const values = rows.values as Float64Array
  const bounds = [...bins].sort((a, b) => a - b)
  const builder = new FrameBuilder([
    { label: upperBoundColumn, type: 'float' },
    { label: countColumn, type: 'float' },
  ])
  for (let t = 0; t < tableCount(frame); t++) {
    const counts = new Float64Array(bounds.length)
    let total = 0
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      if (rows.nulls?.[row]) continue
      const at = bounds.findIndex(b => values[row] <= b)
      if (at < 0)
        throw fault(
          'failed precondition',
          `found value greater than any bin, ${bounds.length} ${bounds.length} ${values[row].toFixed(6)} ${bounds.at(-1)!.toFixed(6)}`,
        )
      counts[at]++
      total++
    }
    let sum = 0
    bounds.forEach((b, i) => {
      sum += counts[i]
      builder.addRow([b, normalize ? sum / total : sum])
    })
    builder.endTable()
  }
  const built = builder.build()
  return { columns: [...keysOf(frame), ...built.columns], key: frame.key, offsets: built.offsets }
}

export const covariance = transform(
  '(<-tables: stream[A], columns: [string], ?pearsonr: bool, ?valueDst: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'How two columns of each table vary together.',
    params: {
      tables: 'Tables to look at.',
      columns: 'Two columns of numbers.',
      pearsonr: 'Divides by both deviations: a correlation from -1 to 1.',
      valueDst: 'The column for the result.',
    },
    defaults: { pearsonr: false, valueDst: '_value' },
    examples: [
      `import "array"

array.from(rows: [{x: 1.0, y: 2.0}, {x: 2.0, y: 4.0}]) |> covariance(columns: ["x", "y"])`,
    ],
    prepare({ columns }) {
      if (columns.length !== 2) throw fault('invalid', 'must provide exactly two columns')
    },
    run: (tables, { columns, pearsonr, valueDst }) =>
      mapFrames(tables, frame => covarianceFrame(frame, columns, pearsonr, valueDst)),
  },
)

function covarianceFrame(frame: Frame, labels: readonly string[], pearsonr: boolean, valueDst: string): Frame {
  const [x, y] = labels.map(label => {
    const column = columnNamed(frame, label)
    if (!column) throw fault('failed precondition', `specified column does not exist in table: ${label}`)
    return spread(column, frame.offsets)
  })
  if (x.type !== y.type) throw fault('failed precondition', 'cannot compute the covariance between different types')
  if (x.type !== 'float') throw bareFault('failed precondition', `covariance does not support ${x.type}`)
  const values = Array.from({ length: tableCount(frame) }, (_, t) => covarianceOf(frame, t, x, y, pearsonr))
  return {
    columns: [...keysOf(frame), columnOf(valueDst, 'float', values)],
    key: frame.key,
    offsets: oneRowEach(values.length),
  }
}

/** Welford's running covariance; rows in which either is null are passed over. */
function covarianceOf(frame: Frame, t: number, x: Column, y: Column, pearsonr: boolean): Value {
  const [xs, ys] = [x.values as Float64Array, y.values as Float64Array]
  let [n, mx, my, c, vx, vy] = [0, 0, 0, 0, 0, 0]
  for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
    if (x.nulls?.[row] || y.nulls?.[row]) continue
    n++
    const [dx, dy] = [xs[row] - mx, ys[row] - my]
    mx += dx / n
    my += dy / n
    c += dx * (ys[row] - my)
    vx += dx * (xs[row] - mx)
    vy += dy * (ys[row] - my)
  }
  if (n === 0) return NaN
  return pearsonr ? c / Math.sqrt(vx * vy) : c / (n - 1)
}

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

export const sample = transform(
  '(<-tables: stream[A], n: int, ?column: string, ?pos: int) => stream[A] where A: Record',
  {
    summary: 'Every n-th row of each table.',
    params: {
      tables: 'Tables to take from.',
      n: 'Takes one row in n.',
      column: 'Has no effect; it is accepted because the signature has it.',
      pos: 'The first row to take, from 0; below 0 it is drawn.',
    },
    defaults: { column: '_value', pos: -1n },
    examples: [
      `import "sampledata"

sampledata.int() |> sample(n: 2, pos: 1)`,
    ],
    prepare({ n, pos }, context) {
      if (n <= 0n) throw fault('invalid', `n must be a positive integer, but was ${n}`)
      if (pos >= n) throw fault('invalid', `pos must be less than n, but ${pos} >= ${n}`)
      return pos < 0n ? Math.floor(context.host.random() * Number(n)) : Number(pos)
    },
    run: (tables, { n }, from) =>
      mapFrames(tables, frame => {
        const rows: number[] = []
        const offsets = new Int32Array(frame.offsets.length)
        for (let t = 0; t < tableCount(frame); t++) {
          for (let row = frame.offsets[t] + from; row < frame.offsets[t + 1]; row += Number(n)) rows.push(row)
          offsets[t + 1] = rows.length
        }
        return selectRows(frame, Int32Array.from(rows), offsets)
      }),
  },
)

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
  const column = columnNamed(frame, args.column)
  if (!column) throw fault('failed precondition', `column "${args.column}" does not exist`)
  const rows = spread(column, frame.offsets)
  const values = floatsOf(rows)
  if (!values) throw fault('failed precondition', `cannot perform integral over ${column.type}`)
  const time = columnNamed(frame, args.timeColumn)
  if (!time || time.type !== 'time') throw fault('failed precondition', `column "${args.timeColumn}" does not exist`)
  const { values: times, nulls: timeNulls } = spread(time, frame.offsets) as TimeColumn
  const bounds = ['_start', '_stop'].map(label => {
    if (!isKey(frame, label)) throw fault('invalid', `integral function needs ${label} column to be part of group key`)
    return columnNamed(frame, label) as TimeColumn
  })
  const per = Number(averageNanoseconds(args.unit))
  const out = new Float64Array(tableCount(frame))
  for (let t = 0; t < out.length; t++) {
    const points = pointsOf(frame, t, values, rows.nulls, times, timeNulls)
    const [start, stop] = bounds.map(b => b.values[b.extent === 'group' ? t : 0])
    out[t] = area(args.interpolate === 'linear' ? extended(points, start, stop) : points) / per
  }
  return {
    columns: [...keysOf(frame), { label: args.column, type: 'float', extent: 'row', values: out, nulls: null }],
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
    if (row > frame.offsets[t] && times[row] < times[row - 1])
      throw fault('failed precondition', 'integral found out-of-order times in time column')
    if (!nulls?.[row] && points.at(-1)?.at !== times[row]) points.push({ at: times[row], value: values[row] })
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

// Forecasts by the damped method of Holt and Winters: a level, a trend and, if asked for, a season. The parameters are
// those that fit the series best, searched for from sixteen starts.
import { refuseTwins, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  keyColumns,
  mapFrames,
  spread,
  type TimeColumn,
  tableCount,
} from '../../tables/index.ts'
import { addDuration, averageNanoseconds, type Duration, fault, formatDuration } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'
import { leastOf, type Minimum } from './nelderMead.ts'

/** More empty steps than this between two rows are a mistake in the interval. */
const MOST_BUCKETS = 10_000_000

export const holtWinters = transform(
  '(<-tables: stream[A], interval: duration, n: int, ?column: string, ?seasonality: int, ?timeColumn: string, ?withFit: bool, ?withMinSSE: bool) => stream[B] where A: Record, B: Record',
  {
    summary: 'Continues a series: n values at equal distances after the last one.',
    params: {
      tables: 'Tables in time order.',
      interval: 'The distance between two values; the first row in each interval counts.',
      n: 'How many values to add.',
      column: 'The column of numbers.',
      seasonality: 'How many values a season has; below 2 there is none.',
      timeColumn: 'The column that says when a row was.',
      withFit: 'Gives the fitted values of the rows too.',
      withMinSSE: 'Adds a column `minSSE`: the sum of the squared errors of the fit.',
    },
    defaults: { column: '_value', seasonality: 0n, timeColumn: '_time', withFit: false, withMinSSE: false },
    differs:
      'The result keeps the names `timeColumn` and `column` say; the engine calls them `_time` and `_value`. A series that cannot be fitted is an error; the engine dies.',
    examples: [
      `import "sampledata"

sampledata.float() |> holtWinters(n: 2, interval: 10s)`,
    ],
    run(tables, args) {
      refuseTwins(tables, 'holtWinters ')
      return mapFrames(tables, frame => forecastFrame(frame, args))
    },
  },
)

interface Arguments {
  readonly interval: Duration
  readonly n: bigint
  readonly column: string
  readonly seasonality: bigint
  readonly timeColumn: string
  readonly withFit: boolean
  readonly withMinSSE: boolean
}

function forecastFrame(frame: Frame, args: Arguments): Frame {
  const times = columnNamed(frame, args.timeColumn)
  if (!times) throw fault('failed precondition', `cannot find time column ${args.timeColumn}`)
  const column = columnNamed(frame, args.column)
  if (!column) throw fault('failed precondition', `cannot find column ${args.column}`)
  const [rows, clock] = [spread(column, frame.offsets), spread(times, frame.offsets)]
  const numbers = floatsOf(rows)
  if (!numbers) throw fault('failed precondition', `holtWinters can work only on numerical types, got ${column.type}`)
  if (clock.type !== 'time')
    throw fault('invalid', `holtWinters needs times in the column ${args.timeColumn}, found ${clock.type}`)
  const parts = Array.from({ length: tableCount(frame) }, (_, t) =>
    forecastTable({ numbers, nulls: rows.nulls, clock }, frame.offsets[t], frame.offsets[t + 1], args),
  )
  return assembled(frame, parts, args)
}

interface Forecast {
  readonly times: readonly bigint[]
  readonly values: Float64Array
  readonly error: number
}

function assembled(frame: Frame, parts: readonly Forecast[], args: Arguments): Frame {
  const offsets = new Int32Array(parts.length + 1)
  for (let t = 0; t < parts.length; t++) offsets[t + 1] = offsets[t] + parts[t].values.length
  const size = offsets[parts.length]
  const values = new Float64Array(size)
  const errors = new Float64Array(size)
  parts.forEach((p, t) => {
    values.set(p.values, offsets[t])
    errors.fill(p.error, offsets[t], offsets[t + 1])
  })
  const row = { extent: 'row', nulls: null } as const
  const columns: Column[] = [
    ...keyColumns(frame),
    { ...row, label: args.timeColumn, type: 'time', values: BigInt64Array.from(parts.flatMap(p => p.times)) },
    { ...row, label: args.column, type: 'float', values },
  ]
  if (args.withMinSSE) columns.push({ ...row, label: 'minSSE', type: 'float', values: errors })
  return { columns, key: frame.key, offsets }
}

interface Rows {
  readonly numbers: Float64Array
  readonly nulls: Uint8Array | null
  readonly clock: TimeColumn
}

function forecastTable(rows: Rows, from: number, to: number, args: Arguments): Forecast {
  const { values, start, stop } = evenly(rows, from, to, args.interval)
  const found = fitted(values, Number(args.seasonality) >= 2 ? Number(args.seasonality) : 0, Number(args.n))
  if (!found) return { times: [], values: new Float64Array(0), error: 0 }
  const forecast = found.model.forecast(found.minimum.point, Number(args.n), args.withFit)
  const times: bigint[] = []
  let time = args.withFit ? start : addDuration(stop, args.interval)
  for (let i = 0; i < forecast.length; i++) {
    times.push(time)
    time = addDuration(time, args.interval)
  }
  return { times, values: forecast, error: found.minimum.value }
}

/** The first number of each interval, NaN where there is none, and the times of the first and the last one used. */
function evenly(
  { numbers, nulls, clock }: Rows,
  from: number,
  to: number,
  interval: Duration,
): { values: number[]; start: bigint; stop: bigint } {
  const values: number[] = []
  const step = averageNanoseconds(interval)
  let [start, stop, end] = [0n, 0n, 0n]
  for (let row = from; row < to; row++) {
    const missing = nulls?.[row] === 1
    if (clock.nulls?.[row] === 1 || (values.length === 0 && missing)) continue
    if (step <= 0n) throw fault('invalid', `interval must be positive, found ${formatDuration(interval)}`)
    const time = clock.values[row]
    const bucket = nearest(time, step)
    if (values.length === 0) start = time
    else {
      if (bucket <= end) continue
      const skipped = (bucket - end + step - 1n) / step - 1n
      if (skipped > MOST_BUCKETS)
        throw fault('resource exhausted', `an interval of ${formatDuration(interval)} leaves ${skipped} empty places between two rows`) // biome-ignore format: one message
      for (let i = 0n; i < skipped; i++) values.push(NaN)
      stop = time
      end += skipped * step
    }
    end = values.length === 0 ? bucket : end + step
    values.push(numberAt(numbers, row, missing))
  }
  return { values, start, stop }
}

function numberAt(numbers: Float64Array, row: number, missing: boolean): number {
  if (missing) return NaN
  if (!Number.isFinite(numbers[row])) throw fault('invalid', 'NaN/Inf in input')
  return numbers[row]
}

/** The multiple of a step a time is nearest to; of times before 1970, the reference's odd answer. */
function nearest(time: bigint, step: bigint): bigint {
  const rest = time % step
  return BigInt.asUintN(64, rest + rest) < step ? time - rest : time + step - rest
}

/** Null where there is nothing to forecast from. */
function fitted(values: readonly number[], season: number, n: number): { model: Model; minimum: Minimum } | null {
  if (values.length < 2 || values.length < season || n <= 0) return null
  const model = new Model(values, season)
  let least: Minimum | null = null
  const grid = [0.3, 0.3 + 0.4]
  for (const alpha of grid)
    for (const beta of grid)
      for (const gamma of grid)
        for (const phi of grid) {
          const start = model.start(alpha, beta, gamma, phi)
          const initial = model.error(start)
          if (!Number.isFinite(initial))
            throw fault(
              'invalid',
              'the series cannot be fitted: a season whose first values add up to zero has no scale',
            )
          const found = leastOf(p => model.error(p), start, { tolerance: 1e-4, patience: 100 })
          if (least === null || found.value < least.value) least = found
        }
  return { model, minimum: least! }
}

/** Where the factors of the season begin among the parameters; before them: alpha, beta, gamma, phi, level, trend. */
const SEASON = 6

class Model {
  /** The parameters of the forecast under way; a season's factors move on in it. */
  private readonly current: Float64Array
  private readonly fitted: Float64Array

  constructor(
    private readonly values: readonly number[],
    private readonly season: number,
  ) {
    this.current = new Float64Array(SEASON + season)
    this.fitted = new Float64Array(values.length)
  }

  /** The parameters a search begins with. */
  start(alpha: number, beta: number, gamma: number, phi: number): Float64Array {
    const { values, season } = this
    const [level, trend] = season > 0 ? this.seasonalStart() : this.plainStart()
    const factors = values.slice(0, season).map(v => (Number.isNaN(v) ? 1 : v / level))
    return Float64Array.of(alpha, beta, gamma, phi, level, trend, ...factors)
  }

  private plainStart(): readonly [number, number] {
    const [first, second] = this.values
    return [0.5 * first, Number.isNaN(second) ? 0 : 0.5 * (second - first)]
  }

  private seasonalStart(): readonly [number, number] {
    const { values, season: m } = this
    let [level, trend] = [0, 0]
    for (let i = 0; i < m; i++) if (!Number.isNaN(values[i])) level += (1 / m) * values[i]
    for (let i = 0; i < m && m + i < values.length; i++) {
      const change = values[m + i] - values[i]
      if (!Number.isNaN(change)) trend += (1 / (m * m)) * change
    }
    return [level, trend]
  }

  /** The sum of the squares of what the fit misses. */
  error(parameters: Float64Array): number {
    this.run(parameters, 0, this.fitted)
    let sum = 0
    for (let i = 0; i < this.values.length; i++) {
      if (Number.isNaN(this.values[i])) continue
      const miss = this.fitted[i] - this.values[i]
      sum += miss * miss
    }
    return sum
  }

  /** n values after the series, before them those of the fit if wanted. */
  forecast(parameters: Float64Array, n: number, withFit: boolean): Float64Array {
    const out = new Float64Array(this.values.length + n)
    this.run(parameters, n, out)
    return withFit ? out : out.slice(this.values.length)
  }

  private run(parameters: Float64Array, n: number, out: Float64Array): void {
    const { current: p, season: m, values } = this
    p.set(parameters)
    for (let i = 0; i < 4; i++) p[i] = p[i] > 1 ? 1 : p[i] < 0 ? 0 : p[i]
    const [alpha, beta, gamma, phi] = p
    let [y, level, trend, damping] = [values[0], p[4], p[5], phi]
    out[0] = y
    let turn = m - 1
    for (let t = 1; t < values.length + n; t++) {
      let [now, ahead] = [1, 1]
      if (m > 0) {
        now = p[SEASON + ((t - m + turn) % m)]
        ahead = p[SEASON + ((t - m + (t % m) + turn) % m)]
      }
      const previous = level
      const expected = previous + phi * trend
      level = alpha * (y / now) + (1 - alpha) * expected
      const factor = gamma * (y / expected) + (1 - gamma) * now
      trend = beta * (level - previous) + (1 - beta) * phi * trend
      y = (level + damping * trend) * ahead
      damping += power(phi, t)
      if (m > 0) p[SEASON + ((t + turn++) % m)] = factor
      out[t] = y
    }
  }
}

/** A whole power by squaring; rounded as the reference's, which the search is sensitive to. */
function power(x: number, n: number): number {
  let result = 1
  for (let [square, rest] = [x, n]; rest > 0; rest >>= 1) {
    if ((rest & 1) === 1) result *= square
    square *= square
  }
  return result
}

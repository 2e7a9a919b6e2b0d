// Rates of counters and gauges as Prometheus works them out, and lines through samples.

import { fault } from '../../../values/index.ts'
import { formatFixed } from './fixed.ts'
import { perTable, type Samples } from './samples.ts'

const rows = (call: string): string => `import "array"
import "internal/promql"

array.from(
    rows: [
        {_time: 2026-03-01T08:00:05Z, _value: 10.0},
        {_time: 2026-03-01T08:00:15Z, _value: 30.0},
        {_time: 2026-03-01T08:00:25Z, _value: 20.0},
    ],
)
    |> range(start: 2026-03-01T08:00:00Z, stop: 2026-03-01T08:00:30Z)
    |> promql.${call}`

const tables = 'Tables of samples, one a series.'

const seconds = (ns: bigint): number => Number(ns / 1_000_000_000n) + Number(ns % 1_000_000_000n) / 1e9

export const extrapolatedRate = perTable(
  'extrapolatedRate',
  '(<-tables: stream[{A with _value: float, _time: time, _stop: time, _start: time}], ?isCounter: bool, ?isRate: bool) => stream[{B with _value: float}]',
  {
    summary: 'The increase over the range of each table, extended to its bounds as `rate`, `increase` and `delta` do.',
    params: {
      tables,
      isCounter: 'Whether a drop is a restart from zero.',
      isRate: 'Whether the increase is divided by the seconds of the range.',
    },
    examples: [rows('extrapolatedRate(isCounter: true, isRate: true)')],
    defaults: { isCounter: false, isRate: false },
    timed: true,
    needs: { _start: 'start', _stop: 'stop' },
    value: (samples, { isCounter, isRate }) => extrapolated(samples, isCounter, isRate),
  },
)

function extrapolated(samples: Samples, isCounter: boolean, isRate: boolean): number | null {
  const { values, times, count } = samples
  const [start, stop] = [samples.keyTime('_start'), samples.keyTime('_stop')]
  let restarts = 0
  for (let i = 0; i < count; i++) {
    const before = i === 0 ? 0 : values[i - 1]
    if (isCounter && values[i] < before) restarts += before
  }
  if (count < 2) return null
  const [first, last] = [values[0], values[count - 1]]
  const increase = last - first + restarts
  const sampled = Number(times[count - 1] - times[0])
  const between = sampled / (count - 1)
  let before = Number(times[0] - start)
  const after = Number(stop - times[count - 1])
  // A counter cannot have been below zero: where it would have been is as far back as it is extended.
  if (isCounter && increase > 0 && first >= 0) before = Math.min(before, sampled * (first / increase))
  // A bound that is near is where the next sample would have been; a far one is half a step away at most.
  const near = between * 1.1
  const covered = sampled + (before < near ? before : between / 2) + (after < near ? after : between / 2)
  const result = increase * (covered / sampled)
  return isRate ? result / seconds(stop - start) : result
}

export const instantRate = perTable(
  'instantRate',
  '(<-tables: stream[{A with _value: float, _time: time}], ?isRate: bool) => stream[{B with _value: float}]',
  {
    summary: 'The change between the last two samples of each table, as `irate` and `idelta` do.',
    params: { tables, isRate: 'Whether it is per second, and a drop is a restart from zero.' },
    examples: [rows('instantRate(isRate: true)')],
    defaults: { isRate: false },
    timed: true,
    value({ values, times, count }, { isRate }) {
      if (count < 2) return null
      const [before, last] = [values[count - 2], values[count - 1]]
      const change = isRate && last < before ? last : last - before
      const elapsed = times[count - 1] - times[count - 2]
      if (elapsed === 0n) return null
      return isRate ? change / seconds(elapsed) : change
    },
  },
)

export const changes = perTable(
  'changes',
  '(<-tables: stream[{A with _value: float}]) => stream[{B with _value: float}]',
  {
    summary: 'How often the value differs from the one before it.',
    params: { tables },
    examples: [rows('changes()')],
    value: samples => counted(samples, (now, before) => now !== before && !(now !== now && before !== before)),
  },
)

export const resets = perTable(
  'resets',
  '(<-tables: stream[{A with _value: float}]) => stream[{B with _value: float}]',
  {
    summary: 'How often the value is less than the one before it, which is how often a counter began anew.',
    params: { tables },
    examples: [rows('resets()')],
    value: samples => counted(samples, (now, before) => now < before),
  },
)

function counted({ values, count }: Samples, counts: (now: number, before: number) => boolean): number | null {
  if (count < 1) return null
  let found = 0
  for (let i = 1; i < count; i++) if (counts(values[i], values[i - 1])) found++
  return found
}

export const linearRegression = perTable(
  'linearRegression',
  '(<-tables: stream[{A with _value: float, _stop: time, _time: time}], ?fromNow: float, ?predict: bool) => stream[{B with _value: float}]',
  {
    summary:
      'The slope of a straight line through the samples per second, or where that line will be, as `deriv` and `predict_linear` do.',
    params: {
      tables,
      predict: 'Whether it gives the value of the line instead of its slope.',
      fromNow: 'How many seconds behind the stop of the range the value is wanted.',
    },
    examples: [rows('linearRegression(predict: true, fromNow: 60.0)')],
    defaults: { predict: false, fromNow: 0 },
    timed: true,
    needs: { _stop: 'stop' },
    value: (samples, { predict, fromNow }) => line(samples, predict, fromNow),
  },
)

/** By least squares; times count from the stop of the range where the line is looked ahead on, else from the first. */
function line(samples: Samples, predict: boolean, fromNow: number): number | null {
  const { values, times, count } = samples
  const stop = samples.keyTime('_stop')
  if (count < 2) return null
  const origin = predict ? stop : times[0]
  let [sumX, sumY, sumXY, sumX2] = [0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const x = seconds(times[i] - origin)
    sumY += values[i]
    sumX += x
    sumXY += x * values[i]
    sumX2 += x * x
  }
  const slope = (sumXY - (sumX * sumY) / count) / (sumX2 - (sumX * sumX) / count)
  return predict ? slope * fromNow + (sumY / count - (slope * sumX) / count) : slope
}

export const holtWinters = perTable(
  'holtWinters',
  '(<-tables: stream[{A with _value: float, _time: time}], ?smoothingFactor: float, ?trendFactor: float) => stream[{B with _value: float}]',
  {
    summary: 'The last value after smoothing level and trend exponentially, as Prometheus does.',
    params: {
      tables,
      smoothingFactor: 'How much a new value counts, between 0 and 1.',
      trendFactor: 'How much a new trend counts, between 0 and 1.',
    },
    examples: [rows('holtWinters(smoothingFactor: 0.5, trendFactor: 0.3)')],
    defaults: { smoothingFactor: 0, trendFactor: 0 },
    timed: true,
    value: (samples, { smoothingFactor, trendFactor }) => smoothed(samples, smoothingFactor, trendFactor),
  },
)

function smoothed({ values, count }: Samples, level: number, trend: number): number | null {
  refuseFactor('smoothing', 'sf', level)
  refuseFactor('trend', 'tf', trend)
  if (count < 2) return null
  let before = 0
  let now = values[0]
  let slope = values[1] - values[0]
  for (let i = 1; i < count; i++) {
    if (i > 1) slope = trend * (now - before) + (1 - trend) * slope
    const next = level * values[i] + (1 - level) * (now + slope)
    before = now
    now = next
  }
  return now
}

function refuseFactor(name: string, short: string, factor: number): void {
  if (factor > 0 && factor < 1) return
  throw fault('invalid', `invalid ${name} factor. Expected: 0 < ${short} < 1, got: ${formatFixed(factor)}`)
}

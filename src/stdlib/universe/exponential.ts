// Averages in which later rows weigh more, averages of such averages, and the rate of change of the third.
import { type Context, composed, refuseTwins, type StreamValue, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  isKey,
  mapFrames,
  mergeEqualKeys,
  type TableStream,
  trimNulls,
} from '../../tables/index.ts'
import { fault, type Value } from '../../values/index.ts'
import { computed, isNumeric, keepLater, laterOrLast, replaced, type Series, withSeries } from './series.ts'

const tables = { tables: 'Tables in order, with numbers in the column `_value`.' }
const title = 'exponential moving average'
const differs = 'A table without rows stays without; the engine gives it a row of nulls.'

export const exponentialMovingAverage = transform(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[{B with _value: A}] where A: Numeric',
  {
    summary: 'A mean in which later rows weigh more; the first is the plain mean of n rows.',
    params: { ...tables, n: 'How many rows the first mean takes.' },
    differs,
    twins: 'moving average ',
    examples: [
      `import "sampledata"

sampledata.float() |> exponentialMovingAverage(n: 2)`,
    ],
    run: (stream, { n }) => mapFrames(stream, frame => averaged(frame, period(n))),
  },
)

function period(n: bigint): number {
  if (n <= 0n) throw fault('invalid', `cannot take moving average with a period of ${n} (must be greater than 0)`)
  return Number(n)
}

function averaged(frame: Frame, n: number): Frame {
  return replaced(frame, '_value', laterOrLast(n - 1), title, series =>
    series.values.length < n ? plainMean(series) : exponential(series, n),
  )
}

/** A table shorter than the period has the mean of what there is. */
function plainMean({ values, nulls }: Series): Series {
  const { sum, count } = sumOf({ values, nulls }, values.length)
  return { values: Float64Array.of(count > 0 ? sum / count : 0), nulls: Uint8Array.of(count > 0 ? 0 : 1) }
}

function sumOf({ values, nulls }: Series, length: number): { sum: number; count: number } {
  let [sum, count] = [0, 0]
  for (let i = 0; i < length; i++) {
    if (nulls !== null && nulls[i] === 1) continue
    sum += values[i]
    count++
  }
  return { sum, count }
}

/** A value from the n-th number on. A null repeats the average; until there is a number, the average is null. */
function exponential(series: Series, n: number): Series {
  const { values, nulls } = series
  const size = Math.max(0, values.length - n + 1)
  const out = new Float64Array(size)
  const missing = new Uint8Array(size)
  if (size === 0) return { values: out, nulls: null }
  const first = sumOf(series, n)
  let some = first.count > 0
  let average = some ? first.sum / first.count : 0
  const k = 2 / (n + 1)
  for (let i = n - 1; i < values.length; i++) {
    if (i >= n && (nulls === null || nulls[i] === 0)) {
      average = some ? values[i] * k + average * (1 - k) : values[i]
      some = true
    }
    out[i - n + 1] = average
    if (!some) missing[i - n + 1] = 1
  }
  return { values: out, nulls: trimNulls(missing) }
}

export const doubleEMA = composed(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[C] where A: Numeric, C: Record',
  {
    summary: 'A moving average with less lag: twice the exponential one, less the exponential one of that.',
    params: { ...tables, n: 'How many rows each average takes.' },
    examples: [
      `import "sampledata"

sampledata.float() |> doubleEMA(n: 2)`,
    ],
    build: (args, context) => layered(args, context, 2, ([e1, e2]) => 2 * e1 - e2),
  },
)

export const tripleEMA = composed(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[C] where A: Numeric, C: Record',
  {
    summary: 'A moving average with still less lag, out of three exponential ones.',
    params: { ...tables, n: 'How many rows each average takes.' },
    examples: [
      `import "sampledata"

sampledata.float() |> tripleEMA(n: 2)`,
    ],
    build: (args, context) => layered(args, context, 3, ([e1, e2, e3]) => 3 * e1 - 3 * e2 + e3),
  },
)

function layered(
  args: { tables: StreamValue; n: bigint },
  context: Context,
  depth: number,
  combine: (layers: readonly number[]) => number,
): Value {
  return context.stream({
    inputs: [args.tables],
    kind: 'pure',
    flushes: 'yes',
    run: ([stream]) => combined(stream, period(args.n), depth, combine),
  })
}

/** Averages of averages, combined row by row: each layer keeps only the rows it has a value for. */
function combined(
  stream: TableStream,
  n: number,
  depth: number,
  combine: (layers: readonly number[]) => number,
): TableStream {
  const done = mapFrames(stream, frame => {
    let current = frame
    for (let d = 1; d <= depth; d++) {
      current = averaged(current, n)
      const layer = { ...columnNamed(current, '_value')!, label: `__ema${d}` }
      current = { ...current, columns: [...current.columns, layer] }
    }
    const layers = current.columns.filter(c => c.label.startsWith('__ema'))
    const columns = current.columns.filter(c => !c.label.startsWith('__ema'))
    return withSeries({ ...current, columns }, rowwise(layers, combine))
  })
  return mergeEqualKeys(done)
}

function rowwise(layers: readonly Column[], combine: (layers: readonly number[]) => number) {
  const numbers = layers.map(l => l.values as Float64Array)
  const values = new Float64Array(numbers[0].length)
  const nulls = new Uint8Array(values.length)
  for (let row = 0; row < values.length; row++)
    if (layers.some(l => l.nulls?.[row] === 1)) nulls[row] = 1
    else values[row] = combine(numbers.map(l => l[row]))
  return { label: '_value', type: 'float', extent: 'row', values, nulls: trimNulls(nulls) } as const
}

export const tripleExponentialDerivative = transform(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[{B with _value: float}] where A: Numeric, B: Record',
  {
    summary: 'The change in per cent, from row to row, of an exponential average taken three times.',
    params: { ...tables, n: 'How many rows each average takes.' },
    differs:
      'Columns of numbers other than `_value` are kept, the engine loses them. A table that is too short has one row with a null.',
    examples: [
      `import "sampledata"

sampledata.float() |> tripleExponentialDerivative(n: 2)`,
    ],
    prepare({ n }) {
      if (n <= 0n)
        throw fault(
          'internal',
          `cannot take triple exponential derivative with a period of ${n} (must be greater than 0)`,
        )
    },
    run(stream, { n }) {
      refuseTwins(stream, 'triple exponential derivative ')
      return mapFrames(stream, frame => derivativeFrame(frame, Number(n)))
    },
  },
)

/** Three averages have a first value at row 3(n - 1), and the rate needs two of them. */
function derivativeFrame(frame: Frame, n: number): Frame {
  const column = columnNamed(frame, '_value')
  if (!column) throw fault('failed precondition', 'cannot find _value column')
  if (!isNumeric(column) || isKey(frame, '_value'))
    throw fault('failed precondition', `cannot take ${title} of column _value (type ${column.type})`)
  const first = 3 * (n - 1)
  const kept = keepLater(frame, size => (size <= first ? Math.min(size, 1) : size - first - 1))
  return withSeries(
    kept,
    computed(column, frame, kept.offsets, series => rateOfThird(series, n)),
  )
}

function rateOfThird(series: Series, n: number): Series {
  const third = exponential(exponential(exponential(series, n), n), n)
  if (third.values.length === 0) return { values: Float64Array.of(0), nulls: Uint8Array.of(1) }
  const size = third.values.length - 1
  const values = new Float64Array(size)
  const nulls = new Uint8Array(size)
  for (let i = 0; i < size; i++)
    if (third.nulls?.[i] === 1 || third.nulls?.[i + 1] === 1) nulls[i] = 1
    else values[i] = (third.values[i + 1] / third.values[i] - 1) * 100
  return { values, nulls }
}

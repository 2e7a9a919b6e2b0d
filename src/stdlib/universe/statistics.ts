// Aggregates of spread and shape: spread, stddev, skew; and what they share with the quantiles.
import { aggregate, type Reducer } from '../../library/index.ts'
import { type Column, type ColumnType, valueAt } from '../../tables/index.ts'
import { fault, nullOf, UInt, type Value } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'

export const parameters = {
  tables: 'Tables to aggregate.',
  column: 'The column to aggregate; not one of the group key.',
}
export const numeric = (type: ColumnType): boolean => type === 'float' || type === 'int' || type === 'uint'

/** The rows of a table whose value is not null. */
export function present(column: Column, from: number, to: number): number[] {
  const out: number[] = []
  for (let row = from; row < to; row++) if (column.nulls === null || column.nulls[row] === 0) out.push(row)
  return out
}
/** The values of a range of rows that are not null, in an array of their own. */
function withoutNulls(values: Float64Array, nulls: Uint8Array | null, from: number, to: number): Float64Array {
  const out = values.slice(from, to)
  if (nulls === null) return out
  let n = 0
  for (let row = from; row < to; row++) if (nulls[row] === 0) out[n++] = values[row]
  return out.subarray(0, n)
}

/** A float a table out of its values that are not null; null where there are none. */
export function floatReducer(compute: (values: Float64Array) => number | null): Reducer {
  return {
    type: 'float',
    reduce(column, offsets) {
      const all = floatsOf(column)!
      const values: Value[] = []
      for (let t = 0; t + 1 < offsets.length; t++) {
        const own = withoutNulls(all, column.nulls, offsets[t], offsets[t + 1])
        const result = own.length === 0 ? null : compute(own)
        values.push(result === null ? nullOf('float') : result)
      }
      return { values, nulls: null }
    },
  }
}

export const spread = aggregate('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'The difference between the largest and the smallest value of each table.',
  params: parameters,
  defaults: { column: '_value' },
  examples: [
    `import "sampledata"

sampledata.int() |> spread()`,
  ],
  reducer: type => (numeric(type) ? spreadOf(type) : null),
})

function spreadOf(type: ColumnType): Reducer {
  return {
    type,
    reduce(column, offsets) {
      const values: Value[] = []
      for (let t = 0; t + 1 < offsets.length; t++) {
        const all = present(column, offsets[t], offsets[t + 1]).map(row => valueAt(column, row))
        values.push(all.length === 0 ? nullOf(type) : difference(all))
      }
      return { values, nulls: null }
    },
  }
}

function difference(all: readonly Value[]): Value {
  if (typeof all[0] === 'number') {
    const numbers = all as readonly number[]
    const [low, high] = extremes(numbers)
    return high - low
  }
  const whole = all.map(v => (v instanceof UInt ? v.value : (v as bigint)))
  const [low, high] = whole.reduce(([l, h], v) => [v < l ? v : l, v > h ? v : h], [whole[0], whole[0]])
  return all[0] instanceof UInt ? new UInt(high - low) : BigInt.asIntN(64, high - low)
}

/** The least and the greatest. A NaN that comes first stays both; a later one is passed over. */
function extremes(numbers: readonly number[]): [number, number] {
  let [low, high] = [numbers[0], numbers[0]]
  for (const n of numbers) {
    if (n < low) low = n
    if (n > high) high = n
  }
  return [low, high]
}

export const stddev = aggregate(
  '(<-tables: stream[A], ?column: string, ?mode: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'The standard deviation of the values of each table.',
    params: { ...parameters, mode: '`"sample"` divides by one less than the number of values, `"population"` by it.' },
    defaults: { column: '_value', mode: 'sample' },
    examples: [
      `import "sampledata"

sampledata.int() |> stddev()`,
    ],
    prepare({ mode }) {
      if (mode !== 'sample' && mode !== 'population')
        throw fault('invalid', `"${mode}" is not a valid standard deviation mode`)
    },
    reducer: (type, { mode }) => (numeric(type) ? floatReducer(values => deviation(values, mode)) : null),
  },
)

/** Welford's running variance. */
function deviation(values: Float64Array, mode: string): number {
  let [n, mean, m2] = [0, 0, 0]
  for (let i = 0; i < values.length; i++) {
    n++
    const delta = values[i] - mean
    mean += delta / n
    m2 += delta * (values[i] - mean)
  }
  return Math.sqrt(m2 / (mode === 'sample' ? n - 1 : n))
}

export const skew = aggregate('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'How unevenly the values of each table lie around their mean.',
  params: parameters,
  defaults: { column: '_value' },
  examples: [
    `import "sampledata"

sampledata.int() |> skew()`,
  ],
  reducer: type => (numeric(type) ? floatReducer(skewness) : null),
})

/** Third moment over the deviation cubed, moments updated value by value. */
function skewness(values: Float64Array): number {
  let [n, m1, m2, m3] = [0, 0, 0, 0]
  for (const v of values) {
    const before = n
    n++
    const delta = v - m1
    const part = delta / n
    const term = delta * part * before
    m3 += term * part * (n - 2) - 3 * part * m2
    m2 += term
    m1 += part
  }
  return (Math.sqrt(n) * m3) / (m2 * Math.exp(0.5 * Math.log(m2)))
}

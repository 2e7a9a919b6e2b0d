// Aggregates: one value a table. Nulls are skipped, but count counts them; sums keep the order of rows, so that floats
// come out as the reference's, bit for bit.
import { aggregate, type Reducer } from '../../library/index.ts'
import type { Column, ColumnType, FloatColumn, IntColumn, UintColumn } from '../../tables/index.ts'

const parameters = { tables: 'Tables to aggregate.', column: 'The column to aggregate; not one of the group key.' }

/** Which tables have no value that counts: their result is null. */
function emptyTables(column: Column, offsets: Int32Array): Uint8Array | null {
  const out = new Uint8Array(offsets.length - 1)
  let some = false
  for (let t = 0; t < out.length; t++) {
    let counted = false
    for (let row = offsets[t]; row < offsets[t + 1] && !counted; row++)
      counted = column.nulls === null || column.nulls[row] === 0
    if (counted) continue
    out[t] = 1
    some = true
  }
  return some ? out : null
}

/** How many values of each result count. */
function countsOf({ nulls }: Column, resultOf: Int32Array, offsets: Int32Array, first: number): Int32Array {
  const out = new Int32Array(offsets.length - 1 + first)
  if (nulls === null) for (let i = 0; i + 1 < offsets.length; i++) out[i + first] = offsets[i + 1] - offsets[i]
  else for (let row = 0; row < resultOf.length; row++) out[resultOf[row]] += 1 - nulls[row]
  return out.subarray(first)
}

/** Which results have nothing that counts. */
function emptyResults(counts: Int32Array): Uint8Array | null {
  const out = new Uint8Array(counts.length)
  for (let i = 0; i < out.length; i++) out[i] = (counts[i] === 0) as unknown as number
  return out.includes(1) ? out : null
}

const sumFloat: Reducer = {
  type: 'float',
  reduce(column, offsets) {
    const { values } = column as FloatColumn
    const out = new Float64Array(offsets.length - 1)
    for (let t = 0; t < out.length; t++) {
      let sum = 0
      for (let row = offsets[t]; row < offsets[t + 1]; row++) sum += values[row]
      out[t] = sum
    }
    return { values: out, nulls: emptyTables(column, offsets) }
  },
  scatter(column, resultOf, offsets, first) {
    const { values } = column as FloatColumn
    const out = new Float64Array(offsets.length - 1 + first)
    for (let row = 0; row < resultOf.length; row++) out[resultOf[row]] += values[row]
    return { values: first === 0 ? out : out.slice(1), nulls: emptyResults(countsOf(column, resultOf, offsets, first)) }
  },
}

const sumInt: Reducer = {
  type: 'int',
  reduce(column, offsets) {
    const { values } = column as IntColumn
    const out = new BigInt64Array(offsets.length - 1)
    for (let t = 0; t < out.length; t++) for (let row = offsets[t]; row < offsets[t + 1]; row++) out[t] += values[row]
    return { values: out, nulls: emptyTables(column, offsets) }
  },
  scatter(column, resultOf, offsets, first) {
    const { values } = column as IntColumn
    const out = new BigInt64Array(offsets.length - 1 + first)
    for (let row = 0; row < resultOf.length; row++) out[resultOf[row]] += values[row]
    return { values: first === 0 ? out : out.slice(1), nulls: emptyResults(countsOf(column, resultOf, offsets, first)) }
  },
}

const sumUint: Reducer = {
  type: 'uint',
  reduce(column, offsets) {
    const { values } = column as UintColumn
    const out = new BigUint64Array(offsets.length - 1)
    for (let t = 0; t < out.length; t++) for (let row = offsets[t]; row < offsets[t + 1]; row++) out[t] += values[row]
    return { values: out, nulls: emptyTables(column, offsets) }
  },
  scatter(column, resultOf, offsets, first) {
    const { values } = column as UintColumn
    const out = new BigUint64Array(offsets.length - 1 + first)
    for (let row = 0; row < resultOf.length; row++) out[resultOf[row]] += values[row]
    return { values: first === 0 ? out : out.slice(1), nulls: emptyResults(countsOf(column, resultOf, offsets, first)) }
  },
}

const sumReducer = (type: ColumnType): Reducer | null =>
  ({ float: sumFloat, int: sumInt, uint: sumUint })[type as string] ?? null

export const sum = aggregate('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'Adds up the values of each table. Integers wrap at 64 bits.',
  params: parameters,
  defaults: { column: '_value' },
  trait: 'sum',
  examples: [
    `import "sampledata"

sampledata.int() |> sum()`,
  ],
  reducer: sumReducer,
})

/** Numbers of any type as floats, for means. */
export function floatsOf(column: Column): Float64Array | null {
  if (column.type === 'float') return column.values
  return column.type === 'int' || column.type === 'uint' ? Float64Array.from(column.values, Number) : null
}

/** A copy to write into. */
function asFloats(sums: Float64Array | BigInt64Array): Float64Array {
  return sums instanceof Float64Array ? sums.slice() : Float64Array.from(sums, Number)
}

/** Sums over numbers of values: integers are summed as integers, which wrap, as in the reference. */
function meanOf(sums: Reducer): Reducer {
  return {
    type: 'float',
    reduce(column, offsets) {
      const { values, nulls: none } = sums.reduce(column, offsets)
      const { nulls } = column
      const out = asFloats(values as Float64Array | BigInt64Array)
      for (let t = 0; t < out.length; t++) {
        let n = offsets[t + 1] - offsets[t]
        if (nulls !== null) for (let row = offsets[t]; row < offsets[t + 1]; row++) n -= nulls[row]
        out[t] = n > 0 ? out[t] / n : 0
      }
      return { values: out, nulls: none }
    },
    scatter(column, resultOf, offsets, first) {
      const { values, nulls } = sums.scatter!(column, resultOf, offsets, first)
      const out = asFloats(values as Float64Array | BigInt64Array)
      const counts = countsOf(column, resultOf, offsets, first)
      for (let i = 0; i < out.length; i++) out[i] = counts[i] > 0 ? out[i] / counts[i] : 0
      return { values: out, nulls }
    },
  }
}

const means = { float: meanOf(sumFloat), int: meanOf(sumInt), uint: meanOf(sumUint) }

const meanReducer = (type: ColumnType): Reducer | null => means[type as keyof typeof means] ?? null

export const mean = aggregate('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'The average of the values of each table.',
  params: parameters,
  defaults: { column: '_value' },
  trait: 'mean',
  examples: [
    `import "sampledata"

sampledata.int() |> mean()`,
  ],
  reducer: meanReducer,
})

const countOf: Reducer = {
  type: 'int',
  reduce(_column, offsets) {
    const out = new BigInt64Array(offsets.length - 1)
    for (let t = 0; t < out.length; t++) out[t] = BigInt(offsets[t + 1] - offsets[t])
    return { values: out, nulls: null }
  },
  scatter(_column, _resultOf, offsets) {
    return countOf.reduce(_column, offsets)
  },
}

const countReducer = (type: ColumnType): Reducer | null => (type === 'time' ? null : countOf)

export const count = aggregate('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'The number of rows of each table, those with a null value included.',
  params: parameters,
  defaults: { column: '_value' },
  trait: 'count',
  examples: [
    `import "sampledata"

sampledata.int() |> count()`,
  ],
  reducer: countReducer,
})

/** The reducers by the trait of their stage, for members that go straight to them. */
export const plainReducers: Readonly<Record<string, (type: ColumnType) => Reducer | null>> = {
  count: countReducer,
  mean: meanReducer,
  sum: sumReducer,
}

// Aggregates of spread and shape: spread, stddev, skew, mode, and quantiles by three methods.
import {
  aggregate,
  aggregateFrame,
  columnArgument,
  type Reducer,
  refuseTwins,
  selectOnePerTable,
  transform,
} from '../../library/index.ts'
import {
  type Column,
  type ColumnType,
  columnNamed,
  columnOf,
  type Frame,
  gather,
  isKey,
  keyColumns,
  kindOf,
  mapFrames,
  piecesOf,
  relabel,
  spread as spreadColumn,
  tableCount,
  valueAt,
} from '../../tables/index.ts'
import { fault, nullOf, UInt, type Value } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'
import { TDigest } from './tdigest.ts'

const parameters = { tables: 'Tables to aggregate.', column: 'The column to aggregate; not one of the group key.' }
const numeric = (type: ColumnType): boolean => type === 'float' || type === 'int' || type === 'uint'

/** The rows of a table whose value is not null. */
function present(column: Column, from: number, to: number): number[] {
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
function floatReducer(compute: (values: Float64Array) => number | null): Reducer {
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

const quantileParameters = {
  ...parameters,
  q: 'Which quantile, from 0 to 1.',
  compression: 'How exact an estimate is: more centroids for larger numbers, 1000 by default.',
  method:
    '`"estimate_tdigest"` estimates, `"exact_mean"` interpolates between the two nearest values, `"exact_selector"` takes a row.',
}

interface QuantileArguments {
  readonly column: string
  readonly q: number
  readonly compression: number
  readonly method: string
}

function checkQuantile({ q, compression, method }: QuantileArguments): void {
  if (!(q >= 0 && q <= 1)) throw fault('invalid', 'quantile must be between 0 and 1')
  if (!['estimate_tdigest', 'exact_mean', 'exact_selector'].includes(method))
    throw fault('invalid', `unknown method ${method}`)
  if (compression < 0) throw fault('invalid', `compression must not be negative, found ${compression}`)
  if (compression > 0 && method !== 'estimate_tdigest')
    throw fault('invalid', 'compression parameter is only valid for method estimate_tdigest')
}

function quantileFrame(frame: Frame, args: QuantileArguments): Frame {
  if (args.method === 'exact_selector') return selectQuantile(frame, args)
  const compute = args.method === 'exact_mean' ? exactMean(args.q) : estimate(args.q, args.compression || 1000)
  const types = args.method === 'exact_mean' ? (t: ColumnType) => t === 'float' : numeric
  return aggregateFrame(frame, columnArgument(args), type => (types(type) ? floatReducer(compute) : null))
}

function estimate(q: number, compression: number): (values: Float64Array) => number | null {
  return values => {
    const digest = new TDigest(compression)
    for (const v of values) digest.add(v)
    return digest.quantile(q)
  }
}

function exactMean(q: number): (values: Float64Array) => number {
  return values => {
    const sorted = values.sort()
    const rank = q * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]]
    return low + (high - low) * (rank - Math.floor(rank))
  }
}

/** The row at the rank; a table without values gives one row of nulls. */
function selectQuantile(frame: Frame, { column: label, q }: QuantileArguments): Frame {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `no column "${label}" exists`)
  const rows = spreadColumn(column, frame.offsets)
  const { compare } = kindOf(rows.type)
  const chosen = new Int32Array(tableCount(frame)).fill(-1)
  for (let t = 0; t < chosen.length; t++) {
    const sorted = present(rows, frame.offsets[t], frame.offsets[t + 1]).sort((a, b) => compare(rows, a, b))
    if (sorted.length > 0) chosen[t] = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)]
  }
  const one = selectOnePerTable(frame, chosen)
  if (!chosen.includes(-1)) return one
  return {
    ...frame,
    offsets: Int32Array.from({ length: chosen.length + 1 }, (_, t) => t),
    columns: frame.columns.map(c => (c.extent === 'row' ? gather(c, chosen) : c)),
  }
}

const differsSelector =
  'With `exact_selector` the argument column counts; the engine always takes `_value`. Nulls in the other columns of the row stay null.'

export const quantile = transform(
  '(<-tables: stream[A], q: float, ?column: string, ?compression: float, ?method: string) => stream[A] where A: Record',
  {
    summary: 'A quantile of the values of each table.',
    params: quantileParameters,
    defaults: { column: '_value', compression: 0, method: 'estimate_tdigest' },
    differs: differsSelector,
    examples: [
      `import "sampledata"

sampledata.float() |> quantile(q: 0.9)`,
    ],
    prepare: checkQuantile,
    run(tables, args) {
      const reduced = mapFrames(tables, frame => quantileFrame(frame, args))
      refuseTwins(tables, args.method === 'exact_selector' ? '' : 'aggregate ')
      return reduced
    },
  },
)

export const median = transform(
  '(<-tables: stream[A], ?column: string, ?compression: float, ?method: string) => stream[A] where A: Record',
  {
    summary: 'The middle value of each table: its quantile at one half.',
    params: (({ q: _, ...rest }) => rest)(quantileParameters),
    defaults: { column: '_value', compression: 0, method: 'estimate_tdigest' },
    differs: differsSelector,
    examples: [
      `import "sampledata"

sampledata.float() |> median()`,
    ],
    prepare: args => checkQuantile({ ...args, q: 0.5 }),
    run(tables, args) {
      const reduced = mapFrames(tables, frame => quantileFrame(frame, { ...args, q: 0.5 }))
      refuseTwins(tables, args.method === 'exact_selector' ? '' : 'aggregate ')
      return reduced
    },
  },
)

export const mode = transform(
  '(<-tables: stream[A], ?column: string) => stream[{C with _value: B}] where A: Record, C: Record',
  {
    summary: 'The value that each table has most often; all of them, in order, when several tie. Null when all do.',
    params: parameters,
    defaults: { column: '_value' },
    twins: 'mode ',
    examples: [
      `import "sampledata"

sampledata.int() |> mode(column: "tag")`,
    ],
    // an empty table that a filter kept gives a row of null, one from elsewhere none, as in the reference
    run: (tables, { column }, _prepared, { precededBy }) =>
      mapFrames(tables, frame => modeFrame(frame, column, precededBy === 'filter')),
  },
)

function modeFrame(frame: Frame, label: string, nullOfEmpty: boolean): Frame {
  if (isKey(frame, '_value')) throw fault('invalid', 'table builder already has column with label _value')
  const keys = keyColumns(frame)
  const column = columnNamed(frame, label)
  const tables = tableCount(frame)
  const oneEach = Int32Array.from({ length: tables + 1 }, (_, t) => t)
  if (!column)
    return {
      columns: [...keys, columnOf('_value', 'string', Array(tables).fill(''))],
      key: frame.key,
      offsets: oneEach,
    }
  if (isKey(frame, label))
    return { columns: [...keys, relabel(rowOfKey(column, frame), '_value')], key: frame.key, offsets: oneEach }
  const rows = spreadColumn(column, frame.offsets)
  const { compare } = kindOf(rows.type)
  const slots: number[] = []
  const offsets = new Int32Array(tables + 1)
  for (let t = 0; t < tables; t++) {
    for (const [from, to] of pieceBounds(frame, t)) {
      const winners = mostFrequent(rows, from, to).sort((a, b) => compare(rows, a, b))
      if (winners.length > 0) slots.push(...winners)
      else if (nullOfEmpty || from < to) slots.push(-1)
    }
    offsets[t + 1] = slots.length
  }
  return { columns: [...keys, relabel(gather(rows, Int32Array.from(slots)), '_value')], key: frame.key, offsets }
}

/** The reference finds a mode for each piece of a table. */
function pieceBounds(frame: Frame, t: number): Array<readonly [number, number]> {
  const [from, to] = [frame.offsets[t], frame.offsets[t + 1]]
  const starts = piecesOf(frame)?.filter(s => s > from && s < to) ?? new Int32Array(0)
  const bounds = [from, ...starts, to]
  return bounds.slice(1).map((end, i) => [bounds[i], end] as const)
}

/** The one value of a key column as a column of its own. */
function rowOfKey(column: Column, { offsets }: Frame): Column {
  const slotOf = { constant: () => 0, group: (t: number) => t, row: (t: number) => offsets[t] }[column.extent]
  return gather(
    column,
    Int32Array.from({ length: offsets.length - 1 }, (_, t) => slotOf(t)),
  )
}

/** A row of each value that comes most often; none when all values come equally often. */
function mostFrequent(column: Column, from: number, to: number): number[] {
  const [ids] = kindOf(column.type).ids([column])
  const counts = new Map<number, { row: number; n: number }>()
  for (const row of present(column, from, to)) {
    const seen = counts.get(ids[row])
    if (seen) seen.n++
    else counts.set(ids[row], { row, n: 1 })
  }
  // NaN is never found again, so it neither wins nor lets all others tie
  const isNaNRow = (row: number): boolean => column.type === 'float' && Number.isNaN(column.values[row])
  const all = [...counts.values()]
  const top = all.reduce((n, c) => Math.max(n, c.n), 0)
  const winners = all.filter(c => c.n === top && !isNaNRow(c.row))
  return winners.length === all.length ? [] : winners.map(c => c.row)
}

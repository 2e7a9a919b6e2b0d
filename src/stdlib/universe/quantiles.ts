// Quantiles of each table by three methods, and the median.
import { aggregateFrame, columnArgument, refuseTwins, selectOnePerTable, transform } from '../../library/index.ts'
import {
  type ColumnType,
  columnNamed,
  type Frame,
  gather,
  kindOf,
  mapFrames,
  spread as spreadColumn,
  tableCount,
} from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { leastFrom, selectRank } from './selectRank.ts'
import { floatReducer, numeric, parameters, present } from './statistics.ts'
import { TDigest } from './tdigest.ts'

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
    const rank = q * (values.length - 1)
    const low = selectRank(values, Math.floor(rank))
    const high = Math.ceil(rank) === Math.floor(rank) ? low : leastFrom(values, Math.ceil(rank))
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

// histogramQuantile: a quantile out of cumulative buckets.
import { transform } from '../../library/index.ts'
import { columnNamed, FloatBuilder, type Frame, keyColumns, mapFrames, spread, tableCount } from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'

export const histogramQuantile = transform(
  '(<-tables: stream[A], ?countColumn: string, ?minValue: float, ?onNonmonotonic: string, ?quantile: float, ?upperBoundColumn: string, ?valueColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'A quantile of each table, estimated from cumulative bucket counts.',
    params: {
      tables: 'Tables of buckets, one row a bucket.',
      countColumn: 'How many values are at most the bound.',
      minValue: 'Where the first bucket begins.',
      onNonmonotonic: 'What to do with counts that fall: `"error"`, `"force"` them up, or `"drop"` the table’s value.',
      quantile: 'Which quantile, from 0 to 1.',
      upperBoundColumn: 'The upper bound of a bucket.',
      valueColumn: 'The column for the result.',
    },
    defaults: {
      countColumn: '_value',
      minValue: 0,
      onNonmonotonic: 'error',
      upperBoundColumn: 'le',
      valueColumn: '_value',
    },
    twins: 'histogramQuantile ',
    examples: [
      `import "array"

array.from(rows: [{le: 1.0, _value: 1.0}, {le: 2.0, _value: 3.0}, {le: 4.0, _value: 4.0}])
    |> histogramQuantile(quantile: 0.5)`,
    ],
    prepare({ quantile, onNonmonotonic }) {
      if (quantile === undefined) throw fault('invalid', 'missing required keyword argument "quantile"')
      if (!['error', 'force', 'drop'].includes(onNonmonotonic))
        throw fault(
          'invalid',
          'value provided to histogramQuantile parameter onNonmonotonic is invalid; must be one of "error", "force" or "drop"',
        )
    },
    run: (tables, args) =>
      mapFrames(tables, frame => {
        const { column, values, nulls } = buckets(frame, args.countColumn, args.upperBoundColumn)
        const builder = new FloatBuilder()
        const offsets = new Int32Array(frame.offsets.length)
        for (let t = 0; t < tableCount(frame); t++) {
          const found = quantileOf(frame, t, { bounds: column, counts: values, nulls }, args as QuantileArguments)
          if (found === null) builder.pushNull()
          else if (found !== 'drop') builder.add(found)
          offsets[t + 1] = builder.length
        }
        const keys = keyColumns(frame).filter(c => c.label !== args.valueColumn)
        return { columns: [...keys, builder.build(args.valueColumn)], key: frame.key, offsets }
      }),
  },
)

interface QuantileArguments {
  readonly quantile: number
  readonly minValue: number
  readonly onNonmonotonic: string
}

interface Buckets {
  readonly bounds: Float64Array
  readonly counts: Float64Array
  readonly nulls: { readonly bounds: Uint8Array | null; readonly counts: Uint8Array | null }
}

function buckets(
  frame: Frame,
  countLabel: string,
  boundLabel: string,
): { column: Float64Array; values: Float64Array; nulls: Buckets['nulls'] } {
  const count = columnNamed(frame, countLabel)
  if (!count) throw fault('failed precondition', `table is missing count column "${countLabel}"`)
  if (count.type !== 'float') throw fault('failed precondition', `count column "${countLabel}" must be of type float`)
  const bound = columnNamed(frame, boundLabel)
  if (!bound) throw fault('failed precondition', `table is missing upper bound column "${boundLabel}"`)
  if (bound.type !== 'float')
    throw fault('failed precondition', `upper bound column "${boundLabel}" must be of type float`)
  const [b, c] = [spread(bound, frame.offsets), spread(count, frame.offsets)]
  return { column: floatsOf(b)!, values: floatsOf(c)!, nulls: { bounds: b.nulls, counts: c.nulls } }
}

/** Buckets by bound; the quantile is interpolated within the bucket its rank falls in. */
function quantileOf(
  frame: Frame,
  t: number,
  { bounds, counts, nulls }: Buckets,
  args: QuantileArguments,
): number | null | 'drop' {
  const rows: number[] = []
  for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
    if (nulls.counts?.[row]) throw fault('failed precondition', 'unexpected null in the countColumn')
    if (nulls.bounds?.[row]) throw fault('failed precondition', 'unexpected null in the upperBoundColumn')
    rows.push(row)
  }
  rows.sort((a, b) => bounds[a] - bounds[b])
  const upTo = monotonic(
    rows.map(row => counts[row]),
    args.onNonmonotonic,
  )
  if (upTo === 'drop') return 'drop'
  if (rows.length === 0) throw fault('failed precondition', 'histogram is empty')
  const total = upTo.at(-1)!
  return total === 0
    ? null
    : interpolated(
        rows.map(row => bounds[row]),
        upTo,
        args.quantile * total,
        args.minValue,
      )
}

/** The value at a rank: between the bounds of the first bucket that reaches beyond it. */
function interpolated(bounds: readonly number[], upTo: readonly number[], rank: number, minValue: number): number {
  const below = upTo.findLastIndex(n => rank >= n)
  if (below === bounds.length - 1) return bounds[below]
  const [lower, count] = below < 0 ? [minValue, 0] : [bounds[below], upTo[below]]
  const upper = bounds[below + 1]
  if (rank === count || upper === Infinity) return lower
  if (lower === -Infinity) return upper
  return lower + (upper - lower) * ((rank - count) / (upTo[below + 1] - count))
}

function monotonic(counts: readonly number[], rule: string): number[] | 'drop' {
  const out: number[] = []
  for (const n of counts) {
    const before = out.at(-1) ?? -Infinity
    if (n >= before) out.push(n)
    else if (rule === 'force') out.push(before)
    else if (rule === 'drop') return 'drop'
    else throw fault('failed precondition', 'histogram records counts are not monotonic')
  }
  return out
}

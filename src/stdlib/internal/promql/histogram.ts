// Quantiles of histograms whose bounds are texts, as Prometheus estimates them.
import { oneRowEach, transform } from '../../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  isNullAt,
  keyColumns,
  mapFrames,
  spread,
  tableCount,
} from '../../../tables/index.ts'
import { fault, parseGoFloat } from '../../../values/index.ts'

interface Bucket {
  readonly bound: number
  readonly count: number
}

export const promHistogramQuantile = transform(
  '(<-tables: stream[A], ?countColumn: string, ?quantile: float, ?upperBoundColumn: string, ?valueColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'The quantile of a histogram, one table a histogram and one row a bucket, interpolated within its bucket.',
    params: {
      tables: 'Histograms: their bounds as texts, and what was counted up to each.',
      quantile: 'The quantile, from 0 to 1; outside of it the result is infinite.',
      countColumn: 'The column of the counts; `_value` by default.',
      upperBoundColumn: 'The column of the bounds; `le` by default.',
      valueColumn: 'The column for the result; `_value` by default.',
    },
    examples: [
      `import "array"
import "internal/promql"

array.from(rows: [{le: "0.5", _value: 4.0}, {le: "1", _value: 9.0}, {le: "+Inf", _value: 10.0}])
    |> promql.promHistogramQuantile(quantile: 0.5)`,
    ],
    defaults: { countColumn: '_value', upperBoundColumn: 'le', valueColumn: '_value' },
    twins: 'histogramQuantile ',
    prepare({ quantile }) {
      if (quantile === undefined) throw fault('invalid', 'missing required keyword argument "quantile"')
    },
    differs:
      'A bucket whose bound is no number is left out; the engine has a bucket of bound and count 0 in its place. A table without buckets gives NaN; the engine ends there.',
    run: (tables, { quantile, countColumn, upperBoundColumn, valueColumn }) =>
      mapFrames(tables, frame => {
        const found = bucketsOf(frame, countColumn, upperBoundColumn)
        const values = Float64Array.from(found ?? [], buckets => quantileOf(quantile!, buckets))
        // Without bounds there is no histogram, and the tables stay without a row.
        const offsets = found ? oneRowEach(tableCount(frame)) : new Int32Array(tableCount(frame) + 1)
        const result: Column = { label: valueColumn, type: 'float', extent: 'row', values, nulls: null }
        return { key: frame.key, offsets, columns: [...keyColumns(frame), result] }
      }),
  },
)

/** Of each table, by bound; null where there is no column of bounds. */
function bucketsOf(frame: Frame, countColumn: string, upperBoundColumn: string): Bucket[][] | null {
  const counts = columnNamed(frame, countColumn)
  if (!counts) throw fault('invalid', `table is missing count column "${countColumn}"`)
  if (counts.type !== 'float') throw fault('invalid', `count column "${countColumn}" must be of type float`)
  const bounds = columnNamed(frame, upperBoundColumn)
  if (!bounds) return null
  if (bounds.type !== 'string')
    throw fault('invalid', `upper bound column "${upperBoundColumn}" must be of type string`)
  const [numbers, texts] = [spread(counts, frame.offsets), spread(bounds, frame.offsets)]
  const { dict, values: codes } = texts as typeof bounds & { readonly values: Int32Array }
  const known = dict.texts.map(parseGoFloat)
  return Array.from({ length: tableCount(frame) }, (_, table) => {
    const buckets: Bucket[] = []
    for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++) {
      if (isNullAt(numbers, row)) throw fault('invalid', 'unexpected null in the countColumn')
      const bound = isNullAt(texts, row) ? null : known[codes[row]]
      if (bound !== null && bound !== undefined) buckets.push({ bound, count: (numbers.values as Float64Array)[row] })
    }
    return buckets.sort((a, b) => a.bound - b.bound)
  })
}

function quantileOf(q: number, all: readonly Bucket[]): number {
  if (q < 0) return Number.NEGATIVE_INFINITY
  if (q > 1) return Number.POSITIVE_INFINITY
  if (all.at(-1)?.bound !== Number.POSITIVE_INFINITY) return Number.NaN
  const buckets = rising(merged(all))
  if (buckets.length < 2) return Number.NaN
  const last = buckets.length - 1
  const rank = q * buckets[last].count
  let at = buckets.findIndex(({ count }, i) => i === last || count >= rank)
  if (at < 0) at = last
  if (at === last) return buckets[last - 1].bound
  const { bound, count } = buckets[at]
  if (at === 0) return bound <= 0 ? bound : bound * (rank / count)
  const below = buckets[at - 1]
  return below.bound + (bound - below.bound) * ((rank - below.count) / (count - below.count))
}

/** Buckets of one bound are one. */
function merged(buckets: readonly Bucket[]): Bucket[] {
  const found: Bucket[] = []
  for (const bucket of buckets) {
    const last = found.at(-1)
    if (last?.bound === bucket.bound) found[found.length - 1] = { ...last, count: last.count + bucket.count }
    else found.push(bucket)
  }
  return found
}

/** Counts that fall, as scrapes at different moments make them, are held at what was reached; all but the last. */
function rising(buckets: readonly Bucket[]): Bucket[] {
  let most = buckets[0]?.count ?? 0
  return buckets.map((bucket, at) => {
    if (at === buckets.length - 1) return bucket
    most = Math.max(most, bucket.count)
    return { ...bucket, count: most }
  })
}

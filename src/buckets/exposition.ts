// A bucket as a page of metrics: the newest sample of each series, in Prometheus' text format. What was scraped comes out
// as it was read; other points are named by measurement and field.
import type { Buckets, ReadRange, Series, SeriesPoints } from '../library/index.ts'
import { formatFloat } from '../values/index.ts'

interface Metric {
  readonly name: string
  readonly type: 'histogram' | 'summary' | null
  readonly line: string
}

/** The page, and how many series of text it has to leave out. */
export async function exportMetrics(
  buckets: Buckets,
  bucket: string,
  range: ReadRange,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly leftOut: number }> {
  const points = await buckets.read(bucket, range, null, signal)
  const families = new Map<string, Metric[]>()
  let leftOut = 0
  points.series.forEach((series, s) => {
    const metric = metricOf(points, series, points.offsets[s + 1] - 1)
    if (metric === null) leftOut++
    else listIn(families, metric.name).push(metric)
  })
  let text = ''
  for (const [name, metrics] of withTotals(families)) {
    const type = metrics.find(metric => metric.type !== null)?.type
    if (type) text += `# TYPE ${name} ${type}\n`
    text += metrics.map(metric => `${metric.line}\n`).join('')
  }
  return { text, leftOut }
}

function listIn(families: Map<string, Metric[]>, name: string): Metric[] {
  const known = families.get(name)
  if (known) return known
  const fresh: Metric[] = []
  families.set(name, fresh)
  return fresh
}

/** Sums and counts belong to the histogram or summary they are of. */
function withTotals(families: ReadonlyMap<string, readonly Metric[]>): Map<string, Metric[]> {
  const out = new Map<string, Metric[]>()
  for (const [name, metrics] of families) {
    const base = /^(.*)_(?:sum|count)$/.exec(name)?.[1]
    const owner = base !== undefined && families.get(base)?.some(metric => metric.type !== null) ? base : name
    listIn(out, owner).push(...metrics)
  }
  return out
}

function metricOf(points: SeriesPoints, series: Series, at: number): Metric | null {
  const value = numberAt(points, series, at)
  if (value === null) return null
  const scraped = series.measurement === 'prometheus'
  const tags = scraped ? series.tags.filter(([key]) => key !== 'url') : series.tags
  const has = (label: string): boolean => scraped && tags.some(([key]) => key === label)
  const type = has('le') ? 'histogram' : has('quantile') ? 'summary' : null
  const name = named(scraped ? series.field : `${series.measurement}_${series.field}`, /[^A-Za-z0-9_:]/g)
  const labels = tags.map(([key, text]) => `${named(key, /\W/g)}="${text.replace(/[\\"\n]/g, c => escapes[c])}"`)
  const braces = labels.length === 0 ? '' : `{${labels.join(',')}}`
  const suffix = type === 'histogram' ? '_bucket' : ''
  return { name, type, line: `${name}${suffix}${braces} ${formatFloat(value)} ${points.times[at] / 1_000_000n}` }
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' }

/** A name the format allows. */
function named(text: string, odd: RegExp): string {
  const plain = text.replace(odd, '_')
  return /^\d/.test(plain) ? `_${plain}` : plain
}

function numberAt({ bits }: SeriesPoints, { type }: Series, at: number): number | null {
  if (type === 'string') return null
  if (type === 'float') return new Float64Array(bits.buffer, bits.byteOffset, bits.length)[at]
  return Number(type === 'uint' ? BigInt.asUintN(64, bits[at]) : bits[at])
}

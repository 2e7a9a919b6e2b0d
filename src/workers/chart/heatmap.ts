// Histogram buckets as cells: a column a stretch of time, a row a bucket, and in a cell how many observations the
// bucket has of its own. Buckets are cumulative, so that is the difference to the bucket below.
import type { Series } from './chartData.ts'
import type { ChartWindow } from './shapes.ts'
import { firstAtOrAfter, spanOf } from './thin.ts'

/** Pixels a cell is wide at least. */
const CELL = 6

export interface Heatmap {
  readonly bounds: readonly string[]
  readonly edges: Float64Array
  readonly counts: Float64Array
}

/** Null where the series are no histogram: fewer than two bounds. */
export function heatmapOf(series: readonly Series[], window: ChartWindow, pixels: number): Heatmap | null {
  const buckets = series.filter(s => s.key.has('le') && !Number.isNaN(boundOf(s)))
  const bounds = [...new Set(buckets.map(boundOf))].sort((a, b) => a - b)
  if (bounds.length < 2) return null
  const times = timesIn(buckets, window)
  const edges = edgesOf(times, window, Math.max(1, Math.floor(pixels / CELL)))
  const columns = edges.length - 1
  const texts = new Map(buckets.map(s => [boundOf(s), s.key.get('le')!]))
  const counts = new Float64Array(columns * bounds.length).fill(Number.NaN)
  for (const histogram of histogramsOf(buckets)) addHistogram(histogram, { bounds, window, edges, counts })
  return { bounds: bounds.map(b => texts.get(b)!), edges, counts }
}

export function isHistogram(series: readonly Series[]): boolean {
  return new Set(series.filter(s => s.key.has('le') && !Number.isNaN(boundOf(s))).map(boundOf)).size > 1
}

function boundOf(series: Series): number {
  const text = series.key.get('le')!
  return text === '+Inf' ? Number.POSITIVE_INFINITY : text.trim() === '' ? Number.NaN : Number(text)
}

/** Series that differ in nothing but their bound, from the lowest. */
function histogramsOf(buckets: readonly Series[]): Series[][] {
  const groups = new Map<string, Series[]>()
  for (const bucket of buckets) {
    const others = [...bucket.key].filter(([label]) => label !== 'le')
    const name = JSON.stringify([bucket.column.label, ...others])
    const group = groups.get(name)
    if (group) group.push(bucket)
    else groups.set(name, [bucket])
  }
  return [...groups.values()].map(group => group.sort((a, b) => boundOf(a) - boundOf(b)))
}

function timesIn(series: readonly Series[], window: ChartWindow): Float64Array {
  const seen = new Set<number>()
  for (const { times, from, to } of series) {
    const first = firstAtOrAfter(times, from, to, window.from)
    const end = firstAtOrAfter(times, first, to, window.to + 1n)
    for (let i = first; i < end; i++) seen.add(Number(times[i] - window.from) / 1e6)
  }
  return Float64Array.from(seen).sort()
}

/** Halfway between the times while these are few, else columns of one width. */
function edgesOf(times: Float64Array, window: ChartWindow, most: number): Float64Array {
  const span = spanOf(window)
  if (times.length > most) return Float64Array.from({ length: most + 1 }, (_, i) => (span * i) / most)
  if (times.length < 2) {
    const half = Math.max(span / 2, 500)
    return times.length === 0 ? new Float64Array(1) : Float64Array.of(times[0] - half, times[0] + half)
  }
  const edges = new Float64Array(times.length + 1)
  for (let i = 1; i < times.length; i++) edges[i] = (times[i - 1] + times[i]) / 2
  edges[0] = times[0] - (edges[1] - times[0])
  edges[times.length] = times[times.length - 1] + (times[times.length - 1] - edges[times.length - 1])
  return edges
}

interface Cells {
  readonly bounds: readonly number[]
  readonly window: ChartWindow
  readonly edges: Float64Array
  readonly counts: Float64Array
}

/** In each cell the bucket's last count less that of the bucket below, on top of what other histograms have there. */
function addHistogram(histogram: readonly Series[], { bounds, window, edges, counts }: Cells): void {
  const columns = edges.length - 1
  let below = new Float64Array(columns)
  for (const bucket of histogram) {
    const own = lastInColumns(bucket, window, edges)
    const row = bounds.indexOf(boundOf(bucket))
    for (let c = 0; c < columns; c++) {
      if (Number.isNaN(own[c])) continue
      const cell = c * bounds.length + row
      counts[cell] = (Number.isNaN(counts[cell]) ? 0 : counts[cell]) + own[c] - below[c]
    }
    below = own.map((n, c) => (Number.isNaN(n) ? below[c] : n))
  }
}

function lastInColumns({ times, values, from, to }: Series, window: ChartWindow, edges: Float64Array): Float64Array {
  const out = new Float64Array(edges.length - 1).fill(Number.NaN)
  const first = firstAtOrAfter(times, from, to, window.from)
  const end = firstAtOrAfter(times, first, to, window.to + 1n)
  for (let i = first, column = 0; i < end; i++) {
    const at = Number(times[i] - window.from) / 1e6
    while (column + 1 < out.length && at >= edges[column + 1]) column++
    if (Number.isFinite(values[i])) out[column] = values[i]
  }
  return out
}

// Answers what the page asks of a chart. The series of a result are made once for the columns asked for.
import type { TableStream } from '../../tables/index.ts'
import { type ChartData, chartDataOf, type Series, textAt } from './chartData.ts'
import { heatmapOf, isHistogram } from './heatmap.ts'
import type {
  Chart,
  ChartQuery,
  ChartSeries,
  ChartWindow,
  HeatmapChart,
  NoChart,
  Readings,
  ReadingsQuery,
  SeriesChart,
} from './shapes.ts'
import { stack } from './stack.ts'
import { firstAtOrAfter, type Thinned, thin } from './thin.ts'

/** More lines than these tell a reader nothing. */
export const MOST_SERIES = 40

export class Charts {
  private known: { stream: TableStream; columns: string; data: ChartData | NoChart } | null = null

  /** With every buffer that may move. */
  chart(stream: TableStream, query: ChartQuery): { chart: Chart; buffers: ArrayBuffer[] } {
    const data = this.data(stream, query.columns)
    if ('kind' in data) return { chart: data, buffers: [] }
    const chart = query.form === 'heatmap' && isHistogram(data.series) ? cells(data, query) : lines(data, query)
    const arrays =
      chart.kind === 'heatmap'
        ? [chart.edges, chart.counts]
        : chart.series.flatMap(({ x, y, base }) => (base === null ? [x, y] : [x, y, base]))
    return { chart, buffers: arrays.map(a => a.buffer as ArrayBuffer) }
  }

  readings(stream: TableStream, { columns, places, at, step }: ReadingsQuery): Readings {
    const data = this.data(stream, columns)
    const series = 'kind' in data ? [] : [...places].flatMap(p => data.series[p] ?? [])
    const time = timeNear(series, at, step)
    if (time === null) return { time: null, values: [] }
    const values = series.map(s => readingOf(s, nearestRow(s, time.ns)))
    return { time, values }
  }

  private data(stream: TableStream, wanted: readonly string[] | null): ChartData | NoChart {
    const columns = JSON.stringify(wanted)
    if (this.known?.stream !== stream || this.known.columns !== columns)
      this.known = { stream, columns, data: chartDataOf(stream, wanted) }
    return this.known.data
  }
}

function common(data: ChartData, { window, form }: ChartQuery) {
  const { time, offered, columns, keys, measured, whole } = data
  const notes: string[] = []
  const { timeless } = data
  const [rows, are] = timeless === 1 ? ['row', 'is'] : ['rows', 'are']
  if (timeless > 0) notes.push(`${timeless.toLocaleString('en')} ${rows} without a time in ${time} ${are} left out.`)
  if (form === 'stacked' && data.series.some(s => hasNegative(s)))
    notes.push('There are negative values: layers that go down overlap those below.')
  return {
    time,
    offered,
    columns,
    keys,
    measured,
    whole,
    window: window ?? whole,
    histogram: isHistogram(data.series),
    notes,
  }
}

function hasNegative({ values, from, to }: Series): boolean {
  for (let i = from; i < to; i++) if (values[i] < 0) return true
  return false
}

interface Named {
  readonly series: Series
  readonly name: string
  readonly place: number
}

function lines(data: ChartData, query: ChartQuery): SeriesChart {
  const shared = common(data, query)
  const { window } = shared
  const named = data.series.map((series, place): Named => ({ series, place, name: nameOf(data, series) }))
  const matching = named.filter(({ series }) => matches(series, query.filter))
  const drawn = matching.slice(0, MOST_SERIES)
  const stacked = query.form === 'stacked'
  const thinned = stacked
    ? inLayers(drawn, query, window)
    : drawn.map(({ series }) => ({ upper: thin(series, series.from, series.to, window, query.pixels), base: null }))
  const series = drawn.map((own, i) => seriesOf(own, thinned[i].upper, thinned[i].base, window))
  return { kind: 'series', ...shared, total: matching.length, series }
}

/** What is hidden is not under the others. */
function inLayers(drawn: readonly Named[], { hidden, pixels }: ChartQuery, window: ChartWindow) {
  const seen = drawn.filter(({ name }) => !hidden.includes(name))
  const layers = new Map(stack(seen.map(s => s.series), window, pixels).map((layer, i) => [seen[i], layer])) // biome-ignore format: one map
  return drawn.map(own => layers.get(own) ?? { upper: noRows, base: new Float64Array() })
}

const noRows: Thinned = { x: new Float64Array(), y: new Float64Array(), low: -1, high: -1, last: -1, count: 0 }

function seriesOf(
  { series, name, place }: Named,
  thinned: Thinned,
  base: Float64Array | null,
  window: ChartWindow,
): ChartSeries {
  // biome-ignore format: one line
  // of a layer the sums are thinned, and the values are its own
  const own = base === null ? thinned : thin(series, series.from, series.to, window, 1)
  const text = (row: number): string => (row < 0 ? '' : textAt(series.column, slotAt(series, row)))
  return {
    name,
    column: series.column.label,
    place,
    rows: own.count,
    least: text(own.low),
    greatest: text(own.high),
    last: text(own.last),
    x: thinned.x,
    y: thinned.y,
    base,
  }
}

function cells(data: ChartData, query: ChartQuery): HeatmapChart {
  const shared = common(data, query)
  const series = data.series.filter(s => matches(s, query.filter))
  const heatmap = heatmapOf(series, shared.window, query.pixels)
  if (heatmap === null) return { kind: 'heatmap', ...shared, bounds: [], edges: new Float64Array(1), counts: new Float64Array() } // biome-ignore format: one line
  return { kind: 'heatmap', ...shared, ...heatmap }
}

/** In what a series differs: the one value where there is one column to tell by, else names and values. */
function nameOf({ keys, columns }: ChartData, series: Series): string {
  const entries = keys.flatMap(label => (series.key.has(label) ? [[label, series.key.get(label)!]] : []))
  const key =
    keys.length === 1 ? entries.map(([, value]) => value || '""') : entries.map(([l, v]) => `${l}=${v || '""'}`)
  const parts = columns.length > 1 || key.length === 0 ? [series.column.label, ...key] : key
  return parts.join(' ')
}

function matches({ key, column }: Series, filter: ChartQuery['filter']): boolean {
  const needle = filter.text.toLowerCase()
  if (needle === '') return true
  if (filter.key !== null) return key.get(filter.key)?.toLowerCase().includes(needle) ?? false
  return column.label.toLowerCase().includes(needle) || [...key.values()].some(v => v.toLowerCase().includes(needle))
}

const slotAt = ({ slots }: Series, row: number): number => slots?.[row] ?? row

function timeNear(series: readonly Series[], at: bigint, step: -1 | 0 | 1): Readings['time'] {
  let best: { ns: bigint; text: string; distance: bigint } | null = null
  for (const own of series) {
    const row = step === 0 ? nearestRow(own, at) : stepFrom(own, at, step)
    if (row < 0) continue
    const ns = own.times[row]
    const distance = ns > at ? ns - at : at - ns
    if (best === null || distance < best.distance)
      best = { ns, distance, text: textAt(own.timeColumn, slotAt(own, row)) }
  }
  return best && { ns: best.ns, text: best.text }
}

function stepFrom({ times, from, to }: Series, at: bigint, step: -1 | 1): number {
  const row = step === 1 ? firstAtOrAfter(times, from, to, at + 1n) : firstAtOrAfter(times, from, to, at) - 1
  return row >= from && row < to ? row : -1
}

function nearestRow({ times, from, to }: Series, at: bigint): number {
  const after = firstAtOrAfter(times, from, to, at)
  if (after === from) return from
  if (after === to) return to - 1
  return times[after] - at <= at - times[after - 1] ? after : after - 1
}

function readingOf(series: Series, row: number): Readings['values'][number] {
  const slot = slotAt(series, row)
  return { time: textAt(series.timeColumn, slot), value: textAt(series.column, slot), number: series.values[row] }
}

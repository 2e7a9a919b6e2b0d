// What a chart shows, as numbers: ranges, marks and the place of every point. The canvas and the SVG file are both
// drawn from it.
import type { ChartSeries, HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import type { DisplayZone } from '../../zone.ts'
import { logTicks, numberTicks, timeTicks } from './ticks.ts'
import { type AxisUnit, axisUnit, measureOf, tickText } from './units.ts'

export type Form = 'lines' | 'points' | 'stacked' | 'heatmap'

export interface Mark {
  readonly at: number
  readonly text: string
}

export interface Range {
  readonly low: number
  readonly high: number
}

/** A series as it is drawn; heights are exponents of ten where the scale is logarithmic. */
export interface Curve {
  readonly name: string
  /** Its place among all, which gives its colour. */
  readonly order: number
  readonly x: Float64Array
  readonly y: Float64Array
  readonly base: Float64Array | null
}

export interface Cells {
  readonly edges: Float64Array
  readonly counts: Float64Array
  readonly rows: number
  readonly most: number
}

export interface Picture {
  readonly form: Form
  /** Milliseconds since the window's start. */
  readonly x: Range
  readonly y: Range
  readonly xMarks: readonly Mark[]
  readonly yMarks: readonly Mark[]
  readonly curves: readonly Curve[]
  readonly cells: Cells | null
  readonly xLabel: string
  readonly yLabel: string
}

export interface PictureChoices {
  readonly form: Form
  readonly log: boolean
  readonly hidden: ReadonlySet<string>
  readonly width: number
  readonly height: number
  readonly zone: DisplayZone
}

/** Pixels a mark needs on its axis. */
const X_MARK = 96
const Y_MARK = 38

export function pictureOf(chart: SeriesChart | HeatmapChart, choices: PictureChoices): Picture {
  const whole = { low: 0, high: Number(chart.window.to - chart.window.from) / 1e6 }
  const cells = chart.kind === 'heatmap' && chart.edges.length > 1
  const x = spread(cells ? { low: chart.edges[0], high: chart.edges.at(-1)! } : whole, 500)
  const shared = { x, xMarks: xMarks(chart, x, choices), xLabel: `${chart.time}, ${choices.zone.name}` }
  return chart.kind === 'heatmap'
    ? { ...shared, form: 'heatmap', ...cellsOf(chart, choices.height) }
    : { ...shared, form: choices.form, ...curvesOf(chart, choices) }
}

/** A range that is one place gets room on either side. */
function spread({ low, high }: Range, room: number): Range {
  return high > low ? { low, high } : { low: low - room, high: high + room }
}

function xMarks({ window }: SeriesChart | HeatmapChart, x: Range, { width, zone }: PictureChoices): Mark[] {
  const place = (ms: number): bigint => window.from + BigInt(Math.round(ms * 1e6))
  const ticks = timeTicks(place(x.low), place(x.high), Math.max(2, Math.floor(width / X_MARK)), zone)
  return ticks.map(({ at, text }) => ({ at: Number(at - window.from) / 1e6, text }))
}

function curvesOf(chart: SeriesChart, { form, log, hidden, height }: PictureChoices) {
  const scaled = log && form !== 'stacked'
  const curves = chart.series.flatMap((s, order) => (hidden.has(s.name) ? [] : [curveOf(s, order, scaled)]))
  const y = heightsOf(curves, form, chart)
  const unit = axisUnit(measureOf(chart.measured), scaled ? 1 : Math.max(Math.abs(y.low), Math.abs(y.high)))
  const most = Math.max(2, Math.floor(height / Y_MARK))
  const yMarks = scaled ? logMarks(y, most, chart.measured) : linearMarks(y, most, unit)
  return { curves, cells: null, y, yMarks, yLabel: chart.columns.join(', ') }
}

function curveOf({ name, x, y, base }: ChartSeries, order: number, log: boolean): Curve {
  // what is not above zero has no place on a log scale
  return { name, order, x, y: log ? y.map(v => (v > 0 ? Math.log10(v) : Number.NaN)) : y, base }
}

function heightsOf(curves: readonly Curve[], form: Form, { window }: SeriesChart): Range {
  const span = Number(window.to - window.from) / 1e6
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { x, y } of curves)
    for (let i = 0; i < y.length; i++) {
      // rows just outside the window do not stretch the picture
      if (Number.isNaN(y[i]) || x[i] < 0 || x[i] > span) continue
      if (y[i] < low) low = y[i]
      if (y[i] > high) high = y[i]
    }
  if (low > high) return { low: 0, high: 1 }
  if (form === 'stacked') [low, high] = [Math.min(low, 0), Math.max(high, 0)]
  if (high === low) return spread({ low, high }, Math.abs(low) / 2 || 1)
  const pad = (high - low) * 0.06
  return { low: form === 'stacked' && low === 0 ? 0 : low - pad, high: high + pad }
}

function linearMarks(y: Range, most: number, unit: AxisUnit): Mark[] {
  const { at, step } = numberTicks(y.low / unit.size, y.high / unit.size, most)
  return at.map(v => ({ at: v * unit.size, text: tickText(v * unit.size, step * unit.size, unit) }))
}

function logMarks(y: Range, most: number, measured: readonly string[]): Mark[] {
  return logTicks(y.low, y.high, most).map(at => {
    const value = 10 ** at
    return { at, text: tickText(value, 10 ** Math.floor(at + 1e-9), axisUnit(measureOf(measured), value)) }
  })
}

function cellsOf({ bounds, edges, counts }: HeatmapChart, height: number) {
  const every = Math.max(1, Math.ceil((bounds.length * 16) / Math.max(height, 16)))
  const yMarks = bounds.map((bound, i) => ({ at: i + 0.5, text: bound })).filter((_, i) => i % every === 0)
  let most = 0
  for (const n of counts) if (n > most) most = n
  return { curves: [], cells: { edges, counts, rows: bounds.length, most }, y: { low: 0, high: Math.max(1, bounds.length) }, yMarks, yLabel: 'le' } // biome-ignore format: one line
}

/** The cell at a place, or -1. */
export function cellAt({ edges, rows }: Cells, ms: number, height: number): number {
  const row = Math.floor(height)
  if (row < 0 || row >= rows || edges.length < 2 || ms < edges[0] || ms >= edges[edges.length - 1]) return -1
  let [low, high] = [0, edges.length - 1]
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if (edges[middle] <= ms) low = middle
    else high = middle
  }
  return low * rows + row
}

// What a chart is made of, apart from the canvas: colours, ranges, labels, zoom, the SVG file.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChartSeries, HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import { displayZone } from '../../zone.ts'
import { heat, type Ink, palette, strokeAt } from './ink.ts'
import { apart } from './labels.ts'
import { cellAt, type PictureChoices, pictureOf } from './picture.ts'
import { svgOf } from './svg.ts'
import { panned, zoomed } from './useChart.ts'

type Rgb = readonly number[]
const rgb = (hex: string): Rgb => [1, 3, 5].map(i => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
const linear = (color: Rgb): Rgb => color.map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
const luminance = (color: Rgb): number => linear(color).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0)

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** What each weakness makes of linear colours: Machado, Oliveira and Fernandes 2009, at full severity. */
const sights: Record<string, readonly Rgb[]> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], // biome-ignore format: a matrix
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]], // biome-ignore format: a matrix
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]], // biome-ignore format: a matrix
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]], // biome-ignore format: a matrix
}

const times = (matrix: readonly Rgb[], color: Rgb): Rgb => matrix.map(row => row.reduce((s, n, i) => s + n * color[i], 0)) // biome-ignore format: one line
const toLms = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]] // biome-ignore format: a matrix
const toLab = [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [0.0259040371, 0.7827717662, -0.808675766]] // biome-ignore format: a matrix

/** In Oklab, where distances are what eyes make of them. */
function seenBy(sight: readonly Rgb[], hex: string): Rgb {
  const light = times(sight, linear(rgb(hex))).map(c => Math.min(1, Math.max(0, c)))
  return times(toLab, times(toLms, light).map(Math.cbrt))
}

describe.each([
  ['light', '#ffffff'],
  ['dark', '#16151d'],
] as const)('colours of the %s theme', (theme, surface) => {
  const colors = palette[theme]

  test('stand out from the surface', () => {
    expect(colors).toHaveLength(8)
    for (const color of colors) expect(contrast(color, surface), color).toBeGreaterThan(3)
  })

  test.each(Object.entries(sights))('are told apart: %s', (_, sight) => {
    const seen = colors.map(color => seenBy(sight, color))
    for (let i = 0; i < seen.length; i++)
      for (let j = 0; j < i; j++) expect(Math.hypot(...seen[i].map((n, k) => n - seen[j][k])), `${colors[i]} ${colors[j]}`).toBeGreaterThan(0.1) // biome-ignore format: one line
  })

  test('the ninth series has the first colour, dashed', () => {
    expect(strokeAt(8, theme === 'dark')).toEqual({ color: colors[0], dash: [7, 4] })
    expect(strokeAt(7, theme === 'dark').dash).toEqual([])
  })
})

const ink: Ink = { dark: false, surface: '#ffffff', text: '#222222', muted: '#666666', line: '#dddddd', accent: '#6a4fe0' } // biome-ignore format: one line

test('heat goes from the surface to the fullest', () => {
  expect([heat(0, ink), heat(0.5, ink), heat(1, ink)]).toEqual(['#ffffff', '#6a4fe0', '#3a1fa8'])
})

describe('labels', () => {
  const ends = fc.array(fc.record({ at: fc.double({ min: -50, max: 450, noNaN: true }) }), { maxLength: 8 })
  test('never lie over one another and stay in their strip, in the order of the lines', () => {
    fc.assert(
      fc.property(ends, wanted => {
        const tops = apart(wanted, 20, 0, 300)
        const byEnd = wanted.map((w, i) => [w.at, tops[i]]).sort((a, b) => a[0] - b[0])
        for (const [i, [, top]] of byEnd.entries()) {
          expect(top).toBeGreaterThanOrEqual(-1e-9)
          expect(top).toBeLessThanOrEqual(280 + 1e-9)
          if (i > 0 && byEnd[i][0] !== byEnd[i - 1][0]) expect(top - byEnd[i - 1][1]).toBeGreaterThan(20 - 1e-6)
        }
      }),
    )
  })
  test('stay at their lines where there is room', () => expect(apart([{ at: 200 }, { at: 50 }], 20, 0, 300)).toEqual([190, 40])) // biome-ignore format: one line
})

describe('zoom', () => {
  const whole = { from: 0n, to: 1000n }
  test('about a place, to ten nanoseconds, and back to all', () => {
    expect(zoomed(whole, whole, 500n, 0.5)).toEqual({ from: 250n, to: 750n })
    expect(zoomed(whole, whole, 0n, 0.5)).toEqual({ from: 0n, to: 500n })
    expect(zoomed({ from: 0n, to: 12n }, whole, 6n, 0.5)).toEqual({ from: 0n, to: 12n })
    expect(zoomed({ from: 250n, to: 750n }, whole, 500n, 2)).toBeNull()
    expect(zoomed({ from: 0n, to: 500n }, whole, 400n, 1.5)).toEqual({ from: 0n, to: 550n })
  })
  test('moves as far as there is something', () => {
    expect(panned({ from: 100n, to: 300n }, whole, 0.25)).toEqual({ from: 150n, to: 350n })
    expect(panned({ from: 20n, to: 220n }, whole, -0.25)).toEqual({ from: 0n, to: 200n })
    expect(panned({ from: 790n, to: 990n }, whole, 0.25)).toEqual({ from: 800n, to: 1000n })
    expect(panned(whole, whole, 0.25)).toBeNull()
  })
})

const shared = {
  time: '_time',
  offered: ['_value'],
  columns: ['_value'],
  keys: ['host'],
  measured: ['heap_bytes'],
  whole: { from: 0n, to: 10_000_000_000n },
  window: { from: 0n, to: 10_000_000_000n },
  histogram: false,
  notes: [],
}

function seriesOf(name: string, y: readonly number[], base: readonly number[] | null = null): ChartSeries {
  const x = Float64Array.from(y, (_, i) => i * 1000)
  const words = { rows: y.length, least: '', greatest: '', last: '' }
  return {
    name,
    column: '_value',
    place: 0,
    ...words,
    x,
    y: Float64Array.from(y),
    base: base && Float64Array.from(base),
  }
}

const chartOf = (...series: ChartSeries[]): SeriesChart => ({ kind: 'series', ...shared, total: series.length, series })
const choices: PictureChoices = {
  form: 'lines',
  log: false,
  hidden: new Set(),
  width: 800,
  height: 300,
  zone: displayZone('UTC'),
}

describe('pictures', () => {
  test('the range holds what is seen, in units of the name', () => {
    const chart = chartOf(seriesOf('a', [0, 1024, 3072]), seriesOf('b', [1e9]))
    const picture = pictureOf(chart, { ...choices, hidden: new Set(['b']) })
    expect(picture.y.low).toBeLessThan(0)
    expect(picture.y.high).toBeGreaterThan(3072)
    expect(picture.y.high).toBeLessThan(4000)
    expect(picture.yMarks.map(m => m.text)).toContain('3.0 KiB')
    expect(picture.curves.map(c => [c.name, c.order])).toEqual([['a', 0]])
  })
  test('one value, and none at all, still have a range', () => {
    const one = pictureOf(chartOf(seriesOf('a', [5])), choices)
    expect(one.y.low).toBeLessThan(5)
    expect(one.y.high).toBeGreaterThan(5)
    expect(pictureOf(chartOf(seriesOf('a', [Number.NaN])), choices).y).toEqual({ low: 0, high: 1 })
    const moment = { ...chartOf(seriesOf('a', [5])), window: { from: 7n, to: 7n } }
    expect(pictureOf(moment, choices).x).toEqual({ low: -500, high: 500 })
  })
  test('a log scale has powers of ten, and nothing below zero', () => {
    const picture = pictureOf(
      { ...chartOf(seriesOf('a', [1, 10_000, -1])), measured: ['n'] },
      { ...choices, log: true },
    )
    expect([...picture.curves[0].y]).toEqual([0, 4, Number.NaN])
    expect(picture.yMarks.map(m => m.text)).toEqual(['1', '10', '100', '1000', '10 k'])
  })
  test('a stack stands on zero', () => {
    const picture = pictureOf(chartOf(seriesOf('a', [2, 3], [0, 0])), { ...choices, form: 'stacked' })
    expect(picture.y.low).toBe(0)
  })
})

describe('heatmaps', () => {
  const chart: HeatmapChart = { kind: 'heatmap', ...shared, bounds: ['1', '+Inf'], edges: Float64Array.of(0, 10, 20), counts: Float64Array.of(1, 2, 3, Number.NaN) } // biome-ignore format: one line
  test('find the cell at a place', () => {
    const { cells, yMarks } = pictureOf(chart, { ...choices, form: 'heatmap' })
    expect(yMarks.map(m => m.text)).toEqual(['1', '+Inf'])
    expect([[0, 0], [9, 1.5], [10, 0.2], [20, 0], [5, 2], [-1, 0]].map(([x, y]) => cellAt(cells!, x, y))).toEqual([0, 1, 2, -1, -1, -1]) // biome-ignore format: one line
  })
  test('are drawn as cells', () => {
    const file = svgOf(pictureOf(chart, { ...choices, form: 'heatmap' }), ink, 'le')
    expect(file.text).toContain('+Inf')
    expect(file.text.match(/fill="#[0-9a-f]{6}"\/>/g)!.length).toBeGreaterThanOrEqual(3)
  })
})

describe('SVG', () => {
  test('has the lines broken at gaps, the names, and nothing a file of XML must not hold', () => {
    const chart = chartOf(seriesOf('a & <b>\u0000', [1, 2, Number.NaN, 4, 5]))
    const { text } = svgOf(pictureOf(chart, choices), ink, '_value "x"')
    const line = /<path d="([^"]+)" fill="none"/.exec(text)![1]
    expect(line.match(/M/g)).toHaveLength(2)
    expect(line.match(/L/g)).toHaveLength(2)
    expect(text).toContain('a &#38; &#60;b&#62;\ufffd')
    expect(text).not.toContain('\u0000')
    expect(text).not.toMatch(/NaN|undefined/)
  })
  test('a stack is areas, points are marks', () => {
    const stacked = svgOf(pictureOf(chartOf(seriesOf('a', [2, 3], [0, 0])), { ...choices, form: 'stacked' }), ink, 't')
    expect(stacked.text).toContain('fill-opacity="0.35"')
    const points = svgOf(pictureOf(chartOf(seriesOf('a', [2, 3])), { ...choices, form: 'points' }), ink, 't')
    expect(points.text).not.toContain('fill="none"')
    expect(points.text.match(/h3v3h-3z/g)).toHaveLength(2)
  })
})

// What stands at the crosshair: the time to the nanosecond and every value as the tables have it.
import { parseTime } from '../../../values/index.ts'
import type { HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import { number } from '../../numbers.ts'
import type { DisplayZone } from '../../zone.ts'
import { type Box, placesIn } from './draw.ts'
import { Swatch } from './Legend.tsx'
import type { Picture } from './picture.ts'
import type { Reading } from './useCrosshair.ts'

/** Series named at once, half of the picture at most; the others are counted. */
const MOST = 10
const LINE = 18
const WIDTH = 300

interface Place {
  readonly zone: DisplayZone
  readonly picture: Picture
  readonly box: Box
}

interface SeriesProps extends Place {
  readonly reading: Reading
  readonly ms: number
  readonly dark: boolean
}

export function SeriesReadout({ reading, ms, dark, ...place }: SeriesProps) {
  const most = Math.max(2, Math.min(MOST, Math.floor(place.box.height / 2 / LINE) - 2))
  const named = reading.series.slice(0, most)
  const others = reading.series.length - named.length
  return (
    <Floating ms={ms} {...place}>
      <b>{timeText(reading.time, place.zone)}</b>
      <ul>
        {named.map(({ name, order, value, time }) => (
          <li key={order}>
            <Swatch order={order} dark={dark} />
            <span className="name">{name}</span>
            <span className="value">{value}</span>
            {time !== reading.time && <span className="own-time">at {timeText(time, place.zone)}</span>}
          </li>
        ))}
      </ul>
      {others > 0 && <p className="muted">and {number(others)} more</p>}
    </Floating>
  )
}

export function CellReadout({
  chart,
  cell,
  ...place
}: Place & { readonly chart: HeatmapChart; readonly cell: number }) {
  const { bounds, edges } = chart
  const column = Math.floor(cell / bounds.length)
  const { from, to, bounds: between, count } = cellWords(chart, cell, place.zone)
  return (
    <>
      <CellMark chart={chart} cell={cell} {...place} />
      <Floating ms={(edges[column] + edges[column + 1]) / 2} {...place}>
        <b>{from}</b>
        <p className="muted">to {to}</p>
        <p>
          {between}: <b>{count}</b>
        </p>
      </Floating>
    </>
  )
}

function CellMark({
  chart: { bounds, edges },
  cell,
  picture,
  box,
}: Place & { readonly chart: HeatmapChart; readonly cell: number }) {
  // biome-ignore format: one line
  const places = placesIn(picture, box)
  const [column, row] = [Math.floor(cell / bounds.length), cell % bounds.length]
  const [left, top] = [places.x(edges[column]), places.y(row + 1)]
  const size = { width: places.x(edges[column + 1]) - left, height: places.y(row) - top }
  return <div className="chart-cell" style={{ left, top, ...size }} />
}

function cellWords({ bounds, edges, counts, window }: HeatmapChart, cell: number, zone: DisplayZone) {
  const [column, row] = [Math.floor(cell / bounds.length), cell % bounds.length]
  const at = (ms: number): string => zone.full(window.from + BigInt(Math.round(ms * 1e6)))
  return {
    from: at(edges[column]),
    to: at(edges[column + 1]),
    bounds: row === 0 ? `up to ${bounds[row]}` : `${bounds[row - 1]} to ${bounds[row]}`,
    count: Number.isNaN(counts[cell]) ? 'nothing counted' : counts[cell],
  }
}

/** A time as the tables print it, in the zone of the page. */
function timeText(text: string, zone: DisplayZone): string {
  const ns = parseTime(text)
  return ns === null ? text : zone.short(ns)
}

/** What the keyboard came to, for who does not see it. */
export function spoken(
  chart: SeriesChart | HeatmapChart,
  reading: Reading | null,
  cell: number,
  zone: DisplayZone,
): string {
  if (chart.kind === 'heatmap') {
    if (cell < 0 || cell >= chart.counts.length) return ''
    const { from, bounds, count } = cellWords(chart, cell, zone)
    return `${from}, ${bounds}: ${count}`
  }
  if (!reading?.told) return ''
  return `${timeText(reading.time, zone)}: ${reading.series.map(({ name, value }) => `${name} ${value}`).join(', ')}`
}

interface FloatingProps extends Place {
  readonly ms: number
  readonly children: React.ReactNode
}

function Floating({ ms, picture, box, children }: FloatingProps) {
  const x = Math.min(box.left + box.width, Math.max(box.left, placesIn(picture, box).x(ms)))
  const side = x + 12 + WIDTH <= box.left + box.width || x < box.left + box.width / 2 ? { left: Math.min(x + 12, Math.max(box.left, box.left + box.width - WIDTH)) } : { left: Math.max(4, x - 12 - WIDTH) } // biome-ignore format: one choice
  return (
    <>
      <div className="chart-crosshair" style={{ left: x, top: box.top, height: box.height }} />
      <div className="chart-readout" style={side}>
        {children}
      </div>
    </>
  )
}

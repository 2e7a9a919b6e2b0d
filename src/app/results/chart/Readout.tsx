// What stands at the crosshair: the time to the nanosecond and every value as the tables have it.
import { formatTimeFull } from '../../../values/index.ts'
import type { HeatmapChart } from '../../../workers/protocol.ts'
import { number } from '../../numbers.ts'
import { type Box, placesIn } from './draw.ts'
import { Swatch } from './Legend.tsx'
import type { Picture } from './picture.ts'
import type { Reading } from './useCrosshair.ts'

/** Series named at once, half of the picture at most; the others are counted. */
const MOST = 10
const LINE = 18
const WIDTH = 300

interface Place {
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
    <Floating ms={ms} told={reading.told} {...place}>
      <b>{reading.time}</b>
      <ul>
        {named.map(({ name, order, value, time }) => (
          <li key={order}>
            <Swatch order={order} dark={dark} />
            <span className="name">{name}</span>
            <span className="value">{value}</span>
            {time !== reading.time && <span className="own-time">at {time}</span>}
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
  const { bounds, edges, counts, window } = chart
  const [column, row] = [Math.floor(cell / bounds.length), cell % bounds.length]
  const at = (ms: number): string => formatTimeFull(window.from + BigInt(Math.round(ms * 1e6)))
  return (
    <Floating ms={(edges[column] + edges[column + 1]) / 2} told {...place}>
      <b>{at(edges[column])}</b>
      <p className="muted">to {at(edges[column + 1])}</p>
      <p>
        {row === 0 ? 'up to ' : `${bounds[row - 1]} to `}
        {bounds[row]}: <b>{Number.isNaN(counts[cell]) ? 'nothing counted' : counts[cell]}</b>
      </p>
    </Floating>
  )
}

interface FloatingProps extends Place {
  readonly ms: number
  readonly told: boolean
  readonly children: React.ReactNode
}

function Floating({ ms, told, picture, box, children }: FloatingProps) {
  const x = Math.min(box.left + box.width, Math.max(box.left, placesIn(picture, box).x(ms)))
  const side = x + 12 + WIDTH <= box.left + box.width || x < box.left + box.width / 2 ? { left: Math.min(x + 12, Math.max(box.left, box.left + box.width - WIDTH)) } : { left: Math.max(4, x - 12 - WIDTH) } // biome-ignore format: one choice
  return (
    <>
      <div className="chart-crosshair" style={{ left: x, top: box.top, height: box.height }} />
      <div className="chart-readout" style={side} role={told ? 'status' : undefined}>
        {children}
      </div>
    </>
  )
}

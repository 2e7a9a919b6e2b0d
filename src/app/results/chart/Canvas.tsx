// The picture itself, what the crosshair reads, and the keys that move both.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import { useZone } from '../../zone.ts'
import type { ViewProps } from '../view.ts'
import type { Box } from './draw.ts'
import type { Ink } from './ink.ts'
import { keyPressed } from './keys.ts'
import { DirectLabels } from './Legend.tsx'
import { cellAt, type Picture, pictureOf } from './picture.ts'
import { Plot, type PlotEvents } from './plot.ts'
import { CellReadout, SeriesReadout, spoken } from './Readout.tsx'
import type { ChartState } from './useChart.ts'
import { useCrosshair } from './useCrosshair.ts'

interface Props extends ViewProps {
  readonly chart: SeriesChart | HeatmapChart
  readonly state: ChartState
  readonly ink: Ink
  /** Names stand at the ends of the lines. */
  readonly beside: boolean
}

export function Canvas(props: Props) {
  const { chart, state, ink, beside } = props
  const { choices, choose } = state
  const zone = useZone()
  const host = useRef<HTMLDivElement>(null)
  const [box, setBox] = useState<Box>({ left: 0, top: 0, width: 600, height: 300 })
  const [cell, setCell] = useState(-1)
  const picture = useMemo(
    () => pictureOf(chart, { ...choices, width: box.width, height: box.height, zone }),
    [chart, choices, box.width, box.height, zone],
  )
  const crosshair = useCrosshair(props, chart.kind === 'series' ? chart : null, choices.hidden)
  const { window } = chart
  const at = (ms: number): bigint => window.from + BigInt(Math.round(ms * 1e6))
  const plot = usePlot(host, picture, ink, {
    onMove(place) {
      if (picture.cells) setCell(place === null ? -1 : cellAt(picture.cells, place.ms, place.value))
      else if (place === null) crosshair.clear()
      else crosshair.ask(at(place.ms), 0)
    },
    onSelect: (from, to) => choose({ window: { from: at(from), to: at(to) } }),
    onReset: () => choose({ window: null }),
    onDrawn: drawn => setBox(before => (same(before, drawn) ? before : drawn)),
  })
  const { reading } = crosshair
  const readMs = reading && Number(reading.ns - window.from) / 1e6
  useEffect(() => {
    if (reading?.told) plot.current?.point(readMs)
  }, [plot, reading, readMs])
  return (
    <div className={beside ? 'chart-picture beside' : 'chart-picture'}>
      <section
        className="chart-canvas"
        aria-label="Chart"
        aria-describedby="chart-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the crosshair is moved by the keyboard
        tabIndex={0}
        data-first-focus
        ref={host}
        onKeyDown={e => keyPressed(e, { chart, state, crosshair, cells: picture.cells, cell, setCell })}
      >
        <span id="chart-keys" className="visually-hidden">
          The left and right arrows move the crosshair, with Shift the time shown; plus and minus zoom, Escape shows
          all.
        </span>
        {reading && readMs !== null && chart.kind === 'series' && (
          <SeriesReadout reading={reading} ms={readMs} picture={picture} box={box} dark={ink.dark} zone={zone} />
        )}
        {chart.kind === 'heatmap' && cell >= 0 && cell < chart.counts.length && (
          <CellReadout chart={chart} cell={cell} picture={picture} box={box} zone={zone} />
        )}
        <div role="status" className="visually-hidden">
          {spoken(chart, reading, cell, zone)}
        </div>
      </section>
      {beside && chart.kind === 'series' && (
        <DirectLabels picture={picture} box={box} chart={chart} choices={choices} dark={ink.dark} choose={choose} />
      )}
    </div>
  )
}

const same = (a: Box, b: Box): boolean =>
  a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height

/** The plot lives as long as its element; what it shows and tells follows the last drawing. */
function usePlot(host: React.RefObject<HTMLElement | null>, picture: Picture, ink: Ink, events: PlotEvents) {
  const plot = useRef<Plot | null>(null)
  const live = useRef({ picture, ink, events })
  live.current = { picture, ink, events }
  useLayoutEffect(() => {
    const element = host.current!
    const { picture: first, ink: own } = live.current
    plot.current = new Plot(element, first, own, {
      onMove: place => live.current.events.onMove(place),
      onSelect: (from, to) => live.current.events.onSelect(from, to),
      onReset: () => live.current.events.onReset(),
      onDrawn: drawn => live.current.events.onDrawn(drawn),
    })
    const observer = new ResizeObserver(() => plot.current?.resize(element.clientWidth, element.clientHeight))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.current?.destroy()
      plot.current = null
    }
  }, [host])
  useLayoutEffect(() => plot.current?.show(picture, ink), [picture, ink])
  return plot
}

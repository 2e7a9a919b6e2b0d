// Draws a result along its times: what to draw and how above, the picture with its crosshair, the series beside or
// below it. A result that makes no picture says why.
import { useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { HeatmapChart, NoChart, SeriesChart } from '../../../workers/protocol.ts'
import { useSession } from '../../page.ts'
import type { ViewProps } from '../view.ts'
import { Canvas } from './Canvas.tsx'
import { ChartBar } from './ChartBar.tsx'
import { type Ink, inkOf } from './ink.ts'
import { FEW, Legend } from './Legend.tsx'
import { SummaryTable } from './SummaryTable.tsx'
import { type ChartState, useChart } from './useChart.ts'
import './chart.css'

/** Below this width names stand under the picture. */
const NARROW = 560

export default function Chart(props: ViewProps) {
  const root = useRef<HTMLDivElement>(null)
  const ink = useInk(root)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const measure = (): void => setWidth(root.current!.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(root.current!)
    return () => observer.disconnect()
  }, [])
  const pixels = Math.min(4000, Math.round(width * devicePixelRatio))
  const state = useChart(props, pixels)
  const { chart } = state
  return (
    <div className="chart" ref={root}>
      {chart?.kind === 'none' && <Without chart={chart} />}
      {chart && chart.kind !== 'none' && ink && (
        <With {...props} chart={chart} state={state} ink={ink} narrow={width < NARROW} />
      )}
    </div>
  )
}

function Without({ chart }: { readonly chart: NoChart }) {
  return (
    <div className="condition" data-first-focus tabIndex={-1}>
      <p>{chart.reason}</p>
      <p className="muted">{chart.advice}</p>
    </div>
  )
}

interface WithProps extends ViewProps {
  readonly chart: SeriesChart | HeatmapChart
  readonly state: ChartState
  readonly ink: Ink
  readonly narrow: boolean
}

function With(props: WithProps) {
  const { chart, state, ink, narrow } = props
  const { choices, choose } = state
  const beside = chart.kind === 'series' && chart.total <= FEW && !narrow && choices.filter.text === ''
  const notes = useMemo(() => notesOn(chart, choices.log), [chart, choices.log])
  return (
    <>
      <ChartBar {...props} />
      {notes.map(note => (
        <p key={note} className="chart-note muted">
          {note}
        </p>
      ))}
      <Canvas {...props} beside={beside} />
      {chart.kind === 'series' && !beside && <Legend chart={chart} choices={choices} dark={ink.dark} choose={choose} />}
      <SummaryTable chart={chart} />
    </>
  )
}

function notesOn(chart: SeriesChart | HeatmapChart, log: boolean): string[] {
  const notes = [...chart.notes]
  if (chart.kind === 'heatmap') return notes
  if (chart.series.length > 0 && chart.series.every(s => s.least === ''))
    notes.push('No series has a finite value in the time shown.')
  if (log && chart.series.some(s => s.y.some(v => v <= 0))) notes.push('Values of zero and below have no place on a logarithmic scale.') // biome-ignore format: one line
  return notes
}

/** The page's colours, read anew when its theme changes. */
function useInk(root: React.RefObject<HTMLElement | null>): Ink | null {
  const { settings } = useSession()
  const theme = useStore(settings, s => s.theme)
  const [system, changed] = useReducer((n: number) => n + 1, 0)
  const [ink, setInk] = useState<Ink | null>(null)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    query.addEventListener('change', changed)
    return () => query.removeEventListener('change', changed)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: both stand for colours that are read from the style
  useEffect(() => setInk(inkOf(root.current!)), [root, theme, system])
  return ink
}

// The chart by keyboard.
import type { HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import type { Cells } from './picture.ts'
import { type ChartState, panned, zoomed } from './useChart.ts'
import type { Crosshair } from './useCrosshair.ts'

interface Target {
  readonly chart: SeriesChart | HeatmapChart
  readonly state: ChartState
  readonly crosshair: Crosshair
  readonly cells: Cells | null
  readonly cell: number
  readonly setCell: (cell: number) => void
}

const arrows: Readonly<Record<string, readonly [across: -1 | 0 | 1, up: -1 | 0 | 1]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

export function keyPressed(event: React.KeyboardEvent, target: Target): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (!zoomedBy(event, target) && !movedBy(event, target)) return
  event.preventDefault()
  event.stopPropagation()
}

function zoomedBy({ key, shiftKey }: React.KeyboardEvent, { chart, state, crosshair }: Target): boolean {
  const { whole } = chart
  // the answer to the key before may still be on its way
  const window = state.choices.window ?? whole
  const about = crosshair.reading?.ns ?? window.from + (window.to - window.from) / 2n
  const factor = key === '+' || key === '=' ? 0.5 : key === '-' || key === '_' ? 2 : null
  if (factor !== null) state.choose({ window: zoomed(window, whole, about, factor) })
  else if (key === 'Escape' && state.choices.window !== null) state.choose({ window: null })
  else if (shiftKey && key in arrows && arrows[key][0] !== 0)
    state.choose({ window: panned(window, whole, arrows[key][0] / 4) })
  else return false
  return true
}

function movedBy({ key }: React.KeyboardEvent, { chart, crosshair, cells, cell, setCell }: Target): boolean {
  const { window } = chart
  if (cells !== null) {
    if (!(key in arrows)) return false
    const last = cells.counts.length - 1
    const [across, up] = arrows[key]
    const next = cell < 0 ? last - cells.rows + 1 : cell + across * cells.rows + up
    const sameColumn = Math.floor(next / cells.rows) === Math.floor(cell / cells.rows)
    if (next >= 0 && next <= last && (cell < 0 || up === 0 || sameColumn)) setCell(next)
    return true
  }
  const at = crosshair.reading?.ns
  const within = (step: -1 | 1): void => {
    if (at === undefined) crosshair.ask(step === 1 ? window.from - 1n : window.to + 1n, step)
    else if (step === 1 ? at < window.to : at > window.from) crosshair.ask(at, step)
  }
  if (key === 'ArrowLeft') within(-1)
  else if (key === 'ArrowRight') within(1)
  else if (key === 'Home') crosshair.ask(window.from - 1n, 1)
  else if (key === 'End') crosshair.ask(window.to + 1n, -1)
  else return false
  return true
}

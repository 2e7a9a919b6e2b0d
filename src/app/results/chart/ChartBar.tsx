// What is drawn and how, the way in and out of a stretch of time, and the picture as a file.
import { ImageDown, Minus, Plus } from 'lucide-react'
import type { HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import { MenuButton } from '../../layout/MenuButton.tsx'
import type { MenuEntry } from '../../layout/menu.ts'
import { type DisplayZone, useZone } from '../../zone.ts'
import { savePicture } from './export.ts'
import type { Ink } from './ink.ts'
import { type Form, pictureOf } from './picture.ts'
import { type ChartState, zoomed } from './useChart.ts'

interface Props {
  readonly chart: SeriesChart | HeatmapChart
  readonly state: ChartState
  readonly ink: Ink
}

const forms: readonly { readonly value: Form; readonly title: string }[] = [
  { value: 'lines', title: 'Lines' },
  { value: 'points', title: 'Points' },
  { value: 'stacked', title: 'Stacked' },
  { value: 'heatmap', title: 'Heatmap' },
]
const ALL = '\u0000all'

export function ChartBar({ chart, state, ink }: Props) {
  const zone = useZone()
  const { choices, choose } = state
  const whole = choices.window === null
  return (
    <div className="chart-bar">
      <select
        className="field"
        aria-label="Form"
        value={formOf(chart, choices.form)}
        onChange={e => choose({ form: e.target.value as Form })}
      >
        {forms.map(({ value, title }) =>
          value === 'heatmap' && !chart.histogram ? null : (
            <option key={value} value={value}>
              {title}
            </option>
          ),
        )}
      </select>
      <ColumnChoice chart={chart} state={state} />
      {chart.kind === 'series' && choices.form !== 'stacked' && (
        <button
          type="button"
          className="button quiet"
          aria-pressed={choices.log}
          onClick={() => choose({ log: !choices.log })}
        >
          Log
        </button>
      )}
      <span className="spacer" />
      <button type="button" className="button quiet" aria-disabled={whole} onClick={() => choose({ window: null })}>
        All<span className="visually-hidden"> of the time</span>
      </button>
      <Zoom {...{ chart, state }} factor={2} label="Zoom out" disabled={whole} />
      <Zoom {...{ chart, state }} factor={0.5} label="Zoom in" />
      <MenuButton
        className="button quiet icon"
        label="Save the picture"
        align="end"
        entries={() => saving(chart, state, ink, zone)}
      >
        <ImageDown size={16} aria-hidden="true" />
      </MenuButton>
    </div>
  )
}

/** What is no histogram is drawn as lines. */
const formOf = (chart: Props['chart'], form: Form): Form =>
  chart.kind === 'series' && form === 'heatmap' ? 'lines' : form

function ColumnChoice({ chart, state: { choose } }: Omit<Props, 'ink'>) {
  if (chart.offered.length < 2) return null
  const value = chart.columns.length > 1 ? ALL : chart.columns[0]
  return (
    <select
      className="field"
      aria-label="Column"
      value={value}
      onChange={e => choose({ columns: e.target.value === ALL ? chart.offered : [e.target.value] })}
    >
      <option value={ALL}>all columns of numbers</option>
      {chart.offered.map(label => (
        <option key={label}>{label}</option>
      ))}
    </select>
  )
}

interface ZoomProps extends Omit<Props, 'ink'> {
  readonly factor: number
  readonly label: string
  readonly disabled?: boolean
}

function Zoom({ chart, state, factor, label, disabled = false }: ZoomProps) {
  const { whole } = chart
  const window = state.choices.window ?? whole
  const middle = window.from + (window.to - window.from) / 2n
  return (
    <button
      type="button"
      className="button quiet icon"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => state.choose({ window: zoomed(window, whole, middle, factor) })}
    >
      {factor < 1 ? <Plus size={16} aria-hidden="true" /> : <Minus size={16} aria-hidden="true" />}
    </button>
  )
}

function saving(chart: Props['chart'], { choices }: ChartState, ink: Ink, zone: DisplayZone): readonly MenuEntry[] {
  const save = (kind: 'svg' | 'png') => () => {
    const picture = pictureOf(chart, { ...choices, width: 860, height: 380, zone })
    void savePicture(kind, picture, ink)
  }
  return [
    { kind: 'item', id: 'png', title: 'As PNG', run: save('png') },
    { kind: 'item', id: 'svg', title: 'As SVG', run: save('svg') },
  ]
}

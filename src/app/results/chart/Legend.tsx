// The series by name: beside the ends of their lines while they are few, else in a list below that can be narrowed.
import { Search } from 'lucide-react'
import type { SeriesChart } from '../../../workers/protocol.ts'
import { counted, number } from '../../numbers.ts'
import { type Box, placesIn } from './draw.ts'
import { strokeAt } from './ink.ts'
import { apart } from './labels.ts'
import type { Picture } from './picture.ts'
import type { Choices } from './useChart.ts'

export const FEW = 8
const LABEL = 20

interface Props {
  readonly chart: SeriesChart
  readonly choices: Choices
  readonly dark: boolean
  readonly choose: (changes: Partial<Choices>) => void
}

export function DirectLabels({ picture, box, ...props }: Props & { readonly picture: Picture; readonly box: Box }) {
  const places = placesIn(picture, box)
  const floor = box.top + box.height
  const wanted = props.chart.series.map(({ name }) => {
    const curve = picture.curves.find(c => c.name === name)
    const last = curve ? curve.y.findLastIndex((v, i) => !Number.isNaN(v) && curve.x[i] <= picture.x.high) : -1
    if (!curve || last < 0) return { at: floor }
    const value = curve.base ? (curve.y[last] + curve.base[last]) / 2 : curve.y[last]
    return { at: places.y(value) }
  })
  const tops = apart(wanted, LABEL, 0, floor + LABEL)
  return (
    <ul className="chart-labels" aria-label="Series">
      {props.chart.series.map(({ name, place }, i) => (
        <li key={place} style={{ top: tops[i] }}>
          <SeriesButton {...props} name={name} order={i} />
        </li>
      ))}
    </ul>
  )
}

export function Legend(props: Props) {
  const { chart, choices, choose } = props
  const { filter } = choices
  const narrowed = filter.text !== ''
  return (
    <div className="chart-legend">
      {(chart.total > FEW || narrowed) && (
        <div className="chart-filter">
          <select
            className="field"
            aria-label="Key column to filter by"
            value={filter.key ?? ''}
            onChange={e => choose({ filter: { ...filter, key: e.target.value || null } })}
          >
            <option value="">any key column</option>
            {chart.keys.map(key => (
              <option key={key}>{key}</option>
            ))}
          </select>
          <label className="find">
            <Search size={14} aria-hidden="true" />
            <input
              type="search"
              aria-label="Filter series"
              placeholder="Filter series"
              value={filter.text}
              onChange={e => choose({ filter: { ...filter, text: e.target.value } })}
            />
          </label>
          <span className="muted" role="status">
            {chart.total > chart.series.length
              ? `The first ${number(chart.series.length)} of ${counted(chart.total, 'series', 'series')} are drawn.`
              : counted(chart.total, 'series', 'series')}
          </span>
        </div>
      )}
      <ul aria-label="Series">
        {chart.series.map(({ name, place }, order) => (
          <li key={place}>
            <SeriesButton {...props} name={name} order={order} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function SeriesButton({
  name,
  order,
  dark,
  choices,
  choose,
}: Props & { readonly name: string; readonly order: number }) {
  // biome-ignore format: one line
  const hidden = choices.hidden.has(name)
  const toggle = (): void => {
    const next = new Set(choices.hidden)
    if (!next.delete(name)) next.add(name)
    choose({ hidden: next })
  }
  return (
    <button type="button" className="chart-series" aria-pressed={!hidden} title={name} onClick={toggle}>
      <Swatch order={order} dark={dark} />
      <span>{name}</span>
    </button>
  )
}

export function Swatch({ order, dark }: { readonly order: number; readonly dark: boolean }) {
  const { color, dash } = strokeAt(order, dark)
  return (
    <svg width="18" height="8" viewBox="0 0 18 8" aria-hidden="true">
      <line x1="0" y1="4" x2="18" y2="4" stroke={color} strokeWidth="2.5" strokeDasharray={dash.join(' ')} />
    </svg>
  )
}

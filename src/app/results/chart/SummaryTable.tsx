// The picture in words, for who does not see it.
import type { HeatmapChart, SeriesChart } from '../../../workers/protocol.ts'
import { counted, number } from '../../numbers.ts'

export function SummaryTable({ chart }: { readonly chart: SeriesChart | HeatmapChart }) {
  return <div className="visually-hidden">{chart.kind === 'series' ? <OfSeries chart={chart} /> : <OfCells chart={chart} />}</div> // biome-ignore format: one line
}

function OfSeries({ chart }: { readonly chart: SeriesChart }) {
  return (
    <table>
      <caption>The series drawn, with their values in the time shown</caption>
      <thead>
        <tr>
          {['Series', 'Rows', 'Least', 'Greatest', 'Last'].map(head => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {chart.series.map(({ name, place, rows, least, greatest, last }) => (
          <tr key={place}>
            <th scope="row">{name}</th>
            <td>{number(rows)}</td>
            <td>{least || 'none'}</td>
            <td>{greatest || 'none'}</td>
            <td>{last || 'none'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OfCells({ chart: { bounds, counts, edges } }: { readonly chart: HeatmapChart }) {
  const columns = edges.length - 1
  const totals = bounds.map((_, row) => {
    let most = 0
    for (let column = 0; column < columns; column++) {
      const n = counts[column * bounds.length + row]
      if (n > most) most = n
    }
    return { last: counts[(columns - 1) * bounds.length + row], most }
  })
  return (
    <table>
      <caption>{`Histogram buckets over ${counted(columns, 'stretch', 'stretches')} of time`}</caption>
      <thead>
        <tr>
          <th scope="col">Up to</th>
          <th scope="col">Most in one cell</th>
          <th scope="col">In the last</th>
        </tr>
      </thead>
      <tbody>
        {bounds.map((bound, i) => (
          <tr key={bound}>
            <th scope="row">{bound}</th>
            <td>{totals[i].most}</td>
            <td>{Number.isNaN(totals[i].last) ? 'none' : totals[i].last}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

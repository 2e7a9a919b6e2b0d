// A scraped page with the samples scraped before, while a script is watched: the tables of the page now, each with what
// is remembered of its series.
import { type Host, SeriesPointsBuilder } from '../../library/index.ts'
import { cell, columnNamed, type Frame, orderOf, type TableStream, tableCount } from '../../tables/index.ts'
import { compareText, isNull, type Time, type Value } from '../../values/index.ts'

export async function withHistory(
  url: string,
  page: TableStream,
  remember: NonNullable<Host['remember']>,
): Promise<TableStream> {
  const builder = new SeriesPointsBuilder()
  const seriesOf = page.frames.map(frame => new Int32Array(tableCount(frame)))
  const order = orderOf(page)
  for (let i = 0; i < order.length; i += 2) {
    const [f, t] = [order[i], order[i + 1]]
    seriesOf[f][t] = addTable(builder, page.frames[f], t)
  }
  const { offsets, times, bits } = await remember(url, builder.build())
  const values = new Float64Array(bits.buffer, bits.byteOffset, bits.length)
  return { ...page, frames: page.frames.map((frame, f) => longer(frame, seriesOf[f], offsets, times, values)) }
}

/** The rows of a table as samples; returns the number of its series. */
function addTable(builder: SeriesPointsBuilder, frame: Frame, t: number): number {
  const row = frame.offsets[t]
  const textOf = (value: Value): string => (isNull(value) ? '' : String(value))
  const tags = frame.columns
    .filter(c => c.type === 'string' && c.label !== '_measurement' && c.label !== '_field')
    .map(c => [c.label, textOf(cell(c, t, row))] as const)
    .toSorted(([a], [b]) => compareText(a, b))
  const named = (label: string): string => textOf(cell(columnNamed(frame, label)!, t, row))
  const series = builder.seriesOf(named('_measurement'), tags, named('_field'), 'float')
  const [time, value] = [columnNamed(frame, '_time')!, columnNamed(frame, '_value')!]
  for (let at = row; at < frame.offsets[t + 1]; at++)
    builder.addFloat(series, (cell(time, t, at) as Time).ns, cell(value, t, at) as number)
  return series
}

/** The frame with other rows: the labels of a table are the same in all of them. */
function longer(
  frame: Frame,
  seriesOf: Int32Array,
  from: Int32Array,
  times: BigInt64Array,
  values: Float64Array,
): Frame {
  const offsets = new Int32Array(seriesOf.length + 1)
  seriesOf.forEach((s, t) => {
    offsets[t + 1] = offsets[t] + from[s + 1] - from[s]
  })
  const [time, value] = [new BigInt64Array(offsets[seriesOf.length]), new Float64Array(offsets[seriesOf.length])]
  seriesOf.forEach((s, t) => {
    time.set(times.subarray(from[s], from[s + 1]), offsets[t])
    value.set(values.subarray(from[s], from[s + 1]), offsets[t])
  })
  const columns = frame.columns.map(c => {
    if (c.label === '_time') return { label: c.label, type: 'time', extent: 'row', values: time, nulls: null } as const
    if (c.label === '_value')
      return { label: c.label, type: 'float', extent: 'row', values: value, nulls: null } as const
    return c
  })
  return { columns, key: frame.key, offsets }
}

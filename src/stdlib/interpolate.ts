// interpolate: rows where there were none, on straight lines between those there are.
import { packageOf, transform } from '../library/index.ts'
import { columnNamed, columnOf, type Frame, isKey, mapFrames, spread, type TimeColumn } from '../tables/index.ts'
import { addDuration, type Duration, type Fault, fault, Time, utcZone } from '../values/index.ts'
import { truncated } from './date/calendar.ts'
import { refuseTooMany } from './universe/windows.ts'

const found = (what: string): Fault => fault('failed precondition', what)

interface Points {
  readonly times: BigInt64Array
  readonly values: Float64Array
  readonly offsets: Int32Array
}

function pointsOf(frame: Frame): Points {
  for (const { label } of frame.columns)
    if (!isKey(frame, label) && label !== '_time' && label !== '_value')
      throw found(`interpolate.linear requires column "${label}" to be in group key`)
  const [time, value] = ['_time', '_value'].map(label => {
    const column = columnNamed(frame, label)
    if (!column) throw found(`${label} column does not exist`)
    return spread(column, frame.offsets)
  })
  if (value.type !== 'float') throw found(`cannot interpolate ${value.type} values; expected float values`)
  for (let row = 0; row < value.values.length; row++) {
    if (time.nulls?.[row] === 1) throw found('null _time found during linear interpolation')
    if (value.nulls?.[row] === 1) throw found('null _value found during linear interpolation')
  }
  return { times: (time as TimeColumn).values, values: value.values, offsets: frame.offsets }
}

/** The rows of each table, and between two of them a row at every multiple of `every`. */
function filled(
  { times, values, offsets }: Points,
  every: Duration,
): { times: Time[]; values: number[]; ends: number[] } {
  const out = { times: [] as Time[], values: [] as number[], ends: [0] }
  const add = (at: bigint, value: number): void => {
    out.times.push(new Time(at))
    out.values.push(value)
  }
  for (let t = 0; t + 1 < offsets.length; t++) {
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      if (row > offsets[t]) {
        const [x0, x1, y0] = [times[row - 1], times[row], values[row - 1]]
        if (every.months === 0n) refuseTooMany((x1 - x0) / every.ns)
        const slope = (values[row] - y0) / Number(x1 - x0)
        let x = addDuration(truncated(x0, every, utcZone), every)
        for (; x < x1; x = addDuration(x, every)) add(x, y0 + slope * Number(x - x0))
      }
      add(times[row], values[row])
    }
    out.ends.push(out.times.length)
  }
  return out
}

export const interpolate = packageOf('interpolate', 'Rows between rows.', {
  linear: transform(
    '(<-tables: stream[{A with _value: float, _time: time}], every: duration) => stream[{A with _value: float, _time: time}]',
    {
      summary: 'Adds rows at regular times, with values on a straight line between their neighbours.',
      params: {
        tables: 'Tables with `_time` and a float `_value`, in time order; all other columns are in the group key.',
        every: 'The times between rows that are to have one: multiples of this since 1970.',
      },
      examples: [
        `import "interpolate"
import "sampledata"

sampledata.float() |> interpolate.linear(every: 5s)`,
      ],
      prepare({ every }) {
        truncated(0n, every, utcZone)
      },
      run: (tables, { every }) =>
        mapFrames(tables, frame => {
          const { times, values, ends } = filled(pointsOf(frame), every)
          const columns = frame.columns.map(c =>
            isKey(frame, c.label)
              ? c
              : c.label === '_time'
                ? columnOf(c.label, 'time', times)
                : columnOf(c.label, 'float', values),
          )
          return { columns, key: frame.key, offsets: Int32Array.from(ends) }
        }),
    },
  ),
})

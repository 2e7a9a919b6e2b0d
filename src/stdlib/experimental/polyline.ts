// experimental/polyline: fewer rows that draw the same line.
import { packageOf, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  isKey,
  keyColumns,
  mapFrames,
  rowsOf,
  spread,
  type TimeColumn,
  tableCount,
} from '../../tables/index.ts'
import { bareFault, fault } from '../../values/index.ts'
import { floatsOf } from '../universe/aggregates.ts'
import { type Line, mostSignificant, within, withinGrid } from './polyline/simplify.ts'

export const polyline = packageOf('experimental/polyline', 'Makes lines of fewer points.', {
  rdp: transform(
    '(<-tables: stream[A], ?epsilon: float, ?retention: float, ?timeColumn: string, ?valColumn: string) => stream[B] where A: Record, B: Record',
    {
      summary:
        'Leaves out rows that change the line through the values little, by the Ramer-Douglas-Peucker algorithm. What stays has the columns `_time` and `_value`, and those of the group key.',
      params: {
        tables: 'Tables in time order. Rows without a time go; a null value counts as 0.',
        valColumn: 'The column with the numbers; `_value` by default.',
        timeColumn: 'The column with the times; `_time` by default.',
        epsilon: 'How far a row has to be from the line to stay. Time counts in nanoseconds.',
        retention: 'How many per cent of the rows stay. Without this and `epsilon` the rows themselves decide.',
      },
      defaults: { valColumn: '_value', timeColumn: '_time' },
      differs: 'A time column of another type is told; the engine crashes.',
      examples: [
        `import "experimental/polyline"
import "sampledata"

sampledata.float() |> polyline.rdp(retention: 50.0)`,
      ],
      twins: 'Rdp ',
      prepare({ epsilon, retention }) {
        if (epsilon !== undefined && epsilon <= 0) throw fault('invalid', 'Epsilon values need to be greater than 0.0')
        if (retention !== undefined && (retention <= 0 || retention >= 100))
          throw fault('invalid', 'Retention percentage should be between 0.0 and 100.0')
      },
      run: (tables, { timeColumn, valColumn, epsilon, retention }) =>
        mapFrames(tables, frame => {
          const times = timesOf(frame, timeColumn)
          const values = numbersOf(frame, valColumn)
          return simplified(frame, times, values, line => marks(line, epsilon, retention))
        }),
    },
  ),
})

function timesOf(frame: Frame, label: string): TimeColumn {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `cannot find time column ${label}`)
  if (column.type !== 'time')
    throw fault('failed precondition', `time column ${label} must be of type time, got ${column.type}`)
  return spread(column, frame.offsets) as TimeColumn
}

function numbersOf(frame: Frame, label: string): Float64Array {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `cannot find column ${label}`)
  const floats = floatsOf(spread(column, frame.offsets))
  if (!floats) throw fault('failed precondition', `rdp can work only on numerical types, got ${column.type}`)
  return floats
}

function marks(line: Line, epsilon: number | undefined, retention: number | undefined): Uint8Array {
  if (epsilon !== undefined && retention !== undefined)
    throw fault('invalid', 'Please provide either epsilon or retention rate and not both')
  if (epsilon !== undefined) return within(line, epsilon)
  if (retention === undefined) return withinGrid(line)
  const keep = Math.floor((retention / 100) * line.x.length)
  if (keep >= 1) return mostSignificant(line, keep)
  throw fault('invalid', 'The number of points to retain is less than 1. Please consider increasing the retention rate')
}

/** Times come out as the floats they were computed with, which is to about a quarter of a microsecond. */
function simplified(frame: Frame, times: TimeColumn, values: Float64Array, keep: (line: Line) => Uint8Array): Frame {
  for (const label of ['_time', '_value'])
    if (isKey(frame, label)) throw bareFault('invalid', `table builder already has column with label ${label}`)
  const offsets = new Int32Array(frame.offsets.length)
  const [x, y]: [number[], number[]] = [[], []]
  for (let t = 0; t < tableCount(frame); t++) {
    const line = lineOf(frame.offsets[t], rowsOf(frame, t), times, values)
    keep(line).forEach((mark, i) => {
      if (mark === 0) return
      x.push(line.x[i])
      y.push(line.y[i])
    })
    offsets[t + 1] = x.length
  }
  const time: Column = {
    label: '_time',
    type: 'time',
    extent: 'row',
    nulls: null,
    values: BigInt64Array.from(x, BigInt),
  }
  const value: Column = { label: '_value', type: 'float', extent: 'row', nulls: null, values: Float64Array.from(y) }
  return { columns: [...keyColumns(frame), time, value], key: frame.key, offsets }
}

function lineOf(from: number, rows: number, { values: times, nulls }: TimeColumn, values: Float64Array): Line {
  const at = Array.from({ length: rows }, (_, i) => from + i).filter(row => nulls === null || nulls[row] === 0)
  return { x: Float64Array.from(at, row => Number(times[row])), y: Float64Array.from(at, row => values[row]) }
}

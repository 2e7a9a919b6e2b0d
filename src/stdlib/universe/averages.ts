// Means that move along the rows of a table: over the last rows, or over a span of time.
import { composed, transform } from '../../library/index.ts'
import { columnNamed, type Frame, isKey, mapFrames, withColumn } from '../../tables/index.ts'
import { type FunctionValue, fault } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'
import { keepLater, laterOrLast, replaced, type Series } from './series.ts'

export const movingAverage = transform(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[{B with _value: float}] where A: Numeric',
  {
    summary: 'The mean of each row and the rows before it, n in all.',
    params: { tables: 'Tables in order, with numbers in the column `_value`.', n: 'How many rows.' },
    order: 'arrival',
    differs: 'With fewer rows than n there is one table with one row; the engine adds an empty table of the same key.',
    examples: [
      `import "sampledata"

sampledata.int() |> movingAverage(n: 2)`,
    ],
    prepare({ n }) {
      if (n <= 0n) throw fault('invalid', `cannot take moving average with a period of ${n} (must be greater than 0)`)
    },
    run: (tables, { n }) =>
      mapFrames(tables, frame => {
        const later = laterOrLast(Number(n) - 1)
        // what is the same in every row of a table is its own mean
        if (isKey(frame, '_value')) return keepLater(asFloats(frame, '_value'), later)
        return replaced(frame, '_value', later, 'moving average', series => windowMeans(series, Number(n)))
      }),
  },
)

function asFloats(frame: Frame, label: string): Frame {
  const column = columnNamed(frame, label)!
  const values = floatsOf(column)
  if (!values) throw fault('failed precondition', `cannot take moving average of column ${label} (type ${column.type})`)
  return withColumn(frame, { ...column, type: 'float', values })
}

/**
 * As below, where every row has a value. The ring begins anew at every multiple of its width: a sum takes first the rows
 * since then, which goes on from row to row, then the older ones.
 */
function ringMeans(values: Float64Array, width: number, means: Float64Array): void {
  let since = 0
  for (let row = 0; row + 1 < width; row++) since += values[row]
  for (let to = 0; to < means.length; to++) {
    const last = to + width - 1
    const turn = last - (last % width)
    since = (turn === last ? 0 : since) + values[last]
    let sum = since
    for (let i = to; i < turn; i++) sum += values[i]
    means[to] = sum / width
  }
}

/** The n last rows lie in a ring, and are summed in its order as in the reference: the rounding is part of the answer. */
function windowMeans({ values, nulls }: Series, n: number): Series {
  const width = Math.min(n, values.length)
  const size = values.length - width + Math.min(width, 1)
  const means = new Float64Array(size)
  if (nulls === null) {
    ringMeans(values, width, means)
    return { values: means, nulls: null }
  }
  const missing = new Uint8Array(size)
  const ring = new Float64Array(width)
  const filled = new Uint8Array(width)
  for (let i = 0; i < values.length; i++) {
    const at = i % width
    ring[at] = values[i]
    filled[at] = 1 - nulls[i]
    const to = i - width + 1
    if (to < 0) continue
    let [sum, count] = [0, 0]
    for (let j = 0; j < width; j++)
      if (filled[j] === 1) {
        sum += ring[j]
        count++
      }
    if (count === 0) missing[to] = 1
    else means[to] = sum / count
  }
  return { values: means, nulls: missing }
}

export const timedMovingAverage = composed(
  '(<-tables: stream[A], every: duration, period: duration, ?column: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'The mean of a span of time, moved on at equal distances.',
    params: {
      tables: 'Tables with bounds: a `range` comes before.',
      every: 'How far the span moves.',
      period: 'How long the span is.',
      column: 'The column to average.',
    },
    defaults: { column: '_value' },
    examples: [
      `import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> timedMovingAverage(every: 20s, period: 40s)`,
    ],
    build({ tables, every, period, column }, context) {
      const member = (name: string): FunctionValue => context.member('universe', name) as FunctionValue
      // the reference takes windows of means put back together for what they are
      const args = { tables, every, period, column, fn: member('mean'), createEmpty: false }
      return context.call(member('aggregateWindow'), args)
    },
  },
)

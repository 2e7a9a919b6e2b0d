// Moving averages and the indicators made of them. Nulls are passed over as the reference does.
import { composed, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  columnOf,
  type Frame,
  gather,
  isKey,
  mapFrames,
  mergeEqualKeys,
  spread,
  type TableStream,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { type FunctionValue, fault, nullOf, type Value } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'

const tables = { tables: 'Tables in order, with numbers in the column `_value`.' }

/** Rows kept, and the value of each. */
interface Averaged {
  readonly rows: readonly number[]
  readonly values: readonly (number | null)[]
}

/** The frame with `_value` replaced row by row, table by table. */
function averaged(
  frame: Frame,
  compute: (values: Float64Array, nulls: Uint8Array | null, from: number, to: number) => Averaged,
  refusal: string,
): Frame {
  const column = columnNamed(frame, '_value')
  if (!column) throw fault('failed precondition', 'cannot find _value column')
  const rows = spread(column, frame.offsets)
  const values = isKey(frame, '_value') ? null : floatsOf(rows)
  if (!values) throw fault('failed precondition', `cannot take ${refusal} of column _value (type ${column.type})`)
  const offsets = new Int32Array(frame.offsets.length)
  const kept: number[] = []
  const results: Value[] = []
  for (let t = 0; t < tableCount(frame); t++) {
    const part = compute(values, rows.nulls, frame.offsets[t], frame.offsets[t + 1])
    part.rows.forEach((row, i) => {
      kept.push(row)
      results.push(part.values[i] ?? nullOf('float'))
    })
    offsets[t + 1] = kept.length
  }
  const slots = Int32Array.from(kept)
  const columns = frame.columns.map(
    (c): Column =>
      c.label === '_value' ? columnOf('_value', 'float', results) : c.extent === 'row' ? gather(c, slots) : c,
  )
  return { ...frame, columns, offsets }
}

export const movingAverage = transform(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[{B with _value: float}] where A: Numeric',
  {
    summary: 'The mean of each row and the rows before it, n in all.',
    params: { ...tables, n: 'How many rows.' },
    order: 'arrival',
    differs: 'With fewer rows than n there is one table with one row; the engine adds an empty table of the same key.',
    examples: [
      `import "sampledata"

sampledata.int() |> movingAverage(n: 2)`,
    ],
    prepare({ n }) {
      if (n <= 0n) throw fault('invalid', `cannot take moving average with a period of ${n} (must be greater than 0)`)
    },
    run: (t, { n }) =>
      mapFrames(t, frame =>
        averaged(frame, (values, nulls, from, to) => windowMeans(values, nulls, from, to, Number(n)), 'moving average'),
      ),
  },
)

/** The n last rows lie in a ring, and are summed in its order as in the reference: the rounding is part of the answer. */
function windowMeans(values: Float64Array, nulls: Uint8Array | null, from: number, to: number, n: number): Averaged {
  const rows: number[] = []
  const means: (number | null)[] = []
  const ring = new Float64Array(n)
  const filled = new Uint8Array(n)
  for (let row = from; row < to; row++) {
    const at = (row - from) % n
    ring[at] = values[row]
    filled[at] = 1 - (nulls === null ? 0 : nulls[row])
    if (row - from + 1 < n && row + 1 < to) continue
    let [sum, count] = [0, 0]
    for (let i = 0; i < n; i++)
      if (filled[i] === 1) {
        sum += ring[i]
        count++
      }
    rows.push(row)
    means.push(count === 0 ? null : sum / count)
  }
  return { rows, values: means }
}

export const exponentialMovingAverage = transform(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[{B with _value: A}] where A: Numeric',
  {
    summary: 'A mean in which later rows weigh more; the first is the plain mean of n rows.',
    params: { ...tables, n: 'How many rows the first mean takes.' },
    examples: [
      `import "sampledata"

sampledata.float() |> exponentialMovingAverage(n: 2)`,
    ],
    run(t, { n }) {
      if (n <= 0n) throw fault('invalid', `cannot take moving average with a period of ${n} (must be greater than 0)`)
      return mapFrames(t, frame =>
        averaged(
          frame,
          (values, nulls, from, to) => exponential(values, nulls, from, to, Number(n)),
          'exponential moving average',
        ),
      )
    },
  },
)

function exponential(values: Float64Array, nulls: Uint8Array | null, from: number, to: number, n: number): Averaged {
  const rows: number[] = []
  const out: number[] = []
  const k = 2 / (n + 1)
  let [sum, count, seen, average] = [0, 0, 0, 0]
  for (let row = from; row < to; row++) {
    seen++
    const isNull = nulls?.[row] === 1
    if (seen <= n) {
      if (!isNull) {
        sum += values[row]
        count++
      }
      average = sum / count
      if (seen < n) continue
    } else if (!isNull) average = values[row] * k + average * (1 - k)
    rows.push(row)
    out.push(average)
  }
  if (seen > 0 && seen < n) return { rows: [to - 1], values: [sum / count] }
  return { rows, values: out }
}

export const doubleEMA = composed(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[C] where A: Numeric, C: Record',
  {
    summary: 'A moving average with less lag: twice the exponential one, less the exponential one of that.',
    params: { ...tables, n: 'How many rows each average takes.' },
    examples: [
      `import "sampledata"

sampledata.float() |> doubleEMA(n: 2)`,
    ],
    build: ({ tables: t, n }, context) =>
      context.stream({
        inputs: [t],
        kind: 'pure',
        flushes: 'yes',
        run: ([s]) => layered(s, n, ([e1, e2]) => 2 * e1 - e2, 2),
      }),
  },
)

export const tripleEMA = composed(
  '(<-tables: stream[{B with _value: A}], n: int) => stream[C] where A: Numeric, C: Record',
  {
    summary: 'A moving average with still less lag, out of three exponential ones.',
    params: { ...tables, n: 'How many rows each average takes.' },
    examples: [
      `import "sampledata"

sampledata.float() |> tripleEMA(n: 2)`,
    ],
    build: ({ tables: t, n }, context) =>
      context.stream({
        inputs: [t],
        kind: 'pure',
        flushes: 'yes',
        run: ([s]) => layered(s, n, ([e1, e2, e3]) => 3 * e1 - 3 * e2 + e3, 3),
      }),
  },
)

/** Averages of averages, combined row by row: each layer keeps only the rows it has a value for. */
function layered(
  stream: TableStream,
  n: bigint,
  combine: (layers: readonly number[]) => number,
  depth: number,
): TableStream {
  if (n <= 0n) throw fault('invalid', `cannot take moving average with a period of ${n} (must be greater than 0)`)
  let current = stream
  for (let d = 1; d <= depth; d++) {
    current = mapFrames(current, frame => {
      const layer = averaged(
        frame,
        (values, nulls, from, to) => exponential(values, nulls, from, to, Number(n)),
        'exponential moving average',
      )
      return withColumn(layer, { ...columnNamed(layer, '_value')!, label: `__ema${d}` })
    })
  }
  return mergeEqualKeys(
    mapFrames(current, frame => {
      const layers = Array.from(
        { length: depth },
        (_, d) => columnNamed(frame, `__ema${d + 1}`)!.values as Float64Array,
      )
      const values = layers[0].map((_, row) => combine(layers.map(l => l[row])))
      const done = withColumn(frame, columnOf('_value', 'float', values))
      return { ...done, columns: done.columns.filter(c => !c.label.startsWith('__ema')) }
    }),
  )
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
    build({ tables: t, every, period, column }, context) {
      const call = (name: string, args: Record<string, Value>): Value =>
        context.call(context.member('universe', name) as FunctionValue, args)
      const means = call('mean', { tables: call('window', { tables: t, every, period }), column })
      return call('window', {
        tables: call('duplicate', { tables: means, column: '_stop', as: '_time' }),
        every: context.member('universe', 'inf'),
      })
    },
  },
)

// Indicators of how strongly and how steadily a series moves: sums of its rises and falls, and averages made of them.
import { composed, refuseTwins, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  dropEmpty,
  type FloatColumn,
  type Frame,
  isKey,
  mapFrames,
  sortByKey,
  spread,
  type TableStream,
  trimNulls,
} from '../../tables/index.ts'
import { type FaultCode, fault } from '../../values/index.ts'
import { computed, isNumeric, keepLater, laterOrLast, type Series, withSeries } from './series.ts'

const tables = 'Tables in order.'

/** The frame with some columns computed over the rows that stay; columns it lacks are passed over. */
function indicated(
  frame: Frame,
  labels: readonly string[],
  kept: Frame,
  refusal: { readonly title: string; readonly code: FaultCode },
  compute: (column: Column, offsets: Int32Array) => FloatColumn,
): Frame {
  return labels.reduce((current, label) => {
    const column = columnNamed(frame, label)
    if (!column) return current
    if (!isNumeric(column) || isKey(frame, label))
      throw fault(refusal.code, `cannot take ${refusal.title} of column ${label} (type ${column.type})`)
    return withSeries(current, compute(column, kept.offsets))
  }, kept)
}

const afterFirst =
  (n: number) =>
  (size: number): number =>
    Math.max(0, size - n)

/** A period of no rows would divide by nothing; the reference dies of it. */
function period(n: bigint, title: string): number {
  if (n <= 0n) throw fault('invalid', `cannot take ${title} with a period of ${n} (must be greater than 0)`)
  return Number(n)
}

export const chandeMomentumOscillator = transform(
  '(<-tables: stream[A], n: int, ?columns: [string]) => stream[B] where A: Record, B: Record',
  {
    summary: 'Which way a series moves: 100 where the last n changes were all rises, -100 where all were falls.',
    params: {
      tables,
      n: 'How many changes are looked at; that many rows at the start of a table go.',
      columns: 'Columns to compute; those a table lacks are passed over.',
    },
    defaults: { columns: ['_value'] },
    differs: 'A period below 1 is an error; the engine dies.',
    examples: [
      `import "sampledata"

sampledata.float() |> chandeMomentumOscillator(n: 2)`,
    ],
    run: (stream, { n, columns }) => oscillations(stream, n, columns),
  },
)

function oscillations(stream: TableStream, n: bigint, columns: readonly string[]): TableStream {
  const title = 'chande momentum oscillator'
  const rows = period(n, title)
  refuseTwins(stream, `${title} `)
  return mapFrames(stream, frame =>
    indicated(frame, columns, keepLater(frame, afterFirst(rows)), { title, code: 'invalid' }, (column, offsets) =>
      oscillation(spread(column, frame.offsets), frame.offsets, offsets, rows),
    ),
  )
}

function oscillation(column: Column, from: Int32Array, to: Int32Array, n: number): FloatColumn {
  const change = changesOf(column)
  const values = new Float64Array(to[to.length - 1])
  for (let t = 0; t + 1 < from.length; t++) {
    const sums = new Movement()
    for (let row = from[t]; row < from[t + 1]; row++) {
      sums.add(row === from[t] ? 0 : change(row))
      if (row - from[t] < n) continue
      values[to[t] + row - from[t] - n] = sums.oscillation()
      sums.remove(change(row - n + 1))
    }
  }
  return { label: column.label, type: 'float', extent: 'row', values, nulls: null }
}

/** The change from the row before: of integers at 64 bits, as the reference takes it; a null counts as zero. */
function changesOf(column: Column): (row: number) => number {
  if (column.type === 'int') {
    const { values } = column
    return row => Number(BigInt.asIntN(64, values[row] - values[row - 1]))
  }
  if (column.type === 'uint') {
    const { values } = column
    return row => Number(BigInt.asUintN(64, values[row] - values[row - 1]))
  }
  const values = column.values as Float64Array
  return row => values[row] - values[row - 1]
}

/** The rises and the falls of a span of rows. */
class Movement {
  private up = 0
  private down = 0

  add(change: number): void {
    if (change > 0) this.up += change
    else if (change < 0) this.down -= change
  }
  remove(change: number): void {
    if (change > 0) this.up -= change
    else this.down += change
  }
  oscillation(): number {
    return (100 * (this.up - this.down)) / (this.up + this.down)
  }
}

export const kaufmansER = composed(
  '(<-tables: stream[A], n: int) => stream[{B with _value: float, _value: float}] where A: Record',
  {
    summary: 'How straight a series moves: 1 where the last n changes had one direction, 0 where they cancel out.',
    params: { tables, n: 'How many changes are looked at; that many rows at the start of a table go.' },
    examples: [
      `import "sampledata"

sampledata.float() |> kaufmansER(n: 2)`,
    ],
    build: ({ tables: stream, n }, context) =>
      context.stream({
        inputs: [stream],
        kind: 'pure',
        flushes: 'yes',
        run: ([s]) => sortByKey(dropEmpty(mapFrames(oscillations(s, n, ['_value']), efficiency))),
      }),
  },
)

function efficiency(frame: Frame): Frame {
  const column = columnNamed(frame, '_value') as FloatColumn | undefined
  return column ? withSeries(frame, { ...column, values: column.values.map(v => Math.abs(v) / 100) }) : frame
}

export const kaufmansAMA = transform(
  '(<-tables: stream[A], n: int, ?column: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'A mean that follows a series closely where it moves straight, and hardly where it goes to and fro.',
    params: {
      tables,
      n: 'How many changes are looked at; that many rows at the start of a table go.',
      column: 'The column to compute; a table that lacks it only loses its first rows.',
    },
    defaults: { column: '_value' },
    examples: [
      `import "sampledata"

sampledata.float() |> kaufmansAMA(n: 2)`,
    ],
    run(stream, { n, column: label }) {
      refuseTwins(stream, 'KAMA ')
      const rows = period(n, 'KaufmansAMA')
      return mapFrames(stream, frame =>
        indicated(
          frame,
          [label],
          keepLater(frame, afterFirst(rows)),
          { title: 'KAMA', code: 'failed precondition' },
          (column, offsets) => computed(column, frame, offsets, series => adaptive(series, rows)),
        ),
      )
    },
  },
)

/** Weights of averages over 30 and over 2 rows: 2 / 31, and how much more 2 / 3 is. */
const SLOWEST = 2 / 31
const SPAN = 56 / 93

/** A null counts as zero, as in the reference. */
function adaptive({ values }: Series, n: number): Series {
  const out = new Float64Array(Math.max(0, values.length - n))
  const changes = new Float64Array(n)
  const sums = new Movement()
  let [previous, average] = [values[0], 0]
  for (let i = 0; i < values.length; i++) {
    const change = values[i] - previous
    sums.add(change)
    if (i >= n) {
      if (i === n) average = previous
      const straightness = Math.abs(sums.oscillation()) / 100
      const rate = straightness * SPAN + SLOWEST
      average += rate * rate * (values[i] - average)
      out[i - n] = average
      sums.remove(changes[(i + 1) % n])
    }
    changes[i % n] = change
    previous = values[i]
  }
  return { values: out, nulls: null }
}

export const relativeStrengthIndex = transform(
  '(<-tables: stream[A], n: int, ?columns: [string]) => stream[B] where A: Record, B: Record',
  {
    summary: 'The share of rises in the movement of a series, from 0 to 100, averaged over about n rows.',
    params: {
      tables,
      n: 'Over how many rows; that many at the start of a table go.',
      columns: 'Columns to compute; those a table lacks are passed over.',
    },
    defaults: { columns: ['_value'] },
    differs: 'A period below 1 is an error; the engine dies. A table without rows stays without.',
    examples: [
      `import "sampledata"

sampledata.float() |> relativeStrengthIndex(n: 2)`,
    ],
    run(stream, { n, columns }) {
      const title = 'relative strength index'
      const rows = period(n, title)
      refuseTwins(stream, 'moving average ')
      return mapFrames(stream, frame =>
        indicated(
          frame,
          columns,
          keepLater(frame, laterOrLast(rows)),
          { title, code: 'failed precondition' },
          (column, offsets) => computed(column, frame, offsets, series => strength(series, rows)),
        ),
      )
    },
  },
)

/** The first value counts as a change from zero. A table shorter than the period has the plain averages so far. */
function strength({ values, nulls }: Series, n: number): Series {
  const [rises, falls] = [new SmoothedMean(n), new SmoothedMean(n)]
  const out = new Float64Array(Math.max(1, values.length - n))
  const missing = new Uint8Array(out.length)
  let [last, some] = [0, false]
  for (let i = 0; i < values.length; i++) {
    if (nulls !== null && nulls[i] === 1) {
      rises.skip()
      falls.skip()
    } else {
      const change = values[i] - last
      rises.add(change > 0 ? change : 0)
      falls.add(change < 0 ? -change : 0)
      last = values[i]
      some = true
    }
    if (i < n) continue
    if (some) out[i - n] = 100 - 100 / (1 + rises.value / falls.value)
    else missing[i - n] = 1
  }
  if (values.length <= n) out[0] = 100 - 100 / (1 + rises.value / falls.value)
  return { values: out, nulls: trimNulls(missing) }
}

/** A plain mean of the first n numbers, then one in which each new number weighs an n-th. */
class SmoothedMean {
  value = 0
  private count = 0
  private seen = 0

  constructor(private readonly n: number) {}

  add(v: number): void {
    if (this.count === 0) this.value = v
    else if (this.seen < this.n) this.value = (this.value * this.count + v) / (this.count + 1)
    else this.value = v * (1 / this.n) + this.value * (1 - 1 / this.n)
    if (this.count < this.n) this.count++
    this.seen++
  }
  skip(): void {
    this.seen++
  }
}

// Members that compare a row with the one before: derivative, difference.
import { transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  isKey,
  mapFrames,
  rowCount,
  selectRows,
  spread,
  type TimeColumn,
  tableCount,
} from '../../tables/index.ts'
import { averageNanoseconds, Duration, fault } from '../../values/index.ts'
import { floatsOf } from './aggregates.ts'

const SECOND = new Duration(0n, 1_000_000_000n)

export const derivative = transform(
  '(<-tables: stream[A], ?columns: [string], ?initialZero: bool, ?nonNegative: bool, ?timeColumn: string, ?unit: duration) => stream[B] where A: Record, B: Record',
  {
    summary: 'The rate of change between neighbouring rows, per unit of time.',
    params: {
      tables: 'Tables in time order.',
      columns: 'Columns to compute.',
      initialZero: 'After a drop, the rate counts from zero; only with `nonNegative`.',
      nonNegative: 'A drop gives null instead of a negative rate.',
      timeColumn: 'The column that says when a row was.',
      unit: 'The time the rate is given for.',
    },
    defaults: { columns: ['_value'], initialZero: false, nonNegative: false, timeColumn: '_time', unit: SECOND },
    order: 'arrival',
    alwaysNamed: true,
    examples: [
      `import "sampledata"

sampledata.int() |> derivative(unit: 10s)`,
    ],
    run: (tables, args) => mapFrames(tables, frame => derive(frame, args)),
  },
)

interface DerivativeArguments {
  readonly columns: readonly string[]
  readonly initialZero: boolean
  readonly nonNegative: boolean
  readonly timeColumn: string
  readonly unit: Duration
}

function derive(frame: Frame, args: DerivativeArguments): Frame {
  const time = timesOf(frame, args.timeColumn)
  for (const c of frame.columns)
    if (args.columns.includes(c.label) && !['int', 'uint', 'float'].includes(c.type))
      throw fault('failed precondition', `unsupported derivative column type ${c.label}:${c.type}`)
  const { rows, offsets, times } = rowsInTime(frame, time)
  const kept = selectRows(frame, afterFirst(rows, offsets), fewerByOne(offsets))
  const columns = kept.columns.map(c => {
    if (!args.columns.includes(c.label)) return c
    if (isKey(frame, c.label)) return c
    const source = spread(columnNamed(frame, c.label)!, frame.offsets)
    return rates(c.label, floatsOf(source)!, source.nulls, { rows, offsets, times }, args)
  })
  return { ...kept, columns }
}

interface TimedRows {
  readonly rows: Int32Array
  readonly offsets: Int32Array
  readonly times: BigInt64Array
}

function timesOf(frame: Frame, label: string): TimeColumn {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `no column "${label}" exists`)
  if (column.type !== 'time')
    throw fault('failed precondition', `time column "${label}" is type ${column.type} and not time`)
  return spread(column, frame.offsets) as TimeColumn
}

/** The rows of each table, of those with one time only the first. */
function rowsInTime(frame: Frame, { values, nulls }: TimeColumn): TimedRows {
  const rows = new Int32Array(values.length)
  const offsets = new Int32Array(frame.offsets.length)
  let count = 0
  for (let t = 0; t + 1 < offsets.length; t++) {
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      if (nulls !== null && nulls[row] === 1)
        throw fault('failed precondition', 'derivative found null time in time column')
      const first = row === frame.offsets[t]
      if (!first && values[row] < values[row - 1])
        throw fault('failed precondition', 'derivative found out-of-order times in time column')
      if (first || values[row] !== values[row - 1]) rows[count++] = row
    }
    offsets[t + 1] = count
  }
  return { rows: rows.subarray(0, count), offsets, times: values }
}

function afterFirst(rows: Int32Array, offsets: Int32Array): Int32Array {
  const out = new Int32Array(rows.length)
  let count = 0
  for (let t = 0; t + 1 < offsets.length; t++)
    for (let i = offsets[t] + 1; i < offsets[t + 1]; i++) out[count++] = rows[i]
  return out.subarray(0, count)
}

function fewerByOne(offsets: Int32Array): Int32Array {
  const out = new Int32Array(offsets.length)
  for (let t = 0; t + 1 < offsets.length; t++) out[t + 1] = out[t] + Math.max(0, offsets[t + 1] - offsets[t] - 1)
  return out
}

function rates(
  label: string,
  values: Float64Array,
  nulls: Uint8Array | null,
  { rows, offsets, times }: TimedRows,
  { unit, nonNegative, initialZero }: DerivativeArguments,
): Column {
  const size = rows.length
  const out = new Float64Array(size)
  const missing = new Uint8Array(size)
  const per = Number(averageNanoseconds(unit))
  const halves = new Int32Array(times.buffer, times.byteOffset, 2 * times.length)
  let at = 0
  for (let t = 0; t + 1 < offsets.length; t++) {
    let previous = -1
    for (let i = offsets[t]; i < offsets[t + 1]; i++) {
      const row = rows[i]
      const isNull = nulls !== null && nulls[row] === 1
      if (i > offsets[t]) {
        let missed = 1
        if (!isNull && previous >= 0) {
          const elapsed = nanosecondsBetween(halves, previous, row) / per
          const change = values[row] - values[previous]
          missed = 0
          if (!(nonNegative && change < 0)) out[at] = change / elapsed
          else if (initialZero) out[at] = 0
          else missed = 1
        }
        missing[at] = missed
        at++
      }
      if (!isNull) previous = row
    }
  }
  return {
    label,
    type: 'float',
    extent: 'row',
    values: out.slice(0, at),
    nulls: missing.subarray(0, at).includes(1) ? missing.slice(0, at) : null,
  }
}

/** Of two times as low and high halves; rounded where a float has to. */
function nanosecondsBetween(halves: Int32Array, from: number, to: number): number {
  const high = halves[2 * to + 1] - halves[2 * from + 1]
  return high * 4_294_967_296 + ((halves[2 * to] >>> 0) - (halves[2 * from] >>> 0))
}

export const difference = transform(
  '(<-tables: stream[A], ?columns: [string], ?initialZero: bool, ?keepFirst: bool, ?nonNegative: bool) => stream[B] where A: Record, B: Record',
  {
    summary: 'The change between neighbouring rows.',
    params: {
      tables: 'Tables in order.',
      columns: 'Columns to compute; those a table lacks are passed over.',
      initialZero:
        'After a drop, the change counts from zero; only with `nonNegative`. With `keepFirst` the first change is zero.',
      keepFirst: 'Keeps the first row, with null.',
      nonNegative: 'A drop gives null instead of a negative change.',
    },
    defaults: { columns: ['_value'], initialZero: false, keepFirst: false, nonNegative: false },
    twins: 'difference ',
    examples: [
      `import "sampledata"

sampledata.int() |> difference()`,
    ],
    run: (tables, args) => mapFrames(tables, frame => differences(frame, args)),
  },
)

interface DifferenceArguments {
  readonly columns: readonly string[]
  readonly initialZero: boolean
  readonly keepFirst: boolean
  readonly nonNegative: boolean
}

function differences(frame: Frame, args: DifferenceArguments): Frame {
  for (const c of frame.columns) if (args.columns.includes(c.label)) refuseOthers(c)
  const all = new Int32Array(rowCount(frame)).map((_, i) => i)
  const rows = args.keepFirst ? all : afterFirst(all, frame.offsets)
  const offsets = args.keepFirst ? frame.offsets : fewerByOne(frame.offsets)
  const kept = selectRows(frame, rows, offsets)
  const columns = kept.columns.map(c => {
    if (!args.columns.includes(c.label) || isKey(frame, c.label)) return c
    return gather(changes(spread(columnNamed(frame, c.label)!, frame.offsets), frame, args), rows)
  })
  return { ...kept, columns }
}

function refuseOthers({ label, type }: Column): void {
  if (type === 'time')
    throw fault('failed precondition', 'difference does not support time columns. Try the elapsed function')
  if (type === 'string' || type === 'bool')
    throw fault('invalid', `difference does not support column "${label}" of type "${type}"`)
}

/** For every row the change since the last row that was not null. */
function changes(column: Column, frame: Frame, args: DifferenceArguments): Column {
  const { label, type, nulls } = column
  if (type === 'float') {
    const out = new Float64Array(column.values.length)
    const missing = walk(
      frame,
      nulls,
      args,
      (row, from) => (out[row] = column.values[row] - (from < 0 ? 0 : column.values[from])) < 0,
    )
    if (missing) for (let row = 0; row < out.length; row++) if (missing[row] === 1) out[row] = 0
    return { label, type: 'float', extent: 'row', values: out, nulls: missing }
  }
  if (type === 'int' || type === 'uint') {
    const [values, out] = [column.values, new BigInt64Array(column.values.length)]
    const missing = walk(
      frame,
      nulls,
      args,
      (row, from) => (out[row] = BigInt.asIntN(64, values[row] - (from < 0 ? 0n : values[from]))) < 0n,
    )
    if (missing) for (let row = 0; row < out.length; row++) if (missing[row] === 1) out[row] = 0n
    return { label, type: 'int', extent: 'row', values: out, nulls: missing }
  }
  throw new Error(`a difference of ${type}`)
}

/** Visits rows with the row before that has a value; `change` writes the difference and tells whether it is a drop. */
function walk(
  frame: Frame,
  nulls: Uint8Array | null,
  { nonNegative, initialZero, keepFirst }: DifferenceArguments,
  change: (row: number, from: number) => boolean,
): Uint8Array | null {
  const missing = new Uint8Array(rowCount(frame))
  for (let t = 0; t < tableCount(frame); t++) {
    let previous = -1
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      if (nulls !== null && nulls[row] === 1) {
        missing[row] = 1
        continue
      }
      if (previous < 0) missing[row] = initialZero && keepFirst ? 0 : 1
      else if (change(row, previous) && nonNegative) missing[row] = initialZero && !change(row, -1) ? 0 : 1
      previous = row
    }
  }
  return missing.includes(1) ? missing : null
}

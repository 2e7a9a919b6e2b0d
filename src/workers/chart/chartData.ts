// A result as series: each table's rows in the order of time, once for every column that goes up the side. What had to
// be put in order or turned into numbers is kept for the next question about the same columns.
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  isNullAt,
  kindOf,
  orderOf,
  spread,
  type TableStream,
} from '../../tables/index.ts'
import type { ChartWindow, NoChart } from './shapes.ts'
import type { TimedRows } from './thin.ts'

export interface Series extends TimedRows {
  readonly column: Column
  readonly timeColumn: Column
  /** Its rows among `times`. */
  readonly from: number
  readonly to: number
  /** Where a row of `times` is among the frame's; null where they are the same. */
  readonly slots: Int32Array | null
  /** The values of the group key, by label. */
  readonly key: ReadonlyMap<string, string>
}

export interface ChartData {
  readonly time: string
  /** Every column of numbers that is no key. */
  readonly offered: readonly string[]
  readonly columns: readonly string[]
  /** Key columns in which the series differ, in the order of the keys. */
  readonly keys: readonly string[]
  readonly measured: readonly string[]
  readonly series: readonly Series[]
  readonly whole: ChartWindow
  /** Rows that have no time. */
  readonly timeless: number
}

/** The times there may be, the first that a frame has is taken. */
const TIME_LABELS = ['_time', '_stop', '_start']

export function chartDataOf(stream: TableStream, wanted: readonly string[] | null): ChartData | NoChart {
  const tables = stream.frames.filter(f => f.offsets.at(-1)! > 0)
  if (tables.length === 0) return none('All tables of this result are empty.', 'A chart needs at least one row.')
  const time = timeLabel(tables)
  if (time === null) return none(...withoutTime(tables))
  const offered = [...new Set(tables.filter(f => isTime(f, time)).flatMap(numbersOf))]
  if (offered.length === 0) return none(...withoutNumbers(tables))
  const known = wanted?.filter(label => offered.includes(label)) ?? []
  const columns = known.length > 0 ? known : offered.includes('_value') ? ['_value'] : offered
  const frames = stream.frames.map(frame => (isTime(frame, time) ? framesOf(frame, time, columns) : null))
  const keys = keysThatDiffer(stream)
  const order = orderOf(stream)
  const series: Series[] = []
  for (let i = 0; i < order.length; i += 2) {
    const parts = frames[order[i]]
    if (parts === null) continue
    const key = keyOf(stream.frames[order[i]], order[i + 1], keys)
    for (const part of parts) {
      const [from, to] = [part.offsets[order[i + 1]], part.offsets[order[i + 1] + 1]]
      if (to > from) series.push({ ...part, from, to, key })
    }
  }
  if (series.length === 0) return none(`No row has a time in ${time}.`, 'A chart needs times to draw along.')
  const timeless = frames.reduce((n, parts) => n + (parts?.[0]?.timeless ?? 0), 0)
  const measured = measuredIn(tables, columns)
  return { time, offered, columns, keys, measured, series, whole: wholeOf(series), timeless }
}

const none = (reason: string, advice: string): NoChart => ({ kind: 'none', reason, advice })

function isTime(frame: Frame, label: string): boolean {
  return columnNamed(frame, label)?.type === 'time'
}

function timeLabel(frames: readonly Frame[]): string | null {
  const usual = TIME_LABELS.find(label => frames.some(f => isTime(f, label)))
  if (usual !== undefined) return usual
  return frames.flatMap(f => f.columns).find(c => c.type === 'time')?.label ?? null
}

function numbersOf(frame: Frame): string[] {
  return frame.columns.filter(c => kindOf(c.type).numeric && !frame.key.includes(c.label)).map(c => c.label)
}

function withoutTime(frames: readonly Frame[]): [string, string] {
  const text = frames.flatMap(f => f.columns).find(c => TIME_LABELS.includes(c.label))
  const reason = 'No column of this result holds times, so there is nothing to draw along.'
  if (text) return [reason, `${text.label} holds values of the type ${text.type}: toTime() or time(v:) makes times of them.`] // biome-ignore format: one answer
  return [reason, 'Keep _time, or give rows the time of their window: aggregates keep _start and _stop, duplicate(column: "_stop", as: "_time") makes a time of one.'] // biome-ignore format: one answer
}

function withoutNumbers(frames: readonly Frame[]): [string, string] {
  const columns = frames.flatMap(f => f.columns.map(column => ({ column, key: f.key.includes(column.label) })))
  const reason = 'No column of this result holds numbers outside the group key.'
  const value = columns.find(({ column }) => column.label === '_value')?.column
  if (value) return [reason, `_value holds values of the type ${value.type}: toFloat() makes numbers of texts and truth values that stand for numbers, count() counts them.`] // biome-ignore format: one answer
  const keyed = columns.find(({ column, key }) => key && kindOf(column.type).numeric)?.column
  if (keyed) return [reason, `${keyed.label} holds numbers, but is in the group key: group() without it would make a line of it.`] // biome-ignore format: one answer
  return [reason, 'Keep _value, or make a number with map(): map(fn: (r) => ({r with _value: 1.0})).']
}

interface Part extends TimedRows {
  readonly column: Column
  readonly timeColumn: Column
  readonly slots: Int32Array | null
  readonly offsets: Int32Array
  readonly timeless: number
}

function framesOf(frame: Frame, time: string, columns: readonly string[]): Part[] {
  const timeColumn = spread(columnNamed(frame, time)!, frame.offsets)
  const { slots, offsets } = inOrderOfTime(timeColumn, frame.offsets)
  const ordered = slots === null ? timeColumn : gather(timeColumn, slots)
  const times = ordered.values as BigInt64Array
  const timeless = frame.offsets.at(-1)! - offsets.at(-1)!
  return columns
    .filter(label => numbersOf(frame).includes(label))
    .map(label => {
      const column = spread(columnNamed(frame, label)!, frame.offsets)
      return { column, timeColumn, slots, offsets, timeless, times, values: numbersIn(column, slots) }
    })
}

/** The rows of each table that have a time, in its order; rows of one time stay as they were. */
function inOrderOfTime(column: Column, offsets: Int32Array): { slots: Int32Array | null; offsets: Int32Array } {
  if (column.nulls === null && ascends(column.values as BigInt64Array, offsets)) return { slots: null, offsets }
  const [ranks] = kindOf(column.type).ranks([column])
  const order = orderOfRanks(ranks)
  const tables = offsets.length - 1
  const next = new Int32Array(tables + 1)
  for (let t = 0; t < tables; t++) {
    let own = 0
    for (let row = offsets[t]; row < offsets[t + 1]; row++) own = (own + ((ranks[row] > 0) as unknown as number)) | 0
    next[t + 1] = next[t] + own
  }
  const tableOf = new Int32Array(ranks.length)
  for (let t = 0; t < tables; t++) tableOf.fill(t, offsets[t], offsets[t + 1])
  const place = next.slice(0, tables)
  const slots = new Int32Array(next[tables])
  for (const row of order) if (ranks[row] > 0) slots[place[tableOf[row]]++] = row
  return { slots, offsets: next }
}

function ascends(times: BigInt64Array, offsets: Int32Array): boolean {
  for (let t = 0; t + 1 < offsets.length; t++)
    for (let i = offsets[t] + 1; i < offsets[t + 1]; i++) if (times[i] < times[i - 1]) return false
  return true
}

/** A counting sort. */
function orderOfRanks(ranks: Int32Array): Int32Array {
  let most = 0
  for (let i = 0; i < ranks.length; i++) most = Math.max(most, ranks[i])
  const starts = new Int32Array(most + 2)
  for (let i = 0; i < ranks.length; i++) starts[ranks[i] + 1]++
  for (let r = 0; r <= most; r++) starts[r + 1] += starts[r]
  const order = new Int32Array(ranks.length)
  for (let i = 0; i < ranks.length; i++) order[starts[ranks[i]]++] = i
  return order
}

/** As doubles, NaN for null; integers past 2^53 are rounded, which no picture shows. */
function numbersIn(column: Column, slots: Int32Array | null): Float64Array {
  const size = slots?.length ?? column.values.length
  if (column.type === 'float' && slots === null && column.nulls === null) return column.values
  const own = slots === null ? column : gather(column, slots)
  const out = own.type === 'float' ? own.values.slice() : new Float64Array(size)
  if (own.type !== 'float') for (let i = 0; i < size; i++) out[i] = Number(own.values[i])
  const { nulls } = own
  if (nulls !== null) for (let i = 0; i < size; i++) if (nulls[i] === 1) out[i] = Number.NaN
  return out
}

/** A sample: more names than a few have no unit in common, or are seen to have one. */
function measuredIn(frames: readonly Frame[], columns: readonly string[]): string[] {
  const names = new Set<string>()
  for (const frame of frames) {
    const field = columns.includes('_value') ? columnNamed(frame, '_field') : undefined
    if (frame.key.includes('le')) names.add('')
    else if (!field) for (const label of columns) names.add(label)
    else for (let slot = 0; slot < field.values.length && slot < 1000; slot++) names.add(textAt(field, slot))
  }
  return [...names].slice(0, 100)
}

/** Labels of the key that are not one value in all tables; one that some tables lack tells them apart, too. */
function keysThatDiffer({ frames }: TableStream): string[] {
  const labels = [...new Set(frames.flatMap(f => f.key))]
  return labels.filter(label => {
    const columns = frames.map(f => (f.key.includes(label) ? columnNamed(f, label)! : null))
    const seen = new Set<string>()
    for (const [f, column] of columns.entries()) {
      if (column === null) {
        seen.add('')
        continue
      }
      const slots = column.extent === 'row' ? frames[f].offsets.subarray(0, -1) : column.values.keys()
      for (const slot of slots) {
        seen.add(`${column.type} ${textAt(column, slot)}`)
        if (seen.size > 1) return true
      }
    }
    return seen.size > 1
  })
}

function keyOf(frame: Frame, table: number, labels: readonly string[]): Map<string, string> {
  const key = new Map<string, string>()
  for (const label of labels) {
    if (!frame.key.includes(label)) continue
    const column = columnNamed(frame, label)!
    const slot = column.extent === 'row' ? frame.offsets[table] : column.extent === 'group' ? table : 0
    key.set(label, textAt(column, slot))
  }
  return key
}

export function textAt(column: Column, slot: number): string {
  return isNullAt(column, slot) ? 'null' : kindOf(column.type).text(column, slot)
}

function wholeOf(series: readonly Series[]): ChartWindow {
  let [from, to] = [series[0].times[series[0].from], series[0].times[series[0].to - 1]]
  for (const { times, from: first, to: end } of series) {
    if (times[first] < from) from = times[first]
    if (times[end - 1] > to) to = times[end - 1]
  }
  return { from, to }
}

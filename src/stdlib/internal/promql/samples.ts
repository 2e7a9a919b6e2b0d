// What the functions translated from PromQL share: each table is a range of samples, and gives one value or none. The
// result has the group key's columns and `_value`.

import type { ArgsOf, Given, Member } from '../../../library/index.ts'
import { oneRowEach, type StageContext, transform } from '../../../library/index.ts'
import {
  type Column,
  cell,
  columnNamed,
  type Frame,
  gather,
  isKey,
  isNullAt,
  keyColumns,
  slotOf,
  spread,
  streamOf,
  type TableStream,
  tableCount,
} from '../../../tables/index.ts'
import { fault, type Time } from '../../../values/index.ts'

/** The samples of one table that have both a value and, where times matter, a time; in the order of their rows. */
export interface Samples {
  readonly values: Float64Array
  /** Nanoseconds; as many as values where times were asked for. */
  readonly times: BigInt64Array
  readonly count: number
  /** A column of the group key that holds a time. */
  keyTime(label: string): bigint
}

interface Definition<S extends string, D> {
  readonly summary: string
  readonly params: Record<keyof ArgsOf<S> & string, string>
  readonly examples: readonly string[]
  readonly defaults?: D
  readonly timed?: boolean
  /** Columns that have to be there besides `_value`, by what messages call them. */
  readonly needs?: Readonly<Record<string, string>>
  prepare?(args: Given<S, D>): void
  /** Null leaves the table out. */
  value(samples: Samples, args: Given<S, D>): number | null
}

export function perTable<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>>(
  name: string,
  text: S,
  { timed = false, needs = {}, prepare, value, ...documented }: Definition<S, D>,
): Member {
  return transform<S, D>(text, {
    ...documented,
    twins: `${name} `,
    prepare: (args: Given<S, D>) => prepare?.(args) as undefined,
    run: (tables: TableStream, args: Given<S, D>, _: undefined, __: StageContext) =>
      streamOf(...tables.frames.flatMap(frame => reducedFrames(frame, timed, needs, samples => value(samples, args)))),
  } as Parameters<typeof transform<S, D>>[1])
}

/** Tables with too few samples stay as tables without rows, and without the column of the values. */
function reducedFrames(
  frame: Frame,
  timed: boolean,
  needs: Readonly<Record<string, string>>,
  value: (samples: Samples) => number | null,
): Frame[] {
  const times = timed ? rowsOf(frame, '_time', 'time') : null
  for (const [label, called] of Object.entries(needs)) required(frame, label, called)
  const values = rowsOf(frame, '_value', 'value')
  if (values.type !== 'float') throw fault('invalid', `expected "_value" to be of type float, found ${values.type}`)
  const results = Array.from({ length: tableCount(frame) }, (_, table) => value(samplesOf(frame, table, values, times)))
  const having = places(results, result => result !== null)
  const without = places(results, result => result === null)
  const frames: Frame[] = []
  if (having.length > 0) {
    const numbers = Float64Array.from(having, table => results[table]!)
    const left = withOneRowEach(frame, having)
    frames.push({ ...left, columns: [...left.columns, { label: '_value', type: 'float', extent: 'row', values: numbers, nulls: null }] }) // biome-ignore format: one frame
  }
  if (without.length > 0)
    frames.push({ ...withOneRowEach(frame, without), offsets: new Int32Array(without.length + 1) })
  return frames
}

function places(results: readonly (number | null)[], test: (result: number | null) => boolean): Int32Array {
  return Int32Array.from(results.flatMap((result, table) => (test(result) ? [table] : [])))
}

/** The key columns of some tables, for a row each. */
function withOneRowEach(frame: Frame, tables: Int32Array): Frame {
  const columns = keyColumns(frame).map(column =>
    column.extent === 'group' ? gather(column, tables, 'group') : column,
  )
  return { key: frame.key, offsets: oneRowEach(tables.length), columns }
}

function samplesOf(frame: Frame, table: number, values: Column, times: Column | null): Samples {
  const [from, to] = [frame.offsets[table], frame.offsets[table + 1]]
  const numbers = values.values as Float64Array
  const moments = times?.values as BigInt64Array | undefined
  const found = new Float64Array(to - from)
  const at = new BigInt64Array(moments ? to - from : 0)
  let count = 0
  for (let row = from; row < to; row++) {
    if (isNullAt(values, row) || (times && isNullAt(times, row))) continue
    found[count] = numbers[row]
    if (moments) at[count] = moments[row]
    count++
  }
  const keyTime = (label: string): bigint => {
    const column = columnNamed(frame, label)!
    if (column.type !== 'time' || !isKey(frame, label) || isNullAt(column, slotOf(column, table, from)))
      throw fault('invalid', `${label.slice(1)} column is not of time type`, {
        steps: [`"${label}" has to be a time in the group key: put \`range\` before it.`],
      })
    return (cell(column, table, from) as Time).ns
  }
  return { values: found, times: at, count, keyTime }
}

function required(frame: Frame, label: string, called: string): Column {
  const column = columnNamed(frame, label)
  if (column) return column
  const there = frame.columns.map(one => `{${one.label} ${one.type}}`).join(' ')
  throw fault('invalid', `${called} column not found (cols: [${there}]): ${label}`)
}

function rowsOf(frame: Frame, label: string, called: string): Column {
  return spread(required(frame, label, called), frame.offsets)
}

// Points of a bucket as tables, one a series: `_start`, `_stop`, `_time`, `_value`, then field, measurement and tags by
// name. All but time and value are the group key.
import type { ReadRange, Series, SeriesPoints } from '../../../library/index.ts'
import {
  type Column,
  columnOf,
  constantColumn,
  Dictionary,
  type Frame,
  type TableStream,
} from '../../../tables/index.ts'
import { compareText, Time } from '../../../values/index.ts'

/** Tables in the order of the series. */
export function seriesTables(points: SeriesPoints, range: ReadRange): TableStream {
  const { series } = points
  const groups = schemasOf(series)
  const order = new Int32Array(series.length * 2)
  const frames = groups.map((members, f) => {
    members.forEach((s, t) => {
      order[2 * s] = f
      order[2 * s + 1] = t
    })
    return frameOf(points, members, range)
  })
  return { frames, order: groups.length > 1 ? order : null, sorted: false, distinct: true }
}

/** Numbers of series by what they have in common: the type of the value and the names of the tags. */
function schemasOf(series: readonly Series[]): number[][] {
  const groups = new Map<string, number[]>()
  series.forEach(({ type, tags }, s) => {
    const schema = [type, ...tags.map(([key]) => key)].join('\0')
    const group = groups.get(schema)
    if (group) group.push(s)
    else groups.set(schema, [s])
  })
  return [...groups.values()]
}

function frameOf(points: SeriesPoints, members: readonly number[], range: ReadRange): Frame {
  const offsets = new Int32Array(members.length + 1)
  members.forEach((s, t) => {
    offsets[t + 1] = offsets[t] + points.offsets[s + 1] - points.offsets[s]
  })
  const named = keyColumnsOf(members.map(s => points.series[s]))
  const columns = [
    constantColumn('_start', 'time', new Time(range.start)),
    constantColumn('_stop', 'time', new Time(range.stop)),
    { label: '_time', type: 'time', extent: 'row', values: gathered(points.times, points, members, offsets), nulls: null } as const,
    valueColumn(points, members, offsets),
    ...named,
  ] // biome-ignore format: a column a line
  return { columns, key: ['_start', '_stop', ...named.map(c => c.label)], offsets }
}

/** Field, measurement and tags of series that have the same tags: one slot a series. */
export function keyColumnsOf(series: readonly Series[]): Column[] {
  const texts: Array<readonly [string, readonly string[]]> = [
    ['_field', series.map(one => one.field)],
    ['_measurement', series.map(one => one.measurement)],
    ...series[0].tags.map(([key], i) => [key, series.map(one => one.tags[i][1])] as const),
  ]
  return texts
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([key, values]) => columnOf(key, 'string', values, 'group'))
}

/** The slots of the series listed, back to back; the array itself where that is all of it. */
function gathered(
  slots: BigInt64Array,
  { offsets: from }: SeriesPoints,
  members: readonly number[],
  offsets: Int32Array,
): BigInt64Array {
  const count = offsets[members.length]
  if (count === slots.length && members.every((s, i) => s === i)) return slots
  const out = new BigInt64Array(count)
  members.forEach((s, t) => {
    out.set(slots.subarray(from[s], from[s + 1]), offsets[t])
  })
  return out
}

function valueColumn(points: SeriesPoints, members: readonly number[], offsets: Int32Array): Column {
  const bits = gathered(points.bits, points, members, offsets)
  const shape = { label: '_value', extent: 'row', nulls: null } as const
  const { type } = points.series[members[0]]
  switch (type) {
    case 'float':
      return { ...shape, type, values: new Float64Array(bits.buffer, bits.byteOffset, bits.length) }
    case 'int':
      return { ...shape, type, values: bits }
    case 'uint':
      return { ...shape, type, values: new BigUint64Array(bits.buffer, bits.byteOffset, bits.length) }
    case 'bool':
      return { ...shape, type, values: Uint8Array.from(bits, Number) }
    case 'string': {
      const dict = new Dictionary()
      const codes = points.texts.map(text => dict.intern(text))
      return { ...shape, type, dict, values: Int32Array.from(bits, at => codes[Number(at)]) }
    }
  }
}

/** For each series whether `mask` of its key columns (one row a table, in frames of one schema) is 1. */
export function maskOfSeries(series: readonly Series[], mask: (frame: Frame) => Uint8Array): Uint8Array {
  const kept = new Uint8Array(series.length)
  for (const members of schemasOf(series)) {
    const columns = keyColumnsOf(members.map(s => series[s]))
    const offsets = Int32Array.from({ length: members.length + 1 }, (_, t) => t)
    const found = mask({ columns, key: columns.map(c => c.label), offsets })
    members.forEach((s, t) => {
      kept[s] = found[t]
    })
  }
  return kept
}

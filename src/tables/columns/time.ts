// Points in time: nanoseconds since 1970 in 64 bits.
import { formatTime, parseTime, Time, type Value } from '../../values/index.ts'
import { type Extent, gatherNulls, type TimeColumn, trimNulls } from './column.ts'
import { NullMask } from './growing.ts'
import { type ColumnBuilder, type ColumnKind, idsByMap, ranksByValue } from './kind.ts'

/** Grows by doubling; `add` takes the raw number. */
export class TimeBuilder implements ColumnBuilder {
  length = 0
  private values = new BigInt64Array(16)
  private readonly mask = new NullMask()

  add(value: bigint): void {
    if (this.length === this.values.length) this.grow()
    this.values[this.length++] = value
  }
  push(value: Value): void {
    this.add((value as Time).ns)
  }
  pushNull(): void {
    this.mask.set(this.length, this.values.length)
    this.add(0n)
  }
  build(label: string, extent: Extent = 'row'): TimeColumn {
    return {
      label,
      type: 'time',
      extent,
      values: this.values.slice(0, this.length),
      nulls: this.mask.build(this.length),
    }
  }
  private grow(): void {
    const wider = new BigInt64Array(this.values.length * 2)
    wider.set(this.values)
    this.values = wider
  }
}

export const time: ColumnKind<TimeColumn> = {
  type: 'time',
  csvType: 'dateTime:RFC3339',
  rank: 5,
  numeric: false,
  valueAt: (c, slot) => new Time(c.values[slot]),
  builder: () => new TimeBuilder(),
  allNull: (label, size, extent) => ({
    label,
    type: 'time',
    extent,
    values: new BigInt64Array(size),
    nulls: size > 0 ? new Uint8Array(size).fill(1) : null,
  }),
  gather(c, slots, extent) {
    const [from, out] = [c.values, new BigInt64Array(slots.length)]
    let missing = false
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]
      if (slot >= 0) out[i] = from[slot]
      else missing = true
    }
    const nulls = missing && c.nulls === null ? new Uint8Array(from.length) : c.nulls
    return { label: c.label, type: 'time', extent, values: out, nulls: gatherNulls(nulls, slots) }
  },
  concat(label, parts) {
    const size = parts.reduce((n, p) => n + p.length, 0)
    const [values, nulls] = [new BigInt64Array(size), new Uint8Array(size)]
    let at = 0
    for (const { column, length } of parts) {
      if (column === null) nulls.fill(1, at, at + length)
      else {
        values.set(column.values.subarray(0, length), at)
        if (column.nulls) nulls.set(column.nulls.subarray(0, length), at)
      }
      at += length
    }
    return { label, type: 'time', extent: 'row', values, nulls: trimNulls(nulls) }
  },
  ids: columns => idsByMap<bigint>(columns, v => v),
  ranks: columns => ranksByValue<bigint>(columns, (a, b) => a < b),
  compare(c, a, b) {
    const [x, y] = [c.values[a], c.values[b]]
    return x < y ? -1 : x > y ? 1 : 0
  },
  text: (c, slot) => formatTime(c.values[slot]),
  parse: text => readTime(text),
}

function readTime(text: string): Time | undefined {
  const ns = /T/i.test(text) ? parseTime(text) : null
  return ns === null ? undefined : new Time(ns)
}

// Floats: IEEE doubles; NaN is a value like any other, never a null.
import { formatFloat, parseGoFloat, type Value } from '../../values/index.ts'
import { type Extent, type FloatColumn, gatherNulls, trimNulls } from './column.ts'
import { NullMask } from './growing.ts'
import type { ColumnBuilder, ColumnKind } from './kind.ts'
import { type Keys, ranksByRadix } from './radix.ts'

/** Grows by doubling; `add` takes the raw number. */
export class FloatBuilder implements ColumnBuilder {
  length = 0
  private values = new Float64Array(16)
  private readonly mask = new NullMask()

  add(value: number): void {
    if (this.length === this.values.length) this.grow()
    this.values[this.length++] = value
  }
  push(value: Value): void {
    this.add(value as number)
  }
  pushNull(): void {
    this.mask.set(this.length, this.values.length)
    this.add(0)
  }
  build(label: string, extent: Extent = 'row'): FloatColumn {
    return {
      label,
      type: 'float',
      extent,
      values: this.values.slice(0, this.length),
      nulls: this.mask.build(this.length),
    }
  }
  private grow(): void {
    const wider = new Float64Array(this.values.length * 2)
    wider.set(this.values)
    this.values = wider
  }
}

/** The bits in the order of the numbers: NaN first, both zeros one. */
function keysOf({ values }: FloatColumn, { high, low }: Keys, at: number): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
  for (let i = 0; i < values.length; i++) {
    const v = values[i]
    if (v !== v) continue
    const h = v === 0 ? 0 : bits[2 * i + 1]
    const l = v === 0 ? 0 : bits[2 * i]
    const flip = h >> 31
    high[at + i] = h ^ (flip | 0x80000000)
    low[at + i] = l ^ flip
  }
}

/** Ranks as ids, but every NaN has one of its own, as it equals nothing. */
function withOwnIdsOfNaN(columns: readonly FloatColumn[], ranks: Int32Array[]): Int32Array[] {
  let next = 1
  for (const own of ranks) for (let i = 0; i < own.length; i++) if (own[i] >= next) next = own[i] + 1
  columns.forEach(({ values, nulls }, k) => {
    for (let i = 0; i < values.length; i++)
      if (Number.isNaN(values[i]) && (nulls === null || nulls[i] === 0)) ranks[k][i] = next++
  })
  return ranks
}

export const float: ColumnKind<FloatColumn> = {
  type: 'float',
  csvType: 'double',
  rank: 3,
  numeric: true,
  valueAt: (c, slot) => c.values[slot],
  builder: () => new FloatBuilder(),
  allNull: (label, size, extent) => ({
    label,
    type: 'float',
    extent,
    values: new Float64Array(size),
    nulls: size > 0 ? new Uint8Array(size).fill(1) : null,
  }),
  gather(c, slots, extent) {
    const [from, out] = [c.values, new Float64Array(slots.length)]
    let missing = false
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]
      if (slot >= 0) out[i] = from[slot]
      else missing = true
    }
    const nulls = missing && c.nulls === null ? new Uint8Array(from.length) : c.nulls
    return { label: c.label, type: 'float', extent, values: out, nulls: gatherNulls(nulls, slots) }
  },
  concat(label, parts) {
    const size = parts.reduce((n, p) => n + p.length, 0)
    const [values, nulls] = [new Float64Array(size), new Uint8Array(size)]
    let at = 0
    for (const { column, length } of parts) {
      if (column === null) nulls.fill(1, at, at + length)
      else {
        values.set(column.values.subarray(0, length), at)
        if (column.nulls) nulls.set(column.nulls.subarray(0, length), at)
      }
      at += length
    }
    return { label, type: 'float', extent: 'row', values, nulls: trimNulls(nulls) }
  },
  ids: columns => withOwnIdsOfNaN(columns, ranksByRadix(columns, keysOf)),
  ranks: columns => ranksByRadix(columns, keysOf),
  compare(c, a, b) {
    const [x, y] = [c.values[a], c.values[b]]
    return x < y ? -1 : x > y ? 1 : 0
  },
  text: (c, slot) => formatFloat(c.values[slot]),
  parse: text => parseGoFloat(text),
}

// Booleans: 0 and 1.
import type { Value } from '../../values/index.ts'
import { type BoolColumn, type Extent, gatherNulls, trimNulls } from './column.ts'
import { NullMask } from './growing.ts'
import type { ColumnBuilder, ColumnKind } from './kind.ts'

/** Grows by doubling; `add` takes the raw number. */
class BoolBuilder implements ColumnBuilder {
  length = 0
  private values = new Uint8Array(16)
  private readonly mask = new NullMask()

  add(value: number): void {
    if (this.length === this.values.length) this.grow()
    this.values[this.length++] = value
  }
  push(value: Value): void {
    this.add(value === true ? 1 : 0)
  }
  pushNull(): void {
    this.mask.set(this.length, this.values.length)
    this.add(0)
  }
  build(label: string, extent: Extent = 'row'): BoolColumn {
    return {
      label,
      type: 'bool',
      extent,
      values: this.values.slice(0, this.length),
      nulls: this.mask.build(this.length),
    }
  }
  private grow(): void {
    const wider = new Uint8Array(this.values.length * 2)
    wider.set(this.values)
    this.values = wider
  }
}

export const bool: ColumnKind<BoolColumn> = {
  type: 'bool',
  csvType: 'boolean',
  rank: 0,
  numeric: false,
  valueAt: (c, slot) => c.values[slot] === 1,
  builder: () => new BoolBuilder(),
  allNull: (label, size, extent) => ({
    label,
    type: 'bool',
    extent,
    values: new Uint8Array(size),
    nulls: size > 0 ? new Uint8Array(size).fill(1) : null,
  }),
  gather(c, slots, extent) {
    const [from, out] = [c.values, new Uint8Array(slots.length)]
    let missing = false
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]
      if (slot >= 0) out[i] = from[slot]
      else missing = true
    }
    const nulls = missing && c.nulls === null ? new Uint8Array(from.length) : c.nulls
    return { label: c.label, type: 'bool', extent, values: out, nulls: gatherNulls(nulls, slots) }
  },
  concat(label, parts) {
    const size = parts.reduce((n, p) => n + p.length, 0)
    const [values, nulls] = [new Uint8Array(size), new Uint8Array(size)]
    let at = 0
    for (const { column, length } of parts) {
      if (column === null) nulls.fill(1, at, at + length)
      else {
        values.set(column.values.subarray(0, length), at)
        if (column.nulls) nulls.set(column.nulls.subarray(0, length), at)
      }
      at += length
    }
    return { label, type: 'bool', extent: 'row', values, nulls: trimNulls(nulls) }
  },
  ids: columns => columns.map(ranksOf),
  ranks: columns => columns.map(ranksOf),
  compare(c, a, b) {
    const [x, y] = [c.values[a], c.values[b]]
    return x < y ? -1 : x > y ? 1 : 0
  },
  text: (c, slot) => (c.values[slot] === 1 ? 'true' : 'false'),
  parse: text => readBool(text),
}

/** 0 null, 1 false, 2 true. */
function ranksOf({ values, nulls }: BoolColumn): Int32Array {
  const out = new Int32Array(values.length)
  for (let i = 0; i < out.length; i++) out[i] = (values[i] + 1) * (1 - (nulls === null ? 0 : nulls[i]))
  return out
}

/** The spellings Go's ParseBool takes. */
function readBool(text: string): boolean | undefined {
  if (/^(1|t|T|true|TRUE|True)$/.test(text)) return true
  return /^(0|f|F|false|FALSE|False)$/.test(text) ? false : undefined
}

// Texts: codes into a dictionary. Columns of one run mostly share a dictionary, and then codes compare directly.
import type { Value } from '../../values/index.ts'
import { type Extent, gatherNulls, type StringColumn, trimNulls } from './column.ts'
import { Dictionary } from './dictionary.ts'
import { NullMask } from './growing.ts'
import type { ColumnBuilder, ColumnKind } from './kind.ts'

export class StringBuilder implements ColumnBuilder {
  length = 0
  private codes = new Int32Array(16)
  private readonly mask = new NullMask()
  constructor(readonly dict: Dictionary = new Dictionary()) {}

  /** A code of this builder's dictionary. */
  addCode(code: number): void {
    if (this.length === this.codes.length) {
      const wider = new Int32Array(this.codes.length * 2)
      wider.set(this.codes)
      this.codes = wider
    }
    this.codes[this.length++] = code
  }
  push(value: Value): void {
    this.addCode(this.dict.intern(value as string))
  }
  pushNull(): void {
    this.mask.set(this.length, this.codes.length)
    this.addCode(0)
  }
  build(label: string, extent: Extent = 'row'): StringColumn {
    const values = this.codes.slice(0, this.length)
    return { label, type: 'string', extent, values, nulls: this.mask.build(this.length), dict: this.dict }
  }
}

/** Codes of several columns in terms of one dictionary: the first column's, when the others share it. */
function shared(columns: readonly StringColumn[]): { dict: Dictionary; codes: Int32Array[] } {
  const dict = columns[0]?.dict ?? new Dictionary()
  if (columns.every(c => c.dict === dict)) return { dict, codes: columns.map(c => c.values) }
  const merged = new Dictionary()
  const translations = new Map<Dictionary, Int32Array>()
  const codes = columns.map(c => {
    let table = translations.get(c.dict)
    if (!table) translations.set(c.dict, (table = Int32Array.from(c.dict.texts, t => merged.intern(t))))
    const out = new Int32Array(c.values.length)
    for (let i = 0; i < out.length; i++) if (c.nulls === null || c.nulls[i] === 0) out[i] = table[c.values[i]]
    return out
  })
  return { dict: merged, codes }
}

function plusOne(
  columns: readonly StringColumn[],
  codes: readonly Int32Array[],
  through: Int32Array | null,
): Int32Array[] {
  return columns.map((c, k) => {
    const [from, out] = [codes[k], new Int32Array(codes[k].length)]
    for (let i = 0; i < out.length; i++)
      if (c.nulls === null || c.nulls[i] === 0) out[i] = (through === null ? from[i] : through[from[i]]) + 1
    return out
  })
}

export const string: ColumnKind<StringColumn> = {
  type: 'string',
  csvType: 'string',
  rank: 4,
  numeric: false,
  valueAt: (c, slot) => c.dict.texts[c.values[slot]],
  builder: () => new StringBuilder(),
  allNull: (label, size, extent) => ({
    label,
    type: 'string',
    extent,
    values: new Int32Array(size),
    nulls: size > 0 ? new Uint8Array(size).fill(1) : null,
    dict: new Dictionary(),
  }),
  gather(c, slots, extent) {
    const [from, out] = [c.values, new Int32Array(slots.length)]
    let missing = false
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]
      if (slot >= 0) out[i] = from[slot]
      else missing = true
    }
    const nulls = missing && c.nulls === null ? new Uint8Array(from.length) : c.nulls
    return { label: c.label, type: 'string', extent, values: out, nulls: gatherNulls(nulls, slots), dict: c.dict }
  },
  concat(label, parts) {
    const size = parts.reduce((n, p) => n + p.length, 0)
    const [values, nulls] = [new Int32Array(size), new Uint8Array(size)]
    const { dict, codes } = shared(parts.flatMap(p => (p.column ? [p.column] : [])))
    let [at, k] = [0, 0]
    for (const { column, length } of parts) {
      if (column === null) nulls.fill(1, at, at + length)
      else {
        values.set(codes[k++].subarray(0, length), at)
        if (column.nulls) nulls.set(column.nulls.subarray(0, length), at)
      }
      at += length
    }
    return { label, type: 'string', extent: 'row', values, nulls: trimNulls(nulls), dict }
  },
  ids(columns) {
    const { codes } = shared(columns)
    return columns.every(c => c.nulls === null) ? codes : plusOne(columns, codes, null)
  },
  ranks(columns) {
    const { dict, codes } = shared(columns)
    return plusOne(columns, codes, dict.ranks())
  },
  compare(c, a, b) {
    const ranks = c.dict.ranks()
    return ranks[c.values[a]] - ranks[c.values[b]]
  },
  text: (c, slot) => c.dict.texts[c.values[slot]],
  parse: text => text,
}

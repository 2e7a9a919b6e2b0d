// Columns of 64 bits a slot: int, uint and time differ only in what a slot stands for.
import type { Value } from '../../values/index.ts'
import { type Extent, gatherNulls, type IntColumn, type TimeColumn, trimNulls, type UintColumn } from './column.ts'
import { NullMask } from './growing.ts'
import { addKeys, KeyTable } from './keyTable.ts'
import type { ColumnBuilder, ColumnKind } from './kind.ts'
import { type Keys, ranksByRadix } from './radix.ts'

type LongColumn = IntColumn | UintColumn | TimeColumn

interface LongMeaning<C extends LongColumn> {
  readonly type: C['type']
  readonly csvType: string
  readonly rank: number
  readonly numeric: boolean
  array(size: number): C['values']
  toValue(raw: bigint): Value
  toRaw(value: Value): bigint
  text(raw: bigint): string
  parse(text: string): Value | undefined
}

/** Grows by doubling. */
class LongBuilder<C extends LongColumn> implements ColumnBuilder {
  length = 0
  private values: C['values']
  private readonly mask = new NullMask()

  constructor(private readonly meaning: LongMeaning<C>) {
    this.values = meaning.array(16)
  }
  push(value: Value): void {
    this.add(this.meaning.toRaw(value))
  }
  pushNull(): void {
    this.mask.set(this.length, this.values.length)
    this.add(0n)
  }
  build(label: string, extent: Extent = 'row'): C {
    const values = this.values.slice(0, this.length)
    return { label, type: this.meaning.type, extent, values, nulls: this.mask.build(this.length) } as C
  }
  private add(raw: bigint): void {
    if (this.length === this.values.length) this.grow()
    this.values[this.length++] = raw
  }
  private grow(): void {
    const wider = this.meaning.array(this.values.length * 2)
    wider.set(this.values)
    this.values = wider
  }
}

const halves = ({ buffer, byteOffset, length }: LongColumn['values']): Int32Array =>
  new Int32Array(buffer, byteOffset, 2 * length)

/** Moves slots as two halves each, so that one loop serves signed and unsigned; tells whether some slot is none (-1). */
function gatherHalves(from: Int32Array, slots: Int32Array, out: Int32Array): boolean {
  let missing = false
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]
    if (slot < 0) missing = true
    else {
      out[2 * i] = from[2 * slot]
      out[2 * i + 1] = from[2 * slot + 1]
    }
  }
  return missing
}

function signedKeys({ values }: LongColumn, { high, low }: Keys, at: number): void {
  const from = halves(values)
  for (let i = 0; i < values.length; i++) {
    low[at + i] = from[2 * i]
    high[at + i] = from[2 * i + 1] ^ 0x80000000
  }
}

function unsignedKeys({ values }: LongColumn, { high, low }: Keys, at: number): void {
  const from = halves(values)
  for (let i = 0; i < values.length; i++) {
    low[at + i] = from[2 * i]
    high[at + i] = from[2 * i + 1]
  }
}

function ascends({ values, nulls }: LongColumn): boolean {
  if (nulls !== null) return false
  for (let i = 1; i < values.length; i++) if (values[i] < values[i - 1]) return false
  return true
}

/** Ids of values that ascend. */
function runs({ values }: LongColumn): Int32Array {
  const out = new Int32Array(values.length)
  for (let i = 1; i < out.length; i++) out[i] = out[i - 1] + ((values[i] !== values[i - 1]) as unknown as number)
  return out
}

/** Null where there are more different values than `most`. */
function idsOf(columns: readonly LongColumn[], table: KeyTable, most: number): Int32Array[] | null {
  const out = columns.map(c => new Int32Array(c.values.length))
  const all = columns.every((c, k) => addKeys(table, halves(c.values), c.nulls, out[k], most))
  return all ? out : null
}

/** Ranks of columns with few different values, of which only these are sorted; null where they are many. */
function ranksOfFew(
  columns: readonly LongColumn[],
  keysOf: (column: LongColumn, keys: Keys, at: number) => void,
): Int32Array[] | null {
  const size = columns.reduce((n, c) => n + c.values.length, 0)
  const table = new KeyTable()
  const out = idsOf(columns, table, size >> 3)
  if (out === null) return null
  const distinct = new BigInt64Array(table.count)
  const own = halves(distinct)
  for (let id = 1; id < table.count; id++) {
    own[2 * id] = table.low[id]
    own[2 * id + 1] = table.high[id]
  }
  const values = distinct.subarray(1)
  const [ranks] = ranksByRadix([{ values, nulls: null } as LongColumn], keysOf)
  for (const ids of out) for (let i = 0; i < ids.length; i++) ids[i] = ids[i] === 0 ? 0 : ranks[ids[i] - 1]
  return out
}

export function longKind<C extends LongColumn>(meaning: LongMeaning<C>): ColumnKind<C> {
  const { type, csvType, rank, numeric, parse } = meaning
  const column = (label: string, extent: Extent, values: C['values'], nulls: Uint8Array | null): C =>
    ({ label, type, extent, values, nulls }) as C
  const keysOf = type === 'uint' ? unsignedKeys : signedKeys
  return {
    type,
    csvType,
    rank,
    numeric,
    parse,
    valueAt: (c, slot) => meaning.toValue(c.values[slot]),
    text: (c, slot) => meaning.text(c.values[slot]),
    builder: () => new LongBuilder(meaning),
    allNull: (label, size, extent) =>
      column(label, extent, meaning.array(size), size > 0 ? new Uint8Array(size).fill(1) : null),
    gather(c, slots, extent) {
      const out = meaning.array(slots.length)
      const missing = gatherHalves(halves(c.values), slots, halves(out))
      const nulls = missing && c.nulls === null ? new Uint8Array(c.values.length) : c.nulls
      return column(c.label, extent, out, gatherNulls(nulls, slots))
    },
    concat(label, parts) {
      const size = parts.reduce((n, p) => n + p.length, 0)
      const [values, nulls] = [meaning.array(size), new Uint8Array(size)]
      let at = 0
      for (const { column: part, length } of parts) {
        if (part === null) nulls.fill(1, at, at + length)
        else {
          values.set(part.values.subarray(0, length), at)
          if (part.nulls) nulls.set(part.nulls.subarray(0, length), at)
        }
        at += length
      }
      return column(label, 'row', values, trimNulls(nulls))
    },
    ids(columns) {
      if (columns.length === 1 && ascends(columns[0])) return [runs(columns[0])]
      return idsOf(columns, new KeyTable(), Number.POSITIVE_INFINITY)!
    },
    ranks: columns =>
      (columns.length === 1 && ascends(columns[0]) ? null : ranksOfFew(columns, keysOf)) ??
      ranksByRadix(columns, keysOf),
    compare(c, a, b) {
      const [x, y] = [c.values[a], c.values[b]]
      return x < y ? -1 : x > y ? 1 : 0
    },
  }
}

// What a column type answers about itself. Nothing outside this folder switches on a type: it asks the descriptor.
import type { Value } from '../../values/index.ts'
import type { Column, ColumnType, Extent } from './column.ts'

export interface ColumnBuilder {
  readonly length: number
  push(value: Value): void
  pushNull(): void
  build(label: string, extent?: Extent): Column
}

export interface ColumnKind<C extends Column = Column> {
  readonly type: ColumnType
  /** The name in annotated CSV's `#datatype` row. */
  readonly csvType: string
  /** Where the type stands when group keys are ordered: bool < int < uint < float < string < time. */
  readonly rank: number
  /** Drawn at the right end of a cell. */
  readonly numeric: boolean
  /** The slot's value; the caller has looked at `nulls`. */
  valueAt(column: C, slot: number): Value
  builder(): ColumnBuilder
  /** A column of `size` null slots. */
  allNull(label: string, size: number, extent: Extent): C
  /** The slots picked, in order; a slot of -1 becomes null. */
  gather(column: C, slots: Int32Array, extent: Extent): C
  /** One row column out of several, null rows where a part is missing. */
  concat(label: string, parts: readonly { readonly column: C | null; readonly length: number }[]): C
  /** Dense ids of the slots' values across columns: equal values have equal ids, null has its own. NaN equals nothing. */
  ids(columns: readonly C[]): Int32Array[]
  /** Order-preserving numbers of the slots' values across columns; null comes first. */
  ranks(columns: readonly C[]): Int32Array[]
  /** A stable order of the slots `from`…`to` of a row column: ascending, nulls first; writes slots into `order`. */
  compare(column: C, a: number, b: number): number
  /** The cell as annotated CSV prints it; null cells are empty there. */
  text(column: C, slot: number): string
  /** Reads a CSV cell; undefined when it is no such value. */
  parse(text: string): Value | undefined
}

/** Ranks from ids by sorting one representative slot of each. */
export function ranksByValue<T>(
  columns: readonly { readonly values: ArrayLike<T>; readonly nulls: Uint8Array | null }[],
  less: (a: T, b: T) => boolean,
): Int32Array[] {
  const all: Array<{ value: T; column: number; slot: number }> = []
  const out = columns.map(c => new Int32Array(c.values.length))
  columns.forEach((c, column) => {
    for (let slot = 0; slot < c.values.length; slot++)
      if (c.nulls === null || c.nulls[slot] === 0) all.push({ value: c.values[slot], column, slot })
  })
  all.sort((a, b) => (less(a.value, b.value) ? -1 : less(b.value, a.value) ? 1 : 0))
  let rank = 0
  for (let i = 0; i < all.length; i++) {
    if (i === 0 || less(all[i - 1].value, all[i].value)) rank++
    out[all[i].column][all[i].slot] = rank
  }
  return out
}

/** Ids by a map from the value's bits; 0 is null. */
export function idsByMap<T>(
  columns: readonly { readonly values: ArrayLike<T>; readonly nulls: Uint8Array | null }[],
  keyOf: (value: T) => number | string | bigint,
  unlike?: (value: T) => boolean,
): Int32Array[] {
  const seen = new Map<number | string | bigint, number>()
  let next = 1
  return columns.map(c => {
    const out = new Int32Array(c.values.length)
    for (let i = 0; i < out.length; i++) {
      if (c.nulls !== null && c.nulls[i] === 1) continue
      const value = c.values[i]
      if (unlike?.(value)) {
        out[i] = next++
        continue
      }
      const key = keyOf(value)
      let id = seen.get(key)
      if (id === undefined) seen.set(key, (id = next++))
      out[i] = id
    }
    return out
  })
}

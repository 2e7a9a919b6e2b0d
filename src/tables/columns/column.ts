// The storage of one column. Values lie in one typed array; what a slot stands for is the column's `extent`: one slot
// a row, one a table (group-key columns), or one for the whole frame (constants). Null slots hold zero.
import type { Dictionary } from './dictionary.ts'

export type ColumnType = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'time'

/** `row`: values[row]; `group`: values[table]; `constant`: values[0]. */
export type Extent = 'row' | 'group' | 'constant'

interface Stored<T extends ColumnType, A> {
  readonly label: string
  readonly type: T
  readonly extent: Extent
  readonly values: A
  /** 1 where the slot is null; null when no slot is. */
  readonly nulls: Uint8Array | null
}

export type FloatColumn = Stored<'float', Float64Array>
export type IntColumn = Stored<'int', BigInt64Array>
export type UintColumn = Stored<'uint', BigUint64Array>
/** Nanoseconds since 1970. */
export type TimeColumn = Stored<'time', BigInt64Array>
/** 0 or 1. */
export type BoolColumn = Stored<'bool', Uint8Array>
/** Codes into a dictionary; equal codes are equal texts. */
export type StringColumn = Stored<'string', Int32Array> & { readonly dict: Dictionary }

export type Column = FloatColumn | IntColumn | UintColumn | TimeColumn | BoolColumn | StringColumn

export const isNullAt = (c: Column, slot: number): boolean => c.nulls !== null && c.nulls[slot] === 1

/** Drops the mask when no slot is null, so that the cheap path is taken. */
export function trimNulls(nulls: Uint8Array | null): Uint8Array | null {
  return nulls !== null && nulls.includes(1) ? nulls : null
}

export function gatherNulls(nulls: Uint8Array | null, slots: Int32Array): Uint8Array | null {
  if (nulls === null) return null
  const out = new Uint8Array(slots.length)
  for (let i = 0; i < slots.length; i++) out[i] = slots[i] < 0 ? 1 : nulls[slots[i]]
  return trimNulls(out)
}

// The registry of column types, and what can be done with any column by asking its type.
import { isNull, type Null, nullOf, type Value } from '../../values/index.ts'
import { bool } from './bool.ts'
import { type Column, type ColumnType, type Extent, isNullAt } from './column.ts'
import { float } from './float.ts'
import { int } from './int.ts'
import type { ColumnBuilder, ColumnKind } from './kind.ts'
import { string } from './string.ts'
import { time } from './time.ts'
import { uint } from './uint.ts'

export * from './column.ts'
export { Dictionary } from './dictionary.ts'
export { FloatBuilder } from './float.ts'
export type { ColumnBuilder, ColumnKind } from './kind.ts'
export { StringBuilder } from './string.ts'

// The map's value type widens each kind to Column: a kind is only ever handed columns of its own type.
const kinds = { bool, int, uint, float, string, time } as unknown as Record<ColumnType, ColumnKind>

export const columnTypes = Object.keys(kinds) as readonly ColumnType[]

export function kindOf(type: ColumnType): ColumnKind {
  return kinds[type]
}

export function isColumnType(type: string): type is ColumnType {
  return Object.hasOwn(kinds, type)
}

/** The kind whose CSV name this is (`dateTime` may carry a layout). */
export function kindOfCsvType(name: string): ColumnKind | null {
  const plain = name.startsWith('dateTime:') ? 'dateTime:RFC3339' : name
  return Object.values(kinds).find(k => k.csvType === plain) ?? null
}

/** The value in a slot, a typed null where there is none. */
export function valueAt(column: Column, slot: number): Value {
  return isNullAt(column, slot) ? nullOf(column.type) : kinds[column.type].valueAt(column, slot)
}

export function gather(column: Column, slots: Int32Array, extent: Extent = 'row'): Column {
  return kinds[column.type].gather(column, slots, extent)
}

/** Where the rows of tables that `offsets` bounds still lie: row i is of table tableOf[i], behind those before it. */
export interface Unmoved {
  readonly offsets: Int32Array
  readonly tableOf: Int32Array
}

const unmovedColumns = new WeakMap<Column, () => (Unmoved & { readonly column: Column }) | null>()

/** A column whose values have not been moved into the tables bounded, and where they lie; null for others. */
export function unmoved(column: Column, offsets: Int32Array): (Unmoved & { readonly column: Column }) | null {
  const found = unmovedColumns.get(column)?.() ?? null
  return found?.offsets === offsets ? found : null
}

/** Whether a column's values come only when they are read (which looking at it here does not do). */
export function isWaiting(column: Column): boolean {
  return Object.getOwnPropertyDescriptor(column, 'values')?.get !== undefined
}

/**
 * As `gather`, but the values move when somebody first reads them: of a wide table most columns are dropped by what
 * comes next. Until then the column it is made of stays in memory.
 */
export function gatherLater(
  column: Column,
  slots: Int32Array | (() => Int32Array),
  extent: Extent = 'row',
  still: Unmoved | null = null,
): Column {
  let waiting: { readonly column: Column; readonly slots: Int32Array | (() => Int32Array) } | null = { column, slots }
  let gathered: Column | null = null
  const now = (): Column => {
    if (waiting) {
      const { column: from, slots: picked } = waiting
      gathered = gather(from, picked instanceof Int32Array ? picked : picked(), extent)
    }
    waiting = null
    return gathered!
  }
  const later = {
    label: column.label,
    type: column.type,
    extent,
    get values() {
      return now().values
    },
    get nulls() {
      return now().nulls
    },
    ...(column.type === 'string' ? { dict: column.dict } : {}),
  } as Column
  if (still !== null) unmovedColumns.set(later, () => waiting && { ...still, column: waiting.column })
  return later
}

export function allNull(label: string, type: ColumnType, size: number, extent: Extent = 'row'): Column {
  return kinds[type].allNull(label, size, extent)
}

export function builderOf(type: ColumnType): ColumnBuilder {
  return kinds[type].builder()
}

/** A column of one slot for the whole frame; a null needs a column type. */
export function constantColumn(label: string, type: ColumnType, value: Value | Null): Column {
  return columnOf(label, type, [value], 'constant')
}

export function columnOf(label: string, type: ColumnType, values: Iterable<Value>, extent: Extent = 'row'): Column {
  const builder = builderOf(type)
  for (const v of values) isNull(v) ? builder.pushNull() : builder.push(v)
  return builder.build(label, extent)
}

export function relabel(column: Column, label: string): Column {
  return column.label === label ? column : { ...column, label }
}

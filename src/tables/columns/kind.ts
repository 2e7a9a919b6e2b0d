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
  /** Dense ids of the slots' values across columns: equal values have equal ids, null has its own. NaN equals nothing. May be the codes of texts themselves: read only. */
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

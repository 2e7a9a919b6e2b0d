// A frame: all tables of one schema, rows back to back in table order. Twenty thousand one-row tables and one table of
// a million rows are the same structure. Frames are immutable and share columns.
import type { Value } from '../values/index.ts'
import { type Column, gather, gatherLater, valueAt } from './columns/index.ts'

export interface Frame {
  /** In the order the engine keeps; key columns have the extent `group` or `constant`. */
  readonly columns: readonly Column[]
  /** Labels of the group-key columns, in the key's order. */
  readonly key: readonly string[]
  /** Table t holds the rows offsets[t] … offsets[t + 1] - 1. */
  readonly offsets: Int32Array
  readonly pieces?: Pieces | null
}

/** Where tables that came together begin within a table; `pieces.ts` says what for. */
export interface Pieces {
  /** The offsets they were made for; a frame whose rows have changed has others, and they no longer hold. */
  readonly offsets: Int32Array
  /** The first row of each piece, in order; tables begin pieces too. */
  readonly starts: Int32Array
  /** After a sort: what a merge of the pieces went by. */
  readonly merged?: MergedPieces
}

/** For each row of a sorted frame its piece, its rank among the rows of its table, and where it stood. */
export interface MergedPieces {
  readonly piece: Int32Array
  readonly rank: Int32Array
  readonly place: Int32Array
}

export const tableCount = (frame: Frame): number => frame.offsets.length - 1
export const rowCount = (frame: Frame): number => frame.offsets[frame.offsets.length - 1]

export function columnNamed(frame: Frame, label: string): Column | undefined {
  return frame.columns.find(c => c.label === label)
}

export function isKey(frame: Frame, label: string): boolean {
  return frame.key.includes(label)
}

/** The columns of the group key, in the order of the columns. */
export function keyColumns(frame: Frame): Column[] {
  return frame.columns.filter(c => isKey(frame, c.label)).map(c => perTable(frame, c))
}

/** The slot of a column that holds the value of a row of a table. */
export function slotOf(column: Column, table: number, row: number): number {
  return column.extent === 'row' ? row : column.extent === 'group' ? table : 0
}

export function cell(column: Column, table: number, row: number): Value {
  return valueAt(column, slotOf(column, table, row))
}

/** The table of each row. */
export function tableOfRows(offsets: Int32Array): Int32Array {
  const out = new Int32Array(offsets[offsets.length - 1])
  for (let t = 0; t + 1 < offsets.length; t++) out.fill(t, offsets[t], offsets[t + 1])
  return out
}

/** The column with one slot a row. */
export function spread(column: Column, offsets: Int32Array): Column {
  if (column.extent === 'row') return column
  const rows = offsets[offsets.length - 1]
  return gather(column, column.extent === 'group' ? tableOfRows(offsets) : new Int32Array(rows), 'row')
}

/** Keeps the rows listed (ascending by table) under new offsets; the tables stay as many. */
export function selectRows(frame: Frame, rows: Int32Array, offsets: Int32Array): Frame {
  return { ...frame, offsets, columns: frame.columns.map(c => (c.extent === 'row' ? gatherLater(c, rows) : c)) }
}

/** Keeps the tables listed, with their rows. */
export function selectTables(frame: Frame, tables: Int32Array): Frame {
  const { offsets } = frame
  const next = new Int32Array(tables.length + 1)
  for (let i = 0; i < tables.length; i++) next[i + 1] = next[i] + offsets[tables[i] + 1] - offsets[tables[i]]
  const rows = new Int32Array(next[tables.length])
  for (let i = 0, at = 0; i < tables.length; i++)
    for (let row = offsets[tables[i]]; row < offsets[tables[i] + 1]; row++) rows[at++] = row
  const columns = frame.columns.map(c =>
    c.extent === 'row' ? gather(c, rows) : c.extent === 'group' ? gather(c, tables, 'group') : c,
  )
  return { ...frame, offsets: next, columns }
}

/**
 * A key column with one slot a table. Tables read from a text may have other cells in later rows; the key is what the
 * first row says, and whatever regroups the rows puts each where its own cells belong.
 */
export function perTable({ offsets }: Frame, column: Column): Column {
  return column.extent === 'row' ? gather(column, offsets.slice(0, -1), 'group') : column
}

/** Puts a column in the place of the one with its label, or at the end. */
export function withColumn(frame: Frame, column: Column): Frame {
  const at = frame.columns.findIndex(c => c.label === column.label)
  const columns = at < 0 ? [...frame.columns, column] : frame.columns.with(at, column)
  return { ...frame, columns }
}

/** How many rows a table has. */
export function rowsOf(frame: Frame, table: number): number {
  return frame.offsets[table + 1] - frame.offsets[table]
}

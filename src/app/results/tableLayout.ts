// Where each table stands in the long column of cards: heights come from row counts alone, so any of twenty thousand
// tables is found without drawing the others. All numbers are pixels.
import type { Directory, Schema } from '../../workers/protocol.ts'

export interface Metrics {
  readonly caption: number
  readonly header: number
  readonly row: number
  readonly gap: number
  /** Row of a one-row table drawn as names and values. */
  readonly pair: number
  /** Stands in for the rows of a table that has none. */
  readonly empty: number
  readonly border: number
}

export type CardForm = 'grid' | 'pairs'

export interface TableLayout {
  /** Places in the stream of the tables shown, in order. */
  readonly tables: Int32Array
  /** Top of each card, and below the last one its end. */
  readonly tops: Float64Array
  readonly height: number
}

/** A one-row table is a list of names and values where there is no room for a grid. */
export function formOf(rows: number, small: boolean): CardForm {
  return small && rows === 1 ? 'pairs' : 'grid'
}

function cardHeight(columns: number, rows: number, form: CardForm, m: Metrics): number {
  const body = form === 'pairs' ? columns * m.pair : m.header + (rows === 0 ? m.empty : rows * m.row)
  return m.caption + body + 2 * m.border
}

/** `shown` are the tables in their order; null for all as they are. */
export function layOut(
  directory: Directory,
  columns: { of(schema: Schema): { readonly length: number } },
  shown: Int32Array | null,
  small: boolean,
  metrics: Metrics,
): TableLayout {
  const { schemas, schemaOf, rowsOf } = directory
  const tables = shown ?? everyPlace(rowsOf.length)
  const tops = new Float64Array(tables.length + 1)
  // Twenty thousand tables have few schemas: what does not depend on rows is added up once for each.
  const grid = schemas.map(
    schema => cardHeight(schema.columns.length, 0, 'grid', metrics) - metrics.empty + metrics.gap,
  )
  const pairs = small ? schemas.map(s => cardHeight(columns.of(s).length, 1, 'pairs', metrics) + metrics.gap) : []
  for (let i = 0; i < tables.length; i++) {
    const rows = rowsOf[tables[i]]
    const schema = schemaOf[tables[i]]
    const height =
      small && rows === 1 ? pairs[schema] : grid[schema] + (rows === 0 ? metrics.empty : rows * metrics.row)
    tops[i + 1] = tops[i] + height
  }
  return { tables, tops, height: tops[tables.length] }
}

function everyPlace(count: number): Int32Array {
  const places = new Int32Array(count)
  for (let i = 0; i < count; i++) places[i] = i
  return places
}

/** The card at a height: the last one that begins at or above it. */
export function cardAt(layout: TableLayout, y: number): number {
  let [low, high] = [0, layout.tables.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (layout.tops[middle] <= y) low = middle
    else high = middle - 1
  }
  return Math.max(0, low)
}

export interface RowWindow {
  readonly from: number
  readonly to: number
}

/** Rows are drawn in steps of this many, so that small moves draw nothing new. */
const STEP = 16

/** The rows of a card that fall between two heights. */
export function rowsBetween(top: number, rows: number, y0: number, y1: number, m: Metrics): RowWindow {
  const first = top + m.border + m.caption + m.header
  const from = Math.floor(Math.max(0, Math.min(rows, (y0 - first) / m.row)) / STEP) * STEP
  const to = Math.ceil(Math.max(0, Math.min(rows, (y1 - first) / m.row)) / STEP) * STEP
  return { from: Math.min(from, Math.max(0, rows - 1)), to: Math.min(rows, Math.max(to, from)) }
}

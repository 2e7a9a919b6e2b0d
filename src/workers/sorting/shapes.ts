// What crosses between the page and a run's worker about tables in another order than the engine's.
import type { TablesOf } from '../stages/shapes.ts'

export interface SortBy {
  /** Of a column; tables that have no such column come last. */
  readonly label: string
  readonly descending: boolean
}

/** What a reader has made of a result: the order of its rows, and the columns that are shown, as they are drawn. */
export interface Arranged {
  readonly sort: readonly SortBy[]
  readonly labels: readonly string[]
}

export interface SortingService {
  /** The places of all tables, in the order of their first rows once these are sorted. */
  sorted(args: { readonly result: TablesOf; readonly sort: readonly SortBy[] }): Int32Array
}

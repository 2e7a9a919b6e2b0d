// What crosses between the page and a run's worker about tables in another order than the engine's.
import type { TablesOf } from '../stages/shapes.ts'

export interface SortBy {
  /** Of a column; tables that have no such column come last. */
  readonly label: string
  readonly descending: boolean
}

export interface SortingService {
  /** The places of all tables, in the order of their first rows once these are sorted. */
  sorted(args: { readonly result: TablesOf; readonly sort: readonly SortBy[] }): Int32Array
}

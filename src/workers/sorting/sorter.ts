// The orders that the page has asked for last, kept while it reads pages of rows in them.
import type { TableStream } from '../../tables/index.ts'
import type { SortBy } from './shapes.ts'
import { type SortedOrder, sortTables } from './sortTables.ts'

/** Two sides of a pair may be sorted at once. */
const MOST_KEPT = 2

export class Sorter {
  private kept: { readonly stream: TableStream; readonly by: string; readonly order: SortedOrder }[] = []

  order(stream: TableStream, sort: readonly SortBy[]): SortedOrder {
    const by = JSON.stringify(sort.map(s => [s.label, s.descending]))
    const known = this.kept.find(k => k.stream === stream && k.by === by)
    if (known) return known.order
    const order = sortTables(stream, sort)
    this.kept = [{ stream, by, order }, ...this.kept].slice(0, MOST_KEPT)
    return order
  }
}

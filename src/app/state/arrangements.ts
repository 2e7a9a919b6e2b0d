// What a reader has changed of the order, the widths and the choice of columns: for as long as the page is open, by
// what it belongs to, so that the next run of a script is drawn as the one before.

/** Ids are those of the column model. */
export interface Arrangement {
  readonly sorting: { id: string; desc: boolean }[]
  readonly columnOrder: string[]
  readonly columnSizing: Record<string, number>
  readonly columnVisibility: Record<string, boolean>
}

export type Arrangements = Map<string, Arrangement>

export const createArrangements = (): Arrangements => new Map()

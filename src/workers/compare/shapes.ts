// What crosses between the page and a run's worker when the results of one run are held against those of another.
import type { PackedPage } from '../packShapes.ts'
import type { StagePair } from '../stages/shapes.ts'

/** All results of a run, as they move to the worker of another. */
export interface PinnedResults {
  readonly results: readonly { readonly name: string; readonly tables: number; readonly rows: number; readonly page: PackedPage }[] // biome-ignore format: one record
  readonly bytes: number
}

/**
 * What changed from one result to another. Tables are the same where their group keys are; `gone` and `came` are those
 * without a counterpart. Rows of a table are the same where they have one `_time`, or else one place.
 */
export interface Comparison extends StagePair {
  /** Tables on both sides in which something changed. */
  readonly tables: number
  /** Null where there are too many rows to look at each. */
  readonly counts: { readonly cells: number; readonly dropped: number; readonly added: number } | null
  /** The columns with cells that changed; marks name them by place. */
  readonly labels: readonly string[]
  readonly before: SideMarks
  readonly after: SideMarks
}

export interface SideMarks {
  /** Tables with a change, those without a counterpart included. */
  readonly tables: Int32Array
  /** Three numbers a cell: table, row, label. No more than MOST_MARKS cells. */
  readonly cells: Int32Array
  /** Two numbers a row that the other side has not: table, row. */
  readonly rows: Int32Array
}

/** A finished run without a worker: its results, and of each stage its tables; none where they are too large. */
export interface RestingRun {
  readonly results: PinnedResults
  readonly stages: readonly { readonly inputs: readonly number[]; readonly page: PackedPage | null }[]
  readonly bytes: number
}

export interface CompareService {
  /** The results of the run, or how many bytes they are where that is too much to move. */
  pin(args: null): PinnedResults | number
  /** All of the run, or null where its results alone have more than so many bytes. */
  rest(args: { readonly room: number }): RestingRun | null
  /** Becomes the worker of a run that rested. */
  restore(args: { readonly run: RestingRun }): void
  /** Results of another run, to compare with. */
  hold(args: { readonly pinned: PinnedResults }): void
  /** Columns named in `without` are left out of it. */
  compare(args: { readonly pinned: number; readonly result: number; readonly without: readonly string[] }): Comparison
}

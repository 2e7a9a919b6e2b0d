// What crosses between the page and a run's worker about the stages of the run.
import type { ColumnFacts } from '../language/shapes.ts'

interface Call {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** What one `|>` of the script did; the span is that of its call, and of those included where they are one pipeline. */
export interface StageCount extends Call {
  readonly id: string
  readonly tables: number
  readonly rows: number
  readonly ms: number
  /** Steps whose work it did too, in the order of the pipeline. */
  readonly included: readonly Call[]
  /** The stages whose tables it was given, as places in the list; the difference is to the first. */
  readonly inputs: readonly number[]
  /** Whether its tables are still there to be opened. */
  readonly kept: boolean
}

/** What a stage made of the tables it was given. Columns are named where some table that stayed gained or lost them. */
export interface StageDifference {
  readonly columns: {
    readonly added: readonly string[]
    readonly removed: readonly string[]
    readonly retyped: readonly { readonly label: string; readonly from: string; readonly to: string }[]
    /** With other values than before, row by row. */
    readonly changed: readonly string[]
  }
  readonly key: { readonly entered: readonly string[]; readonly left: readonly string[] }
  readonly tables: {
    /** How many were split, and into how many; tables merged likewise. */
    readonly split: Count
    readonly merged: Count
    readonly dropped: number
    readonly added: number
  }
  /** `fewer` where the rows left are rows from before, `became` where they are others. */
  readonly rows: { readonly how: 'same' | 'fewer' | 'more' | 'became'; readonly before: number; readonly after: number }
  /** What stands in another order. */
  readonly order: 'same' | 'tables' | 'rows'
}

interface Count {
  readonly from: number
  readonly to: number
}

/** A difference, and the tables of either side that the other has not, by their places. */
export interface StagePair {
  readonly difference: StageDifference
  readonly gone: Int32Array
  readonly came: Int32Array
}

/** Tables to look at: a result by its place, or what a stage gave. */
export type TablesOf = number | { readonly stage: number } | { readonly pinned: number }

export interface StageService {
  /** What a stage changed; null where it was given no tables, or they are not kept. */
  difference(args: { readonly stage: number }): StagePair | null
  /** What an editor can know of the columns of each stage; null where its tables are not kept. */
  columnFacts(args: object): readonly (readonly ColumnFacts[] | null)[]
}

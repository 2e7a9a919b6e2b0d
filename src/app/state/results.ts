// What is on screen: the last run that gave tables, and what the last run said. They part when a run fails or is
// cancelled: the tables are then those of the run before.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ResultHandle } from '../../workers/clients.ts'
import type { Directory, Failure, PinnedResults, Problem, RunSummary } from '../../workers/protocol.ts'

export interface Shown {
  /** Grows with every run that is shown. */
  readonly run: number
  /** One of many runs of a script that is watched. */
  readonly watched: boolean
  /** Of data that came with a link: when they were read, in milliseconds since 1970. */
  readonly recorded: number | null
  /** The script that gave it. */
  readonly text: string
  readonly summary: RunSummary
  readonly handle: ResultHandle
  /** From the click to the tables, in milliseconds. */
  readonly elapsed: number
}

/** How the last run ended, if not with tables alone. */
export type Ending =
  | { readonly kind: 'failed'; readonly text: string; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly text: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'canceled'; readonly text: string; readonly after: number }
  | { readonly kind: 'broken'; readonly text: string; readonly message: string; readonly report: string }

/** A result that later runs are compared with. */
export interface Pin {
  readonly run: number
  readonly script: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly pinned: PinnedResults
}

export interface ResultsState {
  readonly shown: Shown | null
  readonly ending: Ending | null
  /** True while the tables are those of a run before the last. */
  readonly old: boolean
  /** Which of the results, by its place. */
  readonly selected: number
  readonly directory: Directory | null
  readonly view: string
  /** The last run, when it failed and the tables on screen are older: its stages can be opened until the next run. */
  readonly failed: Shown | null
  /** The stage that was chosen, by its place among those of the run. */
  readonly stage: number | null
  readonly pin: Pin | null
}

/** The run whose stages can be opened. */
export const stagedRun = ({ failed, shown }: Pick<ResultsState, 'failed' | 'shown'>): Shown | null => failed ?? shown

/** A script that has not run. */
export const blankResults: ResultsState = {
  shown: null,
  ending: null,
  old: false,
  selected: 0,
  directory: null,
  view: 'tables',
  failed: null,
  stage: null,
  pin: null,
}

export const createResults = (): StoreApi<ResultsState> => createStore<ResultsState>(() => blankResults)

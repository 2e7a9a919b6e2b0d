// Which pane has the screen on a phone, and which drawer is open.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MemberName } from '../../workers/protocol.ts'

export type Pane = 'script' | 'results' | 'more'
export type Drawer =
  | 'examples'
  | 'learn'
  | 'explain'
  | 'reference'
  | 'scripts'
  | 'history'
  | 'buckets'
  | 'tasks'
  | 'connections'
  | 'sources'

export interface LayoutState {
  /** What lies over the page. */
  readonly dialog: 'palette' | 'shortcuts' | null
  /** Below 900 px one pane is shown at a time. */
  readonly pane: Pane
  readonly drawer: Drawer | null
  /** What the reference shows: a member, a package when it has no name, or its list. */
  readonly reference: MemberName | null
  /** Where in the script the stage is that is explained. */
  readonly explained: number
  readonly narrow: boolean
  /** The pane that has the page to itself. */
  readonly full: 'script' | 'results' | null
  /** Pixels a chart would have. */
  readonly resultsWidth: number
}

export function createLayout(narrow: boolean): StoreApi<LayoutState> {
  return createStore<LayoutState>(() => ({
    pane: 'script',
    drawer: null,
    reference: null,
    explained: 0,
    dialog: null,
    full: null,
    narrow,
    resultsWidth: 700,
  }))
}

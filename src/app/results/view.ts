// What a way to look at a result is given, and what describes it.
import type { ComponentType } from 'react'
import type { Directory, TablesOf } from '../../workers/protocol.ts'
import type { ResultsState, Shown } from '../state/results.ts'
import type { Columns } from './columns/useColumns.ts'

export interface ViewProps {
  readonly shown: Shown
  /** Which of the results. */
  readonly selected: number
  readonly directory: Directory
  /** Places of the tables that hold what is looked for; null when nothing is. */
  readonly found: Int32Array | null
  readonly columns: Columns
  /** The table that was asked for last, each time another object. */
  readonly goTo?: { readonly table: number } | null
}

/** Tables may also be those of a stage. */
export interface TablesViewProps extends Omit<ViewProps, 'selected'> {
  readonly selected: TablesOf
  /** For readers' software, where several are on screen. */
  readonly label?: string
}

export interface View {
  readonly id: string
  readonly title: string
  /** Shows only what is looked for. */
  readonly finds: boolean
  /** Has something to show of a result without tables. */
  readonly showsEmpty?: boolean
  /** Its tab is there while this holds. */
  readonly possible?: (state: ResultsState) => boolean
  readonly Content: ComponentType<ViewProps>
}

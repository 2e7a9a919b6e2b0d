// The ways to look at a result, one descriptor each, in the order of their tabs.
import type { ComponentType } from 'react'
import type { Directory } from '../../workers/protocol.ts'
import type { Shown } from '../state/results.ts'
import { RawView } from './RawView.tsx'
import { StagesView } from './StagesView.tsx'
import { TablesView } from './TablesView.tsx'

export interface ViewProps {
  readonly shown: Shown
  /** Which of the results. */
  readonly selected: number
  readonly directory: Directory
  /** Places of the tables that hold what is looked for; null when nothing is. */
  readonly found: Int32Array | null
}

export interface View {
  readonly id: string
  readonly title: string
  /** Shows only what is looked for. */
  readonly finds: boolean
  readonly Content: ComponentType<ViewProps>
}

export const views: readonly View[] = [
  { id: 'tables', title: 'Tables', finds: true, Content: TablesView },
  { id: 'raw', title: 'Raw', finds: false, Content: RawView },
  { id: 'stages', title: 'Stages', finds: false, Content: StagesView },
]

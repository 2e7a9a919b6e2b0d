// The ways to look at a result, in the order of their tabs.
import { lazy } from 'react'
import type { ResultsState } from '../state/results.ts'
import { ChartView } from './chart/ChartView.tsx'
import { DrawnView, JsonView, RawView } from './RawView.tsx'
import { TablesView } from './TablesView.tsx'
import type { View } from './view.ts'

export const views: readonly View[] = [
  { id: 'tables', title: 'Tables', finds: true, Content: TablesView },
  { id: 'chart', title: 'Chart', finds: false, Content: ChartView },
  { id: 'text', title: 'Text', finds: false, Content: DrawnView },
  { id: 'raw', title: 'Raw', finds: false, Content: RawView },
  { id: 'json', title: 'JSON', finds: false, Content: JsonView },
  { id: 'stages', title: 'Stages', finds: false, showsEmpty: true, Content: lazy(() => import('./StagesView.tsx')) },
  {
    id: 'compare',
    title: 'Compare',
    finds: false,
    showsEmpty: true,
    possible: ({ pin }) => pin !== null,
    Content: lazy(() => import('../compare/CompareView.tsx')),
  },
]

/** Those that have something to show now. */
export const possibleViews = (state: ResultsState): readonly View[] => views.filter(v => v.possible?.(state) !== false)

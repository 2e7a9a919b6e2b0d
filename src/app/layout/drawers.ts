// The drawers of the page: one at a time, beside the editor, never over the results. Each is loaded when it opens.
import {
  BookOpen,
  CalendarClock,
  Database,
  FileCode,
  GraduationCap,
  History,
  LayoutGrid,
  RadioTower,
  Server,
} from 'lucide-react'
import { type ComponentType, lazy } from 'react'
import type { Drawer } from '../state/layout.ts'

export interface DrawerEntry {
  readonly id: Drawer
  readonly title: string
  readonly Icon: typeof LayoutGrid
  /** There is much to read in it. */
  readonly wide?: boolean
  /** Opened by a command only: it is about a place in the script. */
  readonly unlisted?: boolean
  readonly Content: ComponentType
}

export const allDrawers: readonly DrawerEntry[] = [
  {
    id: 'examples',
    title: 'Examples',
    Icon: LayoutGrid,
    Content: lazy(() => import('../examples/ExamplesDrawer.tsx')),
  },
  {
    id: 'learn',
    title: 'Flux in fifteen minutes',
    Icon: GraduationCap,
    wide: true,
    Content: lazy(() => import('../learn/LearnDrawer.tsx')),
  },
  {
    id: 'reference',
    title: 'Reference',
    Icon: BookOpen,
    wide: true,
    Content: lazy(() => import('../reference/ReferenceDrawer.tsx')),
  },
  {
    id: 'explain',
    title: 'Explain',
    Icon: BookOpen,
    wide: true,
    unlisted: true,
    Content: lazy(() => import('../explain/ExplainDrawer.tsx')),
  },
  { id: 'scripts', title: 'Scripts', Icon: FileCode, Content: lazy(() => import('../scripts/ScriptsDrawer.tsx')) },
  { id: 'history', title: 'History', Icon: History, Content: lazy(() => import('../history/HistoryDrawer.tsx')) },
  { id: 'buckets', title: 'Buckets', Icon: Database, Content: lazy(() => import('../buckets/BucketsDrawer.tsx')) },
  { id: 'tasks', title: 'Tasks', Icon: CalendarClock, Content: lazy(() => import('../tasks/TasksDrawer.tsx')) },
  {
    id: 'connections',
    title: 'InfluxDB servers',
    Icon: Server,
    Content: lazy(() => import('../connections/ConnectionsDrawer.tsx')),
  },
  {
    id: 'sources',
    title: 'Reading addresses',
    Icon: RadioTower,
    Content: lazy(() => import('../sources/SourcesDrawer.tsx')),
  },
]

export const drawers = allDrawers.filter(drawer => !drawer.unlisted)

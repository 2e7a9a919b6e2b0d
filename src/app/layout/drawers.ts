// The drawers of the page: one at a time, beside the editor, never over the results.
import { CalendarClock, Database, FileCode, History, LayoutGrid, RadioTower, Server } from 'lucide-react'
import type { ComponentType } from 'react'
import { BucketsDrawer } from '../buckets/BucketsDrawer.tsx'
import { ConnectionsDrawer } from '../connections/ConnectionsDrawer.tsx'
import { ExamplesDrawer } from '../examples/ExamplesDrawer.tsx'
import { HistoryDrawer } from '../history/HistoryDrawer.tsx'
import { ScriptsDrawer } from '../scripts/ScriptsDrawer.tsx'
import { SourcesDrawer } from '../sources/SourcesDrawer.tsx'
import type { Drawer } from '../state/layout.ts'
import { TasksDrawer } from '../tasks/TasksDrawer.tsx'

export interface DrawerEntry {
  readonly id: Drawer
  readonly title: string
  readonly Icon: typeof LayoutGrid
  readonly Content: ComponentType
}

export const drawers: readonly DrawerEntry[] = [
  { id: 'examples', title: 'Examples', Icon: LayoutGrid, Content: ExamplesDrawer },
  { id: 'scripts', title: 'Scripts', Icon: FileCode, Content: ScriptsDrawer },
  { id: 'history', title: 'History', Icon: History, Content: HistoryDrawer },
  { id: 'buckets', title: 'Buckets', Icon: Database, Content: BucketsDrawer },
  { id: 'tasks', title: 'Tasks', Icon: CalendarClock, Content: TasksDrawer },
  { id: 'connections', title: 'InfluxDB servers', Icon: Server, Content: ConnectionsDrawer },
  { id: 'sources', title: 'Reading addresses', Icon: RadioTower, Content: SourcesDrawer },
]

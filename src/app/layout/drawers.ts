// The drawers of the page: one at a time, beside the editor, never over the results.
import { Database, LayoutGrid, RadioTower, Server } from 'lucide-react'
import type { ComponentType } from 'react'
import { BucketsDrawer } from '../buckets/BucketsDrawer.tsx'
import { ConnectionsDrawer } from '../connections/ConnectionsDrawer.tsx'
import { ExamplesDrawer } from '../examples/ExamplesDrawer.tsx'
import { SourcesDrawer } from '../sources/SourcesDrawer.tsx'
import type { Drawer } from '../state/layout.ts'

export interface DrawerEntry {
  readonly id: Drawer
  readonly title: string
  readonly Icon: typeof LayoutGrid
  readonly Content: ComponentType
}

export const drawers: readonly DrawerEntry[] = [
  { id: 'examples', title: 'Examples', Icon: LayoutGrid, Content: ExamplesDrawer },
  { id: 'buckets', title: 'Buckets', Icon: Database, Content: BucketsDrawer },
  { id: 'connections', title: 'InfluxDB servers', Icon: Server, Content: ConnectionsDrawer },
  { id: 'sources', title: 'Reading addresses', Icon: RadioTower, Content: SourcesDrawer },
]

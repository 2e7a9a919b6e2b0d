// Every workload, in the order of the table.
import type { Workload } from '../workload.ts'
import { bucketWorkloads } from './buckets.ts'
import { languageWorkloads } from './language.ts'
import { operatorWorkloads } from './operators.ts'
import { pageWorkloads } from './pages.ts'
import { shapeWorkloads } from './shapes.ts'
import { tableWorkloads } from './tables.ts'
import { taskWorkloads } from './tasks.ts'
import { textWorkloads } from './texts.ts'

export const workloads: readonly Workload[] = [
  ...languageWorkloads,
  ...textWorkloads,
  ...tableWorkloads,
  ...shapeWorkloads,
  ...operatorWorkloads,
  ...pageWorkloads,
  ...bucketWorkloads,
  ...taskWorkloads,
]

// Measures the workloads with a part of a name, one after another, and lets go of each one's data.
import { forgetStreams } from './engine.ts'
import { type Measured, measure } from './harness.ts'
import type { Tools } from './workload.ts'
import { workloads } from './workloads/index.ts'

export async function* measureAll(part: string, tools: Tools): AsyncGenerator<Measured> {
  for (const workload of workloads) {
    if (!workload.name.includes(part)) continue
    tools.collect()
    yield await measure(workload, tools)
    forgetStreams()
  }
}

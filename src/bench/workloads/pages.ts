// What reaches the page: a thousand rows of a result, packed as the run's worker sends them, moved as a message moves
// them, and read back into a frame.

import { streamOf } from '../../tables/index.ts'
import { packRows, unpackFrame } from '../../workers/pack.ts'
import { checksumOf } from '../engine.ts'
import { hostRows } from '../seeded.ts'
import type { Workload } from '../workload.ts'

const PAGE = 1000

export const pageWorkloads: readonly Workload[] = [
  {
    name: 'page of 1,000 rows, worker to page',
    size: PAGE,
    unit: 'row',
    target: 1,
    async variants() {
      const { stream } = hostRows()
      const from = 500_000
      return [
        {
          name: 'ours',
          run() {
            const { page, buffers } = packRows(stream, Int32Array.of(0, from, from + PAGE))
            const moved = structuredClone(page, { transfer: [...buffers] })
            return streamOf(...moved.frames.map(unpackFrame))
          },
          check: result => checksumOf(result as ReturnType<typeof streamOf>, '_value'),
        },
      ]
    },
  },
]

// Tables as a reader has arranged them: rows and tables in the order of a sort, and of the columns those that are shown,
// in the order in which they are drawn.
import { columnNamed, orderOf, selectRows, type TableStream } from '../../tables/index.ts'
import type { SortedOrder } from './sortTables.ts'

/** Null is the engine's order. Tables left without columns go. */
export function arranged(stream: TableStream, order: SortedOrder | null, labels: readonly string[]): TableStream {
  const frames = stream.frames.map((frame, f) => {
    const rows = order?.rows[f]
    const sorted = rows ? selectRows(frame, rows, frame.offsets) : frame
    const columns = labels.flatMap(label => columnNamed(sorted, label) ?? [])
    return { ...sorted, columns, key: frame.key.filter(label => labels.includes(label)) }
  })
  const before = orderOf(stream)
  const places = order?.places ?? Int32Array.from({ length: before.length >> 1 }, (_, i) => i)
  const kept = places.filter(place => frames[before[2 * place]].columns.length > 0)
  const pairs = new Int32Array(2 * kept.length)
  for (const [i, place] of kept.entries()) pairs.set(before.subarray(2 * place, 2 * place + 2), 2 * i)
  return { frames, order: pairs, sorted: false }
}

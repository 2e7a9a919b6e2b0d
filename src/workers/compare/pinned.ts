// The results of a run as they move to the worker of another run: packed whole, and streams again over there. So a
// pinned result needs no worker of its own; the page holds it as buffers.
import { bytesHeld, countRows, countTables, forEachTable, type TableStream } from '../../tables/index.ts'
import { packRows, unpackFrame } from '../pack.ts'
import type { PinnedResults } from './shapes.ts'

interface Named {
  readonly name: string
  readonly stream: TableStream
}

/** Held once by the page, and once more by the worker it is compared in. */
export const MOST_BYTES = 128 * 1024 * 1024

export function packResults(
  results: readonly Named[],
  most = MOST_BYTES,
): { readonly pinned: PinnedResults; readonly buffers: ArrayBuffer[] } | number {
  // biome-ignore format: one signature
  const counted = new Set<object>()
  const bytes = results.reduce((n, { stream }) => n + bytesHeld(stream, counted), 0)
  if (bytes > most) return bytes
  const packed = results.map(({ name, stream }) => {
    const ranges: number[] = []
    forEachTable(stream, (frame, table, at) => ranges.push(at, 0, frame.offsets[table + 1] - frame.offsets[table]))
    return { name, stream, ...packRows(stream, Int32Array.from(ranges)) }
  })
  const pinned = packed.map(({ name, stream, page }) => ({ name, tables: countTables(stream), rows: countRows(stream), page })) // biome-ignore format: one record
  return { pinned: { results: pinned, bytes }, buffers: packed.flatMap(p => p.buffers) }
}

export function unpackResults({ results }: PinnedResults): Named[] {
  return results.map(({ name, page }) => ({
    name,
    stream: { frames: page.frames.map(unpackFrame), order: page.places, sorted: false },
  }))
}

// The results of a run as they move to the page and to the worker of another run: packed whole, and streams again over
// there. So what is pinned, or belongs to a script that is not on screen, needs no worker of its own.
import { bytesHeld, countRows, countTables, forEachTable, type TableStream } from '../../tables/index.ts'
import { packRows, unpackFrame } from '../pack.ts'
import type { PackedPage } from '../packShapes.ts'
import type { OpenStage } from '../stages/runStages.ts'
import type { PinnedResults, RestingRun } from './shapes.ts'

interface Named {
  readonly name: string
  readonly stream: TableStream
}

interface Packed<T> {
  readonly value: T
  readonly buffers: ArrayBuffer[]
}

/** Held once by the page, and once more by the worker it is compared in. */
export const MOST_BYTES = 128 * 1024 * 1024

/** How many bytes they have, where that is too much. */
export function packResults(results: readonly Named[], most = MOST_BYTES): Packed<PinnedResults> | number {
  const bytes = sizeOf(results.map(r => r.stream))
  if (bytes > most) return bytes
  const packed = results.map(({ stream }) => packStream(stream))
  const pinned = results.map(({ name, stream }, i) => ({ name, tables: countTables(stream), rows: countRows(stream), page: packed[i].page })) // biome-ignore format: one record
  return { value: { results: pinned, bytes }, buffers: packed.flatMap(p => p.buffers) }
}

export function unpackResults({ results }: PinnedResults): Named[] {
  return results.map(({ name, page }) => ({ name, stream: unpackStream(page) }))
}

/** With the stages, where there is room for both. */
export function packRun(
  results: readonly Named[],
  stages: readonly OpenStage[],
  room: number,
): Packed<RestingRun> | null {
  const packed = packResults(results, Math.min(room, MOST_BYTES))
  if (typeof packed === 'number') return null
  const more = sizeOf(stages.flatMap(s => s.stream ?? []))
  const withStages = packed.value.bytes + more <= Math.min(room, MOST_BYTES)
  const others = withStages
    ? stages.map(s => ({ inputs: s.count.inputs, packed: s.stream && packStream(s.stream) }))
    : []
  return {
    value: {
      results: packed.value,
      stages: others.map(({ inputs, packed: own }) => ({ inputs, page: own?.page ?? null })),
      bytes: packed.value.bytes + (withStages ? more : 0),
    },
    buffers: [...packed.buffers, ...others.flatMap(o => o.packed?.buffers ?? [])],
  }
}

export function unpackStream(page: PackedPage): TableStream {
  return { frames: page.frames.map(unpackFrame), order: page.places, sorted: false }
}

/** Once packed, streams share nothing. */
const sizeOf = (streams: readonly TableStream[]): number => streams.reduce((n, stream) => n + bytesHeld(stream), 0)

function packStream(stream: TableStream): { page: PackedPage; buffers: ArrayBuffer[] } {
  const ranges: number[] = []
  forEachTable(stream, ({ offsets }, table, at) => ranges.push(at, 0, offsets[table + 1] - offsets[table]))
  return packRows(stream, Int32Array.from(ranges))
}

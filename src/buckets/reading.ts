// Points of a bucket in a range of time.
import type { ReadRange, Series, SeriesPoints } from '../library/index.ts'
import { fault } from '../values/index.ts'
import type { BucketState, Segment } from './bucketState.ts'
import type { Log } from './log.ts'
import { mergeParts, type Part, withoutEmpty } from './merge.ts'
import type { State } from './state.ts'

export type Keep = (series: readonly Series[]) => Uint8Array

export async function readPoints(
  log: Log,
  bucket: string,
  range: ReadRange,
  keep: Keep | null,
  signal?: AbortSignal,
): Promise<SeriesPoints> {
  let state = await log.current()
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted()
    const wanted = wantedOf(log, bucketOf(state, bucket), range, keep)
    const payloads = await log.payloads(wanted.parts.map(p => p.segment))
    const lost = wanted.parts.flatMap(({ segment }, i) => (payloads[i] === null ? [segment] : []))
    if (lost.length === 0) {
      const parts: Part[] = wanted.parts.map((part, i) => ({ ...part, payload: payloads[i]! }))
      return withoutEmpty(mergeParts(parts, wanted.places, wanted.series, wanted.range))
    }
    // most likely another store has put what they held into other segments
    state = attempt === 0 ? await log.current() : await log.passOver(lost)
  }
}

/** The bucket of an id. Throws the reference's Fault when it is not there. */
export function bucketOf(state: State, id: string): BucketState {
  const bucket = state.buckets.get(id)
  if (!bucket || bucket.removedAt !== null) throw fault('not found', `could not find bucket "${id}"`)
  return bucket
}

/** The oldest time the retention of a bucket leaves; null when it keeps all. */
export function oldestKept(log: Log, { info }: BucketState): bigint | null {
  return info.retention > 0n ? log.now() - info.retention : null
}

interface Wanted {
  readonly range: ReadRange
  readonly parts: readonly Omit<Part, 'payload'>[]
  readonly series: readonly Series[]
  readonly places: Int32Array
}

function wantedOf(log: Log, bucket: BucketState, asked: ReadRange, keep: Keep | null): Wanted {
  const oldest = oldestKept(log, bucket)
  const range = oldest !== null && oldest > asked.start ? { start: oldest, stop: asked.stop } : asked
  const segments = bucket.segments.filter(
    s => s.header.max >= range.start && s.header.min < range.stop && !log.damaged.has(s.seq),
  )
  const ids = idsInOrder(bucket, segments)
  const candidates = Array.from(ids, id => bucket.series[id])
  const mask = keep ? keep(candidates) : null
  const places = new Int32Array(bucket.series.length).fill(-1)
  const series: Series[] = []
  for (let i = 0; i < ids.length; i++) {
    if (mask && mask[i] === 0) continue
    places[ids[i]] = series.length
    series.push(candidates[i])
  }
  const parts = segments
    .filter(({ header }) => !mask || header.ids.some(id => places[id] >= 0))
    .map(segment => ({ segment, hiding: bucket.hiding(segment) }))
  return { range, parts, series, places }
}

/** The series that segments have, by measurement, tags and field. */
export function idsInOrder(bucket: BucketState, segments: readonly Segment[]): Int32Array {
  const marks = new Uint8Array(bucket.series.length)
  for (const { header } of segments) for (let i = 0; i < header.ids.length; i++) marks[header.ids[i]] = 1
  return bucket.inOrder().filter(id => marks[id] === 1)
}

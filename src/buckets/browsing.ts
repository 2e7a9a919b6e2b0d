// What buckets hold: how much, and which measurements, fields and tags.
import type { BucketInfo, FieldType } from '../library/index.ts'
import { compareText } from '../values/index.ts'
import type { BucketState, Segment } from './bucketState.ts'
import type { Log } from './log.ts'
import { bucketOf, idsInOrder, oldestKept } from './reading.ts'

export interface BucketUsage extends BucketInfo {
  readonly series: number
  /** Points that were overwritten are counted until a sweep. */
  readonly points: number
  readonly bytes: number
  /** Times of the first and the last point; null when there is none. */
  readonly first: bigint | null
  readonly last: bigint | null
}

export interface RemovedBucket extends BucketInfo {
  /** Nanoseconds since 1970. */
  readonly removedAt: bigint
}

export interface MeasurementInfo {
  readonly name: string
  readonly series: number
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[]
  readonly tags: readonly { readonly key: string; readonly values: readonly string[] }[]
}

/** How much each bucket holds, by name. */
export async function usageOf(log: Log): Promise<readonly BucketUsage[]> {
  const state = await log.current()
  return [...state.buckets.values()]
    .filter(b => b.removedAt === null)
    .map(b => usage(log, b))
    .sort((a, b) => compareText(a.name, b.name))
}

/** Buckets that can still be brought back. */
export async function removedBuckets(log: Log): Promise<readonly RemovedBucket[]> {
  const state = await log.current()
  return [...state.buckets.values()].flatMap(b => (b.removedAt === null ? [] : [{ ...b.info, removedAt: b.removedAt }]))
}

/** The measurements of a bucket with their fields and tags, each in byte order. */
export async function browse(log: Log, bucket: string): Promise<readonly MeasurementInfo[]> {
  const state = bucketOf(await log.current(), bucket)
  const found: MeasurementInfo[] = []
  const ids = [...shown(log, state).ids]
  for (let from = 0; from < ids.length; ) {
    const name = state.series[ids[from]].measurement
    let to = from
    while (to < ids.length && state.series[ids[to]].measurement === name) to++
    found.push(measurementOf(state, name, ids.slice(from, to)))
    from = to
  }
  return found
}

function measurementOf(state: BucketState, name: string, ids: readonly number[]): MeasurementInfo {
  const fields = new Map<string, FieldType>()
  const tags = new Map<string, Set<string>>()
  for (const id of ids) {
    const series = state.series[id]
    fields.set(series.field, series.type)
    for (const [key, value] of series.tags) {
      const values = tags.get(key)
      if (values) values.add(value)
      else tags.set(key, new Set([value]))
    }
  }
  return {
    name,
    series: ids.length,
    fields: [...fields].map(([field, type]) => ({ name: field, type })).sort((a, b) => compareText(a.name, b.name)),
    tags: [...tags]
      .map(([key, values]) => ({ key, values: [...values].sort(compareText) }))
      .sort((a, b) => compareText(a.key, b.key)),
  }
}

function usage(log: Log, bucket: BucketState): BucketUsage {
  const { ids, segments, points } = shown(log, bucket)
  let [first, last]: [bigint | null, bigint | null] = [null, null]
  for (const { header } of segments) {
    if (first === null || header.min < first) first = header.min
    if (last === null || header.max > last) last = header.max
  }
  const oldest = oldestKept(log, bucket)
  if (first !== null && oldest !== null && oldest > first) first = oldest
  const bytes = bucket.segments.reduce((sum, s) => sum + s.header.bytes, 0)
  return { ...bucket.info, series: ids.length, points, bytes, first, last }
}

/** What is left of deletes that take in all of a segment's time; others hide nothing here. */
function shown(
  log: Log,
  bucket: BucketState,
): { readonly ids: Int32Array; readonly segments: readonly Segment[]; readonly points: number } {
  const oldest = oldestKept(log, bucket)
  const marks = new Uint8Array(bucket.series.length)
  const segments: Segment[] = []
  let points = 0
  for (const segment of bucket.segments) {
    const { ids, offsets, min, max } = segment.header
    if (log.damaged.has(segment.seq) || (oldest !== null && max < oldest)) continue
    const deletes = bucket.hiding(segment).filter(t => t.header.start <= min && t.header.stop > max)
    const before = points
    for (let i = 0; i < ids.length; i++) {
      const series = bucket.series[ids[i]]
      if (!series || deletes.some(t => t.predicate(series))) continue
      marks[ids[i]] = 1
      points += offsets[i + 1] - offsets[i]
    }
    if (points > before) segments.push(segment)
  }
  return { ids: idsInOrder(bucket, segments).filter(id => marks[id] === 1), segments, points }
}

// Housekeeping: what can no longer be brought back and what a retention has let go leaves the storage, and small
// segments become large ones. Every step is one transaction that looks again at what it was planned on, so that writes
// and other stores go on meanwhile.
import type { BucketState, Segment, Tombstone } from './bucketState.ts'
import type { Header, Payload, SegmentHeader } from './header.ts'
import type { Log } from './log.ts'
import { UNDO_TIME } from './managing.ts'
import { ALL_TIME, mergeParts, withoutEmpty } from './merge.ts'
import { oldestKept } from './reading.ts'
import { planRuns } from './runsToMerge.ts'
import { headerOf } from './segment.ts'
import type { Change } from './storage.ts'

/** Records that tell only of changes are taken out when there are more. */
const MAX_SPENT = 64

/** False when another store does it already. */
export function sweep(log: Log, signal?: AbortSignal): Promise<boolean> {
  return log.storage.alone(async () => {
    const state = await log.current()
    for (const [id, bucket] of state.buckets) {
      if (signal?.aborted) return
      if (bucket.removedAt !== null) {
        if (isSettled(log, bucket.removedAt)) await erase(log, id)
        continue
      }
      await dropOld(log, id)
      await mergeRuns(log, id, signal)
      await dropDeletes(log, id)
    }
    await prune(log)
  })
}

/** No longer to be brought back. A clock that was set back makes things young again. */
export function isSettled(log: Log, at: bigint): boolean {
  return log.now() - at > UNDO_TIME
}

async function erase(log: Log, id: string): Promise<void> {
  await log.transact(state => {
    const bucket = state.buckets.get(id)
    if (!bucket || bucket.removedAt === null || !isSettled(log, bucket.removedAt)) return unchanged
    const { series, info } = state.records.get(id)!
    return {
      append: [{ header: { kind: 'erased', bucket: id } }],
      remove: [...series, ...info, ...bucket.segments.map(s => s.seq), ...bucket.tombstones.map(t => t.seq)],
    }
  })
}

const unchanged: Change = { append: [] }

async function dropOld(log: Log, id: string): Promise<void> {
  const old = (bucket: BucketState | undefined): number[] => {
    const oldest = bucket ? oldestKept(log, bucket) : null
    return oldest === null ? [] : bucket!.segments.filter(s => s.header.max < oldest).map(s => s.seq)
  }
  if (old((await log.current()).buckets.get(id)).length === 0) return
  await log.transact(state => dropped(id, old(state.buckets.get(id))))
}

function dropped(bucket: string, records: readonly number[]): Change {
  if (records.length === 0) return unchanged
  return { append: [{ header: { kind: 'dropped', bucket, records } }], remove: records }
}

async function mergeRuns(log: Log, id: string, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const bucket = (await log.current()).buckets.get(id)
    if (!bucket || bucket.removedAt !== null || signal?.aborted) return
    const oldest = oldestKept(log, bucket)
    const firstOpen = bucket.tombstones.findIndex(t => !isSettled(log, t.header.at))
    const settled = bucket.tombstones.slice(0, firstOpen < 0 ? undefined : firstOpen)
    const open = bucket.tombstones.slice(settled.length).map(t => t.seq)
    const usable = bucket.segments.map(s => (log.damaged.has(s.seq) || !bucket.knowsAll(s) ? null : s))
    const [run] = planRuns(usable, open, oldest, s => settled.some(t => concerns(bucket, s, t)))
    if (!run || !(await mergeRun(log, bucket, run, settled, oldest))) return
  }
}

/** One segment in place of a run; false when it cannot be done now. */
async function mergeRun(
  log: Log,
  bucket: BucketState,
  run: readonly Segment[],
  settled: readonly Tombstone[],
  oldest: bigint | null,
): Promise<boolean> {
  const ids = idsOf(run, bucket.nextId)
  const series = ids.map(seriesId => bucket.series[seriesId])
  const places = new Int32Array(bucket.series.length).fill(-1)
  for (let place = 0; place < ids.length; place++) places[ids[place]] = place
  const payloads = await log.payloads(run)
  const lost = run.filter((_, i) => payloads[i] === null)
  if (lost.length > 0) {
    await log.passOver(lost)
    return true
  }
  const parts = run.map((segment, i) => ({
    segment,
    payload: payloads[i]!,
    hiding: bucket.hiding(segment).filter(t => settled.includes(t)),
  }))
  const range = oldest === null ? ALL_TIME : { start: oldest, stop: ALL_TIME.stop }
  const points = mergeParts(parts, places, series, range)
  const { offsets } = withoutEmpty(points)
  const payload: Payload = { times: points.times, bits: points.bits, texts: points.texts }
  const kept = Uint32Array.from(ids.filter((_, place) => points.offsets[place] < points.offsets[place + 1]))
  const replaces = run.map(s => s.seq)
  const swept = settled.at(-1)?.seq ?? 0
  const header: SegmentHeader | null =
    kept.length === 0
      ? null
      : { ...headerOf(bucket.info.id, kept, offsets, payload), order: run[run.length - 1].order, replaces, swept }
  const seqs = await log.transact(state => {
    const now = state.buckets.get(bucket.info.id)
    if (!now || !holdsStill(now, run, settled, bucket.info.retention)) return unchanged
    return header ? { append: [{ header, payload }], remove: replaces } : dropped(bucket.info.id, replaces)
  })
  return seqs.length > 0
}

/** The series segments have, ascending. */
function idsOf(segments: readonly Segment[], nextId: number): number[] {
  const marks = new Uint8Array(nextId)
  for (const { header } of segments) for (let i = 0; i < header.ids.length; i++) marks[header.ids[i]] = 1
  const ids: number[] = []
  for (let id = 0; id < nextId; id++) if (marks[id] === 1) ids.push(id)
  return ids
}

/** What a merge was planned on is there still. */
function holdsStill(
  bucket: BucketState,
  run: readonly Segment[],
  settled: readonly Tombstone[],
  retention: bigint,
): boolean {
  const segments = new Set(bucket.segments.map(s => s.seq))
  const deletes = new Set(bucket.tombstones.map(t => t.seq))
  return (
    bucket.info.retention === retention && run.every(s => segments.has(s.seq)) && settled.every(t => deletes.has(t.seq))
  )
}

/** A settled delete that may hide points of a segment. */
function concerns(bucket: BucketState, segment: Segment, tombstone: Tombstone): boolean {
  return (
    bucket.hiding(segment).includes(tombstone) &&
    segment.header.ids.some(id => bucket.series[id] && tombstone.predicate(bucket.series[id]))
  )
}

/** Takes out settled deletes that hide nothing any more. */
async function dropDeletes(log: Log, id: string): Promise<void> {
  const idle = (bucket: BucketState | undefined): number[] =>
    bucket?.tombstones
      .filter(t => isSettled(log, t.header.at) && !bucket.segments.some(s => concerns(bucket, s, t)))
      .map(t => t.seq) ?? []
  if (idle((await log.current()).buckets.get(id)).length === 0) return
  await log.transact(state => dropped(id, idle(state.buckets.get(id))))
}

/** Fewer records that say the same to who reads the log from its beginning. */
async function prune(log: Log): Promise<void> {
  const { spent, records } = await log.current()
  const many = [...records.values()].some(r => r.series.length > MAX_SPENT || r.info.length > MAX_SPENT)
  if (spent.length <= MAX_SPENT && !many) return
  await log.transact(state => {
    const append: Header[] = []
    const remove = [...state.spent]
    const upTo = state.seen
    for (const [id, { series, info }] of state.records) {
      const bucket = state.buckets.get(id)!
      // the first record of a bucket stands before all that is its own
      if (info.length > 1) {
        remove.push(...info.slice(1))
        append.push({ kind: 'bucket', bucket: id, name: bucket.info.name, retention: bucket.info.retention })
        if (bucket.removedAt !== null) append.push({ kind: 'removed', bucket: id, at: bucket.removedAt })
      }
      if (series.length <= 1) continue
      remove.push(...series)
      append.push(seriesInUse(bucket))
    }
    append.push({ kind: 'pruned', upTo })
    return { append: append.map(header => ({ header })), remove }
  })
  await log.reload()
}

/** Series no segment has are gone with this. */
function seriesInUse(bucket: BucketState): Header {
  const ids = idsOf(bucket.segments, bucket.nextId).filter(id => bucket.series[id])
  return { kind: 'series', bucket: bucket.info.id, ids, series: ids.map(id => bucket.series[id]), whole: true }
}

// Points as a segment: series by ascending id, times ascending within each.
import type { SeriesPoints } from '../library/index.ts'
import type { Payload, SegmentHeader } from './header.ts'
import { sizeOf } from './log.ts'
import { firstFrom, settle } from './runs.ts'

export interface Built {
  readonly header: SegmentHeader
  readonly payload: Payload
}

/** Points before the oldest that is kept, of entry `index` of what is written; their times are the slots from … to - 1. */
export type TooOld = (index: number, times: BigInt64Array, from: number, to: number) => void

/**
 * A segment of the points of the entries whose id is not -1; null when there are none. Two entries may have one id. The
 * arrays are its own.
 */
export function buildSegment(
  bucket: string,
  points: SeriesPoints,
  ids: Int32Array,
  oldest: bigint | null,
  tooOld: TooOld,
): Built | null {
  const entries = entriesById(ids)
  const times = new BigInt64Array(points.times.length)
  const bits = new BigInt64Array(points.times.length)
  const [keptIds, offsets]: [number[], number[]] = [[], [0]]
  let at = 0
  for (let e = 0; e < entries.length; ) {
    const first = entries[e]
    const from = at
    for (; e < entries.length && ids[entries[e]] === ids[first]; e++) {
      const [low, high] = [points.offsets[entries[e]], points.offsets[entries[e] + 1]]
      times.set(points.times.subarray(low, high), at)
      bits.set(points.bits.subarray(low, high), at)
      at += high - low
    }
    at = settle(times, bits, from, at)
    if (oldest !== null && at > from && times[from] < oldest)
      at = leaveOut(times, bits, from, at, oldest, first, tooOld)
    if (at === from) continue
    keptIds.push(ids[first])
    offsets.push(at)
  }
  if (at === 0) return null
  const payload = { times: times.slice(0, at), bits: bits.slice(0, at), texts: points.texts }
  return { header: headerOf(bucket, Uint32Array.from(keptIds), Int32Array.from(offsets), payload), payload }
}

/** The header of a segment of points as they are; its order is to be its own number. */
export function headerOf(bucket: string, ids: Uint32Array, offsets: Int32Array, payload: Payload): SegmentHeader {
  const { times } = payload
  let [min, max] = [times[0], times[0]]
  for (let i = 0; i < ids.length; i++) {
    const [first, last] = [times[offsets[i]], times[offsets[i + 1] - 1]]
    if (first < min) min = first
    if (last > max) max = last
  }
  return {
    kind: 'segment',
    bucket,
    order: null,
    ids,
    offsets,
    min,
    max,
    bytes: sizeOf(payload),
    replaces: [],
    swept: 0,
  }
}

/** Entries with an id, by it; of one id as they came. */
function entriesById(ids: Int32Array): Int32Array {
  const entries = Int32Array.from(ids.keys()).filter(e => ids[e] >= 0)
  for (let i = 1; i < entries.length; i++)
    if (ids[entries[i]] < ids[entries[i - 1]]) return entries.sort((a, b) => ids[a] - ids[b] || a - b)
  return entries
}

function leaveOut(
  times: BigInt64Array,
  bits: BigInt64Array,
  from: number,
  to: number,
  oldest: bigint,
  entry: number,
  tooOld: TooOld,
): number {
  const kept = firstFrom(times, from, to, oldest)
  tooOld(entry, times.slice(from, kept), 0, kept - from)
  times.copyWithin(from, kept, to)
  bits.copyWithin(from, kept, to)
  return to - (kept - from)
}

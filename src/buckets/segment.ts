// Points as a segment: series by ascending id, times ascending within each.
import type { SeriesPoints } from '../library/index.ts'
import type { Payload, SegmentHeader } from './header.ts'
import { sizeOf } from './log.ts'
import { copySlots, firstFrom, settle } from './runs.ts'

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
      copySlots(points.times, low, high, times, at)
      copySlots(points.bits, low, high, bits, at)
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
  const whole = at === times.length
  const payload = {
    times: whole ? times : times.slice(0, at),
    bits: whole ? bits : bits.slice(0, at),
    texts: points.texts,
  }
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
  const entries = new Int32Array(ids.length)
  let [count, last, ascending] = [0, -1, true]
  for (let e = 0; e < ids.length; e++) {
    if (ids[e] < 0) continue
    if (ids[e] < last) ascending = false
    last = ids[e]
    entries[count++] = e
  }
  const kept = entries.subarray(0, count)
  return ascending ? kept : kept.sort((a, b) => ids[a] - ids[b] || a - b)
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

// Times cut into segments within which every instant lies in the same windows, so that a row needs no more than its
// segment. Times are compared as halves of 64 bits: the high one signed, the low one unsigned.
import type { TimeBounds } from '../../library/index.ts'
import type { TimeColumn } from '../../tables/index.ts'
import { floorDiv, MAX_TIME, MIN_TIME } from '../../values/index.ts'
import { halves, type TimeOrder } from './timeOrder.ts'
import {
  clipped,
  type EvenWindows,
  evenTimes,
  WindowList,
  type WindowSequence,
  type Windows,
  windowsOf,
} from './windows.ts'

export interface Segments {
  /** All windows some segment lies in. */
  readonly windows: Windows
  /** The windows of segment s: members[starts[s]] … members[starts[s + 1] - 1]. The last segment is that of null times. */
  readonly starts: Int32Array
  readonly members: Int32Array
  /** The last instant of each segment but that of nulls, ascending. */
  readonly lastHigh: Int32Array
  readonly lastLow: Uint32Array
  /** The length all segments have, in nanoseconds; 0 where they differ. */
  readonly step: number
}

/** Segments for all the times given. Rows whose time is null or outside all bounds share one window as long as the bounds. */
export function segmentsOf(
  { values, nulls }: TimeColumn,
  { low, high }: TimeOrder,
  bounds: TimeBounds,
  sequence: WindowSequence | null,
  wanted: Windows | null,
): Segments {
  const gapless = sequence !== null && sequence.about(low, high) <= 2 * values.length + 1000
  const even = gapless ? sequence.evenly(low, high) : null
  if (even !== null) return evenSegments(even, bounds, wanted)
  const builder = new SegmentsBuilder(bounds, sequence, wanted)
  if (sequence === null) builder.add(MIN_TIME)
  else if (gapless) builder.cover(low, high)
  else for (const t of sortedTimes(values, nulls)) builder.reach(t)
  return builder.build()
}

/** A segment a window: those that share time with the bounds are cut to them, the whole stands for the others. */
function evenSegments(even: EvenWindows, bounds: TimeBounds, wanted: Windows | null): Segments {
  const { first, step, count } = even
  const limited = (n: bigint): number => Number(n < 0n ? 0n : n > BigInt(count) ? BigInt(count) : n)
  const from = limited(floorDiv(bounds.start - first, step))
  const to = Math.max(from, limited(floorDiv(bounds.stop - 1n - first, step) + 1n))
  const own = clipped(windowsOf({ first: first + BigInt(from) * step, step, count: to - from }), bounds)
  const list = new WindowList(wanted)
  const base = numberAmong(wanted, own) ?? list.addAll(own)
  const members = new Int32Array(count + 1).fill(list.add(bounds.start, bounds.stop))
  for (let s = from; s < to; s++) members[s] = base + s - from
  return {
    windows: list.build(),
    starts: Int32Array.from({ length: count + 2 }, (_, s) => s),
    members,
    ...endsOf(evenTimes(first + step - 1n, step, count)),
    step: Number(step),
  }
}

/** The number of the first of some windows among others of the same sequence, where all of them are there. */
function numberAmong(all: Windows | null, { starts, stops }: Windows): number | null {
  const last = starts.length - 1
  if (all === null || last < 0) return null
  const at = finderOf(all)(starts[0])
  const same = (n: number, i: number): boolean => all.starts[n] === starts[i] && all.stops[n] === stops[i]
  return at !== undefined && same(at, 0) && same(at + last, last) ? at : null
}

function endsOf(lasts: BigInt64Array): { lastHigh: Int32Array; lastLow: Uint32Array } {
  const packed = halves(lasts)
  const [lastHigh, lastLow] = [new Int32Array(lasts.length), new Uint32Array(lasts.length)]
  for (let s = 0; s < lasts.length; s++) {
    lastHigh[s] = packed[2 * s + 1]
    lastLow[s] = packed[2 * s]
  }
  return { lastHigh, lastLow }
}

/** The segment of each row, into `out`: most rows lie where equal steps lead. Marks the segments in `used`. */
export function findSegments(
  times: Int32Array,
  nulls: Uint8Array | null,
  from: number,
  to: number,
  segments: Segments,
  out: Int32Array,
  used: Uint8Array,
): void {
  const ends = nulls === null ? distancesOf(segments) : null
  if (ends !== null && segments.step > 0) findByStep(times, from, to, segments, out)
  else if (ends !== null) findByDistance(times, from, to, segments, ends, out)
  else findByHalves(times, nulls, from, to, segments, out)
  for (let row = from; row < to; row++) used[out[row]] = 1
}

const TWO32 = 4_294_967_296

/** The ends of segments from the first one's on, where a float holds these distances exactly. */
function distancesOf({ lastHigh, lastLow }: Segments): Float64Array | null {
  const out = new Float64Array(lastHigh.length)
  for (let s = 0; s < out.length; s++) out[s] = (lastHigh[s] - lastHigh[0]) * TWO32 + (lastLow[s] - lastLow[0])
  return out.length > 0 && out[out.length - 1] <= Number.MAX_SAFE_INTEGER ? out : null
}

/** Distances are whole numbers a float holds, so that no quotient is rounded over a whole number. */
function findByStep(
  times: Int32Array,
  from: number,
  to: number,
  { lastHigh, lastLow, step }: Segments,
  out: Int32Array,
): void {
  const [high, low] = [lastHigh[0], lastLow[0]]
  for (let row = from; row < to; row++) {
    const distance = (times[2 * row + 1] - high) * TWO32 + ((times[2 * row] >>> 0) - low)
    out[row] = Math.ceil(distance / step)
  }
}

function findByDistance(
  times: Int32Array,
  from: number,
  to: number,
  { lastHigh, lastLow }: Segments,
  ends: Float64Array,
  out: Int32Array,
): void {
  const [high, low, last] = [lastHigh[0], lastLow[0], ends.length - 1]
  const scale = ends[last] > 0 ? last / ends[last] : 0
  for (let row = from; row < to; row++) {
    const distance = (times[2 * row + 1] - high) * TWO32 + ((times[2 * row] >>> 0) - low)
    const s = distance <= 0 ? 0 : Math.min(last, Math.ceil(distance * scale)) | 0
    out[row] = (s > 0 && distance <= ends[s - 1]) || distance > ends[s] ? firstNotBelow(ends, distance) : s
  }
}

function firstNotBelow(ends: Float64Array, distance: number): number {
  let a = 0
  let b = ends.length - 1
  while (a < b) {
    const m = (a + b) >>> 1
    if (ends[m] < distance) a = m + 1
    else b = m
  }
  return a
}

function findByHalves(
  times: Int32Array,
  nulls: Uint8Array | null,
  from: number,
  to: number,
  { lastHigh, lastLow }: Segments,
  out: Int32Array,
): void {
  for (let row = from; row < to; row++)
    out[row] =
      nulls !== null && nulls[row] === 1
        ? lastHigh.length
        : searched(times[2 * row + 1], times[2 * row] >>> 0, lastHigh, lastLow)
}

/** The first segment that ends at or after a time. */
function searched(high: number, low: number, lastHigh: Int32Array, lastLow: Uint32Array): number {
  let a = 0
  let b = lastHigh.length - 1
  while (a < b) {
    const m = (a + b) >>> 1
    if (high > lastHigh[m] || (high === lastHigh[m] && low > lastLow[m])) a = m + 1
    else b = m
  }
  return a
}

/** The segment of a row's time, which is after the end of a segment; mostly it is the next one. */
export function segmentAfter(times: Int32Array, row: number, { lastHigh, lastLow }: Segments, before: number): number {
  const high = times[2 * row + 1]
  const low = times[2 * row] >>> 0
  const next = before + 1
  const later = high > lastHigh[next] || (high === lastHigh[next] && low > lastLow[next])
  return before < 0 || later ? searched(high, low, lastHigh, lastLow) : next
}

/**
 * The first row from `row` on, before `to`, whose time is after the end of a segment; times ascend. Most runs are as
 * long as the one before, else the end is found by galloping.
 */
export function endOfRun(
  times: Int32Array,
  row: number,
  to: number,
  { lastHigh, lastLow }: Segments,
  s: number,
  likely: number,
): number {
  const [high, low] = [lastHigh[s], lastLow[s]]
  const guess = row + likely
  let a = row
  let step = 1
  if (likely > 0 && guess <= to && !isAfter(times, guess - 1, high, low)) {
    if (guess === to || isAfter(times, guess, high, low)) return guess
    a = guess
    step = likely
  }
  let b = a
  while (b < to && !isAfter(times, b, high, low)) {
    a = b + 1
    b += step
    step *= 2
  }
  if (b > to) b = to
  while (a < b) {
    const m = (a + b) >>> 1
    if (isAfter(times, m, high, low)) b = m
    else a = m + 1
  }
  return a
}

function isAfter(times: Int32Array, row: number, high: number, low: number): boolean {
  const own = times[2 * row + 1]
  return own > high || (own === high && times[2 * row] >>> 0 > low)
}

function sortedTimes(times: BigInt64Array, nulls: Uint8Array | null): BigInt64Array {
  return (nulls === null ? times.slice() : times.filter((_, row) => nulls[row] === 0)).sort()
}

/** Finds the last of some windows that begins at an instant: by halving where they are in order. */
function finderOf({ starts }: Windows): (start: bigint) => number | undefined {
  for (let i = 1; i < starts.length; i++)
    if (starts[i] <= starts[i - 1]) {
      const byStart = new Map(Array.from(starts, (start, n) => [start, n]))
      return start => byStart.get(start)
    }
  return start => {
    let [a, b] = [0, starts.length]
    while (a < b) {
      const m = (a + b) >>> 1
      if (starts[m] < start) a = m + 1
      else b = m
    }
    return starts[a] === start ? a : undefined
  }
}

class SegmentsBuilder {
  private readonly windows: WindowList
  private readonly starts = [0]
  private readonly members: number[] = []
  private readonly lasts: bigint[] = []
  private readonly numbers = new Map<bigint, number>()
  private readonly known: (start: bigint) => number | undefined
  private whole = -1

  constructor(
    private readonly bounds: TimeBounds,
    private readonly sequence: WindowSequence | null,
    private readonly wanted: Windows | null,
  ) {
    this.windows = new WindowList(wanted)
    this.known = wanted === null ? () => undefined : finderOf(wanted)
  }

  /** Segments without a gap between two instants. */
  cover(low: bigint, high: bigint): void {
    for (let t = low; t <= high; t = this.lasts[this.lasts.length - 1] + 1n) this.add(t)
  }

  /** A segment for an instant not before those already there. */
  reach(t: bigint): void {
    const last = this.lasts[this.lasts.length - 1]
    if (last === undefined || t > last) this.add(t)
  }

  /** The segment of an instant: its windows, the latest first. */
  add(t: bigint): void {
    const last = this.sequence === null ? MAX_TIME : this.addWindows(t, this.sequence)
    if (this.sequence === null) this.members.push(this.wholeWindow())
    this.starts.push(this.members.length)
    this.lasts.push(last > MAX_TIME ? MAX_TIME : last)
  }

  private addWindows(t: bigint, sequence: WindowSequence): bigint {
    const { bounds, members } = this
    const latest = sequence.latest(t)
    const before = members.length
    const after = sequence.at(latest + 1n).start
    // starts wrap at the end of time
    let end = after > t ? after : MAX_TIME + 1n
    for (let k = latest; ; k--) {
      const w = sequence.at(k)
      if (w.stop <= t) break
      for (const edge of [w.start, w.stop]) if (t < edge && edge < end) end = edge
      // a window outside the range is none, but the range's end may lie in one
      if (w.start <= t && w.start < bounds.stop && w.stop > bounds.start)
        members.push(this.numberOf(k, w.start, w.stop))
      if (sequence.at(k - 1n).start >= w.start) break
    }
    if (members.length > before) return end - 1n
    if (t < bounds.start || t >= bounds.stop) members.push(this.wholeWindow())
    for (const edge of [bounds.start, bounds.stop]) if (t < edge && edge < end) end = edge
    return end - 1n
  }

  private numberOf(k: bigint, first: bigint, end: bigint): number {
    const found = this.numbers.get(k)
    if (found !== undefined) return found
    const { bounds } = this
    const start = first > bounds.start ? first : bounds.start
    const stop = end < bounds.stop ? end : bounds.stop
    const known = this.known(start)
    const number = known !== undefined && this.wanted!.stops[known] === stop ? known : this.windows.add(start, stop)
    this.numbers.set(k, number)
    return number
  }

  private wholeWindow(): number {
    if (this.whole < 0)
      this.whole =
        this.sequence === null && this.windows.length > 0 ? 0 : this.windows.add(this.bounds.start, this.bounds.stop)
    return this.whole
  }

  build(): Segments {
    const { lasts, members, starts } = this
    const nulls = [...members, this.wholeWindow()]
    return {
      windows: this.windows.build(),
      starts: Int32Array.from([...starts, nulls.length]),
      members: Int32Array.from(nulls),
      ...endsOf(BigInt64Array.from(lasts)),
      step: 0,
    }
  }
}

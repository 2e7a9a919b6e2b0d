// Times cut into segments within which every instant lies in the same windows, so that a row needs no more than its
// segment. Times are compared as halves of 64 bits: the high one signed, the low one unsigned.
import type { TimeBounds } from '../../library/index.ts'
import { MAX_TIME, MIN_TIME } from '../../values/index.ts'
import { clipped, type Window, type WindowSequence } from './windows.ts'

export interface Segments {
  /** All windows some segment lies in. */
  readonly windows: readonly Window[]
  /** The windows of segment s: members[starts[s]] … members[starts[s + 1] - 1]. The last segment is that of null times. */
  readonly starts: Int32Array
  readonly members: Int32Array
  /** The last instant of each segment but that of nulls, ascending. */
  readonly lastHigh: Int32Array
  readonly lastLow: Uint32Array
}

/** The two halves of each slot. */
export const halves = ({ buffer, byteOffset, length }: BigInt64Array): Int32Array =>
  new Int32Array(buffer, byteOffset, 2 * length)

/** Segments for all the times given. Rows whose time is null or outside all bounds share one window as long as the bounds. */
export function segmentsOf(
  times: BigInt64Array,
  nulls: Uint8Array | null,
  bounds: TimeBounds,
  sequence: WindowSequence | null,
  wanted: readonly Window[],
): Segments {
  const builder = new SegmentsBuilder(bounds, sequence, wanted)
  if (sequence === null) builder.add(MIN_TIME)
  else {
    const [low, high] = extent(halves(times), nulls)
    if (sequence.about(low, high) <= 2 * times.length + 1000) builder.cover(low, high)
    else for (const t of sortedTimes(times, nulls)) builder.reach(t)
  }
  return builder.build()
}

/** The segment of each row, into `out`: most rows lie in that of the row before, or where equal steps lead. */
export function findSegments(
  times: Int32Array,
  nulls: Uint8Array | null,
  from: number,
  to: number,
  segments: Segments,
  out: Int32Array,
): void {
  const { lastHigh, lastLow } = segments
  const count = lastHigh.length
  const base = count > 0 ? lastHigh[0] * TWO32 + lastLow[0] : 0
  const span = count > 0 ? lastHigh[count - 1] * TWO32 + lastLow[count - 1] - base : 0
  const scale = span > 0 ? (count - 1) / span : 0
  for (let row = from; row < to; row++) {
    if (nulls !== null && nulls[row] === 1) {
      out[row] = count
      continue
    }
    const high = times[2 * row + 1]
    const low = times[2 * row] >>> 0
    let s = Math.ceil((high * TWO32 + low - base) * scale)
    s = s < 0 ? 0 : s >= count ? count - 1 : s
    const early = s > 0 && !(high > lastHigh[s - 1] || (high === lastHigh[s - 1] && low > lastLow[s - 1]))
    const late = high > lastHigh[s] || (high === lastHigh[s] && low > lastLow[s])
    out[row] = early || late ? searched(high, low, lastHigh, lastLow) : s
  }
}

const TWO32 = 4_294_967_296

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

/** The first row from `row` on, before `to`, whose time is after the end of a segment; times ascend. */
export function endOfRun(
  times: Int32Array,
  row: number,
  to: number,
  { lastHigh, lastLow }: Segments,
  s: number,
): number {
  const [high, low] = [lastHigh[s], lastLow[s]]
  let step = 1
  let a = row
  let b = row
  while (b < to && !(times[2 * b + 1] > high || (times[2 * b + 1] === high && times[2 * b] >>> 0 > low))) {
    a = b + 1
    b += step
    step *= 2
  }
  if (b > to) b = to
  while (a < b) {
    const m = (a + b) >>> 1
    if (times[2 * m + 1] > high || (times[2 * m + 1] === high && times[2 * m] >>> 0 > low)) b = m
    else a = m + 1
  }
  return a
}

/** Instants not after and not before any of the times, off by at most 2^32 nanoseconds. */
function extent(times: Int32Array, nulls: Uint8Array | null): readonly [bigint, bigint] {
  let low = 0x7fffffff
  let high = -0x80000000
  for (let row = 0; 2 * row < times.length; row++) {
    if (nulls !== null && nulls[row] === 1) continue
    const h = times[2 * row + 1]
    if (h < low) low = h
    if (h > high) high = h
  }
  return [BigInt(low) << 32n, (BigInt(high) << 32n) + 0xffffffffn]
}

function sortedTimes(times: BigInt64Array, nulls: Uint8Array | null): BigInt64Array {
  return (nulls === null ? times.slice() : times.filter((_, row) => nulls[row] === 0)).sort()
}

/** Finds the last of some windows that begins at an instant: by halving where they are in order. */
function finderOf(windows: readonly Window[]): (start: bigint) => number | undefined {
  for (let i = 1; i < windows.length; i++)
    if (windows[i].start <= windows[i - 1].start) {
      const byStart = new Map(windows.map((w, n) => [w.start, n]))
      return start => byStart.get(start)
    }
  return start => {
    let [a, b] = [0, windows.length]
    while (a < b) {
      const m = (a + b) >>> 1
      if (windows[m].start < start) a = m + 1
      else b = m
    }
    return windows[a]?.start === start ? a : undefined
  }
}

class SegmentsBuilder {
  private readonly windows: Window[]
  private readonly starts = [0]
  private readonly members: number[] = []
  private readonly lasts: bigint[] = []
  private readonly numbers = new Map<bigint, number>()
  private readonly known: (start: bigint) => number | undefined
  private whole = -1

  constructor(
    private readonly bounds: TimeBounds,
    private readonly sequence: WindowSequence | null,
    wanted: readonly Window[],
  ) {
    this.windows = wanted.slice()
    this.known = finderOf(wanted)
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
      if (w.start <= t && w.start < bounds.stop && w.stop > bounds.start) members.push(this.numberOf(k, w))
      if (sequence.at(k - 1n).start >= w.start) break
    }
    if (members.length > before) return end - 1n
    if (t < bounds.start || t >= bounds.stop) members.push(this.wholeWindow())
    for (const edge of [bounds.start, bounds.stop]) if (t < edge && edge < end) end = edge
    return end - 1n
  }

  private numberOf(k: bigint, window: Window): number {
    const found = this.numbers.get(k)
    if (found !== undefined) return found
    const w = clipped(window, this.bounds)
    const known = this.known(w.start)
    const number = known !== undefined && this.windows[known].stop === w.stop ? known : this.windows.push(w) - 1
    this.numbers.set(k, number)
    return number
  }

  private wholeWindow(): number {
    if (this.whole < 0)
      this.whole = this.sequence === null && this.windows.length > 0 ? 0 : this.windows.push({ ...this.bounds }) - 1
    return this.whole
  }

  build(): Segments {
    const { lasts, members, starts } = this
    const nulls = [...members, this.wholeWindow()]
    const packed = halves(BigInt64Array.from(lasts))
    return {
      windows: this.windows,
      starts: Int32Array.from([...starts, nulls.length]),
      members: Int32Array.from(nulls),
      lastHigh: Int32Array.from(lasts, (_, s) => packed[2 * s + 1]),
      lastLow: Uint32Array.from(lasts, (_, s) => packed[2 * s] >>> 0),
    }
  }
}

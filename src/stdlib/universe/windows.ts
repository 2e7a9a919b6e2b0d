// Where windows begin and end: aligned to the epoch on the local clock, moved by an offset, at equal distances in
// nanoseconds or in calendar months.
import type { TimeBounds } from '../../library/index.ts'
import {
  addDuration,
  addMonths,
  type Duration,
  fault,
  floorDiv,
  MAX_TIME,
  MIN_TIME,
  setupFault,
  utcZone,
  type Zone,
} from '../../values/index.ts'

/** The instants before, and from, which they begin and end. */
export interface Windows {
  readonly starts: BigInt64Array
  readonly stops: BigInt64Array
}

interface Window {
  readonly start: bigint
  readonly stop: bigint
}

/** Windows that follow one another at a distance. */
export interface EvenWindows {
  readonly first: bigint
  readonly step: bigint
  readonly count: number
}

/** More windows than this stop a run before memory is gone. */
const MAX_WINDOWS = 2_000_000n

export class WindowSequence {
  constructor(
    private readonly every: Duration,
    private readonly period: Duration,
    private readonly offset: Duration,
    private readonly zone: Zone,
  ) {
    for (const d of [every, period])
      if (d.months !== 0n && d.ns !== 0n)
        throw setupFault('invalid', 'duration used as an interval cannot mix month and nanosecond units')
  }

  /** Start of window k, on the local clock. */
  private localStart(k: bigint): bigint {
    const { months, ns } = this.every
    return addDuration(months > 0n ? addMonths(0n, k * months) : k * ns, this.offset)
  }

  at(k: bigint): Window {
    const local = this.localStart(k)
    return { start: this.zone.toUtc(local), stop: this.zone.toUtc(addDuration(local, this.period)) }
  }

  /** The last window that starts at or before a time; at the ends of time, where starts wrap, the nearest one. */
  latest(time: bigint): bigint {
    const local = this.zone.toLocal(time)
    let k = this.estimate(local)
    let { start } = this.at(k)
    for (let before = this.at(k - 1n).start; start > time && before <= start; before = this.at(k - 1n).start) {
      k--
      start = before
    }
    for (let after = this.at(k + 1n).start; after <= time && after >= start; after = this.at(k + 1n).start) {
      k++
      start = after
    }
    return k
  }

  private estimate(local: bigint): bigint {
    if (this.every.months === 0n) return floorDiv(local - this.offset.ns, this.every.ns)
    const averageMonth = 2_629_746_000_000_000n
    return floorDiv(floorDiv(local, averageMonth) - this.offset.months, this.every.months)
  }

  /** About how many starts and stops lie between two instants; no fewer. */
  about(low: bigint, high: bigint): number {
    const fewestDays = 28n * 86_400_000_000_000n
    const { months, ns } = this.every
    return 2 * Number((high - low) / (months > 0n ? months * fewestDays : ns) + 4n)
  }

  /**
   * The windows that hold the instants from one to another, where every instant lies in exactly one: equal lengths of
   * nanoseconds on a clock nobody moves, away from the ends of time, where starts wrap. Null elsewhere.
   */
  evenly(low: bigint, high: bigint): EvenWindows | null {
    const { every, period, offset, zone } = this
    const plain = every.months === 0n && offset.months === 0n && zone === utcZone
    if (!plain || period.months !== 0n || period.ns !== every.ns || low > high) return null
    const step = every.ns
    const first = floorDiv(low - offset.ns, step) * step + offset.ns
    const count = floorDiv(high - first, step) + 1n
    const inside = first >= MIN_TIME && first + count * step <= MAX_TIME
    return inside && count <= MAX_WINDOWS ? { first, step, count: Number(count) } : null
  }

  /** All windows that share time with the bounds, in order, cut to them if asked. */
  within(bounds: TimeBounds, cut = true): Windows {
    this.refuseTooMany(bounds)
    const even = this.evenly(bounds.start, bounds.stop - 1n)
    if (even === null) return this.oneByOne(bounds, cut)
    const all = windowsOf(even)
    return cut ? clipped(all, bounds) : all
  }

  private oneByOne({ start, stop }: TimeBounds, cut: boolean): Windows {
    let k = this.latest(start)
    while (this.at(k - 1n).stop > start && this.at(k - 1n).start < this.at(k).start) k--
    const out = new WindowList()
    for (; ; k++) {
      const w = this.at(k)
      if (w.start >= stop) return out.build()
      // an hour the clock skips has no length; the reference then shows the whole range once more
      if (w.start === w.stop && w.start > start) out.add(start, stop)
      else if (w.stop > start && cut) out.add(w.start > start ? w.start : start, w.stop < stop ? w.stop : stop)
      else if (w.stop > start) out.add(w.start, w.stop)
    }
  }

  private refuseTooMany({ start, stop }: TimeBounds): void {
    if (this.every.months === 0n) refuseTooMany((stop - start) / this.every.ns)
  }
}

/** Windows, or pairs of table and window, that no memory would hold. */
export function refuseTooMany(count: bigint): void {
  if (count <= MAX_WINDOWS) return
  throw fault(
    'resource exhausted',
    `${count} windows would fill the memory (at most ${MAX_WINDOWS}): choose a longer every, or a shorter range`,
  )
}

export function windowsOf({ first, step, count }: EvenWindows): Windows {
  return { starts: evenTimes(first, step, count), stops: evenTimes(first + step, step, count) }
}

/** So many times, a step apart. */
export function evenTimes(first: bigint, step: bigint, count: number): BigInt64Array {
  const [out, by] = [new BigInt64Array(count), BigInt64Array.of(step)]
  out.fill(first, 0, 1)
  for (let i = 1; i < count; i++) out[i] = out[i - 1] + by[0]
  return out
}

export function clipped({ starts, stops }: Windows, { start, stop }: TimeBounds): Windows {
  return { starts: notBefore(starts, BigInt64Array.of(start)), stops: notAfter(stops, BigInt64Array.of(stop)) }
}

function notBefore(times: BigInt64Array, edge: BigInt64Array): BigInt64Array {
  const out = times.slice()
  for (let i = 0; i < out.length; i++) if (out[i] < edge[0]) out[i] = edge[0]
  return out
}

function notAfter(times: BigInt64Array, edge: BigInt64Array): BigInt64Array {
  const out = times.slice()
  for (let i = 0; i < out.length; i++) if (out[i] > edge[0]) out[i] = edge[0]
  return out
}

/** Windows added one by one, to those there are. */
export class WindowList {
  starts: BigInt64Array
  stops: BigInt64Array
  length: number

  constructor(first: Windows | null = null) {
    this.length = first === null ? 0 : first.starts.length
    this.starts = first?.starts ?? new BigInt64Array(64)
    this.stops = first?.stops ?? new BigInt64Array(64)
  }

  /** The number of the window added. */
  add(start: bigint, stop: bigint): number {
    if (this.length === this.starts.length) {
      // never written where it is: the windows there were are shared
      this.starts = twiceAsLong(this.starts)
      this.stops = twiceAsLong(this.stops)
    }
    this.starts[this.length] = start
    this.stops[this.length] = stop
    return this.length++
  }

  /** The number of the first of them. */
  addAll({ starts, stops }: Windows): number {
    const first = this.length
    for (let i = 0; i < starts.length; i++) this.add(starts[i], stops[i])
    return first
  }

  build(): Windows {
    return { starts: this.starts.slice(0, this.length), stops: this.stops.slice(0, this.length) }
  }
}

function twiceAsLong(values: BigInt64Array): BigInt64Array {
  const out = new BigInt64Array(2 * values.length + 64)
  out.set(values)
  return out
}

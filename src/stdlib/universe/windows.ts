// Where windows begin and end: aligned to the epoch on the local clock, moved by an offset, at equal distances in
// nanoseconds or in calendar months.
import type { TimeBounds } from '../../library/index.ts'
import { addDuration, addMonths, type Duration, fault, floorDiv, setupFault, type Zone } from '../../values/index.ts'

export interface Window {
  readonly start: bigint
  readonly stop: bigint
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

  /** All windows that share time with the bounds, in order, cut to them if asked. */
  within({ start, stop }: TimeBounds, cut = true): Window[] {
    let k = this.latest(start)
    while (this.at(k - 1n).stop > start && this.at(k - 1n).start < this.at(k).start) k--
    this.refuseTooMany({ start, stop })
    const out: Window[] = []
    for (; ; k++) {
      const w = this.at(k)
      if (w.start >= stop) return out
      // an hour the clock skips has no length; the reference then shows the whole range once more
      if (w.start === w.stop && w.start > start) out.push({ start, stop })
      else if (w.stop > start) out.push(cut ? clipped(w, { start, stop }) : w)
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

export function clipped(w: Window, { start, stop }: TimeBounds): Window {
  return { start: w.start > start ? w.start : start, stop: w.stop < stop ? w.stop : stop }
}

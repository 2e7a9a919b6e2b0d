// The wall clock, and being called again. Times are never added up: what is due is seen anew each time, so that a clock
// that was set or a machine that slept is noticed within a quarter of a minute.
import type { Clock } from '../tasks/index.ts'

const LONGEST_WAIT = 15_000

export const wallClock: Clock = {
  now: () => BigInt(Date.now()) * 1_000_000n,
  wake(at, act) {
    const ms = Number((at - BigInt(Date.now()) * 1_000_000n) / 1_000_000n)
    const timer = setTimeout(act, Math.min(LONGEST_WAIT, Math.max(0, ms)))
    return () => clearTimeout(timer)
  },
}

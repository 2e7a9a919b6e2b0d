// When a task is due. `every` counts from the zero time of the language InfluxDB is written in, 0001-01-01T00:00:00Z:
// as everybody expects for what divides a day, while weeks begin on a Monday and seven minutes drift through the hours.
// Months and years are those of the calendar, counted from the same moment; InfluxDB begins them at a multiple of the
// month's length, a day that nobody would guess.
import { Cron } from 'croner'
import { addDuration, civilFromDays, Duration, daysFromCivil, floorDiv, NS_PER_DAY, splitDay } from '../values/index.ts'
import type { Schedule, Span } from './task.ts'

/** The first slot after a time; null when there is none any more. */
export function slotAfter({ every, cron }: Schedule, time: bigint): bigint | null {
  if (every !== null) return slotOf(every, countOf(every, time) + 1n)
  const next = calculator(cron!).nextRun(new Date(Number(floorDiv(time, MS))))
  return next && BigInt(next.getTime()) * MS
}

/** The last slot up to a time; null when there was none. */
export function slotUpTo({ every, cron }: Schedule, time: bigint): bigint | null {
  if (every !== null) return slotOf(every, countOf(every, time))
  const [last] = calculator(cron!).previousRuns(1, new Date(Number(floorDiv(time, SECOND) + 1n) * 1000))
  return last ? BigInt(last.getTime()) * MS : null
}

/** When the run of a slot is to begin. */
export function dueTime({ offset }: Schedule, slot: bigint): bigint {
  return addDuration(slot, new Duration(offset.months, offset.ns))
}

export interface DueSlots {
  /** Null when none is due. */
  readonly last: bigint | null
  /** At most `COUNTED`. */
  readonly count: number
}

/** More slots than this are not told apart. */
export const COUNTED = 100_000

/** The slots after `after` whose runs are to have begun by `now`. */
export function dueSlots(schedule: Schedule, after: bigint, now: bigint): DueSlots {
  const first = slotAfter(schedule, after)
  if (first === null || dueTime(schedule, first) > now) return { last: null, count: 0 }
  const last = lastDue(schedule, first, now)
  const { every } = schedule
  if (every !== null) return { last, count: Number(countOf(every, last) - countOf(every, first)) + 1 }
  let count = 1
  for (let slot = first; slot < last && count < COUNTED; count++) slot = slotAfter(schedule, slot)!
  return { last, count }
}

/** How far a schedule has come when nothing of it has run: the last slot that was due before. */
export function startingPoint(schedule: Schedule, now: bigint): bigint {
  const behind = dueTime(schedule, now) - now
  let slot = slotUpTo(schedule, now - behind + (schedule.offset.months === 0n ? 0n : LONGEST_ERROR))
  while (slot !== null && dueTime(schedule, slot) > now) slot = slotUpTo(schedule, slot - 1n)
  return slot ?? now
}

const MS = 1_000_000n
const SECOND = 1_000n * MS
/** A month is at most this much longer than another. */
const LONGEST_ERROR = 4n * NS_PER_DAY

/** The last slot whose run is to have begun; `first` is one. */
function lastDue(schedule: Schedule, first: bigint, now: bigint): bigint {
  const last = startingPoint(schedule, now)
  return last > first ? last : first
}

/** A moment long before 1970: int64 nanoseconds do not reach it, plain BigInts do. */
const ZERO_DAY = daysFromCivil(1, 1, 1)
const ZERO = BigInt(ZERO_DAY) * NS_PER_DAY

/** The slot with a number: so many spans after the zero time. */
function slotOf({ months, ns }: Span, count: bigint): bigint {
  const month = Number(months * count)
  const day = daysFromCivil(1 + Math.floor(month / 12), (month % 12) + 1, 1)
  return BigInt(day) * NS_PER_DAY + ns * count
}

/** The number of the last slot up to a time. */
function countOf(every: Span, time: bigint): bigint {
  const { months, ns } = every
  if (months === 0n) return floorDiv(time - ZERO, ns)
  const { year, month } = civilFromDays(splitDay(time).day)
  const passed = BigInt((year - 1) * 12 + month - 1)
  if (ns === 0n) return passed / months
  const average = months * AVERAGE_MONTH + ns
  let count = floorDiv(time - ZERO, average)
  while (slotOf(every, count) > time) count--
  while (slotOf(every, count + 1n) <= time) count++
  return count
}

/** 146,097 days have 4,800 months. */
const AVERAGE_MONTH = (146_097n * NS_PER_DAY) / 4800n

const calculators = new Map<string, Cron>()

function calculator(text: string): Cron {
  let found = calculators.get(text)
  if (!found) {
    // more schedules than these are not under way at once; one that was thrown out is made again
    if (calculators.size > 100) calculators.clear()
    found = new Cron(text, { timezone: 'UTC', domAndDow: true, sloppyRanges: true })
    calculators.set(text, found)
  }
  return found
}

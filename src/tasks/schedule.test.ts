// When tasks are due: tables of known moments, and properties against counting slot by slot.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTime, parseDuration, parseTime } from '../values/index.ts'
import { dueSlots, dueTime, slotAfter, slotUpTo, startingPoint } from './schedule.ts'
import type { Schedule, Span } from './task.ts'

const span = (text: string): Span => parseDuration(text)!
const at = (text: string): bigint => parseTime(text)!
const every = (text: string, offset = '0s'): Schedule => ({ every: span(text), cron: null, offset: span(offset) })
const cron = (text: string, offset = '0s'): Schedule => ({ every: null, cron: text, offset: span(offset) })

function slots(schedule: Schedule, from: string, count: number): string[] {
  const found: string[] = []
  for (let time: bigint | null = at(from); found.length < count; ) {
    time = slotAfter(schedule, time!)
    if (time === null) break
    found.push(formatTime(time))
  }
  return found
}

describe('every', () => {
  test.each([
    ['10s', '2024-01-01T00:00:03Z', ['2024-01-01T00:00:10Z', '2024-01-01T00:00:20Z']],
    ['10s', '2024-01-01T00:00:10Z', ['2024-01-01T00:00:20Z']],
    ['10s', '2024-01-01T00:00:09.999999999Z', ['2024-01-01T00:00:10Z']],
    ['1m', '2024-01-01T00:00:03Z', ['2024-01-01T00:01:00Z']],
    ['1h', '2024-01-01T02:30:00Z', ['2024-01-01T03:00:00Z']],
    ['1d', '2024-01-01T02:30:00Z', ['2024-01-02T00:00:00Z']],
    // 1970 began a minute after a slot, and three hours after one: spans that do not divide a day show it
    ['7m', '1970-01-01T00:00:00Z', ['1970-01-01T00:06:00Z', '1970-01-01T00:13:00Z']],
    ['5h', '1970-01-01T00:00:00Z', ['1970-01-01T02:00:00Z', '1970-01-01T07:00:00Z']],
    ['1w', '2024-01-03T00:00:00Z', ['2024-01-08T00:00:00Z', '2024-01-15T00:00:00Z']],
    ['1mo', '2024-01-15T00:00:00Z', ['2024-02-01T00:00:00Z', '2024-03-01T00:00:00Z']],
    ['3mo', '2024-02-15T00:00:00Z', ['2024-04-01T00:00:00Z', '2024-07-01T00:00:00Z']],
    ['1y', '2024-02-15T00:00:00Z', ['2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z']],
    ['1m', '1969-12-31T23:58:30Z', ['1969-12-31T23:59:00Z', '1970-01-01T00:00:00Z']],
  ])('%s after %s', (text, from, expected) => {
    expect(slots(every(text), from, expected.length)).toEqual(expected)
  })
})

describe('cron', () => {
  test.each([
    ['* * * * *', '2024-01-01T00:00:00Z', ['2024-01-01T00:01:00Z']],
    ['0 9 * * FRI', '2024-01-01T00:00:00Z', ['2024-01-05T09:00:00Z', '2024-01-12T09:00:00Z']],
    // both the day of the month and the day of the week
    ['0 0 13 * fri', '2024-01-01T00:00:00Z', ['2024-09-13T00:00:00Z', '2024-12-13T00:00:00Z']],
    ['*/15 * * * * *', '2024-01-01T00:00:00Z', ['2024-01-01T00:00:15Z', '2024-01-01T00:00:30Z']],
    ['0 0 0 1 1 * 2030', '2024-01-01T00:00:00Z', ['2030-01-01T00:00:00Z']],
    ['0 0 29 2 *', '2024-01-01T00:00:00Z', ['2024-02-29T00:00:00Z', '2028-02-29T00:00:00Z']],
    ['5/20 * * * *', '2024-01-01T00:00:00Z', ['2024-01-01T00:05:00Z', '2024-01-01T00:25:00Z']],
    ['0 0 31 * *', '2024-01-31T00:00:00Z', ['2024-03-31T00:00:00Z']],
  ])('%s after %s', (text, from, expected) => {
    expect(slots(cron(text), from, expected.length)).toEqual(expected)
  })

  test('a schedule that has an end', () => {
    expect(slots(cron('0 0 0 1 1 * 2010'), '2024-01-01T00:00:00Z', 1)).toEqual([])
    expect(slotUpTo(cron('0 0 0 1 1 * 2030'), at('2024-01-01T00:00:00Z'))).toBeNull()
    expect(startingPoint(cron('0 0 0 1 1 * 2030'), at('2024-01-01T00:00:00Z'))).toBe(at('2024-01-01T00:00:00Z'))
  })

  test('the slot of this very second', () => {
    expect(formatTime(slotUpTo(cron('* * * * *'), at('2024-01-01T00:01:00Z'))!)).toBe('2024-01-01T00:01:00Z')
    expect(formatTime(slotUpTo(cron('* * * * *'), at('2024-01-01T00:00:59.999Z'))!)).toBe('2024-01-01T00:00:00Z')
  })
})

describe('offsets', () => {
  test.each(['0s', '30s', '-30s', '90s', '-1h', '1mo', '-1mo'])('%s', offset => {
    const schedule = every('1m', offset)
    const now = at('2024-03-10T12:00:10Z')
    const last = startingPoint(schedule, now)
    expect(dueTime(schedule, last) <= now).toBe(true)
    const next = slotAfter(schedule, last)!
    expect(dueTime(schedule, next) > now).toBe(true)
    expect(dueSlots(schedule, last, now)).toEqual({ last: null, count: 0 })
    expect(dueSlots(schedule, last, dueTime(schedule, next)).count).toBe(1)
  })
})

const schedules = fc.constantFrom(
  every('10s'), every('7m'), every('5h'), every('1mo'), every('1mo1d'), every('1d', '-3h'), every('1m', '45s'),
  cron('*/7 * * * *'), cron('0 0 13 * fri'), cron('*/10 * * * * *', '5s'),
) // biome-ignore format: a list
const moments = fc.bigInt({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') })

test('slots follow each other without a gap', () => {
  fc.assert(
    fc.property(schedules, moments, (schedule, time) => {
      const [before, after] = [slotUpTo(schedule, time)!, slotAfter(schedule, time)!]
      expect(before <= time && time < after).toBe(true)
      expect(slotAfter(schedule, before)).toBe(after)
      expect(slotUpTo(schedule, after)).toBe(after)
      expect(slotUpTo(schedule, after - 1n)).toBe(before)
    }),
    { numRuns: 300 },
  )
})

test('due slots are those that counting finds', () => {
  fc.assert(
    fc.property(schedules, moments, fc.integer({ min: 0, max: 40 }), fc.bigInt(0n, 59_999_999_999n), (schedule, time, steps, more) => {
      const after = slotUpTo(schedule, time)!
      let end = after
      for (let i = 0; i < steps; i++) end = slotAfter(schedule, end)!
      const now = dueTime(schedule, end) + more
      let [count, last] = [0, null as bigint | null]
      for (let slot = slotAfter(schedule, after)!; dueTime(schedule, slot) <= now; slot = slotAfter(schedule, slot)!) {
        count++
        last = slot
      }
      expect(dueSlots(schedule, after, now)).toEqual({ last, count })
    }),
    { numRuns: 300 },
  ) // biome-ignore format: a property
})

// ISO weeks beside the definition, and units and days on local clocks around their changes.
import { expect, test } from 'vitest'
import { Duration, daysFromCivil, formatTime, parseTime, utcZone, zoneOf } from '../../values/index.ts'
import { isoWeekOf, moved, truncated, weekDayOf, yearDayOf } from './calendar.ts'

const hour = new Duration(0n, 3_600_000_000_000n)
const day = new Duration(0n, 86_400_000_000_000n)
const newYork = zoneOf('America/New_York')
const losAngeles = zoneOf('America/Los_Angeles')

test.each([
  [2020, 12, 31, 53],
  [2021, 1, 3, 53],
  [2021, 1, 4, 1],
  [2024, 12, 30, 1],
  [1969, 12, 28, 52],
  [1969, 12, 29, 1],
])('%d-%d-%d lies in week %d', (y, m, d, week) => {
  expect(isoWeekOf(daysFromCivil(y, m, d))).toBe(week)
})

test('days of the week and of the year', () => {
  expect([-4, -1, 0, 3].map(weekDayOf)).toEqual([0, 3, 4, 0])
  expect(yearDayOf(daysFromCivil(2024, 12, 31))).toBe(366)
})

test.each([
  ['2024-03-10T07:30:00Z', day, '2024-03-10T05:00:00Z'],
  ['2024-11-03T06:30:00Z', hour, '2024-11-03T05:00:00Z'],
  ['2024-05-01T03:59:59Z', new Duration(1n, 0n), '2024-04-01T04:00:00Z'],
])('%s in New York, cut', (time, unit, expected) => {
  expect(formatTime(truncated(parseTime(time)!, unit, newYork))).toBe(expected)
})

test('units are counted from 1970, backwards too', () => {
  const before = parseTime('1968-02-29T01:00:00Z')!
  expect(formatTime(truncated(before, new Duration(5n, 0n), utcZone))).toBe('1967-12-01T00:00:00Z')
  expect(formatTime(truncated(before, new Duration(0n, 7n * day.ns), utcZone))).toBe('1968-02-29T00:00:00Z')
})

test('a day is as long as the local clock says', () => {
  expect(formatTime(moved(parseTime('2024-03-10T08:30:00Z')!, day, losAngeles))).toBe('2024-03-11T07:30:00Z')
})

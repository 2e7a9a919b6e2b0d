import { expect, test } from 'vitest'
import { parseDuration, parseTime } from '../../values/index.ts'
import type { TaskRun } from '../../workers/protocol.ts'
import { clockText, displayZone } from '../zone.ts'
import { durationText, scheduleText, untilText } from './taskWords.ts'

const utc = displayZone('UTC')

const span = (text: string) => parseDuration(text)!
const at = (text: string): bigint => parseTime(text)!
const now = at('2024-01-01T12:00:00Z')

test.each([
  ['10s', '0s', 'every 10s'],
  ['1m', '0s', 'every minute'],
  ['60s', '0s', 'every minute'],
  ['1h30m', '0s', 'every 1h30m'],
  ['1mo', '0s', 'every month'],
  ['1d', '30s', 'every day, begun 30s later'],
  ['1d', '-1h', 'every day, begun 1h earlier'],
])('%s with offset %s', (every, offset, words) => {
  expect(scheduleText({ every: span(every), cron: null, offset: span(offset) })).toBe(words)
})

test('a cron schedule is shown as it is', () => {
  expect(scheduleText({ every: null, cron: '0 9 * * 5', offset: span('0s') })).toBe('at 0 9 * * 5 (cron, UTC)')
})

test('moments ahead', () => {
  expect(untilText(now - 1n, now, utc)).toBe('now')
  expect(untilText(at('2024-01-01T12:00:08.9Z'), now, utc)).toBe('in 8 s')
  expect(untilText(at('2024-01-01T12:05:03Z'), now, utc)).toBe('in 5 min 3 s')
  expect(untilText(at('2024-01-01T15:00:00Z'), now, utc)).toBe('at 15:00:00 UTC')
  expect(untilText(at('2024-01-02T09:00:00Z'), now, utc)).toBe('at 2024-01-02 09:00:00 UTC')
  expect(untilText(at('2024-02-01T00:00:00Z'), now, utc)).toBe('on 2024-02-01T00:00:00Z')
})

test('times of day, and how long a run took', () => {
  expect(clockText(at('2024-01-01T09:00:00Z'), now, utc)).toBe('09:00:00 UTC')
  expect(clockText(at('2023-12-31T09:00:00Z'), now, utc)).toBe('2023-12-31 09:00:00 UTC')
  const run = { startedAt: now, finishedAt: now + 41_000_000n } as TaskRun
  expect(durationText(run)).toBe('41 ms')
  expect(durationText({ ...run, finishedAt: null })).toBeNull()
  expect(durationText({ ...run, startedAt: null })).toBeNull()
})

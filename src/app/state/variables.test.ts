// Which scripts have need of `v`, and the window that fits a range.
import { describe, expect, test } from 'vitest'
import { fittedWindow, instantOf, recordText, standardVariables, usesVariables } from './variables.ts'

const NOW = Date.parse('2024-01-01T00:00:00Z')

describe('variables', () => {
  test.each([
    ['from(bucket: v.defaultBucket)', true],
    ['range(start: v["timeRangeStart"])', true],
    ['array.map(fn: (v) => v)', false],
    ['v = {a: 1}\nx = v.a', false],
    ['option v = {a: 1}\nx = v.a', false],
    ['r.v.x', true],
  ])('%s needs v: %s', (text, needs) => {
    expect(usesVariables(text)).toBe(needs)
  })

  test.each([
    ['-1h', NOW - 3_600_000],
    ['-1h30m', NOW - 5_400_000],
    ['-1d', NOW - 86_400_000],
    ['now()', NOW],
    ['2023-12-31T00:00:00Z', NOW - 86_400_000],
  ])('%s is a point in time', (text, instant) => {
    expect(instantOf(text, NOW)).toBe(instant)
  })

  test('what is no point in time is none', () => {
    expect(instantOf('soon', NOW)).toBeNaN()
    expect(instantOf('-1x', NOW)).toBeNaN()
  })

  test('the window leaves a point three pixels, and grows with the range', () => {
    const fitted = (start: string): string => fittedWindow({ start, stop: 'now()' }, NOW, 700)
    expect([fitted('-5m'), fitted('-1h'), fitted('-24h'), fitted('-30d')]).toEqual(['2s', '30s', '10m', '6h'])
    expect(fittedWindow({ start: 'now()', stop: '-1h' }, NOW, 700)).toBe('10s')
  })

  test('the record, own variables last', () => {
    expect(recordText({ ...standardVariables, own: [{ name: 'host', value: '"a"' }] }, NOW, 700)).toBe(
      '{timeRangeStart: -1h, timeRangeStop: now(), windowPeriod: 30s, defaultBucket: "example-bucket", host: "a"}',
    )
  })
})

// What stands on the axes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseTime, utcZone, type Zone, zoneOf } from '../../../values/index.ts'
import { logTicks, numberTicks, timeTicks } from './ticks.ts'
import { axisUnit, measureOf, tickText } from './units.ts'

const times = (from: string, to: string, most = 6, zone: Zone = utcZone): string[] =>
  timeTicks(parseTime(from)!, parseTime(to)!, most, zone).map(t => t.text)

describe('marks of times', () => {
  test('round on the clock of a zone, also on the day it is set forward', () => {
    const berlin = zoneOf('Europe/Berlin')
    expect(times('2024-01-31T22:00:00Z', '2024-02-03T22:00:00Z', 4, berlin)).toEqual(['2024-02-01', '02-02', '02-03'])
    expect(times('2024-03-31T00:00:00Z', '2024-03-31T03:00:00Z', 6, berlin)).toEqual([
      '01:00\n2024-03-31',
      '03:00',
      '04:00',
      '05:00',
    ])
  })
  test('minutes, with the date where it begins or changes', () => {
    expect(times('2024-01-01T23:40:00Z', '2024-01-02T00:20:00Z')).toEqual(['23:40\n2024-01-01', '23:50', '00:00\n2024-01-02', '00:10', '00:20']) // biome-ignore format: one line
  })
  test('seconds, fractions of them, and single nanoseconds', () => {
    expect(times('2024-01-01T00:00:00Z', '2024-01-01T00:00:09Z', 5)).toEqual(['00:00:00\n2024-01-01', '00:00:02', '00:00:04', '00:00:06', '00:00:08']) // biome-ignore format: one line
    expect(times('2024-01-01T00:00:00.010Z', '2024-01-01T00:00:00.030Z', 3)).toEqual(['00:00:00.01\n2024-01-01', '00:00:00.02', '00:00:00.03']) // biome-ignore format: one line
    expect(times('2024-01-01T00:00:00.000000001Z', '2024-01-01T00:00:00.000000003Z', 3)).toEqual(['00:00:00.000000001\n2024-01-01', '00:00:00.000000002', '00:00:00.000000003']) // biome-ignore format: one line
  })
  test('days name the year once, months and years are calendar ones', () => {
    expect(times('2023-12-30T00:00:00Z', '2024-01-02T00:00:00Z', 4)).toEqual([
      '2023-12-30',
      '12-31',
      '2024-01-01',
      '01-02',
    ])
    expect(times('2023-11-15T00:00:00Z', '2024-03-02T00:00:00Z')).toEqual(['2023-12', '2024-01', '2024-02', '2024-03'])
    expect(times('1960-05-01T00:00:00Z', '2024-03-02T00:00:00Z')).toEqual(['1980', '2000', '2020'])
  })
  test('before 1970', () => {
    expect(times('1969-12-31T23:58:00Z', '1970-01-01T00:01:00Z', 4)).toEqual(['23:58\n1969-12-31', '23:59', '00:00\n1970-01-01', '00:01']) // biome-ignore format: one line
  })
  test('never more than asked for, never outside, and always ascending', () => {
    const from = fc.bigInt({ min: -4_000_000_000_000_000_000n, max: 4_000_000_000_000_000_000n })
    fc.assert(
      fc.property(
        from,
        fc.bigInt({ min: 1n, max: 4_000_000_000_000_000_000n }),
        fc.integer({ min: 2, max: 12 }),
        (start, span, most) => {
          // biome-ignore format: one line
          const ticks = timeTicks(start, start + span, most, utcZone).map(t => t.at)
          expect(ticks.length).toBeLessThanOrEqual(most + 2)
          for (const [i, at] of ticks.entries()) {
            expect(at >= start && at <= start + span).toBe(true)
            if (i > 0) expect(at > ticks[i - 1]).toBe(true)
          }
        },
      ),
    )
  })
})

describe('marks of numbers', () => {
  test('are round', () => {
    expect(numberTicks(0, 10, 5)).toEqual({ at: [0, 2, 4, 6, 8, 10], step: 2 })
    expect(numberTicks(-0.3, 0.31, 6).at.map(v => v.toFixed(1))).toEqual(['-0.2', '0.0', '0.2'])
    expect(numberTicks(3, 3, 5).at).toEqual([3])
  })
  test('of a log scale are powers of ten, or parts of one', () => {
    expect(logTicks(0, 4, 6)).toEqual([0, 1, 2, 3, 4])
    expect(logTicks(0, 12, 5)).toEqual([0, 3, 6, 9, 12])
    expect(logTicks(0, 1, 6).map(e => Math.round(10 ** e))).toEqual([1, 2, 5, 10])
  })
})

describe('units', () => {
  test('are told by the ending of a name that all share', () => {
    expect(measureOf(['go_heap_bytes', 'sent_bytes_total'])).toEqual({ unit: 'bytes', factor: 1 })
    expect(measureOf(['process_cpu_seconds_total'])).toEqual({ unit: 'seconds', factor: 1 })
    expect(measureOf(['latency_ms'])).toEqual({ unit: 'seconds', factor: 0.001 })
    for (const names of [['a_bytes', 'b_seconds'], ['requests_total'], ['_value'], ['megabytes'], []]) expect(measureOf(names).unit).toBe('none') // biome-ignore format: one line
  })
  test.each([
    ['heap_bytes', 3 * 1024 ** 2, 1024 ** 2, '3 MiB'],
    ['heap_bytes', 1.5 * 1024 ** 3, 0.5 * 1024 ** 3, '1.5 GiB'],
    ['t_seconds', 0.004, 0.001, '4 ms'],
    ['t_seconds', 600, 60, '10 min'],
    ['t_ms', 2500, 500, '2.5 s'],
    ['t_ms', 20, 5, '20 ms'],
    ['load_percent', 40, 20, '40 %'],
    ['n', 1234, 1, '1234'],
    ['n', 1_500_000, 500_000, '1500 k'],
    ['n', 15_000_000, 5_000_000, '15 M'],
    ['n', 0.25, 0.05, '0.25'],
    ['n', 0.00002, 0.00001, '0.00002'],
    ['n', 2e-12, 1e-12, '2e-12'],
    ['n', 2e20, 1e20, '2e+20'],
  ])('%s: %d by %d is %s', (name, value, step, text) => {
    expect(tickText(value, step, axisUnit(measureOf([name]), value))).toBe(text)
  })
})

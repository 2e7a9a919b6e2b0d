// Grouping of points by series, and what makes two series one.
import { expect, test } from 'vitest'
import { compareSeries, type Series, SeriesPointsBuilder } from './index.ts'

test('points are grouped by series, in each as they came', () => {
  const points = new SeriesPointsBuilder()
  const a = points.seriesOf('m', [['host', 'a']], 'f', 'float')
  const b = points.seriesOf('m', [['host', 'b']], 'f', 'int')
  expect(points.seriesOf('m', [['host', 'a']], 'f', 'float')).toBe(a)
  points.addFloat(a, 3n, 1.5)
  points.add(b, 1n, -7n)
  points.addFloat(a, 2n, -0)
  points.addSlots(a, BigInt64Array.of(9n, 5n, 6n, 9n), BigInt64Array.of(0n, 1n, 2n, 3n), 1, 3)
  expect(points.size).toBe(5)
  const { series, offsets, times, bits, texts } = points.build()
  expect(series.map(s => [s.tags[0][1], s.type])).toEqual([
    ['a', 'float'],
    ['b', 'int'],
  ])
  expect([...offsets]).toEqual([0, 4, 5])
  expect([...times]).toEqual([3n, 2n, 5n, 6n, 1n])
  expect(new Float64Array(bits.buffer)[0]).toBe(1.5)
  expect(new Float64Array(bits.buffer)[1]).toBe(-0)
  expect([...bits.slice(2)]).toEqual([1n, 2n, -7n])
  expect(texts).toEqual([])
})

test('texts are kept once; a series without points and no series at all', () => {
  const points = new SeriesPointsBuilder()
  expect(points.build()).toMatchObject({ series: [], texts: [], offsets: Int32Array.of(0) })
  points.seriesOf('m', [], 'f', 'string')
  expect([points.textOf('x'), points.textOf('y'), points.textOf('x')]).toEqual([0, 1, 0])
  expect(points.build()).toMatchObject({ texts: ['x', 'y'], offsets: Int32Array.of(0, 0) })
})

test('more points than the first arrays hold, by row and in bulk', () => {
  const points = new SeriesPointsBuilder()
  const s = points.seriesOf('m', [], 'f', 'int')
  for (let i = 0; i < 1000; i++) points.add(s, BigInt(i), BigInt(-i))
  const more = BigInt64Array.from({ length: 5000 }, (_, i) => BigInt(i))
  points.addSlots(s, more, more, 0, 5000)
  const { times, bits } = points.build()
  expect([times.length, times[999], bits[999], times[5999]]).toEqual([6000, 999n, -999n, 4999n])
})

test('names that hold the separator of keys are told apart', () => {
  const points = new SeriesPointsBuilder()
  const ids = [
    points.seriesOf('m', [['a', 'b\0c\0d']], 'f', 'int'),
    points.seriesOf(
      'm',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      'f',
      'int',
    ),
    points.seriesOf('m\0f', [], 'f', 'int'),
    points.seriesOf('m', [], 'f\0f', 'int'),
    points.seriesOf('m', [], '"f\\u0000f"', 'int'),
    points.seriesOf('m', [], 'f', 'uint'),
  ]
  expect(new Set(ids).size).toBe(6)
})

test('series are ordered by measurement, tags and field, in byte order', () => {
  const of = (measurement: string, tags: Series['tags'], field: string): Series => ({
    measurement,
    tags,
    field,
    type: 'float',
  })
  const ordered = [
    of('a', [], 'f'),
    of('a', [], 'g'),
    of('a', [['k', 'v']], 'a'),
    of(
      'a',
      [
        ['k', 'v'],
        ['l', 'a'],
      ],
      'a',
    ),
    of('a', [['k', 'w']], 'a'),
    of('a', [['l', 'a']], 'a'),
    of('b', [], 'f'),
    of('\uffff', [], 'f'),
    of('😀', [], 'f'),
  ]
  expect(ordered.toReversed().toSorted(compareSeries)).toEqual(ordered)
})

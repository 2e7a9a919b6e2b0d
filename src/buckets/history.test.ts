// What is remembered of endpoints that are watched: in order, by series, no more than allowed.
import { describe, expect, test } from 'vitest'
import { SeriesPointsBuilder } from '../library/index.ts'
import { ScrapeHistoryStore } from './history.ts'

function samples(...points: ReadonlyArray<readonly [field: string, time: bigint, value: number]>) {
  const builder = new SeriesPointsBuilder()
  for (const [field, time, value] of points) builder.addFloat(builder.seriesOf('m', [], field, 'float'), time, value)
  return builder.build()
}

const read = ({ series, offsets, times }: ReturnType<typeof samples>) =>
  series.map(({ field }, s) => [field, ...times.subarray(offsets[s], offsets[s + 1])])

describe('the history of endpoints', () => {
  test('grows by series, and answers with those asked for, in their order', () => {
    const history = new ScrapeHistoryStore()
    history.remember('a', samples(['x', 1n, 1], ['y', 1n, 2]))
    expect(read(history.remember('a', samples(['y', 2n, 3], ['x', 2n, 4])))).toEqual([['y', 1n, 2n], ['x', 1n, 2n]]) // biome-ignore format: one row
    expect(read(history.remember('a', samples(['y', 3n, 3])))).toEqual([['y', 1n, 2n, 3n]])
    expect(read(history.remember('b', samples(['x', 9n, 1])))).toEqual([['x', 9n]])
  })

  test('a sample of the same time takes its place, an older one is left out', () => {
    const history = new ScrapeHistoryStore()
    history.remember('a', samples(['x', 5n, 1]))
    history.remember('a', samples(['x', 4n, 2]))
    const { bits, times } = history.remember('a', samples(['x', 5n, 3]))
    expect([...times]).toEqual([5n])
    expect([...new Float64Array(bits.buffer, bits.byteOffset, 1)]).toEqual([3])
  })

  test('is bounded by age and by number', () => {
    const young = new ScrapeHistoryStore({ age: 10n, samples: 1000 })
    for (let t = 0n; t < 100n; t++) young.remember('a', samples(['x', t, 1]))
    expect(young.size).toBe(11)
    const few = new ScrapeHistoryStore({ age: 1000n, samples: 50 })
    let most = 0
    for (let t = 0n; t < 500n; t++) {
      few.remember('a', samples(['x', t, 1], ['y', t, 1]))
      most = Math.max(most, few.size)
    }
    expect(most).toBeLessThanOrEqual(50)
    expect(read(few.remember('a', samples(['x', 500n, 1])))[0].at(-1)).toBe(500n)
  })
})

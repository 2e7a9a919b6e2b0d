// Selection beside sorting, on numbers in every sort of order.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastFrom, selectRank } from './selectRank.ts'

const numbers = fc.array(fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }).map(Number)), { minLength: 1 })

test('the value of a rank is that of the sorted numbers, and those after it are not less', () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (given, part) => {
      const sorted = Float64Array.from(given).sort()
      const rank = Math.floor(part * (sorted.length - 1))
      const moved = Float64Array.from(given)
      // zeros of both signs count as equal
      expect(selectRank(moved, rank) + 0).toBe(sorted[rank] + 0)
      if (rank + 1 < sorted.length) expect(leastFrom(moved, rank + 1) + 0).toBe(sorted[rank + 1] + 0)
    }),
    { numRuns: 2000 },
  )
})

/** Pivots of three that are always among the least: the numbers a median of three is slowest for. */
function misleading(count: number): Float64Array {
  const out = Float64Array.from({ length: count }, (_, i) => i)
  for (let i = 2; i < count; i++) {
    const m = i >> 1
    ;[out[i], out[m]] = [out[m], out[i]]
  }
  return out
}

test.each([
  ['ascending', Float64Array.from({ length: 200_000 }, (_, i) => i)],
  ['descending', Float64Array.from({ length: 200_000 }, (_, i) => -i)],
  ['equal', new Float64Array(200_000).fill(7)],
  ['misleading', misleading(200_000)],
])('two hundred thousand %s numbers', (_, values) => {
  const sorted = values.slice().sort()
  for (const rank of [0, 1, 99_999, 199_998, 199_999]) expect(selectRank(values.slice(), rank)).toBe(sorted[rank])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatTime, MAX_TIME, MIN_TIME } from '../../values/index.ts'
import { timeTexts } from './timeTexts.ts'

test('texts are those of formatTime, over all of int64', () => {
  const time = fc.oneof(
    fc.bigInt({ min: MIN_TIME, max: MAX_TIME }),
    fc.bigInt({ min: 0n, max: 4_000_000_000n }).map(s => s * 1_000_000_000n),
    fc.constantFrom(0n, -1n, MIN_TIME, MAX_TIME, 999_999_999n, 2n ** 32n, 2n ** 48n - 1n),
  )
  fc.assert(
    fc.property(fc.array(time, { minLength: 1 }), times => {
      const values = BigInt64Array.from(times)
      const text = timeTexts({ label: 't', type: 'time', extent: 'row', values, nulls: null })
      expect(times.map((_, i) => text(i))).toEqual(times.map(formatTime))
    }),
    { numRuns: 500 },
  )
})

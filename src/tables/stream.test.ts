// Rows kept by a mask, beside a loop that looks at one place after the other.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frame } from './frame.ts'
import { filterRows, streamOf } from './stream.ts'

/** A frame whose column counts its rows, in tables of the sizes given. */
function counted(sizes: readonly number[]): Frame {
  const offsets = Int32Array.from([0, ...sizes.map((_, t) => sizes.slice(0, t + 1).reduce((n, s) => n + s, 0))])
  const values = Float64Array.from({ length: offsets[sizes.length] }, (_, row) => row)
  return { columns: [{ label: 'n', type: 'float', extent: 'row', values, nulls: null }], key: [], offsets }
}

const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 60, max: 300 })), { maxLength: 6 })

test('any mask over tables of any size, wherever in its memory the mask begins', () => {
  const input = fc.tuple(sizes, fc.constantFrom(0, 0.02, 0.5, 0.97, 1), fc.integer({ min: 0, max: 5 }), fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }))) // biome-ignore format: one input a place
  fc.assert(
    fc.property(input, fc.constantFrom('keep' as const, 'drop' as const), ([given, share, shift, draws], empties) => {
      const frame = counted(given)
      const rows = frame.offsets[given.length]
      const mask = new Uint8Array(rows + shift).subarray(shift)
      for (let row = 0; row < rows; row++) mask[row] = Number(draws.next().value! < share)
      const expected = given
        .map((size, t) => Array.from({ length: size }, (_, i) => frame.offsets[t] + i).filter(row => mask[row] === 1))
        .filter(own => empties === 'keep' || own.length > 0)
      const { frames } = filterRows(streamOf(frame), () => mask, empties)
      const [kept] = frames
      const found = expected.map((_, t) =>
        Array.from((kept.columns[0].values as Float64Array).subarray(kept.offsets[t], kept.offsets[t + 1])),
      )
      expect(found).toEqual(expected)
      expect(kept ? kept.offsets.length - 1 : 0).toBe(expected.length)
    }),
    { numRuns: 300 },
  )
})

// The promise of the thinned line: in every pixel the lowest and the highest value are those of all rows.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstAtOrAfter, millisecondsSince, thin } from './thin.ts'

const ORIGIN = 1_700_000_000_000_000_123n

/** Rows at ascending nanoseconds after the origin. */
function rowsAt(ns: readonly number[], values: readonly number[]) {
  return { times: BigInt64Array.from(ns, n => ORIGIN + BigInt(n)), values: Float64Array.from(values) }
}

const windowOf = (from: number, to: number) => ({ from: ORIGIN + BigInt(from), to: ORIGIN + BigInt(to) })

/** The extremes of each pixel column. */
function byPixel(x: ArrayLike<number>, y: ArrayLike<number>, span: number, pixels: number) {
  const found = new Map<number, [number, number]>()
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(y[i]) || x[i] < 0 || x[i] > span) continue
    const column = Math.floor(x[i] * (pixels / span))
    const [low, high] = found.get(column) ?? [y[i], y[i]]
    found.set(column, [Math.min(low, y[i]), Math.max(high, y[i])])
  }
  return found
}

describe('thin', () => {
  test('every pixel keeps its lowest and its highest value, whatever the rows', () => {
    const value = fc.oneof(fc.double({ noNaN: false }), fc.integer({ min: -5, max: 5 }))
    const row = fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), value)
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 400_000 }),
        (rows, pixels, cut) => {
          // biome-ignore format: one line
          const sorted = rows.toSorted((a, b) => a[0] - b[0])
          const all = rowsAt(
            sorted.map(r => r[0]),
            sorted.map(r => r[1]),
          )
          const window = windowOf(cut, 1_000_000 - cut)
          const span = Number(window.to - window.from) / 1e6
          const got = thin(all, 0, all.times.length, window, pixels)
          const elapsed = millisecondsSince(all.times, 0, all.times.length, window.from)
          expect(byPixel(got.x, got.y, span, pixels)).toEqual(byPixel(elapsed, all.values, span, pixels))
          expect(got.x.length).toBeLessThanOrEqual(4 * (pixels + 2))
          for (let i = 1; i < got.x.length; i++) expect(got.x[i]).toBeGreaterThanOrEqual(got.x[i - 1])
        },
      ),
      { numRuns: 300 },
    )
  })

  test('the first and the last value of a pixel stay, so that lines meet', () => {
    const values = Array.from({ length: 100 }, (_, i) => Math.sin(i) * i)
    const rows = rowsAt(
      values.map((_, i) => i * 10),
      values,
    )
    const { y } = thin(rows, 0, 100, windowOf(0, 990), 2)
    expect([y[0], y.at(-1)]).toEqual([values[0], values[99]])
    expect(y.length).toBeLessThanOrEqual(12)
  })

  test('the line goes on to the row before and the row after the window', () => {
    const rows = rowsAt([0, 100, 200, 300, 400], [1, 2, 3, 4, 5])
    const got = thin(rows, 0, 5, windowOf(150, 250), 50)
    expect([...got.y]).toEqual([2, 3, 4])
    expect([...got.x]).toEqual([-0.00005, 0.00005, 0.00015])
    expect(got).toMatchObject({ low: 2, high: 2, last: 2, count: 1 })
  })

  test('nulls, NaN and the infinities break the line and are never its extremes', () => {
    const rows = rowsAt([0, 1, 2, 3, 4], [1, Number.NaN, 3, Number.POSITIVE_INFINITY, 2])
    const got = thin(rows, 0, 5, windowOf(0, 4), 100)
    expect([...got.y]).toEqual([1, Number.NaN, 3, Number.NaN, 2])
    expect(got).toMatchObject({ low: 0, high: 2, last: 4, count: 5 })
  })

  test('a gap of many pixels stays a gap when the line is thinned', () => {
    const rows = rowsAt(
      Array.from({ length: 3000 }, (_, i) => i),
      Array.from({ length: 3000 }, (_, i) => (i >= 1000 && i < 2000 ? Number.NaN : i)),
    )
    const { x, y } = thin(rows, 0, 3000, windowOf(0, 3000), 30)
    const breaks = [...y.keys()].filter(i => Number.isNaN(y[i]))
    expect(breaks).toHaveLength(10)
    expect(x[breaks[0]]).toBe(0.001)
  })

  test('a series of nothing but nulls has no extremes', () => {
    const rows = rowsAt([0, 1], [Number.NaN, Number.NaN])
    expect(thin(rows, 0, 2, windowOf(0, 1), 10)).toMatchObject({ low: -1, high: -1, last: -1, count: 2 })
  })

  test('one row, and a window that is one moment', () => {
    const rows = rowsAt([5], [7])
    expect([...thin(rows, 0, 1, windowOf(5, 5), 10).y]).toEqual([7])
    expect(thin(rows, 0, 1, windowOf(6, 9), 10)).toMatchObject({ low: -1, count: 0 })
  })
})

test('differences of times are exact to the nanosecond, before 1970 too', () => {
  const times = BigInt64Array.of(-1n, 0n, 1n, 4_294_967_295n, 4_294_967_296n, 1_700_000_000_000_000_001n)
  expect([...millisecondsSince(times, 0, 5, -1n)].map(ms => Math.round(ms * 1e6))).toEqual([0, 1, 2, 4_294_967_296, 4_294_967_297]) // biome-ignore format: one line
  expect(millisecondsSince(times, 5, 6, 1_700_000_000_000_000_000n)[0]).toBe(1e-6)
})

test('the first row at or after a time', () => {
  const times = BigInt64Array.of(1n, 3n, 3n, 7n)
  expect([0n, 1n, 2n, 3n, 4n, 8n].map(t => firstAtOrAfter(times, 0, 4, t))).toEqual([0, 0, 1, 1, 3, 4])
})

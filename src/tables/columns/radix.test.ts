// Ranks and ids of columns of 64 bits, beside those that comparing every pair gives.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FloatColumn, IntColumn, UintColumn } from './column.ts'
import { kindOf } from './index.ts'

type Wide = FloatColumn | IntColumn | UintColumn

/** One more than how many different values are smaller; NaN is smaller than all. */
function counted(columns: readonly Wide[]): number[][] {
  const values = columns.flatMap(c => Array.from<number | bigint>(c.values).filter((_, i) => !c.nulls?.[i]))
  const different = [...new Set(values.map(v => (v === 0 ? 0 : v)))]
  const before = (a: number | bigint, b: number | bigint): boolean => (Number.isNaN(a) ? !Number.isNaN(b) : a < b)
  return columns.map(c =>
    Array.from<number | bigint>(c.values).map((v, i) =>
      c.nulls?.[i] ? 0 : 1 + different.filter(other => before(other, v)).length,
    ),
  )
}

/** Ranks in the same order, without gaps. */
function dense(ranks: readonly (readonly number[])[]): number[][] {
  const known = [...new Set(ranks.flat())].filter(r => r > 0).sort((a, b) => a - b)
  return ranks.map(own => own.map(r => (r === 0 ? 0 : 1 + known.indexOf(r))))
}

const ends = [0n, 1n, -1n, 2n ** 31n, -(2n ** 31n), 2n ** 32n, 2n ** 63n - 1n, -(2n ** 63n), 1_700_000_000_000_000_000n]
const long = fc.oneof(fc.constantFrom(...ends), fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n))
const double = fc.oneof(fc.double(), fc.constantFrom(0, -0, Number.NaN, Infinity, -Infinity, 5e-324))
const masked = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.array(fc.tuple(value, fc.boolean()), { maxLength: 20 }), { minLength: 1, maxLength: 3 })
const nullsOf = (cells: readonly (readonly [unknown, boolean])[]): Uint8Array | null =>
  cells.some(c => c[1]) ? Uint8Array.from(cells, c => Number(c[1])) : null

/** Numbers by first appearance: equal where and only where the numbers given are. */
function byAppearance(numbers: readonly (readonly number[])[]): number[][] {
  const known = new Map<number, number>()
  return numbers.map(own => own.map(n => known.get(n) ?? known.set(n, known.size).size - 1))
}

const agrees = (columns: readonly Wide[]): void => {
  const kind = kindOf(columns[0].type)
  const ranks = dense(counted(columns))
  expect(dense(kind.ranks(columns).map(own => Array.from(own)))).toEqual(ranks)
  if (columns[0].type === 'float') return
  expect(byAppearance(kind.ids(columns).map(own => Array.from(own)))).toEqual(byAppearance(ranks))
}
const common = { label: 'x', extent: 'row' } as const

test('floats', () => {
  const of = (cells: readonly (readonly [number, boolean])[]): FloatColumn => {
    const nulls = nullsOf(cells)
    return { ...common, type: 'float', values: Float64Array.from(cells, c => (c[1] ? 0 : c[0])), nulls }
  }
  fc.assert(fc.property(masked(double), columns => agrees(columns.map(of))))
})

test('signed and unsigned', () => {
  const signed = (cells: readonly (readonly [bigint, boolean])[]): IntColumn => {
    const nulls = nullsOf(cells)
    return { ...common, type: 'int', values: BigInt64Array.from(cells, c => (c[1] ? 0n : c[0])), nulls }
  }
  const unsigned = (cells: readonly (readonly [bigint, boolean])[]): UintColumn => {
    const nulls = nullsOf(cells)
    return { ...common, type: 'uint', values: BigUint64Array.from(cells, c => (c[1] ? 0n : c[0])), nulls }
  }
  const few = fc.array(fc.array(fc.tuple(fc.constantFrom(...ends.slice(0, 3)), fc.boolean()), { minLength: 30 }), {
    minLength: 1,
    maxLength: 3,
  })
  for (const cells of [masked(long), few]) {
    fc.assert(fc.property(cells, columns => agrees(columns.map(signed))))
    fc.assert(fc.property(cells, columns => agrees(columns.map(unsigned))))
  }
})

test('keys that come again in the same order, in another, and in a great many', () => {
  const values = BigInt64Array.from({ length: 6000 }, (_, i) => BigInt((i * (i < 3000 ? 1 : 7)) % 1000) << 31n)
  const column: IntColumn = { ...common, type: 'int', values, nulls: null }
  const [ids] = kindOf('int').ids([column])
  expect(new Set(ids).size).toBe(1000)
  for (let i = 0; i < ids.length; i++) expect(ids[i]).toBe(1 + ((i * (i < 3000 ? 1 : 7)) % 1000))
  const [ranks] = kindOf('int').ranks([column])
  expect(Array.from(ranks)).toEqual(Array.from(ids))
})

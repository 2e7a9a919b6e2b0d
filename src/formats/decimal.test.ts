import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecimalReader } from './decimal.ts'

const reader = new DecimalReader()
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function read(text: string): number | undefined {
  const bytes = bytesOf(text)
  const end = reader.read(bytes, 0, bytes.length)
  return end === bytes.length ? reader.value : reader.readText(bytes, 0, bytes.length)
}

test('every double comes back from its shortest text and from longer ones', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 15, max: 21 }), (v, digits) => {
      for (const text of [String(v), v.toPrecision(digits), v.toExponential(digits - 1)])
        expect(read(text)).toBe(Number.isFinite(Number(text)) ? Number(text) : undefined)
    }),
    { numRuns: 5000 },
  )
})

test('decimals of sixteen to nineteen digits round as the platform rounds', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 9_999_999_999_999_999_999n }), fc.integer({ min: 0, max: 19 }), (n, at) => {
      const digits = String(n).padStart(20, '0')
      const text = digits.slice(0, 20 - at) + '.' + digits.slice(20 - at)
      expect(read(text)).toBe(Number(text))
    }),
    { numRuns: 20000 },
  )
})

test('middles between two doubles', () => {
  for (const text of [
    '9007199254740993',
    '9007199254740993.0',
    '0.9007199254740993',
    '4503599627370496.5',
    '1.00000000000000011102',
  ])
    expect(read(text)).toBe(Number(text))
})

test('the spellings of Go, and none of JavaScript', () => {
  expect(read('-0')).toBe(-0)
  expect([read('+5'), read('.5'), read('5.'), read('1E3'), read('08')]).toEqual([5, 0.5, 5, 1000, 8])
  expect([read('+Inf'), read('-inf'), read('Infinity')]).toEqual([Infinity, -Infinity, Infinity])
  expect(read('nan')).toBeNaN()
  for (const text of ['', '-', '.', '1e', '1_0', '0x10', '0x1p-3', '0b1', '1e999', 'e5', '1 '])
    expect(read(text)).toBeUndefined()
})

// The constants of math.
import { constant, type Member } from '../../library/index.ts'
import { UInt } from '../../values/index.ts'

const number = (value: number, summary: string, example: string): Member => constant('float', value, summary, [example])
const integer = (value: bigint, summary: string, example: string): Member => constant('int', value, summary, [example])

export const constants = {
  pi: number(
    Math.PI,
    'The ratio of a circle’s circumference to its diameter.',
    'math.round(x: math.pi * 1000.0) // 3142.0',
  ),
  e: number(Math.E, 'The base of natural logarithms.', 'math.log(x: math.e) // 1.0'),
  phi: number(1.618033988749895, 'The golden ratio.', 'math.round(x: math.phi * 1000.0) // 1618.0'),
  sqrt2: number(Math.SQRT2, 'The square root of 2.', 'math.sqrt2 == math.sqrt(x: 2.0) // true'),
  sqrte: number(1.6487212707001282, 'The square root of e.', 'math.sqrte == math.sqrt(x: math.e) // true'),
  sqrtpi: number(
    1.772453850905516,
    'The square root of π.',
    'math.round(x: math.sqrtpi * math.sqrtpi * 1000.0) // 3142.0',
  ),
  sqrtphi: number(
    1.272019649514069,
    'The square root of the golden ratio.',
    'math.round(x: math.sqrtphi * 1000.0) // 1272.0',
  ),
  ln2: number(Math.LN2, 'The natural logarithm of 2.', 'math.exp(x: math.ln2) // 2.0'),
  ln10: number(Math.LN10, 'The natural logarithm of 10.', 'math.round(x: math.exp(x: math.ln10)) // 10.0'),
  log2e: number(Math.LOG2E, 'The logarithm of e to base 2.', 'math.round(x: math.log2e * math.ln2) // 1.0'),
  log10e: number(Math.LOG10E, 'The logarithm of e to base 10.', 'math.round(x: math.log10e * math.ln10) // 1.0'),
  maxfloat: number(Number.MAX_VALUE, 'The largest float.', 'math.isInf(f: math.maxfloat * 2.0, sign: 1) // true'),
  smallestNonzeroFloat: number(
    Number.MIN_VALUE,
    'The smallest float above zero.',
    'math.smallestNonzeroFloat / 2.0 // 0.0',
  ),
  maxint: integer(9_223_372_036_854_775_807n, 'The largest integer.', 'math.maxint // 9223372036854775807'),
  minint: integer(-9_223_372_036_854_775_808n, 'The smallest integer.', 'math.minint // -9223372036854775808'),
  maxuint: constant('uint', new UInt(18_446_744_073_709_551_615n), 'The largest unsigned integer.', [
    'math.maxuint // 18446744073709551615',
  ]),
} satisfies Record<string, Member>

// The constants of math.
import { constant, type Member } from '../../library/index.ts'
import { UInt } from '../../values/index.ts'

const number = (value: number, summary: string): Member => constant('float', value, summary)
const integer = (value: bigint, summary: string): Member => constant('int', value, summary)

export const constants = {
  pi: number(Math.PI, 'The ratio of a circle’s circumference to its diameter.'),
  e: number(Math.E, 'The base of natural logarithms.'),
  phi: number(1.618033988749895, 'The golden ratio.'),
  sqrt2: number(Math.SQRT2, 'The square root of 2.'),
  sqrte: number(1.6487212707001282, 'The square root of e.'),
  sqrtpi: number(1.772453850905516, 'The square root of π.'),
  sqrtphi: number(1.272019649514069, 'The square root of the golden ratio.'),
  ln2: number(Math.LN2, 'The natural logarithm of 2.'),
  ln10: number(Math.LN10, 'The natural logarithm of 10.'),
  log2e: number(Math.LOG2E, 'The logarithm of e to base 2.'),
  log10e: number(Math.LOG10E, 'The logarithm of e to base 10.'),
  maxfloat: number(Number.MAX_VALUE, 'The largest float.'),
  smallestNonzeroFloat: number(Number.MIN_VALUE, 'The smallest float above zero.'),
  maxint: integer(9_223_372_036_854_775_807n, 'The largest integer.'),
  minint: integer(-9_223_372_036_854_775_808n, 'The smallest integer.'),
  maxuint: constant('uint', new UInt(18_446_744_073_709_551_615n), 'The largest unsigned integer.'),
} satisfies Record<string, Member>

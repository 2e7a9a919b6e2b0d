// Floats taken apart and put together, and the floats that are no numbers.
import { fn, type Member } from '../../library/index.ts'
import { recordOf } from '../../values/index.ts'
import { bitsOf, exponentOf, frexp, fromBits, isNegative, ldexp, nextAfter, withSign } from './binary.ts'
import { binary, unary, untypedNull } from './declare.ts'

const f = { f: 'The float.' }
const MAX_INT32 = 2_147_483_647n

function wholeExponent(x: number): bigint {
  if (x === 0) return -MAX_INT32 - 1n
  return Number.isFinite(x) ? BigInt(exponentOf(x)) : MAX_INT32
}

export const parts = {
  modf: fn('(f: float) => {frac: float, int: float}', {
    summary: 'The whole part and the fraction.',
    params: { f: 'The number.' },
    typedNull: 'modf does not support null values',
    untypedNull,
    examples: ['math.modf(f: 3.25) // {frac: 0.25, int: 3}'],
    call: ({ f }) => recordOf({ int: Math.trunc(f), frac: Number.isFinite(f) ? f % 1 : NaN }),
  }),
  frexp: fn('(f: float) => {exp: int, frac: float}', {
    summary: 'A fraction from ½ up to 1 and a power of 2 whose product the number is.',
    params: { f: 'The number.' },
    typedNull: 'frexp does not support null values',
    untypedNull,
    examples: ['math.frexp(f: 8.0) // {exp: 4, frac: 0.5}'],
    call({ f }) {
      const { frac, exp } = frexp(f)
      return recordOf({ frac, exp: BigInt(exp) })
    },
  }),
  ldexp: fn('(exp: int, frac: float) => float', {
    summary: 'A number times a power of 2.',
    params: { frac: 'The number.', exp: 'The power.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.ldexp(frac: 0.5, exp: 4) // 8.0'],
    call: ({ frac, exp }) => ldexp(frac, Number(exp)),
  }),
  logb: unary('The power of 2 a number has as a float.', 'math.logb(x: 9.0) // 3.0', exponentOf),
  ilogb: fn('(x: float) => int', {
    summary: 'The power of 2 a number has as a float, as an integer.',
    params: { x: 'The number; 0 gives the smallest 32-bit integer, infinities and NaN the largest.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.ilogb(x: 9.0) // 3'],
    call: ({ x }) => wholeExponent(x),
  }),
  float64bits: fn('(f: float) => uint', {
    summary: 'The 64 bits of a float as an unsigned integer.',
    params: f,
    nulls: 'propagate',
    untypedNull,
    examples: ['math.float64bits(f: 1.0) // uint(v: "4607182418800017408")'],
    call: ({ f }) => bitsOf(f),
  }),
  float64frombits: fn('(b: uint) => float', {
    summary: 'The float that 64 bits stand for.',
    params: { b: 'The bits, as an unsigned integer.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.float64frombits(b: uint(v: "4607182418800017408")) // 1.0'],
    call: ({ b }) => fromBits(b),
  }),
  nextafter: binary(
    'The next float on the way from the first number to the second.',
    'math.nextafter(x: 1.0, y: 2.0) > 1.0 // true',
    nextAfter,
  ),
  copysign: binary(
    'The first number with the sign of the second.',
    'math.copysign(x: 1.5, y: -2.0) // -1.5',
    (x, y) => withSign(x, isNegative(y)),
    'The number whose sign to take.',
  ),
  signbit: fn('(x: float) => bool', {
    summary: 'Whether a number has a minus, as −0 does.',
    params: { x: 'The number.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.signbit(x: -1.5) // true'],
    call: ({ x }) => isNegative(x),
  }),
  NaN: fn('() => float', { summary: 'Not a number.', params: {}, examples: ['math.NaN() // NaN'], call: () => NaN }),
  isNaN: fn('(f: float) => bool', {
    summary: 'Whether a float is not a number.',
    params: f,
    nulls: 'propagate',
    untypedNull,
    examples: ['math.isNaN(f: 1.0) // false'],
    call: ({ f }) => Number.isNaN(f),
  }),
  mInf: fn('(sign: int) => float', {
    summary: 'Infinity: positive for a sign of 0 or more.',
    params: { sign: 'The sign.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.mInf(sign: 1) // +Inf'],
    call: ({ sign }) => (sign >= 0n ? Infinity : -Infinity),
  }),
  isInf: fn('(f: float, sign: int) => bool', {
    summary: 'Whether a float is infinite, with a sign (0: either).',
    params: { ...f, sign: 'The sign.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.isInf(f: 1.0, sign: 0) // false'],
    call: ({ f, sign }) => (sign === 0n ? Math.abs(f) === Infinity : f === (sign > 0n ? Infinity : -Infinity)),
  }),
} satisfies Record<string, Member>

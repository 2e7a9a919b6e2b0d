// math: the functions of Go's math package that pasted scripts use. A null argument gives null.
import { constant, fn, type Member, packageOf } from '../library/index.ts'
import { recordOf } from '../values/index.ts'

function unary(summary: string, example: string, call: (x: number) => number): Member {
  return fn('(x: float) => float', {
    summary,
    params: { x: 'The number.' },
    nulls: 'propagate',
    examples: [example],
    call: ({ x }) => call(x),
  })
}

function binary(summary: string, example: string, call: (x: number, y: number) => number): Member {
  return fn('(x: float, y: float) => float', {
    summary,
    params: { x: 'The first number.', y: 'The second number.' },
    nulls: 'propagate',
    examples: [example],
    call: ({ x, y }) => call(x, y),
  })
}

/** Half away from zero. */
const rounded = (x: number): number =>
  Number.isFinite(x) && Math.abs(x) < 2 ** 52 ? Math.sign(x) * Math.floor(Math.abs(x) + 0.5) + 0 : x
const number = (value: number, summary: string): Member => constant('float', value, summary)
const integer = (value: bigint, summary: string): Member => constant('int', value, summary)

export const math = packageOf('math', 'Constants and functions of numbers.', {
  pi: number(Math.PI, 'The ratio of a circle’s circumference to its diameter.'),
  e: number(Math.E, 'The base of natural logarithms.'),
  phi: number((1 + Math.sqrt(5)) / 2, 'The golden ratio.'),
  sqrt2: number(Math.SQRT2, 'The square root of 2.'),
  ln2: number(Math.LN2, 'The natural logarithm of 2.'),
  ln10: number(Math.LN10, 'The natural logarithm of 10.'),
  maxint: integer(9_223_372_036_854_775_807n, 'The largest integer.'),
  minint: integer(-9_223_372_036_854_775_808n, 'The smallest integer.'),
  maxfloat: number(Number.MAX_VALUE, 'The largest float.'),
  smallestNonzeroFloat: number(Number.MIN_VALUE, 'The smallest float above zero.'),
  abs: unary('The number without its sign.', 'math.abs(x: -1.5) // 1.5', Math.abs),
  ceil: unary('The next whole number up.', 'math.ceil(x: 1.2) // 2.0', Math.ceil),
  floor: unary('The next whole number down.', 'math.floor(x: 1.8) // 1.0', Math.floor),
  round: unary('The nearest whole number, halves away from zero.', 'math.round(x: 2.5) // 3.0', rounded),
  trunc: unary('The number without its fraction.', 'math.trunc(x: -1.8) // -1.0', Math.trunc),
  sqrt: unary('The square root.', 'math.sqrt(x: 9.0) // 3.0', Math.sqrt),
  exp: unary('e to a power.', 'math.exp(x: 0.0) // 1.0', Math.exp),
  log: unary('The natural logarithm.', 'math.log(x: 1.0) // 0.0', Math.log),
  log2: unary('The logarithm to base 2.', 'math.log2(x: 8.0) // 3.0', Math.log2),
  log10: unary('The logarithm to base 10.', 'math.log10(x: 100.0) // 2.0', Math.log10),
  sin: unary('The sine of an angle in radians.', 'math.sin(x: 0.0) // 0.0', Math.sin),
  cos: unary('The cosine of an angle in radians.', 'math.cos(x: 0.0) // 1.0', Math.cos),
  tan: unary('The tangent of an angle in radians.', 'math.tan(x: 0.0) // 0.0', Math.tan),
  pow: binary('The first number to the power of the second.', 'math.pow(x: 2.0, y: 10.0) // 1024.0', (x, y) =>
    x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y,
  ),
  mod: binary(
    'What is left after division, with the sign of the first number.',
    'math.mod(x: 7.5, y: 2.0) // 1.5',
    (x, y) => x % y,
  ),
  mMax: binary('The larger number.', 'math.mMax(x: 1.0, y: 2.0) // 2.0', (x, y) =>
    x === Infinity || y === Infinity ? Infinity : Math.max(x, y),
  ),
  mMin: binary('The smaller number.', 'math.mMin(x: 1.0, y: 2.0) // 1.0', (x, y) =>
    x === -Infinity || y === -Infinity ? -Infinity : Math.min(x, y),
  ),
  modf: fn('(f: float) => {frac: float, int: float}', {
    summary: 'The whole part and the fraction.',
    params: { f: 'The number.' },
    examples: ['math.modf(f: 3.25) // {frac: 0.25, int: 3}'],
    call: ({ f }) => recordOf({ int: Math.trunc(f), frac: Number.isFinite(f) ? f % 1 : NaN }),
  }),
  NaN: fn('() => float', { summary: 'Not a number.', params: {}, examples: ['math.NaN() // NaN'], call: () => NaN }),
  isNaN: fn('(f: float) => bool', {
    summary: 'Whether a float is not a number.',
    params: { f: 'The float.' },
    nulls: 'propagate',
    examples: ['math.isNaN(f: 1.0) // false'],
    call: ({ f }) => Number.isNaN(f),
  }),
  mInf: fn('(sign: int) => float', {
    summary: 'Infinity: positive for a sign of 0 or more.',
    params: { sign: 'The sign.' },
    examples: ['math.mInf(sign: 1) // +Inf'],
    call: ({ sign }) => (sign >= 0n ? Infinity : -Infinity),
  }),
  isInf: fn('(f: float, sign: int) => bool', {
    summary: 'Whether a float is infinite, with a sign (0: either).',
    params: { f: 'The float.', sign: 'The sign.' },
    nulls: 'propagate',
    examples: ['math.isInf(f: 1.0, sign: 0) // false'],
    call: ({ f, sign }) => (sign === 0n ? Math.abs(f) === Infinity : f === (sign > 0n ? Infinity : -Infinity)),
  }),
})

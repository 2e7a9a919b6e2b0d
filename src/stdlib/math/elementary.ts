// Roundings, powers, logarithms, angles and comparisons of floats.
import { fn, type Member } from '../../library/index.ts'
import { recordOf } from '../../values/index.ts'
import { log2, remainder, roundToEven } from './binary.ts'
import { binary, unary, untypedNull } from './declare.ts'

const LOG10_2 = 0.3010299956639812

/** Half away from zero. */
const rounded = (x: number): number =>
  Number.isFinite(x) && Math.abs(x) < 2 ** 52 ? Math.sign(x) * Math.floor(Math.abs(x) + 0.5) : x

/** The largest fraction below ½ plus ½ is 1; it rounds to 0 all the same. */
const round = (x: number): number => (Math.abs(x) < 0.5 ? x * 0 : rounded(x))

const difference = (x: number, y: number): number => {
  const d = x - y
  return d <= 0 ? 0 : d
}

export const elementary = {
  abs: unary('The number without its sign.', 'math.abs(x: -1.5) // 1.5', Math.abs),
  ceil: unary('The next whole number up.', 'math.ceil(x: 1.2) // 2.0', Math.ceil),
  floor: unary('The next whole number down.', 'math.floor(x: 1.8) // 1.0', Math.floor),
  round: unary('The nearest whole number, halves away from zero.', 'math.round(x: 2.5) // 3.0', round),
  roundtoeven: unary(
    'The nearest whole number, of two equally near ones the even one.',
    'math.roundtoeven(x: 2.5) // 2.0',
    roundToEven,
  ),
  trunc: unary('The number without its fraction.', 'math.trunc(x: -1.8) // -1.0', Math.trunc),
  sqrt: unary('The square root.', 'math.sqrt(x: 9.0) // 3.0', Math.sqrt),
  cbrt: unary('The cube root.', 'math.cbrt(x: 27.0) // 3.0', Math.cbrt),
  exp: unary('e to a power.', 'math.exp(x: 0.0) // 1.0', Math.exp),
  exp2: unary('2 to a power.', 'math.exp2(x: 10.0) // 1024.0', x => 2 ** x),
  expm1: unary('e to a power less 1, exact for powers near 0.', 'math.expm1(x: 0.0) // 0.0', Math.expm1),
  log: unary('The natural logarithm.', 'math.log(x: 1.0) // 0.0', Math.log),
  log1p: unary('The natural logarithm of 1 plus a number near 0.', 'math.log1p(x: 0.0) // 0.0', Math.log1p),
  log2: unary('The logarithm to base 2.', 'math.log2(x: 8.0) // 3.0', log2),
  log10: unary('The logarithm to base 10.', 'math.log10(x: 100.0) // 2.0', x => log2(x) * LOG10_2),
  sin: unary('The sine of an angle in radians.', 'math.sin(x: 0.0) // 0.0', Math.sin),
  cos: unary('The cosine of an angle in radians.', 'math.cos(x: 0.0) // 1.0', Math.cos),
  tan: unary('The tangent of an angle in radians.', 'math.tan(x: 0.0) // 0.0', Math.tan),
  asin: unary('The angle whose sine is a number.', 'math.asin(x: 0.0) // 0.0', Math.asin),
  acos: unary('The angle whose cosine is a number.', 'math.acos(x: 1.0) // 0.0', Math.acos),
  atan: unary('The angle whose tangent is a number.', 'math.atan(x: 0.0) // 0.0', Math.atan),
  sinh: unary('The hyperbolic sine.', 'math.sinh(x: 0.0) // 0.0', Math.sinh),
  cosh: unary('The hyperbolic cosine.', 'math.cosh(x: 0.0) // 1.0', Math.cosh),
  tanh: unary('The hyperbolic tangent.', 'math.tanh(x: 0.0) // 0.0', Math.tanh),
  asinh: unary('The number whose hyperbolic sine is another.', 'math.asinh(x: 0.0) // 0.0', Math.asinh),
  acosh: unary('The number whose hyperbolic cosine is another.', 'math.acosh(x: 1.0) // 0.0', Math.acosh),
  atanh: unary('The number whose hyperbolic tangent is another.', 'math.atanh(x: 0.0) // 0.0', Math.atanh),
  atan2: fn('(x: float, y: float) => float', {
    summary: 'The angle, seen from the origin, of the point at (x, y).',
    params: { x: 'How far right the point is.', y: 'How far up the point is.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.atan2(y: 1.0, x: 1.0) * 4.0 == math.pi // true'],
    call: ({ x, y }) => Math.atan2(y, x),
  }),
  sincos: fn('(x: float) => {cos: float, sin: float}', {
    summary: 'The sine and the cosine of an angle in radians.',
    params: { x: 'The angle.' },
    typedNull: 'sincos does not support null values',
    untypedNull,
    examples: ['math.sincos(x: 0.0) // {cos: 1.0, sin: 0.0}'],
    call: ({ x }) => recordOf({ sin: Math.sin(x), cos: Math.cos(x) }),
  }),
  hypot: fn('(p: float, q: float) => float', {
    summary: 'The long side of a right triangle.',
    params: { p: 'One short side.', q: 'The other short side.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.hypot(p: 3.0, q: 4.0) // 5.0'],
    call: ({ p, q }) => Math.hypot(p, q),
  }),
  pow: binary(
    'The first number to the power of the second.',
    'math.pow(x: 2.0, y: 10.0) // 1024.0',
    (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
    'The power.',
  ),
  pow10: fn('(n: int) => float', {
    summary: '10 to a whole power.',
    params: { n: 'The power.' },
    nulls: 'propagate',
    untypedNull,
    examples: ['math.pow10(n: 3) // 1000.0'],
    call: ({ n }) => Number(`1e${n}`),
  }),
  mod: binary(
    'What is left after division, with the sign of the first number.',
    'math.mod(x: 7.5, y: 2.0) // 1.5',
    (x, y) => x % y,
  ),
  remainder: binary(
    'What is left after the nearest multiple of the second number.',
    'math.remainder(x: 7.5, y: 2.0) // -0.5',
    remainder,
  ),
  dim: binary('How far the first number is above the second, else 0.', 'math.dim(x: 5.0, y: 3.0) // 2.0', difference),
  mMax: binary('The larger number.', 'math.mMax(x: 1.0, y: 2.0) // 2.0', (x, y) =>
    x === Infinity || y === Infinity ? Infinity : Math.max(x, y),
  ),
  mMin: binary('The smaller number.', 'math.mMin(x: 1.0, y: 2.0) // 1.0', (x, y) =>
    x === -Infinity || y === -Infinity ? -Infinity : Math.min(x, y),
  ),
} satisfies Record<string, Member>

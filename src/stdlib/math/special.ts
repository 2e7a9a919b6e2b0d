// Gamma, error and Bessel functions as members of math.
import { fn, type Member } from '../../library/index.ts'
import { recordOf } from '../../values/index.ts'
import { besselJ, besselY } from './bessel.ts'
import { unary, untypedNull } from './declare.ts'
import { erf, erfc, erfinv } from './error.ts'
import { gamma, lgamma } from './gamma.ts'

function ofOrder(summary: string, example: string, call: (n: number, x: number) => number): Member {
  return fn('(n: int, x: float) => float', {
    summary,
    params: { n: 'The order.', x: 'The number.' },
    nulls: 'propagate',
    untypedNull,
    examples: [example],
    call: ({ n, x }) => call(Number(n), x),
  })
}

export const special = {
  gamma: unary('The gamma function: (n - 1)! at whole numbers.', 'math.gamma(x: 5.0) // 24.0', gamma),
  lgamma: fn('(x: float) => {sign: int, lgamma: float}', {
    summary: 'The natural logarithm of the gamma function’s size, and its sign.',
    params: { x: 'The number.' },
    typedNull: 'lgamma does not support null values',
    untypedNull,
    examples: ['math.lgamma(x: 1.0) // {lgamma: 0.0, sign: 1}'],
    call({ x }) {
      const found = lgamma(x)
      return recordOf({ lgamma: found.lgamma, sign: BigInt(found.sign) })
    },
  }),
  erf: unary('The error function.', 'math.erf(x: 0.0) // 0.0', erf),
  erfc: unary('1 less the error function, exact where that is small.', 'math.erfc(x: 0.0) // 1.0', erfc),
  erfinv: unary('The number whose error function is another.', 'math.erfinv(x: 0.0) // 0.0', erfinv),
  erfcinv: unary('The number whose error function is 1 less another.', 'math.erfcinv(x: 1.0) // 0.0', x =>
    erfinv(1 - x),
  ),
  j0: unary('The Bessel function of the first kind of order 0.', 'math.j0(x: 0.0) // 1.0', x => besselJ(0, x)),
  j1: unary('The Bessel function of the first kind of order 1.', 'math.j1(x: 0.0) // 0.0', x => besselJ(1, x)),
  jn: ofOrder('The Bessel function of the first kind.', 'math.jn(n: 2, x: 0.0) // 0.0', besselJ),
  y0: unary(
    'The Bessel function of the second kind of order 0.',
    'math.round(x: math.y0(x: 1.0) * 10000.0) // 883.0',
    x => besselY(0, x),
  ),
  y1: unary(
    'The Bessel function of the second kind of order 1.',
    'math.round(x: math.y1(x: 1.0) * 10000.0) // -7812.0',
    x => besselY(1, x),
  ),
  yn: ofOrder(
    'The Bessel function of the second kind.',
    'math.round(x: math.yn(n: 2, x: 1.0) * 10000.0) // -16507.0',
    besselY,
  ),
} satisfies Record<string, Member>

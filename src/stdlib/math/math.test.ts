// Values of Go's math package, which the reference calls, to a part in 10^12.
import { describe, expect, test } from 'vitest'
import { RecordValue, type Value } from '../../values/index.ts'
import { besselJ, besselY } from './bessel.ts'
import { bitsOf, frexp, ldexp, nextAfter, remainder, roundToEven } from './binary.ts'
import { math } from './index.ts'

const call = (name: string, args: Record<string, Value>): Value => math.members[name].invoke!(args, undefined as never)

const known: [string, number, number][] = [
  ['gamma', 0.5, 1.7724538509055159],
  ['gamma', 4.5, 11.63172839656745],
  ['gamma', -2.5, -0.9453087204829419],
  ['gamma', 33.3, 7.48757759652264e35],
  ['gamma', 170.2, 1.1918411166366743e305],
  ['gamma', -170.5, -3.3127395215386015e-308],
  ['lgamma', 0.1, 2.2527126517342055],
  ['lgamma', 1.0001, -5.771334222047127e-5],
  ['lgamma', 2.5, 0.2846828704729192],
  ['lgamma', 11.9, 17.25847745059552],
  ['lgamma', 1e6, 1.2815504569147611e7],
  ['lgamma', -3.7, -1.3797399049658245],
  ['erf', 0.3, 0.3286267594591274],
  ['erf', 1.7, 0.9837904585907745],
  ['erf', -2.2, -0.9981371537020182],
  ['erfc', 0.3, 0.6713732405408726],
  ['erfc', 1.9, 0.0072095707647425325],
  ['erfc', 2.1, 0.002979466656332984],
  ['erfc', 6, 2.151973671249891e-17],
  ['erfc', 26, 5.663192408856143e-296],
  ['erfinv', 0.01, 0.008862501280950598],
  ['erfinv', 0.7, 0.7328690779592167],
  ['erfinv', -0.999999, -3.4589107372754984],
  ['j0', 0.1, 0.99750156206604],
  ['j0', 2.4, 0.0025076832972438586],
  ['j0', 17, -0.16985425215118358],
  ['j0', 29, -0.14784876468298405],
  ['j0', 31, 0.05120814530454225],
  ['j0', 10000, -0.007096160353388801],
  ['j1', 0.1, 0.049937526036242],
  ['j1', 3.8, 0.012821002926731696],
  ['j1', 17, -0.09766849275778063],
  ['j1', 31, -0.13302431666631423],
  ['j1', 10000, 0.0036474507555295803],
  ['y0', 1e-10, -14.732516272697243],
  ['y0', 0.9, 0.005628306635205575],
  ['y0', 17, -0.09263719844232367],
  ['y0', 31, -0.13383266050364434],
  ['y0', 10000, 0.0036478055589866053],
  ['y1', 1e-10, -6.366197723675814e9],
  ['y1', 2.2, 0.001487789289763361],
  ['y1', 17, 0.16720503607723372],
  ['y1', 31, -0.05337282695732158],
  ['y1', 10000, 0.007096342752536495],
]

describe('special functions', () => {
  test.each(known)('%s(%d)', (name, x, expected) => {
    const found = call(name, { x })
    const value = Number(found instanceof RecordValue ? found.get('lgamma') : found)
    expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected))
  })

  test('orders above the number, below it, and negative', () => {
    expect(besselJ(50, 1)).toBeCloseTo(2.9060049481732396e-80, 90)
    expect(besselJ(5, 40)).toBeCloseTo(0.12257346597711778, 12)
    expect(besselJ(-3, 2)).toBe(-besselJ(3, 2))
    expect(besselY(7, 3)).toBeCloseTo(-19.839935408986417, 10)
    expect(besselY(-1, 0)).toBe(Infinity)
  })

  test('the sign of the gamma function', () => {
    const sign = (x: number): Value | undefined => (call('lgamma', { x }) as RecordValue).get('sign')
    expect([sign(-0.5), sign(-1.5), sign(-2.5), sign(3)]).toEqual([-1n, 1n, -1n, 1n])
  })
})

describe('floats in parts', () => {
  const odd = [1, -0.75, 5e-324, 2.5e-310, 2 ** -1022, 1.7e308, 3]
  test.each(odd)('%d is its fraction times its power of 2', x => {
    const { frac, exp } = frexp(x)
    expect(Math.abs(frac)).toBeGreaterThanOrEqual(0.5)
    expect(Math.abs(frac)).toBeLessThan(1)
    expect(ldexp(frac, exp)).toBe(x)
  })

  test.each(odd)('the neighbour of %d is one bit away', x => {
    expect(bitsOf(nextAfter(x, Infinity)) - bitsOf(x)).toBe(x > 0 ? 1n : -1n)
    expect(nextAfter(nextAfter(x, Infinity), -Infinity)).toBe(x)
  })

  test('roundings and remainders to even', () => {
    expect([0.5, 1.5, 2.5, -2.5, -0.5, 0.49999999999999994].map(roundToEven)).toEqual([0, 2, 2, -2, -0, 0])
    expect([remainder(5, 2), remainder(7, 2), remainder(-5, 2), remainder(3, 2)]).toEqual([1, -1, -1, -1])
    expect(remainder(-4, 2)).toBe(-0)
    expect(remainder(1, 0)).toBeNaN()
    expect(remainder(1, Infinity)).toBe(1)
  })
})

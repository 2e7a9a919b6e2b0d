// The error function, its complement and their inverses: a series of positive terms near zero, a continued fraction far
// from it.
import { isNegative, withSign } from './binary.ts'

const TWO_OVER_SQRT_PI = 1.1283791670955126
const TWO_OVER_SQRT_PI_LESS_ONE = 0.1283791670955126
const SQRT_PI = 1.772453850905516

/** 2/√π · e^(-x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)) */
function series(x: number): number {
  let [sum, term] = [0, x]
  for (let n = 1; term > sum * 1e-17; n++) {
    sum += term
    term *= (2 * x * x) / (2 * n + 1)
  }
  return TWO_OVER_SQRT_PI * Math.exp(-x * x) * sum
}

/** e^(-x²)/√π · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …)))), from a depth at which nothing changes any more. */
function fraction(x: number): number {
  let down = x
  for (let k = Math.ceil(30 + 500 / (x * x)); k >= 1; k--) down = x + k / 2 / down
  return squareExp(x) / (SQRT_PI * down)
}

/** e^(-x²), the square taken in a head and a tail so that its rounding does not show. */
function squareExp(x: number): number {
  const head = Math.fround(x)
  return Math.exp(-head * head) * Math.exp((head - x) * (head + x))
}

/** 2/√π · Σ (-1)ⁿ x^(2n+1) / (n!·(2n+1)) for 0 < x < 1, what it adds to x apart, so that x stays exact. */
function nearZero(x: number): number {
  const square = x * x
  let rest = 0
  for (let n = 20; n >= 1; n--) rest = (-square / n) * (1 / (2 * n + 1) + rest)
  return x + x * (TWO_OVER_SQRT_PI_LESS_ONE + TWO_OVER_SQRT_PI * rest)
}

export function erf(x: number): number {
  const size = Math.abs(x)
  if (size !== size) return NaN
  const value = size < 1 ? nearZero(size) : size < 2 ? series(size) : size < 6 ? 1 - fraction(size) : 1
  return withSign(value, isNegative(x))
}

export function erfc(x: number): number {
  if (x !== x) return NaN
  if (x < 2) return 1 - erf(x)
  return x < 28 ? fraction(x) : 0
}

/** Newton's and Halley's steps on erf, and where it is near 1 on its complement. */
export function erfinv(x: number): number {
  const size = Math.abs(x)
  if (size > 1 || x !== x) return NaN
  if (size === 1) return x * Infinity
  if (size < 1e-8) return x / TWO_OVER_SQRT_PI
  let y = start(size)
  for (let i = 0; i < 4; i++) {
    const error = (size < 0.5 ? erf(y) - size : 1 - size - erfc(y)) / (TWO_OVER_SQRT_PI * Math.exp(-y * y))
    y -= error / (1 + y * error)
  }
  return x < 0 ? -y : y
}

/** Winitzki's approximation, good to two digits. */
function start(x: number): number {
  const a = 0.147
  const l = Math.log1p(-x * x)
  const b = 2 / (Math.PI * a) + l / 2
  return Math.sqrt(Math.sqrt(b * b - l / a) - b)
}

// Bessel functions of whole order. Up to 30 all orders come at once by Miller's downward recurrence, and those of the
// second kind from them by Neumann's series; beyond, orders 0 and 1 by Hankel's expansion and the rest by recurrence.

const EULER = 0.5772156649015329
const FAR = 30
/** Below, the first term of the power series is all there is. */
const NEAR = 1e-8

/** J0(x), J1(x), … for 0 < x ≤ 30, enough of them that the next would add nothing. */
function firstKinds(x: number): Float64Array {
  if (x < NEAR) return Float64Array.of(1, x / 2, 0, 0)
  const top = depth(Math.ceil(x))
  const j = new Float64Array(top + 2)
  j[top] = 1e-300
  for (let k = top; k >= 1; k--) {
    j[k - 1] = ((2 * k) / x) * j[k] - j[k + 1]
    if (Math.abs(j[k - 1]) > 1e200) for (let i = k - 1; i <= top; i++) j[i] *= 1e-250
  }
  let sum = j[0]
  for (let k = 2; k <= top; k += 2) sum += 2 * j[k]
  for (let k = 0; k <= top; k++) j[k] /= sum
  // where the power series has no digits to lose it is the better of the two
  if (x <= 2) [j[0], j[1]] = [powers(x, 0), powers(x, 1)]
  return j
}

/** Σ (-1)ᵏ (x/2)^(2k+order) / (k!·(k+order)!) for order 0 or 1. */
function powers(x: number, order: 0 | 1): number {
  let rest = 0
  for (let k = 20; k >= 1; k--) rest = ((-x * x) / 4 / (k * (k + order))) * (1 + rest)
  const first = order === 0 ? 1 : x / 2
  return first + first * rest
}

/** J and Y of order 0 or 1 for large x. */
function hankel(order: 0 | 1, x: number): { j: number; y: number } {
  const mu = 4 * order
  let [p, q, term] = [1, 0, 1]
  for (let k = 1; k < 60; k++) {
    const next = (term * (mu - (2 * k - 1) ** 2)) / (k * 8 * x)
    if (Math.abs(next) > Math.abs(term) || Math.abs(next) < 1e-18) break
    term = next
    if (k % 2 === 1) q += k % 4 === 1 ? term : -term
    else p += k % 4 === 2 ? -term : term
  }
  const [sin, cos] = [Math.sin(x), Math.cos(x)]
  // the phase x - (2·order + 1)π/4, without subtracting from x
  const [c, s] = order === 0 ? [cos + sin, sin - cos] : [sin - cos, -sin - cos]
  const scale = 1 / Math.sqrt(Math.PI) / Math.sqrt(x)
  return { j: scale * (p * c - q * s), y: scale * (p * s + q * c) }
}

function secondKinds(x: number): [number, number] {
  if (x > FAR) return [hankel(0, x).y, hankel(1, x).y]
  const j = firstKinds(x)
  const log = Math.log(x) - Math.LN2 + EULER
  let [even, odd] = [0, 0]
  for (let k = Math.floor((j.length - 2) / 2); k >= 1; k--) {
    const sign = k % 2 === 0 ? 1 : -1
    even += (sign * j[2 * k]) / k
    odd += (sign * (2 * k + 1) * j[2 * k + 1]) / (k * (k + 1))
  }
  const first = log * j[0] - 2 * even
  const second = (log - 1) * j[1] - j[0] / x - odd
  return [(2 / Math.PI) * first, (2 / Math.PI) * second]
}

/** The order may be negative, the argument too. */
export function besselJ(order: number, x: number): number {
  if (x !== x) return NaN
  if (Math.abs(x) === Infinity) return 0
  const [n, size] = [Math.abs(order), Math.abs(x)]
  const negative = n % 2 === 1 && order < 0 !== x < 0
  if (size === 0) return n === 0 ? 1 : 0
  const value = positiveJ(n, size)
  return negative ? -value : value
}

function positiveJ(n: number, x: number): number {
  // (x/2)ⁿ/n! bounds it; Stirling's formula says when that is nothing
  if (n > 2 * x && n * Math.log((Math.E * x) / (2 * n)) < -760) return 0
  const [j0, j1] = x > FAR ? [hankel(0, x).j, hankel(1, x).j] : firstKinds(x)
  if (n < 2) return n === 0 ? j0 : j1
  if (n > x) return byRatio(n, x, j0, j1)
  let [before, value] = [j0, j1]
  for (let k = 1; k < n; k++) [before, value] = [value, ((2 * k) / x) * value - before]
  return value
}

/** For n > x, where going up in order loses digits: the ratio of two neighbours by a continued fraction, then down. */
function byRatio(n: number, x: number, j0: number, j1: number): number {
  let ratio = 0
  for (let k = depth(n); k >= n; k--) ratio = 1 / ((2 * k) / x - ratio)
  let [above, value, scale] = [ratio, 1, 1]
  for (let k = n - 1; k >= 1; k--) {
    ;[above, value] = [value, ((2 * k) / x) * value - above]
    if (Math.abs(value) < 1e100) continue
    above /= value
    scale /= value
    value = 1
  }
  return (Math.abs(j0) > Math.abs(j1) / 4 ? (ratio * j0) / value : (ratio * j1) / above) * scale
}

/** An order from which on nothing is left to 1e-16 of those below. */
const depth = (n: number): number => Math.ceil(n + 25 + 8 * Math.cbrt(n))

export function besselY(order: number, x: number): number {
  if (x < 0 || x !== x) return NaN
  if (x === Infinity) return 0
  const n = Math.abs(order)
  const negative = order < 0 && n % 2 === 1
  if (x === 0) return negative ? Infinity : -Infinity
  let [before, value] = secondKinds(x)
  if (n === 0) return before
  for (let k = 1; k < n && Number.isFinite(value); k++) [before, value] = [value, ((2 * k) / x) * value - before]
  return negative ? -value : value
}

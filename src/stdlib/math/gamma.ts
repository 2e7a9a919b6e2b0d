// The gamma function and its logarithm, by Stirling's series where it converges well, the recurrence to get there, and
// the reflection formula for negative numbers.

const EULER = 0.5772156649015329
const HALF_LOG_TWO_PI = 0.9189385332046727
const SQRT_TWO_PI = 2.5066282746310002

/** Bernoulli numbers B2, B4, …, B16. */
const bernoulli = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510]

/** Σ B2k / (2k(2k-1) x^(2k-1)): what Stirling's formula for log Γ leaves out. For x ≥ 12 exact to the last digit. */
function stirlingRest(x: number): number {
  let sum = 0
  for (let k = bernoulli.length; k >= 1; k--) sum = sum / (x * x) + bernoulli[k - 1] / (2 * k * (2 * k - 1))
  return sum / x
}

/** sin πx, exact at whole and half numbers. */
function sinPi(x: number): number {
  const r = x % 2
  const [size, sign] = [Math.abs(r), r < 0 ? -1 : 1]
  if (size <= 0.25) return sign * Math.sin(Math.PI * size)
  if (size <= 0.75) return sign * Math.cos(Math.PI * (0.5 - size))
  if (size <= 1.25) return sign * Math.sin(Math.PI * (1 - size))
  if (size <= 1.75) return -sign * Math.cos(Math.PI * (1.5 - size))
  return sign * Math.sin(Math.PI * (size - 2))
}

export function gamma(x: number): number {
  if (x === 0) return 1 / x
  if (x === -Infinity || (x < 0 && Number.isInteger(x))) return NaN
  if (x < 0) return reflected(x)
  if (x > 171.7) return x === x ? Infinity : NaN
  if (Number.isInteger(x)) return factorial(x - 1)
  let [product, z] = [1, x]
  for (; z < 20; z++) product *= z
  return stirling(z) / product
}

function factorial(n: number): number {
  let product = 1
  for (let i = 2; i <= n; i++) product *= i
  return product
}

/** The power is taken in two halves, for it overflows before Γ does. */
function stirling(z: number): number {
  const half = z ** (z / 2 - 0.25)
  return half * Math.exp(-z + stirlingRest(z)) * half * SQRT_TWO_PI
}

function reflected(x: number): number {
  // beyond, 1 - x rounds to -x and Γ(1 - x) overflows; Γ(x) is nothing but a sign
  if (x < -185) return Math.floor(x) % 2 === 0 ? 0 : -0
  const s = sinPi(x)
  if (x > -170) return Math.PI / (s * gamma(1 - x))
  // Γ(1 - x) overflows where its inverse is not yet 0
  let product = 1
  for (let i = 1; i <= 20; i++) product *= 1 - x - i
  return Math.PI / (s * gamma(1 - x - 20)) / product
}

/** ζ(k) - 1, by its sum and the Euler–Maclaurin formula for what follows. */
function zetaLessOne(k: number): number {
  const n = 20
  let sum = 0
  for (let i = n - 1; i >= 2; i--) sum += i ** -k
  sum += n ** (1 - k) / (k - 1) + n ** -k / 2
  let term = k * n ** (-k - 1)
  for (let j = 1; j <= 5; j++) {
    sum += (bernoulli[j - 1] / evenFactorials[j - 1]) * term
    term *= ((k + 2 * j - 1) * (k + 2 * j)) / (n * n)
  }
  return sum
}
const evenFactorials = [2, 24, 720, 40_320, 3_628_800]
const zetas = Array.from({ length: 30 }, (_, i) => zetaLessOne(i + 2))

/** log Γ(2 + w) for |w| ≤ ½, with full precision around its zero. */
function aroundTwo(w: number): number {
  let sum = 0
  for (let k = zetas.length + 1; k >= 2; k--) sum = zetas[k - 2] / k - w * sum
  return w * (1 - EULER) + w * w * sum
}

export function lgamma(x: number): { lgamma: number; sign: number } {
  if (x === -Infinity) return { lgamma: -Infinity, sign: 1 }
  if (x > 0 || x !== x) return { lgamma: logGamma(x), sign: 1 }
  if (Number.isInteger(x)) return { lgamma: Infinity, sign: 1 }
  const s = sinPi(x)
  return { lgamma: Math.log(Math.PI / Math.abs(s * x)) - logGamma(-x), sign: s * x > 0 ? -1 : 1 }
}

/** For x > 0. */
function logGamma(x: number): number {
  if (x === Infinity) return Infinity
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  if (x < 1.5) return aroundTwo(x - 1) - Math.log1p(x - 1)
  if (x < 2.5) return aroundTwo(x - 2)
  if (x >= 12) return (x - 0.5) * (Math.log(x) - 1) - 0.5 + HALF_LOG_TWO_PI + stirlingRest(x)
  let [product, z] = [1, x]
  while (z >= 2.5) product *= --z
  return Math.log(product) + aroundTwo(z - 2)
}

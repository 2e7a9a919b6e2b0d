// Floats taken apart into sign, exponent and fraction, and put together again.

const view = new DataView(new ArrayBuffer(8))

export function bitsOf(x: number): bigint {
  view.setFloat64(0, x)
  return view.getBigUint64(0)
}

export function fromBits(bits: bigint): number {
  view.setBigUint64(0, bits)
  return view.getFloat64(0)
}

/** `x = frac · 2^exp` with ½ ≤ |frac| < 1; zeros, infinities and NaN come back with an exponent of 0. */
export function frexp(x: number): { frac: number; exp: number } {
  if (x === 0 || !Number.isFinite(x)) return { frac: x, exp: 0 }
  const subnormal = Math.abs(x) < 2 ** -1022
  view.setFloat64(0, subnormal ? x * 2 ** 54 : x)
  const high = view.getUint32(0)
  const exp = ((high >>> 20) & 0x7ff) - 1022
  view.setUint32(0, (high & 0x800fffff) | (1022 << 20))
  return { frac: view.getFloat64(0), exp: subnormal ? exp - 54 : exp }
}

/** Rounds once, also where the result is subnormal. */
export function ldexp(x: number, by: number): number {
  const { frac, exp } = frexp(x)
  const e = Math.max(-1100, Math.min(1100, exp + by))
  if (x === 0 || !Number.isFinite(x)) return x
  if (e > 1024) return frac * Infinity
  return e < -1074 ? frac * 0 : e < -1022 ? frac * 2 ** e : frac * 2 * 2 ** (e - 1)
}

/** The exponent of x as 1 ≤ |frac| < 2 has it. */
export function exponentOf(x: number): number {
  if (x === 0) return -Infinity
  return Number.isFinite(x) ? frexp(x).exp - 1 : Math.abs(x)
}

/** The neighbour of x on the way to y. */
export function nextAfter(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  if (x === y) return x
  if (x === 0) return y > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE
  return fromBits(y > x === x > 0 ? bitsOf(x) + 1n : bitsOf(x) - 1n)
}

export const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0)

export const withSign = (x: number, negative: boolean): number => (isNegative(x) === negative ? x : -x)

/** The IEEE remainder: what is left after the nearest multiple, of two equally near ones the even one. */
export function remainder(x: number, y: number): number {
  const size = Math.abs(y)
  if (!Number.isFinite(x) || size === 0 || Number.isNaN(y)) return NaN
  if (size === Infinity) return x
  // past twice the size only whole pairs of multiples are taken away, which keeps odd and even apart
  let rest = size <= Number.MAX_VALUE / 2 ? Math.abs(x) % (2 * size) : Math.abs(x)
  const over = (r: number): number => r - (size - r)
  if (over(rest) > 0) {
    rest -= size
    if (over(rest) >= 0) rest -= size
  }
  return rest === 0 ? withSign(0, isNegative(x)) : isNegative(x) ? -rest : rest
}

export function roundToEven(x: number): number {
  const whole = Math.floor(x)
  if (!Number.isFinite(x) || whole === x) return x
  const rest = x - whole
  const up = rest > 0.5 || (rest === 0.5 && whole % 2 !== 0)
  return withSign(up ? whole + 1 : whole, x < 0)
}

/** Go's way, digit for digit: the logarithm of the fraction and the exponent apart. */
export function log2(x: number): number {
  const { frac, exp } = frexp(x)
  return frac === 0.5 ? exp - 1 : Math.log(frac) * Math.LOG2E + exp
}

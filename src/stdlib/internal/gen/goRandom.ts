// The seeded numbers of Go's math/rand: an additive lagged Fibonacci generator, y(n) = y(n-607) + y(n-273) mod 2^64. A
// seed is laid over the register that 7.8·10^12 steps from a fixed seed leave. Instead of a table of that register it is
// computed at first use, by powers of x modulo the generator's polynomial, x^607 = x^334 + 1.

const LENGTH = 607
const LAG = 273
const STEPS = 7_800_000_000_000n
const MODULUS = 2 ** 31 - 1

const wrap = (v: bigint): bigint => BigInt.asUintN(64, v)
/** A minimal standard generator. */
const next = (x: number): number => (x * 48_271) % MODULUS

/** 607 words out of a seed, three numbers a word. */
function words(seed: bigint, shift: bigint): bigint[] {
  const reduced = Number(((seed % BigInt(MODULUS)) + BigInt(MODULUS)) % BigInt(MODULUS))
  let x = reduced === 0 ? 89_482_311 : reduced
  for (let i = 0; i < 20; i++) x = next(x)
  return Array.from({ length: LENGTH }, () => {
    let word = 0n
    for (const by of [2n * shift, shift, 0n]) {
      x = next(x)
      word ^= BigInt(x) << by
    }
    return wrap(word)
  })
}

/** The square of a polynomial of degree below 607, as one product of integers with a coefficient every 144 bits. */
function squared(polynomial: readonly bigint[]): bigint[] {
  const packed = BigInt(
    `0x${polynomial
      .map(c => c.toString(16).padStart(36, '0'))
      .reverse()
      .join('')}`,
  )
  const digits = (packed * packed).toString(16).padStart(36 * 2 * LENGTH, '0')
  const product = Array.from({ length: 2 * LENGTH }, (_, i) => {
    const end = digits.length - 36 * i
    return wrap(BigInt(`0x${digits.slice(end - 36, end)}`))
  })
  return reduced(product)
}

function reduced(polynomial: bigint[]): bigint[] {
  for (let i = polynomial.length - 1; i >= LENGTH; i--) {
    polynomial[i - LAG] = wrap(polynomial[i - LAG] + polynomial[i])
    polynomial[i - LENGTH] = wrap(polynomial[i - LENGTH] + polynomial[i])
  }
  return polynomial.slice(0, LENGTH)
}

const timesX = (polynomial: readonly bigint[]): bigint[] => reduced([0n, ...polynomial])

/** Where the register holds the number of step n. */
const place = (n: number): number => (((LENGTH - LAG - n) % LENGTH) + LENGTH) % LENGTH

let cooked: readonly bigint[] | null = null

function register(): readonly bigint[] {
  if (cooked) return cooked
  const start = words(1n, 10n)
  const sequence = start.map((_, j) => start[place(j - LENGTH + 1)])
  let power = [1n, ...Array<bigint>(LENGTH - 1).fill(0n)]
  for (const bit of STEPS.toString(2)) {
    power = squared(power)
    if (bit === '1') power = timesX(power)
  }
  const out = Array<bigint>(LENGTH).fill(0n)
  const first = Number(STEPS % BigInt(LENGTH)) - LENGTH + 1
  for (let j = 0; j < LENGTH; j++) {
    out[place(first + j)] = wrap(power.reduce((sum, c, i) => sum + c * sequence[i], 0n))
    power = timesX(power)
  }
  cooked = out
  return out
}

export class GoRandom {
  private readonly state: BigUint64Array
  private step = 0

  constructor(seed: bigint) {
    const over = register()
    this.state = BigUint64Array.from(words(seed, 20n), (word, i) => word ^ over[i])
  }

  private uint64(): bigint {
    this.step = (this.step + 1) % LENGTH
    const [feed, tap] = [place(this.step), (LENGTH - this.step) % LENGTH]
    this.state[feed] += this.state[tap]
    return this.state[feed]
  }

  private int63(): bigint {
    return BigInt.asUintN(63, this.uint64())
  }

  /** 0 ≤ whole number < n, for n below 2^31. */
  below(n: number): number {
    const int31 = (): number => Number(this.int63() >> 32n)
    if ((n & (n - 1)) === 0) return int31() & (n - 1)
    const limit = 2 ** 31 - 1 - (2 ** 31 % n)
    let v = int31()
    while (v > limit) v = int31()
    return v % n
  }

  /** 0 ≤ float < 1 */
  float(): number {
    for (;;) {
      const f = Number(this.int63()) / 2 ** 63
      if (f < 1) return f
    }
  }

  /** Normally distributed around 0 with deviation 1, by Marsaglia and Tsang's ziggurat of 128 layers. */
  normal(): number {
    for (;;) {
      const j = Number(BigInt.asIntN(32, this.int63() >> 31n))
      const i = j & 127
      const x = j * ziggurat.width[i]
      if (Math.abs(j) < ziggurat.inside[i]) return x
      if (i === 0) return this.tail(j > 0)
      const { height } = ziggurat
      const y = height[i] + Math.fround(Math.fround(this.float()) * Math.fround(height[i - 1] - height[i]))
      if (Math.fround(y) < Math.fround(Math.exp(-0.5 * x * x))) return x
    }
  }

  private tail(positive: boolean): number {
    for (;;) {
      const x = -Math.log(this.float()) * (1 / TAIL)
      const y = -Math.log(this.float())
      if (y + y >= x * x) return positive ? TAIL + x : -TAIL - x
    }
  }
}

/** Where the lowest layer's tail begins, and the area of each layer. */
const TAIL = 3.442619855899
const AREA = 9.91256303526217e-3
const ziggurat = layers()

/** Right edges, the part of each layer under the one above, and heights, in the precision the reference keeps them. */
function layers(): { inside: Uint32Array; width: Float32Array; height: Float32Array } {
  const [inside, width, height] = [new Uint32Array(128), new Float32Array(128), new Float32Array(128)]
  const density = (x: number): number => Math.exp(-0.5 * x * x)
  let edge = TAIL
  const bottom = AREA / density(edge)
  inside[0] = (edge / bottom) * 2 ** 31
  width[0] = bottom / 2 ** 31
  width[127] = edge / 2 ** 31
  height[0] = 1
  height[127] = density(edge)
  for (let i = 126; i >= 1; i--) {
    const outer = edge
    edge = Math.sqrt(-2 * Math.log(AREA / edge + density(edge)))
    inside[i + 1] = (edge / outer) * 2 ** 31
    height[i] = density(edge)
    width[i] = edge / 2 ** 31
  }
  return { inside, width, height }
}

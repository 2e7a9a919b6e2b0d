// Loops over whole columns. One function an operation and type family, so that each stays monomorphic; a side that is
// constant has stride 0. Compares yield 0/1 by `| 0`, never by `?:`, which would compile to a branch.

type F = Float64Array
type I = BigInt64Array
type U = BigUint64Array
type M = Uint8Array

type FloatLoop = (a: F, sa: number, b: F, sb: number, out: F) => void
type IntLoop = (a: I, sa: number, b: I, sb: number, out: I) => void
type UintLoop = (a: U, sa: number, b: U, sb: number, out: U) => void

export const floatLoops: Readonly<Record<string, FloatLoop>> = {
  '+': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] + b[i * sb]
  },
  '-': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] - b[i * sb]
  },
  '*': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] * b[i * sb]
  },
  '/': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] / b[i * sb]
  },
  '%': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] % b[i * sb]
  },
}

/** No divisor may be zero. */
export const intLoops: Readonly<Record<string, IntLoop>> = {
  '+': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] + b[i * sb]
  },
  '-': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] - b[i * sb]
  },
  '*': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] * b[i * sb]
  },
  '/': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] / b[i * sb]
  },
  '%': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] % b[i * sb]
  },
}

export const uintLoops: Readonly<Record<string, UintLoop>> = {
  '+': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] + b[i * sb]
  },
  '-': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] - b[i * sb]
  },
  '*': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] * b[i * sb]
  },
  '/': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] / b[i * sb]
  },
  '%': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = a[i * sa] % b[i * sb]
  },
}

const bit = (b: boolean): number => (b as unknown as number) | 0

type FloatCompare = (a: F, sa: number, b: F, sb: number, out: M) => void
export const floatCompares: Readonly<Record<string, FloatCompare>> = {
  '==': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] === b[i * sb])
  },
  '!=': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] !== b[i * sb])
  },
  '<': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] < b[i * sb])
  },
  '<=': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] <= b[i * sb])
  },
  '>': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] > b[i * sb])
  },
  '>=': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] >= b[i * sb])
  },
}

type IntCompare = (a: I, sa: number, b: I, sb: number, out: M) => void
export const intCompares: Readonly<Record<string, IntCompare>> = {
  '==': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] === b[i * sb])
  },
  '!=': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] !== b[i * sb])
  },
  '<': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] < b[i * sb])
  },
  '<=': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] <= b[i * sb])
  },
  '>': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] > b[i * sb])
  },
  '>=': (a, sa, b, sb, out) => {
    for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] >= b[i * sb])
  },
}

/** Through a table of one answer a dictionary entry. */
export function lookUp(codes: Int32Array, table: M, out: M): void {
  for (let i = 0; i < out.length; i++) out[i] = table[codes[i]]
}

export function equalCodes(a: Int32Array, sa: number, b: Int32Array, sb: number, negate: number, out: M): void {
  for (let i = 0; i < out.length; i++) out[i] = bit(a[i * sa] === b[i * sb]) ^ negate
}

export function bothBits(a: M, sa: number, b: M, sb: number, out: M): void {
  const [x, y, z] = [wordsOf(a, sa, out), wordsOf(b, sb, out), wordsOf(out, 1, out)]
  if (x !== null && y !== null && z !== null) for (let w = 0; w < z.length; w++) z[w] = x[w] & y[w]
  else for (let i = 0; i < out.length; i++) out[i] = a[i * sa] & b[i * sb]
}

export function eitherBit(a: M, sa: number, b: M, sb: number, out: M): void {
  const [x, y, z] = [wordsOf(a, sa, out), wordsOf(b, sb, out), wordsOf(out, 1, out)]
  if (x !== null && y !== null && z !== null) for (let w = 0; w < z.length; w++) z[w] = x[w] | y[w]
  else for (let i = 0; i < out.length; i++) out[i] = a[i * sa] | b[i * sb]
}

/** Four bits at a time, where there is one a place and nothing is left over. */
function wordsOf({ buffer, byteOffset, length }: M, stride: number, { length: size }: M): Int32Array | null {
  const whole = stride === 1 && length === size && (length | byteOffset) % 4 === 0
  return whole ? new Int32Array(buffer, byteOffset, length >> 2) : null
}

export function notBits(a: M, out: M): void {
  for (let i = 0; i < out.length; i++) out[i] = a[i] ^ 1
}

/** Nulls of a result: where either side is null. */
export function eitherNull(a: M | null, sa: number, b: M | null, sb: number, size: number): M | null {
  if (a === null && b === null) return null
  const out = new Uint8Array(size)
  for (let i = 0; i < size; i++) out[i] = (a === null ? 0 : a[i * sa]) | (b === null ? 0 : b[i * sb])
  return out
}

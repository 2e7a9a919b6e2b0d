// Floats out of bytes, correctly rounded and without a string for most of them: up to 2^53 one multiplication or
// division by a power of ten is exact (Clinger's fast path); up to 19 digits a double-double quotient decides, unless it
// lands too close to the middle between two doubles. Anything else is read as text.
import { parseGoFloat } from '../values/index.ts'

const powers = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))
const SPLIT = 134217729

export class DecimalReader {
  /** The number read last: a field, so that no double is boxed on its way to the caller. */
  value = 0

  /**
   * Reads the decimal number that begins at `at` into `value` and returns its end, which is before or at `to`; -1 when
   * there is none, or when it needs `readText`.
   */
  read(bytes: Uint8Array, at: number, to: number): number {
    let p = at
    let b = p < to ? bytes[p] : 0
    const negative = b === 45
    if (b === 45 || b === 43) b = ++p < to ? bytes[p] : 0
    const first = p
    let mantissa = 0
    let low = 0
    let digits = 0
    let scale = 0
    while (b >= 48 && b <= 57) {
      if (digits < 15) mantissa = mantissa * 10 + (b - 48)
      else low = low * 10 + (b - 48)
      digits += (mantissa !== 0) as unknown as number
      b = ++p < to ? bytes[p] : 0
    }
    let read = p - first
    if (b === 46) {
      const point = p
      b = ++p < to ? bytes[p] : 0
      while (b >= 48 && b <= 57) {
        if (digits < 15) mantissa = mantissa * 10 + (b - 48)
        else low = low * 10 + (b - 48)
        digits += (mantissa !== 0) as unknown as number
        b = ++p < to ? bytes[p] : 0
      }
      scale = point + 1 - p
      read += p - point - 1
    }
    if (read === 0 || digits > 19) return -1
    if (b === 101 || b === 69) {
      b = ++p < to ? bytes[p] : 0
      const down = b === 45
      if (b === 45 || b === 43) b = ++p < to ? bytes[p] : 0
      const from = p
      let exponent = 0
      while (b >= 48 && b <= 57 && p - from < 5) {
        exponent = exponent * 10 + (b - 48)
        b = ++p < to ? bytes[p] : 0
      }
      if (p === from) return -1
      scale += down ? -exponent : exponent
    }
    let v = mantissa
    if (digits > 15) {
      v = this.long(mantissa, low, digits - 15, scale)
      if (v < 0) return -1
    } else if (scale < 0) {
      if (scale < -22) {
        if (mantissa !== 0) return -1
      } else v = mantissa / powers[-scale]
    } else if (scale > 0) {
      if (scale > 22) {
        if (mantissa !== 0) return -1
      } else v = mantissa * powers[scale]
    }
    this.value = negative ? -v : v
    return p
  }

  /** Go's ParseFloat of a whole token, but for hexadecimal and underscores; undefined when it is no float. */
  readText(bytes: Uint8Array, from: number, to: number): number | undefined {
    if (to - from > 4096) return undefined
    const text = asciiText(bytes, from, to)
    return /[xXpP_]/.test(text) ? undefined : parseGoFloat(text)
  }

  /** (mantissa · 10^more + low) · 10^scale, or -1 when it takes more than a double-double to say. */
  private long(mantissa: number, low: number, more: number, scale: number): number {
    if (scale > 0 || scale < -22) return -1
    // The product in two doubles (Dekker), the low digits added, the sum renormalised: exact up to here.
    const factor = powers[more]
    const product = mantissa * factor
    const rest = productError(mantissa, factor, product) + low
    const high = product + rest
    const tail = rest - (high - product)
    if (scale === 0) return high
    const divisor = powers[-scale]
    const quotient = high / divisor
    const back = quotient * divisor
    const correction = (high - back - productError(quotient, divisor, back) + tail) / divisor
    const v = quotient + correction * (1 + 1e-12)
    return v === quotient + correction * (1 - 1e-12) ? v : -1
  }
}

/** a · b - product, exactly. */
function productError(a: number, b: number, product: number): number {
  const [ca, cb] = [SPLIT * a, SPLIT * b]
  const [ah, bh] = [ca - (ca - a), cb - (cb - b)]
  const [al, bl] = [a - ah, b - bh]
  return ah * bh - product + ah * bl + al * bh + al * bl
}

/** Bytes below 128 as text; others come out as Latin-1, which no number has. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode.apply(null, bytes.subarray(from, to) as unknown as number[])
}

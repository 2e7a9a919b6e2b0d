// Numbers from text by Go's rules, which are stricter and looser than JavaScript's in turn.
import { UInt } from './value.ts'

/** Base 10 with an optional sign, within int64; no blanks, no underscores. */
export function parseInt64(text: string): bigint | undefined {
  if (!/^[+-]?\d+$/.test(text)) return undefined
  const v = BigInt(text[0] === '+' ? text.slice(1) : text)
  return BigInt.asIntN(64, v) === v ? v : undefined
}

/** Base 10 within uint64, no sign. */
export function parseUint64(text: string): UInt | undefined {
  if (!/^\d+$/.test(text)) return undefined
  const v = BigInt(text)
  return BigInt.asUintN(64, v) === v ? new UInt(v) : undefined
}

const decimal = /^[+-]?(\d[\d]*\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const hex = /^([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?[pP]([+-]?\d+)$/

/** Go's ParseFloat: decimal, hexadecimal with an exponent, `inf`, `nan`, underscores between digits; a finite text that overflows is no float. */
export function parseGoFloat(given: string): number | undefined {
  const text = given.replace(/(?<=\d)_(?=\d)/g, '')
  if (decimal.test(text)) {
    const v = Number(text)
    return Number.isFinite(v) ? v : undefined
  }
  const word = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
  if (word) {
    if (word[2].toLowerCase() === 'nan') return word[1] === '' ? NaN : undefined
    return word[1] === '-' ? -Infinity : Infinity
  }
  const h = hex.exec(text)
  if (!h || h[2] + (h[3] ?? '') === '') return undefined
  const digits = h[2] + (h[3] ?? '')
  const v = Number(BigInt('0x' + digits)) * 2 ** (Number(h[4]) - 4 * (h[3] ?? '').length)
  return h[1] === '-' ? -v : v
}

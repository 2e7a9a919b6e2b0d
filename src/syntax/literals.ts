// From the text of a literal to its value. A text that has the right shape but no value gives a string: what is wrong.
import type { DurationPart, DurationUnit } from './leaves.ts'

const maxInteger = 2n ** 63n - 1n

/** The value of a decimal integer, or what is wrong with it. */
export function parseInteger(text: string): bigint | string {
  if (text.length > 1 && text.startsWith('0')) return 'nonzero value cannot start with 0'
  const value = BigInt(text)
  return value > maxInteger ? 'value out of range' : value
}

/** The parts of a duration such as `1h30m`, or null when a magnitude does not fit 64 bits. */
export function parseDuration(text: string): DurationPart[] | null {
  const values: DurationPart[] = []
  for (const [, digits, unit] of text.matchAll(/(\d+)(mo|ms|us|µs|ns|[ywdhms])/g)) {
    const magnitude = BigInt(digits!)
    if (magnitude > maxInteger) return null
    values.push({ magnitude, unit: (unit === 'µs' ? 'us' : unit) as DurationUnit })
  }
  return values
}

const timeParts = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:(Z)|([+-])(\d\d):(\d\d)))?$/

/** Nanoseconds since 1970 UTC of a date or RFC 3339 time, or null when there is no such instant. */
export function parseTime(text: string): bigint | null {
  const match = timeParts.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(part => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  if (hour > 23 || minute > 59 || second > 60) return null
  const [offsetHour, offsetMinute] = [Number(match[10] ?? 0), Number(match[11] ?? 0)]
  if (offsetHour > 23 || offsetMinute > 59) return null
  const offset = (offsetHour * 60 + offsetMinute) * (match[9] === '-' ? -60 : 60)
  const seconds = daysSince1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
  const fraction = BigInt((match[7] ?? '.0').slice(1, 10).padEnd(9, '0'))
  return BigInt(seconds) * 1_000_000_000n + fraction
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that leap days come last. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** A decoded text, or what is wrong with the bytes its `\x` escapes make. */
export type Decoded = { readonly value: string } | { readonly wrong: string }

/** Decodes the inside of a string: escapes are known to be well formed. */
export function decodeText(text: string): Decoded {
  if (!text.includes('\\')) return { value: text }
  return decodeBytes(text, (raw, at, out) => {
    const code = raw.charCodeAt(at + 1)
    switch (code) {
      case 0x6e:
        out.push(10)
        return 2
      case 0x72:
        out.push(13)
        return 2
      case 0x74:
        out.push(9)
        return 2
      case 0x78:
        out.push(Number.parseInt(raw.slice(at + 2, at + 4), 16))
        return 4
      default:
        out.push(code)
        return 2
    }
  })
}

/** Decodes a regular expression between its slashes: `\/` and `\xHH`; every other escape is the pattern's own. */
export function decodeRegexp(text: string): Decoded {
  if (!text.includes('\\')) return { value: text }
  return decodeBytes(text, (raw, at, out) => {
    const code = raw.charCodeAt(at + 1)
    const hex = raw.slice(at + 2, at + 4)
    if (code === 0x2f) {
      out.push(0x2f)
      return 2
    }
    if (code === 0x78 && /^[0-9A-Fa-f]{2}$/.test(hex)) {
      out.push(Number.parseInt(hex, 16))
      return 4
    }
    out.push(0x5c)
    // The escaped character goes along, or the second backslash of `\\` would be taken for an escape again.
    if (code === 0x5c) out.push(0x5c)
    return code === 0x5c ? 2 : 1
  })
}

/** Only `\x` can spoil the encoding, so a text without it need not be checked as bytes. */
function decodeBytes(text: string, decode: (raw: string, at: number, out: number[]) => number): Decoded {
  const bytes: number[] = []
  let at = 0
  while (at < text.length) {
    if (text.charCodeAt(at) === 0x5c) at += decode(text, at, bytes)
    else {
      const code = text.codePointAt(at)!
      pushUtf8(code, bytes)
      at += code > 0xffff ? 2 : 1
    }
  }
  return readUtf8(bytes)
}

function pushUtf8(code: number, out: number[]): void {
  if (code < 0x80) out.push(code)
  else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 63))
  else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
  else out.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
}

function readUtf8(bytes: readonly number[]): Decoded {
  let value = ''
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at]!
    const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
    if (size === 0) return { wrong: `invalid utf-8 sequence of 1 bytes from index ${at}` }
    let code = size === 1 ? first : first & (0x7f >> size)
    for (let i = 1; i < size; i++) {
      const next = bytes[at + i]
      if (next === undefined) return { wrong: `incomplete utf-8 byte sequence from index ${at}` }
      if (!continues(first, i, next)) return { wrong: `invalid utf-8 sequence of ${i} bytes from index ${at}` }
      code = (code << 6) | (next & 63)
    }
    value += String.fromCodePoint(code)
    at += size
  }
  return { value }
}

/** Whether a byte may follow: overlong forms, surrogates and what lies beyond Unicode are cut off at the second byte. */
function continues(first: number, index: number, byte: number): boolean {
  if (index === 1) {
    if (first === 0xe0) return byte >= 0xa0 && byte <= 0xbf
    if (first === 0xed) return byte >= 0x80 && byte <= 0x9f
    if (first === 0xf0) return byte >= 0x90 && byte <= 0xbf
    if (first === 0xf4) return byte >= 0x80 && byte <= 0x8f
  }
  return byte >= 0x80 && byte <= 0xbf
}

// contrib/bonitoo-io/hex: integers and bytes as hexadecimal text, and back. A null gives null.
import { composed, fn, packageOf } from '../../../library/index.ts'
import { fault, isNull, nullOf, parseInt64, stringOf, typeText, UInt } from '../../../values/index.ts'

/** Digits to a bigint; null where they are none. */
function digits(text: string): bigint | null {
  return /^[0-9a-fA-F]+$/.test(text) ? BigInt(`0x${text}`) : null
}

function signedOf(text: string): bigint | undefined {
  const m = /^(?:0x([+-]?)|([+-]?)(?:0x)?)(.*)$/s.exec(text)!
  const size = digits(m[3])
  return size === null ? undefined : parseInt64(String((m[1] ?? m[2]) === '-' ? -size : size))
}

const syntax = (text: string, to: string): Error =>
  fault('invalid', `cannot convert string ${JSON.stringify(text)} to ${to} due to invalid syntax`)

export const hex = packageOf('contrib/bonitoo-io/hex', 'Hexadecimal texts.', {
  int: fn('(v: string) => int', {
    summary: 'The integer a hexadecimal text stands for.',
    params: { v: 'The text; it may have a sign and begin with `0x`.' },
    nulls: 'propagate',
    examples: ['hex.int(v: "-0x1F") // -31'],
    call({ v }) {
      const value = signedOf(v)
      if (value === undefined) throw syntax(v, 'int')
      return value
    },
  }),
  uint: fn('(v: string) => uint', {
    summary: 'The unsigned integer a hexadecimal text stands for.',
    params: { v: 'The text; it may begin with `0x`.' },
    nulls: 'propagate',
    examples: ['hex.uint(v: "ff") // uint(v: 255)'],
    call({ v }) {
      const value = digits(v.startsWith('0x') ? v.slice(2) : v)
      if (value === null || value >= 1n << 64n) throw syntax(v, 'uint')
      return value
    },
  }),
  string: composed('(v: A) => string', {
    summary: 'Integers and bytes in hexadecimal, other values as `string` has them.',
    params: { v: 'The value.' },
    examples: ['hex.string(v: 255) // "ff"'],
    build({ v }) {
      if (isNull(v)) return nullOf('string')
      if (typeof v === 'bigint') return v.toString(16)
      if (v instanceof UInt) return v.value.toString(16)
      if (v instanceof Uint8Array) return Array.from(v, b => b.toString(16).padStart(2, '0')).join('')
      const text = stringOf(v)
      if (text === null) throw fault('invalid', `cannot convert ${typeText(v)} to string`)
      return text
    },
  }),
  bytes: fn('(v: string) => bytes', {
    summary: 'The bytes a hexadecimal text stands for, two digits a byte.',
    params: { v: 'The text.' },
    examples: ['string(v: hex.bytes(v: "6162")) // "ab"'],
    call({ v }) {
      const wrong = /[^0-9a-fA-F]/u.exec(v.length % 2 === 0 ? v : v.slice(0, -1)) ?? /[^0-9a-fA-F]$/u.exec(v)
      if (wrong) throw undecodable(v, `invalid byte: ${byteName(wrong[0])}`)
      if (v.length % 2 === 1) throw undecodable(v, 'odd length hex string')
      return Uint8Array.from(v.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
    },
  }),
})

const undecodable = (text: string, why: string): Error =>
  fault(
    'invalid',
    `cannot convert string ${JSON.stringify(text)} to bytes due to hex decoding error: encoding/hex: ${why}`,
  )

/** The first byte of a character, as Go names it. */
function byteName(c: string): string {
  const byte = new TextEncoder().encode(c)[0]
  return `U+${byte.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCharCode(byte)}'`
}

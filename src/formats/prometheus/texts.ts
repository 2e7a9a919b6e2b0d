// Names and label values out of their bytes. Throws a plain error where the bytes are no UTF-8; the parser names the line.
import { asciiText } from '../decimal.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of what may stand between quotes: `\\`, `\"` and `\n` are escapes, any other backslash stands for itself. */
export function quotedText(bytes: Uint8Array, from: number, to: number): string {
  let high = 0
  let escaped = false
  for (let i = from; i < to; i++) {
    high |= bytes[i]
    escaped ||= bytes[i] === 92
  }
  const text = high < 128 && to - from < 1024 ? asciiText(bytes, from, to) : utf8.decode(bytes.subarray(from, to))
  return escaped ? text.replace(/\\([\\"n])/g, (_, c: string) => (c === 'n' ? '\n' : c)) : text
}

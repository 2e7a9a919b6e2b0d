// Positions in a text. Ours are UTF-16 offsets, which is what strings and editors count in; the official tools print
// 1-based lines and 1-based columns in UTF-8 bytes, so a column differs as soon as a line holds a non-ASCII character.
import type { Span } from './leaves.ts'

/** A place as the official tools print it: line from 1, column from 1 in UTF-8 bytes. */
export interface OfficialPosition {
  readonly line: number
  readonly column: number
}

/** A place as editors of the language-server family count it: line from 0, character from 0 in UTF-16 units. */
export interface EditorPosition {
  readonly line: number
  readonly character: number
}

/** A text with its line starts, for conversions both ways. Offsets outside the text are clamped to it. */
export class Source {
  readonly text: string
  /** Offset of the first character of each line; only `\n` ends a line. */
  readonly lineStarts: readonly number[]
  /** Whether bytes and UTF-16 units are the same, so that columns need not be counted. */
  readonly #ascii: boolean

  constructor(text: string) {
    this.text = text
    const starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.lineStarts = starts
    this.#ascii = isAscii(text)
  }

  /** The 0-based line that holds an offset. */
  lineOf(offset: number): number {
    let low = 0
    let high = this.lineStarts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.lineStarts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  position(offset: number): EditorPosition {
    const at = this.#clamp(offset)
    const line = this.lineOf(at)
    return { line, character: at - this.lineStarts[line]! }
  }

  offset(position: EditorPosition): number {
    if (position.line < 0) return 0
    const start = this.lineStarts[position.line]
    if (start === undefined) return this.text.length
    return Math.min(start + Math.max(position.character, 0), this.#lineEnd(position.line))
  }

  official(offset: number): OfficialPosition {
    const at = this.#clamp(offset)
    const line = this.lineOf(at)
    const start = this.lineStarts[line]!
    return { line: line + 1, column: (this.#ascii ? at - start : utf8Length(this.text, start, at)) + 1 }
  }

  /** The offset of an official position; a column inside a character goes to that character's start. */
  offsetOfOfficial(position: OfficialPosition): number {
    const start = this.lineStarts[position.line - 1]
    if (start === undefined) return position.line < 1 ? 0 : this.text.length
    const end = this.#lineEnd(position.line - 1)
    let bytes = position.column - 1
    let at = start
    while (at < end) {
      const code = this.text.codePointAt(at)!
      bytes -= utf8Width(code)
      if (bytes < 0) break
      at += code > 0xffff ? 2 : 1
    }
    return at
  }

  /** `line:col-line:col`, the way the official tools write a range. */
  officialRange(span: Span): string {
    const from = this.official(span.from)
    const to = this.official(span.to)
    return `${from.line}:${from.column}-${to.line}:${to.column}`
  }

  #clamp(offset: number): number {
    return Math.max(0, Math.min(offset, this.text.length))
  }

  #lineEnd(line: number): number {
    const next = this.lineStarts[line + 1]
    return next === undefined ? this.text.length : next - 1
  }
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false
  return true
}

function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) bytes += 1
    else if (code < 0x800) bytes += 2
    // Either half of a surrogate pair counts two: together the four bytes of the character.
    else if (code >= 0xd800 && code <= 0xdfff) bytes += 2
    else bytes += 3
  }
  return bytes
}

function utf8Width(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

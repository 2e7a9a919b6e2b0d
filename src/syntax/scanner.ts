// Text to tokens. The language cannot be scanned without its parser: a `/` is a division or begins a regular expression,
// and a string with `${` is scanned in pieces, so the parser asks for each token in one of three modes.
import { keywords, pairs, singles, type TokenKind } from './tokenKind.ts'

// Character classes of ASCII, one byte each: 1 letter or `_`, 2 digit, 4 white space.
const letter = 1
const digit = 2
const space = 4
const classes = new Uint8Array(128)
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code)
  if (/[A-Za-z_]/.test(char)) classes[code] = letter
  else if (/[0-9]/.test(char)) classes[code] = digit
  else if (/[\t-\r ]/.test(char)) classes[code] = space
}

const alphabetic = /^\p{Alphabetic}$/u

/** Scans one token at a time; the token is in `kind`, `from` and `to`. Comments go to `onComment`. */
export class Scanner {
  readonly text: string
  kind: TokenKind = 'EOF'
  from = 0
  to = 0
  /** The text of an identifier or keyword. */
  word = ''
  readonly #onComment: (from: number, to: number) => void

  constructor(text: string, onComment: (from: number, to: number) => void) {
    this.text = text
    this.#onComment = onComment
  }

  /** The token at or after an offset; a `/` is a division. */
  scan(at: number): void {
    const text = this.text
    const length = text.length
    while (at < length) {
      const code = text.charCodeAt(at)
      if (code < 128 && classes[code] === space) at++
      else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2f) {
        let end = text.indexOf('\n', at)
        if (end < 0) end = length
        this.#onComment(at, end)
        at = end
      } else break
    }
    this.from = at
    if (at >= length) {
      this.kind = 'EOF'
      this.to = length
      this.from = length
      return
    }
    this.#token(at, text.charCodeAt(at))
  }

  /** Scans again from the start of the current DIV token, which may begin a regular expression. */
  rescanRegexp(): void {
    const end = regexpEnd(this.text, this.from)
    if (end > 0) {
      this.kind = 'REGEX'
      this.to = end
    }
  }

  /** The next piece of a string with interpolations: TEXT, STRINGEXPR, QUOTE, ILLEGAL or EOF. */
  scanString(at: number): void {
    const text = this.text
    this.from = at
    if (at >= text.length) {
      this.kind = 'EOF'
      this.from = this.to = text.length
      return
    }
    let end = textEnd(text, at)
    // A `$` just before the closing quote is text.
    if (text.charCodeAt(end) === 0x24 && text.charCodeAt(end + 1) === 0x22) end++
    if (end > at) this.#set('TEXT', end)
    else if (text.charCodeAt(at) === 0x22) this.#set('QUOTE', at + 1)
    else if (text.charCodeAt(at) === 0x24 && text.charCodeAt(at + 1) === 0x7b) this.#set('STRINGEXPR', at + 2)
    else this.#set('ILLEGAL', at + charLength(text, at))
  }

  #set(kind: TokenKind, to: number): void {
    this.kind = kind
    this.to = to
  }

  #token(at: number, code: number): void {
    const text = this.text
    const known = code < 128 ? classes[code] : isAlphabetic(text, at) ? letter : 0
    const next = text.charCodeAt(at + 1)
    const pair = pairs[code]?.[next]
    if (known === letter) this.#identifier(at)
    else if (known === digit) this.#number(at)
    else if (code === 0x22) this.#string(at)
    else if (pair !== undefined) this.#set(pair, at + 2)
    else if (code === 0x2e && isDigit(next)) this.#set('FLOAT', digitsEnd(text, at + 1))
    else if (code === 0x40 && isIdentifierStart(text, at + 1)) this.#set('ATTRIBUTE', identifierEnd(text, at + 1))
    else this.#set(singles[code] ?? 'ILLEGAL', at + charLength(text, at))
  }

  #identifier(at: number): void {
    const end = identifierEnd(this.text, at)
    const word = this.text.slice(at, end)
    this.word = word
    this.to = end
    const size = end - at
    this.kind = (size >= 2 && size <= 8 && keywords.get(word)) || 'IDENT'
  }

  #string(at: number): void {
    const text = this.text
    let end = textEnd(text, at + 1)
    if (text.charCodeAt(end) === 0x24 && text.charCodeAt(end + 1) === 0x22) end++
    if (text.charCodeAt(end) === 0x22) this.#set('STRING', end + 1)
    else this.#set('QUOTE', at + 1)
  }

  /** Integers, floats, durations and times: whichever is longest. */
  #number(at: number): void {
    const text = this.text
    const end = digitsEnd(text, at)
    const code = text.charCodeAt(end)
    const time = code === 0x2d && end - at === 4 ? timeEnd(text, at) : 0
    const duration = durationEnd(text, end)
    if (code === 0x2e) this.#set('FLOAT', digitsEnd(text, end + 1))
    else if (time > 0) this.#set('TIME', time)
    else if (duration > 0) this.#set('DURATION', duration)
    else this.#set('INT', end)
  }
}

/** Whether a text is one identifier and no keyword: what may stand as a name. */
export function isIdentifier(text: string): boolean {
  return isIdentifierStart(text, 0) && identifierEnd(text, 0) === text.length && !keywords.has(text)
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function digitsEnd(text: string, at: number): number {
  while (isDigit(text.charCodeAt(at))) at++
  return at
}

function isAlphabetic(text: string, at: number): boolean {
  return alphabetic.test(String.fromCodePoint(text.codePointAt(at)!))
}

function isIdentifierStart(text: string, at: number): boolean {
  if (at >= text.length) return false
  const code = text.charCodeAt(at)
  return code < 128 ? classes[code] === letter : isAlphabetic(text, at)
}

function identifierEnd(text: string, at: number): number {
  for (;;) {
    const code = text.charCodeAt(at)
    if (code < 128) {
      const known = classes[code]!
      if (known !== letter && known !== digit) return at
      at++
    } else if (code >= 128 && isAlphabetic(text, at)) at += charLength(text, at)
    else return at
  }
}

/** How many UTF-16 units the character at an offset takes. */
function charLength(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1
}

/** The end of a duration whose first magnitude ends at `at`, or 0: units and digits as long as they alternate. */
function durationEnd(text: string, at: number): number {
  let end = 0
  for (let digits = at; digits > end; digits = digitsEnd(text, end)) {
    const unit = unitLength(text, digits)
    if (unit === 0) break
    end = digits + unit
  }
  return end
}

function unitLength(text: string, at: number): number {
  const next = text.charCodeAt(at + 1)
  switch (text.charCodeAt(at)) {
    case 0x79: // y
    case 0x77: // w
    case 0x64: // d
    case 0x68: // h
    case 0x73: // s
      return 1
    case 0x6d: // m, mo, ms
      return next === 0x6f || next === 0x73 ? 2 : 1
    case 0x75: // us
    case 0x6e: // ns
    case 0xb5: // µs
      return next === 0x73 ? 2 : 0
    default:
      return 0
  }
}

const timeShape = /\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d*)?(?:Z|[+-]\d\d:\d\d)?)?/y

function timeEnd(text: string, at: number): number {
  timeShape.lastIndex = at
  return timeShape.test(text) ? timeShape.lastIndex : 0
}

/** The end of a regular expression that begins at `at`, or 0. A slash after a backslash ends it only if no later one does. */
function regexpEnd(text: string, at: number): number {
  let candidate = 0
  for (let slash = text.indexOf('/', at + 2); slash >= 0; slash = text.indexOf('/', slash + 1)) {
    if (text.charCodeAt(slash - 1) !== 0x5c) return slash + 1
    candidate = slash + 1
  }
  return text.charCodeAt(at + 1) === 0x2f ? 0 : candidate
}

/** The end of the run of string characters and escapes at `at`: a quote, a `$` before `{` or `"`, a bad escape, or the end. */
function textEnd(text: string, at: number): number {
  const length = text.length
  while (at < length) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at
    if (code === 0x24) {
      const next = text.charCodeAt(at + 1)
      if (next === 0x7b || next === 0x22 || at + 1 >= length) return at
      // A lone `$` takes the next character along: in `$${` the brace is text.
      at += 2
    } else if (code === 0x5c) {
      const size = escapeLength(text, at)
      if (size === 0) return at
      at += size
    } else at++
  }
  return Math.min(at, length)
}

function escapeLength(text: string, at: number): number {
  switch (text.charCodeAt(at + 1)) {
    case 0x6e:
    case 0x72:
    case 0x74:
    case 0x5c:
    case 0x22:
      return 2
    case 0x24:
      return text.charCodeAt(at + 2) === 0x7b ? 3 : 0
    case 0x78:
      return isHex(text.charCodeAt(at + 2)) && isHex(text.charCodeAt(at + 3)) ? 4 : 0
    default:
      return 0
  }
}

function isHex(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66)
}

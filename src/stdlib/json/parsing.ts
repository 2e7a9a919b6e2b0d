// JSON text read by Go's rules and refused in Go's words, which say what the reader was looking for. Numbers are floats;
// of equal keys the last one holds.
import { type Fault, fault, nullOf, type Value } from '../../values/index.ts'

/** What arrays and records become: dynamic values and plain ones differ in their elements. */
export interface JsonShape {
  array(elements: readonly Value[]): Value
  record(fields: ReadonlyMap<string, Value>): Value
}

export function parseJson(bytes: Uint8Array, shape: JsonShape): Value {
  const reader = new Reader(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), shape)
  reader.skipSpace()
  const value = reader.value()
  reader.skipSpace()
  if (!reader.atEnd) throw reader.unexpected('after top-level value')
  return value
}

/** Arrays and records within one another, as Go has it. */
const MAX_DEPTH = 10_000
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const literals: Readonly<Record<string, readonly [string, Value]>> = {
  t: ['true', true],
  f: ['false', false],
  n: ['null', nullOf('invalid')],
}

/** An array or a record whose end is still to come. */
type Open =
  | { readonly end: ']'; readonly elements: Value[] }
  | { readonly end: '}'; readonly fields: Map<string, Value>; key: string }

class Reader {
  private at = 0
  constructor(
    private readonly text: string,
    private readonly shape: JsonShape,
  ) {}

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  skipSpace(): void {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'end')) this.at++
  }

  /** A value and all within it. What is open lies in a list, for a text may be deeper than the stack. */
  value(): Value {
    const open: Open[] = []
    for (;;) {
      let value = this.begin(open)
      while (value !== null) {
        const inner = open.at(-1)
        if (inner === undefined) return value
        value = this.put(inner, value) ? this.close(open) : null
      }
    }
  }

  /** A value without parts, or null when an array or a record was opened that is not empty. */
  private begin(open: Open[]): Value | null {
    const c = this.text[this.at]
    if (c === '[' || c === '{') return this.open(c, open)
    if (c === '"') return this.string()
    if (c !== undefined && Object.hasOwn(literals, c)) return this.literal(...literals[c])
    if (c === '-' || isDigit(c)) return this.number()
    throw this.unexpected('looking for beginning of value')
  }

  private open(c: '[' | '{', open: Open[]): Value | null {
    if (open.length === MAX_DEPTH) throw fault('unknown', 'exceeded max depth')
    const inner: Open = c === '[' ? { end: ']', elements: [] } : { end: '}', fields: new Map(), key: '' }
    open.push(inner)
    this.at++
    this.skipSpace()
    if (this.text[this.at] === inner.end) return this.close(open)
    if (inner.end === '}') inner.key = this.key()
    return null
  }

  private close(open: Open[]): Value {
    const inner = open.pop()!
    this.at++
    return inner.end === ']' ? this.shape.array(inner.elements) : this.shape.record(inner.fields)
  }

  /** Adds a part to what holds it, and reads on to the next; true when that was the last. */
  private put(inner: Open, value: Value): boolean {
    if (inner.end === ']') inner.elements.push(value)
    else inner.fields.set(inner.key, value)
    this.skipSpace()
    if (this.text[this.at] === inner.end) return true
    if (this.text[this.at] !== ',')
      throw this.unexpected(inner.end === ']' ? 'after array element' : 'after object key:value pair')
    this.at++
    this.skipSpace()
    if (inner.end === '}') inner.key = this.key()
    return false
  }

  private key(): string {
    if (this.text[this.at] !== '"') throw this.unexpected('looking for beginning of object key string')
    const key = this.string()
    this.skipSpace()
    if (this.text[this.at] !== ':') throw this.unexpected('after object key')
    this.at++
    this.skipSpace()
    return key
  }

  unexpected(where: string): Fault {
    if (this.atEnd) return fault('unknown', 'unexpected end of JSON input')
    return fault('unknown', `invalid character ${quotedByte(this.text, this.at)} ${where}`)
  }

  private literal(word: string, value: Value): Value {
    for (let i = 1; i < word.length; i++) {
      this.at++
      if (this.text[this.at] !== word[i]) throw this.unexpected(`in literal ${word} (expecting '${word[i]}')`)
    }
    this.at++
    return value
  }

  private string(): string {
    let out = ''
    this.at++
    for (;;) {
      const c = this.text[this.at]
      if (c === '"') break
      if (c === undefined || c < ' ') throw this.unexpected('in string literal')
      this.at++
      out += c === '\\' ? this.escape() : c
    }
    this.at++
    return out.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
  }

  private escape(): string {
    const c = this.text[this.at]
    if (c !== undefined && Object.hasOwn(escapes, c)) {
      this.at++
      return escapes[c]
    }
    if (c !== 'u') throw this.unexpected('in string escape code')
    const from = ++this.at
    for (; this.at < from + 4; this.at++)
      if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) throw this.unexpected('in \\u hexadecimal character escape')
    return String.fromCharCode(Number.parseInt(this.text.slice(from, from + 4), 16))
  }

  private number(): number {
    const from = this.at
    if (this.text[this.at] === '-') this.at++
    if (this.text[this.at] === '0') this.at++
    else this.digits('in numeric literal')
    if (this.text[this.at] === '.') {
      this.at++
      this.digits('after decimal point in numeric literal')
    }
    if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
      this.at++
      if (this.text[this.at] === '+' || this.text[this.at] === '-') this.at++
      this.digits('in exponent of numeric literal')
    }
    const text = this.text.slice(from, this.at)
    if (!Number.isFinite(Number(text)))
      throw fault('unknown', `json: cannot unmarshal number ${text} into Go value of type float64`)
    return Number(text)
  }

  private digits(where: string): void {
    if (!isDigit(this.text[this.at])) throw this.unexpected(where)
    while (isDigit(this.text[this.at])) this.at++
  }
}

const isDigit = (c: string | undefined): boolean => c !== undefined && c >= '0' && c <= '9'

/** The byte at a place as Go quotes it: `'x'`, `'\n'`, and the first byte of what is no ASCII. */
function quotedByte(text: string, at: number): string {
  const byte = new TextEncoder().encode(String.fromCodePoint(text.codePointAt(at)!))[0]
  const c = String.fromCharCode(byte)
  if (c === "'") return String.raw`'\''`
  if (c === '"') return `'"'`
  const short = { '\x07': 'a', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v', '\\': '\\' }[c]
  if (short !== undefined) return `'\\${short}'`
  if (byte < 0x20 || byte === 0x7f) return `'\\x${byte.toString(16).padStart(2, '0')}'`
  return byte >= 0x80 && byte < 0xa1 ? `'\\u00${byte.toString(16)}'` : `'${c}'`
}

// The lines of an exposition, read from bytes: each sample goes straight to the row of its series. A line is compared
// with what its metric's last line had, label by label, and only what differs is hashed; no text is made twice.
import { fault } from '../../values/index.ts'
import { ByteInterner, HASH_FACTOR, HASH_SEED } from '../byteInterner.ts'
import { asciiText, DecimalReader } from '../decimal.ts'
import { boundLabel, familyType, type Role, rolesOf } from './families.ts'
import { boundText } from './labels.ts'
import { SeriesFrames } from './series.ts'
import { Shape } from './shapes.ts'
import { valueText } from './texts.ts'
import { secondsToNs } from './timestamps.ts'

const FIRST = 1
const NAME = 2
const COLON = 4
const byteClass = Uint8Array.from({ length: 256 }, (_, b) => {
  const letter = (b >= 65 && b <= 90) || (b >= 97 && b <= 122) || b === 95
  return (letter ? FIRST | NAME : 0) | (b >= 48 && b <= 57 ? NAME : 0) | (b === 58 ? COLON : 0)
})

const PLAIN = 0
const BUCKET = 1
const QUANTILE = 2
const KEPT = 3
const roleNumbers: Readonly<Record<Role, number>> = { plain: PLAIN, bucket: BUCKET, quantile: QUANTILE, kept: KEPT }

/** What is known of a name as the name of a sample. */
interface NameState {
  role: number
  /** The code of `_field` while the role holds, and of the name itself. */
  field: number
  readonly own: number
  /** What its last line looked like. */
  shape: Shape | null
  typed: boolean
}

const MAX_TIME_MS = 9_223_372_036_854
const MAX_NOTICES = 20

export class ExpositionParser {
  readonly frames: SeriesFrames
  readonly notices: string[] = []
  /** After `# EOF`. */
  ended = false
  private readonly names: ByteInterner
  private readonly values: ByteInterner
  private readonly decimals = new DecimalReader()
  private readonly states: NameState[] = []
  /** What samples of a name are, by the text of the name, for names that have not been seen. */
  private readonly roles = new Map<string, { readonly role: number; readonly field: number }>()
  private readonly roots: readonly Shape[] = ([null, 'le', 'quantile'] as const).map(
    bound => new Shape(new Int32Array(0), bound),
  )
  /** Codes of `le` and `quantile` as they are printed, plus 3: 2 for NaN, 1 where it is no number, 0 not known yet. */
  private boundCodes = new Int32Array(256)
  private labelIds = new Int32Array(16)
  private valueIds = new Int32Array(16)
  private tuple = new Int32Array(17)
  private line = 0
  /** Where the line begins that is being read. */
  private lineStart = 0
  /** Line ends inside label values. */
  private innerLines = 0
  /** The metric of the line before, and in this buffer its start, its name's end, and where its labels end. */
  private name = -1
  private previous = -1
  private nameEnd = 0
  private previousCount = 0
  private labelEnds = new Int32Array(16)
  private view: DataView = new DataView(new ArrayBuffer(0))
  private at = 0
  private stamped = false
  private lastMs = 0
  private time = 0n
  private content = 0

  constructor(
    now: bigint,
    /** OpenMetrics rather than the text format. */
    private readonly open: boolean,
  ) {
    this.frames = new SeriesFrames(now)
    this.names = new ByteInterner(this.frames.dict, valueText)
    this.values = new ByteInterner(this.frames.dict, valueText)
  }

  /** Reads whole lines: `bytes` ends with a line end. Returns how much was read; a sample cut off is left unread. */
  read(bytes: Uint8Array): number {
    const end = bytes.length
    let at = 0
    this.previous = -1
    this.view = new DataView(bytes.buffer, bytes.byteOffset, end)
    while (at < end && !this.ended) {
      this.lineStart = at
      this.line++
      let b = bytes[at]
      while (b === 32 || b === 9) b = bytes[++at]
      if (b === 10) at++
      else if (b === 13 && bytes[at + 1] === 10) at += 2
      else if (b === 35) at = this.comment(bytes, at)
      else {
        const next = this.sample(bytes, at, end)
        if (next < 0) {
          this.line--
          this.innerLines = 0
          this.previous = this.name = -1
          return this.lineStart
        }
        at = next
      }
    }
    if (this.ended) this.nothingMore(bytes, at)
    return end
  }

  /** Throws the error of a sample that was still open when the page ended. */
  unfinished(bytes: Uint8Array): never {
    this.line++
    this.lineStart = 0
    return this.fail(bytes, 'expected a double quote at the end of a label value, found the end of the page')
  }

  /** Throws the error of a line without end. */
  tooLong(bytes: Uint8Array): never {
    this.line++
    this.lineStart = 0
    return this.fail(bytes, 'expected the end of a line or of a label value within 1 MiB, found none')
  }

  note(text: string): void {
    if (this.notices.length < MAX_NOTICES && !this.notices.includes(text)) this.notices.push(text)
  }

  private sample(bytes: Uint8Array, start: number, end: number): number {
    const { names, values } = this
    let { labelEnds } = this
    let name = this.name
    let at = -1
    let count = 0
    if (this.previous >= 0) {
      const same = this.commonLength(bytes, start, end)
      if (same > this.nameEnd) {
        at = start + this.nameEnd
        count = this.previousCount
        while (count > 0 && labelEnds[count - 1] > same) count--
      }
    }
    if (at < 0) {
      name = this.readName(bytes, start, NAME | COLON)
      at = this.at
      if (name < 0 && bytes[at] !== 123)
        return this.fail(bytes, `invalid metric name: expected one, found ${found(bytes, at)}`)
    }
    const nameEnd = at - start
    let b = bytes[at]
    while (b === 32 || b === 9) b = bytes[++at]
    let shape = name >= 0 ? this.stateOf(name).shape : null
    let same = shape !== null
    let quoted = false
    if (b === 123) {
      let resumed = count > 0
      if (resumed) at = start + labelEnds[count - 1]
      else at++
      for (;;) {
        b = bytes[at]
        if (resumed) {
          resumed = false
          while (b === 32 || b === 9) b = bytes[++at]
          if (b === 125) {
            at++
            break
          }
          if (b !== 44) return this.fail(bytes, `expected ',' or '}' after label value, found ${found(bytes, at)}`)
          b = bytes[++at]
          if (b === 125 && this.open) this.note(`line ${this.line}: a comma stands before the closing brace`)
        }
        while (b === 32 || b === 9) b = bytes[++at]
        if (b === 125) {
          at++
          break
        }
        const guess = shape !== null && count < shape.count ? shape.labels[count] : -1
        let label = guess
        let p = guess >= 0 ? names.match(guess, bytes, at) : -1
        if (p < 0 || (byteClass[bytes[p]] & NAME) !== 0) {
          label = b === 34 ? this.readQuotedName(bytes, at) : this.readName(bytes, at, NAME)
          if (label < 0) {
            if (b === 34) return -1
            return this.fail(bytes, `invalid label name: expected one, found ${found(bytes, at)}`)
          }
          p = this.at
        }
        b = bytes[p]
        while (b === 32 || b === 9) b = bytes[++p]
        if (b !== 61) {
          if (name >= 0 || count > 0 || (b !== 44 && b !== 125) || bytes[at] !== 34)
            return this.fail(bytes, `expected '=' after label name, found ${found(bytes, p)}`)
          name = label
          quoted = true
          shape = this.stateOf(name).shape
          same = shape !== null
          at = p
        } else {
          b = bytes[++p]
          while (b === 32 || b === 9) b = bytes[++p]
          if (b !== 34) return this.fail(bytes, `expected '"' at start of label value, found ${found(bytes, p)}`)
          p++
          let value = label === guess ? shape!.last[count] : -1
          at = value >= 0 ? values.match(value, bytes, p) : -1
          if (at < 0 || bytes[at] !== 34) {
            let hash = HASH_SEED
            at = p
            b = bytes[at]
            while (b !== 34 && b !== 92 && b !== 10) {
              hash = Math.imul(hash ^ b, HASH_FACTOR)
              b = bytes[++at]
            }
            if (b === 34) value = this.internValue(bytes, p, at, hash)
            else {
              at = this.endOfQuoted(bytes, at)
              if (at < 0) return -1
              value = this.internValue(bytes, p, at, 0)
            }
          }
          if (this.open && at === p) same = false
          else {
            if (count === labelEnds.length) labelEnds = this.growLabels()
            if (label !== guess) same = false
            this.labelIds[count] = label
            this.valueIds[count] = value
            labelEnds[count++] = at + 1 - start
          }
          at++
        }
        resumed = true
      }
      b = bytes[at]
      while (b === 32 || b === 9) b = bytes[++at]
      if (name < 0) return this.fail(bytes, 'invalid metric name: expected one, found none')
    }
    let value = this.decimals.read(bytes, at, end)
    let after = this.decimals.end
    if (after < 0 || !(bytes[after] === 10 || bytes[after] === 32)) {
      value = this.readValue(bytes, at)
      after = this.at
    }
    b = bytes[after]
    while (b === 32 || b === 9) b = bytes[++after]
    this.stamped = false
    if (b !== 10) after = this.suffix(bytes, after)
    this.name = quoted ? -1 : name
    this.previous = quoted ? -1 : start
    this.nameEnd = nameEnd
    this.previousCount = count
    const state = this.states[name]
    if (!same || shape!.count !== count) shape = this.shapeOf(bytes, state, count)
    this.add(bytes, state, shape!, value)
    this.content = 1
    if (this.innerLines > 0) {
      this.line += this.innerLines
      this.innerLines = 0
    }
    return after + 1
  }

  /** How many bytes the line at `start` has in common with the line before, up to where that line's labels end. */
  private commonLength(bytes: Uint8Array, start: number, end: number): number {
    const { view, previous } = this
    const least = (this.previousCount > 0 ? this.labelEnds[this.previousCount - 1] : this.nameEnd) + 1
    const limit = Math.min(least, end - start - 4)
    let n = 0
    while (n < limit && view.getInt32(previous + n, true) === view.getInt32(start + n, true)) n += 4
    while (n < least && bytes[previous + n] === bytes[start + n]) n++
    return n
  }

  private add(bytes: Uint8Array, state: NameState, shape: Shape, value: number): void {
    const { tuple, valueIds } = this
    const { codes } = this.values
    const { places, last } = shape
    for (let i = 0; i < shape.count; i++) {
      const id = valueIds[i]
      tuple[places[i]] = codes[id]
      last[i] = id
    }
    tuple[0] = state.own
    const { boundAt } = shape
    let frame = shape.frame!
    if (boundAt >= 0) {
      const code = this.boundCode(tuple[places[boundAt]])
      if (code === -1 && state.role === BUCKET) return
      if (code === -2) {
        // Not a number: an ordinary series, as Prometheus reads it.
        this.note(`line ${this.line}: "${this.values.text(valueIds[boundAt])}" is no bound: kept as an ordinary label`)
        const plain = this.walk(bytes, this.roots[0], shape.count)
        if (value !== value) return
        frame = plain.frame!
        for (let i = 0; i < shape.count; i++) tuple[plain.places[i]] = codes[valueIds[i]]
      } else {
        if (value !== value && state.role === QUANTILE) return
        tuple[0] = state.field
        tuple[places[boundAt]] = code === -1 ? this.frames.dict.intern('NaN') : code
      }
    } else if (value !== value && state.role !== KEPT) return
    this.frames.add(frame, tuple, shape.count + 1, value)
    if (this.stamped) this.frames.stamp(this.time)
  }

  /** The printed form of a bound: -1 for NaN, -2 where it is no number. */
  private boundCode(code: number): number {
    if (code >= this.boundCodes.length) this.boundCodes = wider(this.boundCodes, code * 2)
    let known = this.boundCodes[code]
    if (known === 0) {
      const text = boundText(this.frames.dict.texts[code])
      known = text === null ? 1 : text === 'NaN' ? 2 : this.frames.dict.intern(text) + 3
      this.boundCodes[code] = known
    }
    return known - 3
  }

  private shapeOf(bytes: Uint8Array, state: NameState, count: number): Shape {
    const root = this.roots[state.role === BUCKET ? 1 : state.role === QUANTILE ? 2 : 0]
    return (state.shape = this.walk(bytes, root, count))
  }

  private walk(bytes: Uint8Array, root: Shape, count: number): Shape {
    let shape = root
    for (let i = 0; i < count; i++) shape = shape.with(this.labelIds[i])
    if (shape.frame === null) {
      const wrong = shape.resolve(this.names, this.frames, (label, column) =>
        this.note(`the label "${label}" is called "${column}": the column ${label} is one every scrape has`),
      )
      if (wrong !== null) this.fail(bytes, wrong)
    }
    return shape
  }

  /** The id of the name at `at`, -1 when none begins there; `this.at` is where it ends. */
  private readName(bytes: Uint8Array, at: number, inside: number): number {
    let p = at
    let b = bytes[p]
    let hash = HASH_SEED
    if ((byteClass[b] & (FIRST | (inside & COLON))) !== 0)
      do {
        hash = Math.imul(hash ^ b, HASH_FACTOR)
        b = bytes[++p]
      } while ((byteClass[b] & inside) !== 0)
    this.at = p
    return p === at ? -1 : this.names.intern(bytes, at, p, hash)
  }

  /** As `readName`, for a name in double quotes; -1 when the page ends in it. */
  private readQuotedName(bytes: Uint8Array, at: number): number {
    const close = this.endOfQuoted(bytes, at + 1)
    if (close < 0) return -1
    if (close === at + 1) this.fail(bytes, 'expected a name between the double quotes, found none')
    this.at = close + 1
    return this.internIn(this.names, bytes, at + 1, close, 0)
  }

  /** The closing quote, line ends and escapes passed over; -1 when it is not there. */
  private endOfQuoted(bytes: Uint8Array, from: number): number {
    let at = from
    for (; at < bytes.length; at++) {
      const b = bytes[at]
      if (b === 34) return at
      if (b === 92) at++
      if (bytes[at] === 10) this.innerLines++
    }
    return -1
  }

  private internValue(bytes: Uint8Array, from: number, to: number, hash: number): number {
    return this.internIn(this.values, bytes, from, to, hash)
  }

  /** A hash of 0 is still to be built. */
  private internIn(where: ByteInterner, bytes: Uint8Array, from: number, to: number, hash: number): number {
    try {
      return hash === 0 ? where.internBytes(bytes, from, to) : where.intern(bytes, from, to, hash)
    } catch {
      return this.fail(bytes, 'expected UTF-8 between the double quotes, found other bytes')
    }
  }

  private readValue(bytes: Uint8Array, at: number): number {
    const to = endOfToken(bytes, at)
    const value = this.decimals.readText(bytes, at, to)
    if (value === undefined) {
      const text = to === at ? found(bytes, at) : JSON.stringify(new TextDecoder().decode(bytes.subarray(at, to)))
      return this.fail(bytes, `expected float as value, got ${text}`)
    }
    this.at = to
    return value
  }

  /** What stands behind the value: a time, an exemplar. Returns the place of the line end. */
  private suffix(bytes: Uint8Array, from: number): number {
    let at = from
    if (bytes[at] !== 35 && !isLineEnd(bytes, at)) {
      const to = endOfToken(bytes, at)
      this.readTime(bytes, at, to)
      at = to
      while (bytes[at] === 32 || bytes[at] === 9) at++
    }
    if (bytes[at] === 35) {
      if (!this.open) {
        const next = bytes[at + 1] === 32 && bytes[at + 2] === 123
        if (!next) return this.fail(bytes, `expected a timestamp or the end of the line, found ${found(bytes, at)}`)
        this.note(`line ${this.line}: exemplars belong to OpenMetrics; they are passed over`)
      }
      return bytes.indexOf(10, at)
    }
    if (bytes[at] === 13 && bytes[at + 1] === 10) {
      if (this.open) this.note('lines end in CRLF')
      return at + 1
    }
    if (bytes[at] !== 10)
      return this.fail(bytes, `expected the end of the line after the timestamp, found ${found(bytes, at)}`)
    return at
  }

  private readTime(bytes: Uint8Array, at: number, to: number): void {
    const text = asciiText(bytes, at, to)
    if (this.open) {
      const ns = secondsToNs(text)
      if (ns === null) this.fail(bytes, `expected seconds as timestamp, got ${JSON.stringify(text)}`)
      this.time = ns!
      this.stamped = true
      return
    }
    if (!/^[+-]?\d+$/.test(text)) this.fail(bytes, `expected integer as timestamp, got ${JSON.stringify(text)}`)
    const ms = Number(text)
    if (Math.abs(ms) > MAX_TIME_MS) this.fail(bytes, `expected a timestamp within int64 nanoseconds, got ${text} ms`)
    // The reference takes a time that is not after 1970 for none.
    if (ms <= 0) return
    if (ms !== this.lastMs) {
      this.lastMs = ms
      this.time = BigInt(ms) * 1_000_000n
    }
    this.stamped = true
  }

  private stateOf(name: number): NameState {
    const known = this.states[name]
    if (known) return known
    while (this.states.length < name) this.addState(this.states.length)
    return this.addState(name)
  }

  private addState(name: number): NameState {
    const own = this.names.codes[name]
    const set = this.roles.get(this.names.text(name))
    const field = set && set.field >= 0 ? set.field : own
    const state: NameState = { role: set?.role ?? PLAIN, field, own, shape: null, typed: false }
    this.states[name] = state
    return state
  }

  private comment(bytes: Uint8Array, at: number): number {
    const end = bytes.indexOf(10, at)
    const next = end + 1
    let p = at + 1
    if (bytes[p] !== 32 && bytes[p] !== 9) return next
    while (bytes[p] === 32 || bytes[p] === 9) p++
    const word = p
    while (bytes[p] >= 65 && bytes[p] <= 90) p++
    const length = p - word
    if (this.open && length === 3 && asciiText(bytes, word, p) === 'EOF') {
      this.ended = true
      return next
    }
    const isType = bytes[word] === 84
    if (length !== 4 || (!isType && bytes[word] !== 72) || (bytes[p] !== 32 && bytes[p] !== 9)) return next
    if (asciiText(bytes, word, p) !== (isType ? 'TYPE' : 'HELP')) return next
    while (bytes[p] === 32 || bytes[p] === 9) p++
    if (isLineEnd(bytes, p)) return next
    this.content = 1
    const name = bytes[p] === 34 ? this.readQuotedName(bytes, p) : this.readName(bytes, p, NAME | COLON)
    if (name < 0 || !(isBlank(bytes[this.at]) || isLineEnd(bytes, this.at)))
      this.fail(bytes, `invalid metric name: expected one, found ${found(bytes, p)}`)
    this.innerLines = 0
    if (isType) this.typeOf(bytes, name, asciiText(bytes, this.at, end).trim())
    return next
  }

  private typeOf(bytes: Uint8Array, id: number, word: string): void {
    if (word === '') return
    const type =
      familyType(word, this.open) ??
      this.fail(bytes, `expected a metric type, got unknown metric type ${JSON.stringify(word)}`)
    if (type.notice !== null) this.note(`line ${this.line}: ${type.notice}`)
    const state = this.stateOf(id)
    const name = this.names.text(id)
    if (state.typed) {
      this.note(`line ${this.line}: a second TYPE for ${name}: the first holds`)
      return
    }
    state.typed = true
    if (state.shape !== null)
      this.note(`line ${this.line}: TYPE of ${name} comes after samples, which it does not change`)
    for (const [suffix, role] of rolesOf(type.name)) this.assign(name + suffix, role, state)
  }

  private assign(name: string, kind: Role, state: NameState): void {
    const family = state.own
    const role = roleNumbers[kind]
    const field = boundLabel(kind) === null ? -1 : family
    if (!this.roles.has(name)) this.roles.set(name, { role, field })
    const code = this.frames.dict.find(name)
    const seen = code < 0 ? undefined : code === family ? state : this.states.find(s => s.own === code)
    if (!seen || seen.role !== PLAIN) return
    seen.role = role
    if (field >= 0) seen.field = field
    seen.shape = null
  }

  private nothingMore(bytes: Uint8Array, from: number): void {
    for (let at = from; at < bytes.length; at++)
      if (!isBlank(bytes[at]) && bytes[at] !== 10 && bytes[at] !== 13) {
        this.line++
        this.lineStart = from
        this.fail(bytes, `expected nothing after # EOF, found ${found(bytes, at)}`)
      }
  }

  private growLabels(): Int32Array<ArrayBuffer> {
    const size = this.labelIds.length * 2
    this.labelIds = wider(this.labelIds, size)
    this.valueIds = wider(this.valueIds, size)
    this.labelEnds = wider(this.labelEnds, size)
    this.tuple = wider(this.tuple, size + 1)
    return this.labelEnds
  }

  private fail(bytes: Uint8Array, message: string): never {
    const stop = bytes.indexOf(10, this.lineStart)
    const shown = bytes.subarray(this.lineStart, Math.min(stop < 0 ? bytes.length : stop, this.lineStart + 300))
    const text = new TextDecoder().decode(shown).trimEnd()
    const where = `text format parsing error in line ${this.line}: `
    if (this.content === 0 && /^\s*</.test(text))
      throw fault('invalid', `${where}expected metrics, found an HTML or XML page\n  ${text}`)
    if (this.content === 0 && /^\s*(\{\s*("|\}|$)|\[|")/.test(text))
      throw fault('invalid', `${where}expected metrics, found JSON\n  ${text}`)
    const open = this.innerLines > 0 ? 'label value contains unescaped new-line; ' : ''
    throw fault('invalid', `${where}${open}${message}\n  ${text}`)
  }
}

function wider(from: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const out = new Int32Array(size)
  out.set(from)
  return out
}

const isBlank = (b: number): boolean => b === 32 || b === 9
const isLineEnd = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 10 || (bytes[at] === 13 && bytes[at + 1] === 10)

function endOfToken(bytes: Uint8Array, at: number): number {
  let p = at
  while (!isBlank(bytes[p]) && !isLineEnd(bytes, p)) p++
  return p
}

/** The character at `at`, for a message. */
function found(bytes: Uint8Array, at: number): string {
  if (isLineEnd(bytes, at)) return 'the end of the line'
  const text = new TextDecoder().decode(bytes.subarray(at, at + 4))
  return `'${String.fromCodePoint(text.codePointAt(0)!)}'`
}

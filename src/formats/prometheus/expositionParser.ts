// The lines of an exposition, read from bytes: each sample goes straight to the rows of its series. A line mostly repeats
// the line before up to one label, so what they have in common is passed over four bytes at a time, what differs is
// compared with what its metric had last, and only what is new is hashed.
import { ByteInterner, HASH_FACTOR, HASH_SEED } from '../byteInterner.ts'
import { asciiText, DecimalReader } from '../decimal.ts'
import { BoundCodes, NO_BOUND, NOT_A_NUMBER } from './bounds.ts'
import { byteClass, COLON, endOfName, endOfToken, FIRST, found, isBlank, isLineEnd, NAME } from './characters.ts'
import { BUCKET, KEPT, QUANTILE } from './families.ts'
import { MetricNames, type NameState } from './metricNames.ts'
import { PageReport } from './pageReport.ts'
import { SeriesFrames } from './series.ts'
import { Shape } from './shapes.ts'
import { quotedText } from './texts.ts'
import { TimestampReader } from './timestamps.ts'

/** `HELP` and `TYPE` as little-endian words. */
const HELP = 0x504c4548
const TYPE = 0x45505954

export class ExpositionParser {
  readonly frames: SeriesFrames
  readonly report = new PageReport()
  /** After `# EOF`. */
  ended = false
  private readonly names: MetricNames
  private readonly values: ByteInterner
  private readonly bounds: BoundCodes
  private readonly decimals = new DecimalReader()
  private readonly times: TimestampReader
  private readonly roots = ([null, 'le', 'quantile'] as const).map(bound => new Shape(new Int32Array(0), bound))
  private view: DataView = new DataView(new ArrayBuffer(0))

  /** The line being read, and until then the line before: its labels by id, and where each ends behind `start`. */
  private labelIds = new Int32Array(16)
  private valueIds = new Int32Array(16)
  private labelEnds = new Int32Array(16)
  private count = 0
  private name = -1
  private nameEnd = 0
  /** Where that line begins in this buffer; -1 when it cannot be compared with. */
  private start = -1
  /** What the labels are likely to be, and whether they have been so far. */
  private guess: Shape | null = null
  private guessed = false
  private quotedName = false

  private tuple = new Int32Array(17)
  /** Where what was read last ended. */
  private at = 0

  constructor(
    now: bigint,
    /** OpenMetrics rather than the text format. */
    private readonly open: boolean,
  ) {
    this.frames = new SeriesFrames(now)
    this.names = new MetricNames(this.frames.dict)
    this.values = new ByteInterner(this.frames.dict, quotedText)
    this.bounds = new BoundCodes(this.frames.dict)
    this.times = new TimestampReader(open, this.report)
  }

  /** Reads whole lines: `bytes` ends with a line end. Returns how much was read; a sample cut off is left unread. */
  read(bytes: Uint8Array): number {
    const { report } = this
    const end = bytes.length
    let at = 0
    this.start = -1
    this.view = new DataView(bytes.buffer, bytes.byteOffset, end)
    while (at < end && !this.ended) {
      report.lineStart = at
      report.line++
      let b = bytes[at]
      while (b === 32 || b === 9) b = bytes[++at]
      if (b === 10) at++
      else if (b === 13 && bytes[at + 1] === 10) at += 2
      else if (b === 35) at = this.comment(bytes, at)
      else {
        const next = this.sample(bytes, at, end)
        if (next < 0) {
          report.line--
          report.innerLines = 0
          return report.lineStart
        }
        at = next
      }
    }
    if (this.ended) this.nothingMore(bytes, at)
    return end
  }

  private sample(bytes: Uint8Array, start: number, end: number): number {
    const { report } = this
    let at = this.begin(bytes, start, end)
    let b = bytes[at]
    while (b === 32 || b === 9) b = bytes[++at]
    if (b === 123) {
      at = this.labels(bytes, at, start)
      if (at < 0) {
        this.start = -1
        return -1
      }
      b = bytes[at]
      while (b === 32 || b === 9) b = bytes[++at]
      if (this.name < 0) return report.fail(bytes, 'invalid metric name: expected one, found none')
    }
    let after = this.decimals.read(bytes, at, end)
    if (after < 0 || !(bytes[after] === 10 || bytes[after] === 32)) after = this.readValue(bytes, at)
    b = bytes[after]
    while (b === 32 || b === 9) b = bytes[++after]
    let stamped = false
    if (b !== 10) {
      stamped = this.readTime(bytes, after)
      after = this.at
    }
    const kept = this.add(bytes)
    if (kept && stamped) this.frames.stamp(this.times.ns)
    this.start = this.quotedName || report.innerLines > 0 ? -1 : start
    report.hasContent = true
    report.line += report.innerLines
    report.innerLines = 0
    return after + 1
  }

  /** Finds how much of the line before this one repeats. Returns the end of the name; of labels, `count` are known. */
  private begin(bytes: Uint8Array, start: number, end: number): number {
    this.quotedName = false
    if (this.start >= 0) {
      const same = this.commonLength(bytes, start, end)
      if (same > this.nameEnd) {
        while (this.count > 0 && this.labelEnds[this.count - 1] > same) this.count--
        this.expect()
        return start + this.nameEnd
      }
    }
    this.count = 0
    this.name = this.readName(bytes, start, NAME | COLON)
    if (this.name < 0 && bytes[start] !== 123)
      return this.report.fail(bytes, `invalid metric name: expected one, found ${found(bytes, start)}`)
    this.nameEnd = this.at - start
    this.expect()
    return this.at
  }

  /** Expects the labels that the last sample of this name had. */
  private expect(): void {
    this.guess = this.name >= 0 ? this.names.state(this.name).shape : null
    this.guessed = this.guess !== null
  }

  /** How many bytes the line at `start` has in common with the line before, up to where that line's labels end. */
  private commonLength(bytes: Uint8Array, start: number, end: number): number {
    const { view, start: before, count } = this
    const most = (count > 0 ? this.labelEnds[count - 1] : this.nameEnd) + 1
    const words = Math.min(most, end - start - 4)
    let n = 0
    while (n < words && view.getInt32(before + n, true) === view.getInt32(start + n, true)) n += 4
    while (n < most && bytes[before + n] === bytes[start + n]) n++
    return n
  }

  /** Reads from the opening brace, or from behind the labels known already, to behind the closing one; -1 at the end. */
  private labels(bytes: Uint8Array, brace: number, start: number): number {
    let at = this.count > 0 ? start + this.labelEnds[this.count - 1] : brace + 1
    let behindLabel = this.count > 0
    for (;;) {
      let b = bytes[at]
      while (b === 32 || b === 9) b = bytes[++at]
      if (b === 125) return at + 1
      if (behindLabel) {
        if (b !== 44) return this.report.fail(bytes, `expected ',' or '}' after label value, found ${found(bytes, at)}`)
        b = bytes[++at]
        while (b === 32 || b === 9) b = bytes[++at]
        if (b === 125) {
          if (this.open) this.report.noteLine('a comma stands before the closing brace')
          return at + 1
        }
      }
      at = this.label(bytes, at, start)
      if (at < 0) return -1
      behindLabel = true
    }
  }

  /** Reads one label; returns the end of its value. */
  private label(bytes: Uint8Array, from: number, start: number): number {
    const { guess, count, values } = this
    const expected = guess !== null && count < guess.count ? guess.labels[count] : -1
    let label = expected
    let at = expected >= 0 ? this.names.bytes.match(expected, bytes, from) : -1
    if (at < 0 || (byteClass[bytes[at]] & NAME) !== 0) {
      label = bytes[from] === 34 ? this.readQuotedName(bytes, from) : this.readName(bytes, from, NAME)
      if (label < 0) {
        if (bytes[from] === 34) return -1
        return this.report.fail(bytes, `invalid label name: expected one, found ${found(bytes, from)}`)
      }
      at = this.at
    }
    let b = bytes[at]
    while (b === 32 || b === 9) b = bytes[++at]
    if (b !== 61) return this.nameInside(bytes, from, at, label)
    b = bytes[++at]
    while (b === 32 || b === 9) b = bytes[++at]
    if (b !== 34) return this.report.fail(bytes, `expected '"' at start of label value, found ${found(bytes, at)}`)
    const open = at + 1
    let value = label === expected ? guess!.last[count] : -1
    at = value >= 0 ? values.match(value, bytes, open) : -1
    if (at < 0 || bytes[at] !== 34) {
      let hash = HASH_SEED
      at = open
      b = bytes[at]
      while (b !== 34 && b !== 92 && b !== 10) {
        hash = Math.imul(hash ^ b, HASH_FACTOR)
        b = bytes[++at]
      }
      if (b !== 34) {
        at = this.endOfQuoted(bytes, at)
        if (at < 0) return -1
        hash = HASH_SEED
        for (let i = open; i < at; i++) hash = Math.imul(hash ^ bytes[i], HASH_FACTOR)
      }
      value = this.intern(values, bytes, open, at, hash)
    }
    if (label !== expected) this.guessed = false
    // An empty value is no label in OpenMetrics.
    if (this.open && at === open) this.guessed = false
    else this.keep(label, value, at + 1 - start)
    return at + 1
  }

  private keep(label: number, value: number, end: number): void {
    if (this.count === this.labelEnds.length) this.growLabels()
    this.labelIds[this.count] = label
    this.valueIds[this.count] = value
    this.labelEnds[this.count++] = end
  }

  /** The metric's name may stand in quotes among the labels. Returns its end. */
  private nameInside(bytes: Uint8Array, from: number, at: number, name: number): number {
    const possible = this.name < 0 && this.count === 0 && bytes[from] === 34 && (bytes[at] === 44 || bytes[at] === 125)
    if (!possible) return this.report.fail(bytes, `expected '=' after label name, found ${found(bytes, at)}`)
    this.name = name
    this.quotedName = true
    this.expect()
    return at
  }

  /** Adds the sample to its series; false when its value is one that has no row. */
  private add(bytes: Uint8Array): boolean {
    const { tuple, valueIds, count } = this
    const { value } = this.decimals
    const { codes } = this.values
    const state = this.names.state(this.name)
    let shape = this.guess
    if (shape === null || !this.guessed || shape.count !== count) shape = this.shapeOf(bytes, state)
    const { places, last, boundAt } = shape
    for (let i = 0; i < count; i++) {
      const id = valueIds[i]
      tuple[places[i]] = codes[id]
      last[i] = id
    }
    tuple[0] = state.own
    if (boundAt >= 0) {
      const code = this.bounds.of(tuple[places[boundAt]])
      if (code === NO_BOUND) shape = this.unbound(bytes, shape)
      else {
        if (value !== value && state.role === QUANTILE) return false
        if (code === NOT_A_NUMBER && state.role === BUCKET) return false
        tuple[0] = state.field
        tuple[places[boundAt]] = code === NOT_A_NUMBER ? this.frames.dict.intern('NaN') : code
      }
    }
    if (value !== value && (shape.boundAt < 0 || state.role === QUANTILE) && state.role !== KEPT) return false
    this.frames.add(shape.frame!, tuple, count + 1, value)
    return true
  }

  /** The bound is not a number: an ordinary series, as Prometheus reads it. */
  private unbound(bytes: Uint8Array, shape: Shape): Shape {
    const text = this.values.text(this.valueIds[shape.boundAt])
    this.report.noteLine(`"${text}" is no bound: kept as an ordinary label`)
    const plain = this.walk(bytes, this.roots[0])
    for (let i = 0; i < shape.count; i++) this.tuple[plain.places[i]] = this.values.codes[this.valueIds[i]]
    return plain
  }

  private shapeOf(bytes: Uint8Array, state: NameState): Shape {
    const root = this.roots[state.role === BUCKET ? 1 : state.role === QUANTILE ? 2 : 0]
    return (state.shape = this.walk(bytes, root))
  }

  private walk(bytes: Uint8Array, root: Shape): Shape {
    let shape = root
    for (let i = 0; i < this.count; i++) shape = shape.with(this.labelIds[i])
    if (shape.frame === null) {
      const wrong = shape.resolve(this.names.bytes, this.frames, (label, column) =>
        this.report.note(`the label "${label}" is called "${column}": the column ${label} is one every scrape has`),
      )
      if (wrong !== null) this.report.fail(bytes, wrong)
    }
    return shape
  }

  /** The id of the name at `from`, -1 when none begins there; `this.at` is where it ends. */
  private readName(bytes: Uint8Array, from: number, inside: number): number {
    let p = from
    let b = bytes[p]
    let hash = HASH_SEED
    if ((byteClass[b] & (FIRST | (inside & COLON))) !== 0)
      do {
        hash = Math.imul(hash ^ b, HASH_FACTOR)
        b = bytes[++p]
      } while ((byteClass[b] & inside) !== 0)
    this.at = p
    return p === from ? -1 : this.names.bytes.intern(bytes, from, p, hash)
  }

  /** As `readName`, for a name in double quotes; -1 when the page ends in it. */
  private readQuotedName(bytes: Uint8Array, from: number): number {
    const close = this.endOfQuoted(bytes, from + 1)
    if (close < 0) return -1
    if (close === from + 1) this.report.fail(bytes, 'expected a name between the double quotes, found none')
    this.at = close + 1
    let hash = HASH_SEED
    for (let i = from + 1; i < close; i++) hash = Math.imul(hash ^ bytes[i], HASH_FACTOR)
    return this.intern(this.names.bytes, bytes, from + 1, close, hash)
  }

  /** The closing quote, line ends and escapes passed over; -1 when it is not there. */
  private endOfQuoted(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      if (bytes[at] === 34) return at
      if (bytes[at] === 92) at++
      if (bytes[at] === 10) this.report.innerLines++
    }
    return -1
  }

  private intern(where: ByteInterner, bytes: Uint8Array, from: number, to: number, hash: number): number {
    try {
      return where.intern(bytes, from, to, hash)
    } catch {
      return this.report.fail(bytes, 'expected UTF-8 between the double quotes, found other bytes')
    }
  }

  /** The long way to a value: by its text. Returns its end. */
  private readValue(bytes: Uint8Array, from: number): number {
    const to = endOfToken(bytes, from)
    const value = this.decimals.readText(bytes, from, to)
    if (value === undefined) {
      const text = to === from ? found(bytes, from) : JSON.stringify(new TextDecoder().decode(bytes.subarray(from, to)))
      return this.report.fail(bytes, `expected float as value, got ${text}`)
    }
    this.decimals.value = value
    return to
  }

  /** What stands behind the value: a time, an exemplar. True when there is a time; `this.at` is the line end. */
  private readTime(bytes: Uint8Array, from: number): boolean {
    const { report } = this
    let at = from
    let stamped = false
    if (bytes[at] !== 35 && !isLineEnd(bytes, at)) {
      const to = endOfToken(bytes, at)
      stamped = this.times.read(bytes, at, to)
      at = to
      while (isBlank(bytes[at])) at++
    }
    if (bytes[at] === 35) {
      if (!this.open && !(bytes[at + 1] === 32 && bytes[at + 2] === 123))
        report.fail(bytes, `expected a timestamp or the end of the line, found ${found(bytes, at)}`)
      if (!this.open) report.noteLine('exemplars belong to OpenMetrics; they are passed over')
      at = bytes.indexOf(10, at)
    } else if (bytes[at] === 13 && bytes[at + 1] === 10) {
      if (this.open) report.note('lines end in CRLF')
      at++
    }
    if (bytes[at] !== 10)
      report.fail(bytes, `expected the end of the line after the timestamp, found ${found(bytes, at)}`)
    this.at = at
    return stamped
  }

  private comment(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(10, from)
    let at = from + 1
    if (!isBlank(bytes[at])) return end + 1
    while (isBlank(bytes[at])) at++
    if (this.open && bytes[at] === 69 && asciiText(bytes, at, end).trimEnd() === 'EOF') {
      this.ended = true
      return end + 1
    }
    const word = at + 4 < end && isBlank(bytes[at + 4]) ? this.view.getInt32(at, true) : 0
    if (word !== HELP && word !== TYPE) return end + 1
    at += 4
    while (isBlank(bytes[at])) at++
    if (isLineEnd(bytes, at)) return end + 1
    this.report.hasContent = true
    if (word === TYPE) this.type(bytes, at, end)
    else if (bytes[at] !== 34) this.endOfComment(bytes, at, endOfName(bytes, at))
    return end + 1
  }

  private type(bytes: Uint8Array, from: number, end: number): void {
    const id = bytes[from] === 34 ? this.readQuotedName(bytes, from) : this.readName(bytes, from, NAME | COLON)
    this.report.innerLines = 0
    this.endOfComment(bytes, from, id < 0 ? from : this.at)
    const word = asciiText(bytes, this.at, end).trim()
    if (word !== '' && !this.names.setType(id, word, this.open, this.report))
      this.report.fail(bytes, `expected a metric type, got unknown metric type ${JSON.stringify(word)}`)
  }

  /** Behind a name in a comment stands a blank or nothing. */
  private endOfComment(bytes: Uint8Array, from: number, to: number): void {
    if (to === from || !(isBlank(bytes[to]) || isLineEnd(bytes, to)))
      this.report.fail(bytes, `invalid metric name: expected one, found ${found(bytes, to)}`)
  }

  private nothingMore(bytes: Uint8Array, from: number): void {
    for (let at = from; at < bytes.length; at++) {
      if (isBlank(bytes[at]) || bytes[at] === 10 || bytes[at] === 13) continue
      this.report.line++
      this.report.lineStart = from
      this.report.fail(bytes, `expected nothing after # EOF, found ${found(bytes, at)}`)
    }
  }

  private growLabels(): void {
    const wider = (from: Int32Array, size: number): Int32Array<ArrayBuffer> => {
      const out = new Int32Array(size)
      out.set(from)
      return out
    }
    const size = this.labelEnds.length * 2
    this.labelIds = wider(this.labelIds, size)
    this.valueIds = wider(this.valueIds, size)
    this.labelEnds = wider(this.labelEnds, size)
    this.tuple = wider(this.tuple, size + 1)
  }
}

// The lines of an exposition, read from bytes: each sample goes straight to the rows of its series. A line mostly repeats
// the line before up to one label, so what they have in common is passed over four bytes at a time, what differs is
// compared with what its metric had last, and only what is new is hashed.
import { ByteInterner, HASH_FACTOR, HASH_SEED } from '../byteInterner.ts'
import { DecimalReader } from '../decimal.ts'
import { wider } from '../wider.ts'
import { BoundCodes, NO_BOUND, NOT_A_NUMBER } from './bounds.ts'
import { byteClass, COLON, endOfToken, found, NAME } from './characters.ts'
import { CommentReader } from './commentReader.ts'
import { BUCKET, KEPT, QUANTILE } from './families.ts'
import { MetricNames, type NameState } from './metricNames.ts'
import { NameReader } from './nameReader.ts'
import { OpenMetricsRules } from './openMetricsRules.ts'
import { PageReport } from './pageReport.ts'
import { SeriesFrames } from './series.ts'
import { Shape } from './shapes.ts'
import { quotedText } from './texts.ts'
import { TimestampReader } from './timestamps.ts'

export class ExpositionParser {
  readonly frames: SeriesFrames
  readonly report = new PageReport()
  private readonly names: MetricNames
  private readonly values: ByteInterner
  private readonly bounds: BoundCodes
  private readonly reader: NameReader
  private readonly comments: CommentReader
  /** Null for the text format. */
  private readonly rules: OpenMetricsRules | null
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
    this.reader = new NameReader(this.names.bytes, this.report)
    this.rules = open ? new OpenMetricsRules(this.report) : null
    this.comments = new CommentReader(this.rules, this.names, this.reader, this.report)
  }

  /** After `# EOF`. */
  get ended(): boolean {
    return this.comments.ended
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
      else if (b === 35) at = this.comments.read(bytes, at)
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
    if (this.ended) this.comments.expectNothing(bytes, at)
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
      stamped = this.times.readBehind(bytes, after)
      after = this.times.end
    }
    this.rules?.sample(this.names.bytes.text(this.name), this.decimals.value)
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
    this.name = this.reader.readBare(bytes, start, NAME | COLON)
    if (this.name < 0 && bytes[start] !== 123)
      return this.report.fail(bytes, `invalid metric name: expected one, found ${found(bytes, start)}`)
    const nameEnd = this.reader.at
    this.nameEnd = nameEnd - start
    this.expect()
    return nameEnd
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
      label = bytes[from] === 34 ? this.reader.readQuoted(bytes, from) : this.reader.readBare(bytes, from, NAME)
      if (label < 0) {
        if (bytes[from] === 34) return -1
        return this.report.fail(bytes, `invalid label name: expected one, found ${found(bytes, from)}`)
      }
      at = this.reader.at
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
        at = this.reader.endOfQuoted(bytes, at)
        if (at < 0) return -1
        hash = HASH_SEED
        for (let i = open; i < at; i++) hash = Math.imul(hash ^ bytes[i], HASH_FACTOR)
      }
      value = this.reader.intern(values, bytes, open, at, hash)
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

  private growLabels(): void {
    const size = this.labelEnds.length * 2
    this.labelIds = wider(this.labelIds, new Int32Array(size))
    this.valueIds = wider(this.valueIds, new Int32Array(size))
    this.labelEnds = wider(this.labelEnds, new Int32Array(size))
    this.tuple = wider(this.tuple, new Int32Array(size + 1))
  }
}

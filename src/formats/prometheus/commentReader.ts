// Lines that begin with `#`: TYPE is taken, the name of HELP is checked, `# EOF` ends an OpenMetrics page, all else is
// a comment.
import { asciiText } from '../decimal.ts'
import { COLON, endOfName, found, isBlank, isLineEnd, NAME } from './characters.ts'
import type { MetricNames } from './metricNames.ts'
import type { NameReader } from './nameReader.ts'
import type { OpenMetricsRules } from './openMetricsRules.ts'
import type { PageReport } from './pageReport.ts'

export class CommentReader {
  /** After `# EOF`. */
  ended = false

  constructor(
    /** Null for the text format. */
    private readonly rules: OpenMetricsRules | null,
    private readonly names: MetricNames,
    private readonly reader: NameReader,
    private readonly report: PageReport,
  ) {}

  /** Reads the line whose `#` stands at `from`; returns where the next begins. */
  read(bytes: Uint8Array, from: number): number {
    const end = bytes.indexOf(10, from)
    let at = from + 1
    if (!isBlank(bytes[at])) return end + 1
    while (isBlank(bytes[at])) at++
    if (this.rules !== null && bytes[at] === 69 && asciiText(bytes, at, end).trimEnd() === 'EOF') {
      this.ended = true
      return end + 1
    }
    const isType = bytes[at] === 84 && bytes[at + 1] === 89 && bytes[at + 2] === 80 && bytes[at + 3] === 69
    const isHelp = bytes[at] === 72 && bytes[at + 1] === 69 && bytes[at + 2] === 76 && bytes[at + 3] === 80
    if (!(isType || isHelp) || !isBlank(bytes[at + 4])) return end + 1
    at += 4
    while (isBlank(bytes[at])) at++
    if (isLineEnd(bytes, at)) return end + 1
    this.report.hasContent = true
    if (isType) this.readType(bytes, at, end)
    else if (bytes[at] !== 34) this.checkEnd(bytes, at, endOfName(bytes, at))
    return end + 1
  }

  /** Throws where something but blank lines follows `# EOF`. */
  expectNothing(bytes: Uint8Array, from: number): void {
    for (let at = from; at < bytes.length; at++) {
      if (isBlank(bytes[at]) || bytes[at] === 10 || bytes[at] === 13) continue
      this.report.line++
      this.report.lineStart = from
      this.report.fail(bytes, `expected nothing after # EOF, found ${found(bytes, at)}`)
    }
  }

  private readType(bytes: Uint8Array, from: number, end: number): void {
    const quoted = bytes[from] === 34
    const id = quoted ? this.reader.readQuoted(bytes, from) : this.reader.readBare(bytes, from, NAME | COLON)
    this.report.innerLines = 0
    const to = id < 0 ? from : this.reader.at
    this.checkEnd(bytes, from, to)
    const word = asciiText(bytes, to, end).trim()
    if (word === '') return
    this.rules?.declared(this.names.bytes.text(id), word)
    if (!this.names.setType(id, word, this.rules !== null, this.report))
      this.report.fail(bytes, `expected a metric type, got unknown metric type ${JSON.stringify(word)}`)
  }

  /** Behind a name stands a blank or nothing. */
  private checkEnd(bytes: Uint8Array, from: number, to: number): void {
    if (to === from || !(isBlank(bytes[to]) || isLineEnd(bytes, to)))
      this.report.fail(bytes, `invalid metric name: expected one, found ${found(bytes, to)}`)
  }
}

// Times behind the values of samples: whole milliseconds in the text format, seconds with a fraction in OpenMetrics.
import { asciiText } from '../decimal.ts'
import { endOfToken, found, isBlank, isLineEnd } from './characters.ts'
import type { PageReport } from './pageReport.ts'

const MAX_TIME_MS = 9_223_372_036_854

export class TimestampReader {
  /** Nanoseconds of the time read last. */
  ns = 0n
  /** Where the line ends. */
  end = 0
  private lastMs = 0

  constructor(
    private readonly open: boolean,
    private readonly report: PageReport,
  ) {}

  /** What stands behind a value: a time, an exemplar. True when there is a time, which is then `ns`; `end` is the line end. */
  readBehind(bytes: Uint8Array, from: number): boolean {
    const { report } = this
    let at = from
    let stamped = false
    if (bytes[at] !== 35 && !isLineEnd(bytes, at)) {
      const to = endOfToken(bytes, at)
      stamped = this.read(bytes, at, to)
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
    this.end = at
    return stamped
  }

  private read(bytes: Uint8Array, at: number, to: number): boolean {
    const text = asciiText(bytes, at, to)
    if (this.open) {
      const ns = secondsToNs(text)
      if (ns === null) this.report.fail(bytes, `expected seconds as timestamp, got ${JSON.stringify(text)}`)
      else this.ns = ns
      return true
    }
    if (!/^[+-]?\d+$/.test(text)) this.report.fail(bytes, `expected integer as timestamp, got ${JSON.stringify(text)}`)
    const ms = Number(text)
    if (Math.abs(ms) > MAX_TIME_MS)
      this.report.fail(bytes, `expected a timestamp within int64 nanoseconds, got ${text} ms`)
    // The reference takes a time that is not after 1970 for none.
    if (ms <= 0) return false
    if (ms !== this.lastMs) {
      this.lastMs = ms
      this.ns = BigInt(ms) * 1_000_000n
    }
    return true
  }
}

/** Nanoseconds of a decimal number of seconds, digits past the ninth cut; null when it is none or outside int64. */
export function secondsToNs(text: string): bigint | null {
  const m = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (!m || m[2] + (m[3] ?? '') === '') return null
  const digits = m[2] + (m[3] ?? '')
  const point = m[2].length + Number(m[4] ?? 0) + 9
  const whole = point <= 0 ? '0' : digits.slice(0, point).padEnd(point, '0')
  const ns = m[1] === '-' ? -BigInt(whole) : BigInt(whole)
  return BigInt.asIntN(64, ns) === ns ? ns : null
}

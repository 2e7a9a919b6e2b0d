// Times behind the values of samples: whole milliseconds in the text format, seconds with a fraction in OpenMetrics.
import { asciiText } from '../decimal.ts'
import type { PageReport } from './pageReport.ts'

const MAX_TIME_MS = 9_223_372_036_854

export class TimestampReader {
  /** Nanoseconds of the time read last. */
  ns = 0n
  private lastMs = 0

  constructor(
    private readonly open: boolean,
    private readonly report: PageReport,
  ) {}

  /** True when the sample has a time of its own, which is then `ns`. */
  read(bytes: Uint8Array, at: number, to: number): boolean {
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

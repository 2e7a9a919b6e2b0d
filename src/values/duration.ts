// Lengths of time: months and nanoseconds are kept apart, because a month has no fixed number of nanoseconds.
import { civilFromDays, daysFromCivil, daysInMonth, NS_PER_DAY, splitDay } from './time.ts'

/** Both parts carry the sign; a negative duration has no positive part. */
export class Duration {
  constructor(
    readonly months: bigint,
    readonly ns: bigint,
  ) {}

  get isZero(): boolean {
    return this.months === 0n && this.ns === 0n
  }
  get isNegative(): boolean {
    return this.months < 0n || this.ns < 0n
  }
  negated(): Duration {
    return new Duration(-this.months, -this.ns)
  }
}

export const durationUnits: Readonly<Record<string, { readonly months: bigint; readonly ns: bigint }>> = {
  y: { months: 12n, ns: 0n },
  mo: { months: 1n, ns: 0n },
  w: { months: 0n, ns: 604_800_000_000_000n },
  d: { months: 0n, ns: 86_400_000_000_000n },
  h: { months: 0n, ns: 3_600_000_000_000n },
  m: { months: 0n, ns: 60_000_000_000n },
  s: { months: 0n, ns: 1_000_000_000n },
  ms: { months: 0n, ns: 1_000_000n },
  us: { months: 0n, ns: 1_000n },
  µs: { months: 0n, ns: 1_000n },
  ns: { months: 0n, ns: 1n },
}

/** The reference's average month, 365.25 / 12 days. */
export const NS_PER_AVERAGE_MONTH = 2_629_800_000_000_000n

export function durationFrom(parts: Iterable<{ readonly magnitude: bigint; readonly unit: string }>): Duration {
  let months = 0n
  let ns = 0n
  for (const { magnitude, unit } of parts) {
    const u = durationUnits[unit]
    months += magnitude * u.months
    ns += magnitude * u.ns
  }
  return new Duration(BigInt.asIntN(64, months), BigInt.asIntN(64, ns))
}

/** Reads `1h30m`, `-1mo`; null when the text is no duration. */
export function parseDuration(text: string): Duration | null {
  const m = /^([+-]?)((?:\d+(?:ns|us|µs|ms|mo|[smhdwy]))+)$/.exec(text)
  if (!m) return null
  const parts = [...m[2].matchAll(/(\d+)(ns|us|µs|ms|mo|[smhdwy])/g)].map(p => ({
    magnitude: BigInt(p[1]),
    unit: p[2],
  }))
  const d = durationFrom(parts)
  return m[1] === '-' ? d.negated() : d
}

/** Canonical text, largest unit first: `1y2mo3w4d5h6m7s8ms9us10ns`; nothing at all is `0ns`. */
export function formatDuration(d: Duration): string {
  if (d.isZero) return '0ns'
  let out = d.isNegative ? '-' : ''
  let months = d.months < 0n ? -d.months : d.months
  let ns = d.ns < 0n ? -d.ns : d.ns
  for (const unit of ['y', 'mo']) {
    const size = durationUnits[unit].months
    if (months >= size) out += `${months / size}${unit}`
    months %= size
  }
  for (const unit of ['w', 'd', 'h', 'm', 's', 'ms', 'us', 'ns']) {
    const size = durationUnits[unit].ns
    if (ns >= size) out += `${ns / size}${unit}`
    ns %= size
  }
  return out
}

/** Whole nanoseconds, a month counted as the average month. */
export function averageNanoseconds(d: Duration): bigint {
  return d.months * NS_PER_AVERAGE_MONTH + d.ns
}

/** Moves a UTC time by calendar months; a day the month does not have becomes its last one. */
export function addMonths(ns: bigint, months: bigint): bigint {
  const { day, rest } = splitDay(ns)
  const date = civilFromDays(day)
  const total = date.year * 12 + date.month - 1 + Number(months)
  const [year, month] = [Math.floor(total / 12), (((total % 12) + 12) % 12) + 1]
  const clamped = Math.min(date.day, daysInMonth(year, month))
  return BigInt.asIntN(64, BigInt(daysFromCivil(year, month, clamped)) * NS_PER_DAY + rest)
}

/** Months first, then nanoseconds. */
export function addDuration(ns: bigint, d: Duration): bigint {
  return BigInt.asIntN(64, (d.months === 0n ? ns : addMonths(ns, d.months)) + d.ns)
}

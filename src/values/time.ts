// Points in time: nanoseconds since 1970-01-01T00:00:00Z in a signed 64-bit range, always UTC when printed.

export class Time {
  constructor(readonly ns: bigint) {}
}

const NS_PER_SECOND = 1_000_000_000n
export const NS_PER_DAY = 86_400n * NS_PER_SECOND
export const MAX_TIME = 9_223_372_036_854_775_807n
export const MIN_TIME = -9_223_372_036_854_775_808n

/** Days since 1970-01-01 of a proleptic Gregorian date; month is 1–12. Howard Hinnant's days_from_civil. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The date of a count of days since 1970-01-01. Howard Hinnant's civil_from_days. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Floor division, as dates before 1970 need it. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q
}

/** Splits a time into its UTC day (since 1970) and the nanoseconds since that day's midnight. */
export function splitDay(ns: bigint): { day: number; rest: bigint } {
  const day = floorDiv(ns, NS_PER_DAY)
  return { day: Number(day), rest: ns - day * NS_PER_DAY }
}

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/** `2024-01-02T03:04:05.000000000Z`: always nine fractional digits. */
export function formatTimeFull(ns: bigint): string {
  const { day, rest } = splitDay(ns)
  const date = civilFromDays(day)
  const seconds = Number(rest / NS_PER_SECOND)
  const fraction = Number(rest % NS_PER_SECOND)
  const clock = `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}`
  return `${pad(date.year, 4)}-${pad(date.month, 2)}-${pad(date.day, 2)}T${clock}.${pad(fraction, 9)}Z`
}

/** RFC 3339 with the fraction's trailing zeros cut, as annotated CSV prints times. */
export function formatTime(ns: bigint): string {
  return formatTimeFull(ns).replace(/\.?0*Z$/, 'Z')
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d*))?(Z|[+-]\d\d:\d\d))?$/

/**
 * Nanoseconds of `YYYY-MM-DD` or a full RFC 3339 text, or null when it is neither. Fraction digits past the ninth are
 * cut; years outside int64 nanoseconds wrap, as the reference does.
 */
export function parseTime(text: string): bigint | null {
  const m = rfc3339.exec(text)
  if (!m) return null
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])]
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  let seconds = BigInt(daysFromCivil(year, month, day)) * 86_400n
  if (m[4] === undefined) return BigInt.asIntN(64, seconds * NS_PER_SECOND)
  const [hour, minute, second] = [Number(m[4]), Number(m[5]), Number(m[6])]
  if (hour > 23 || minute > 59 || second > 59) return null
  seconds += BigInt(hour * 3600 + minute * 60 + second)
  const zone = m[8]
  if (zone.length > 1) {
    const [h, min] = [Number(zone.slice(1, 3)), Number(zone.slice(4, 6))]
    if (h > 23 || min > 59) return null
    seconds -= BigInt((zone[0] === '-' ? -1 : 1) * (h * 3600 + min * 60))
  }
  const fraction = BigInt((m[7] ?? '').slice(0, 9).padEnd(9, '0'))
  return BigInt.asIntN(64, seconds * NS_PER_SECOND + fraction)
}

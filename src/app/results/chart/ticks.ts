// Where marks stand on an axis and what they say. Times are round on the clock of a zone and go down to nanoseconds.
import { civilFromDays, daysFromCivil, formatTimeFull, NS_PER_DAY, splitDay, type Zone } from '../../../values/index.ts'

export interface Tick<T> {
  readonly at: T
  readonly text: string
}

const SECOND = 1_000_000_000n
const MINUTE = 60n * SECOND
const HOUR = 60n * MINUTE
const CLOCK_STEPS: readonly bigint[] = [
  ...[1n, 2n, 5n, 10n, 15n, 30n].map(n => n * SECOND),
  ...[1n, 2n, 5n, 10n, 15n, 30n].map(n => n * MINUTE),
  ...[1n, 2n, 3n, 6n, 12n].map(n => n * HOUR),
  ...[1n, 2n, 7n, 14n].map(n => n * NS_PER_DAY),
]
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200]
const DAYS_A_MONTH = 30.44

/** At most so many marks on round times; the date stands under the first and wherever it changes. */
export function timeTicks(from: bigint, to: bigint, most: number, zone: Zone): Tick<bigint>[] {
  return localTicks(zone.toLocal(from), zone.toLocal(to), most).flatMap(({ at: local, text }) => {
    const at = zone.toUtc(local)
    // where the clock is set forward there are local times that never were
    return at >= from && at <= to && zone.toLocal(at) === local ? { at, text } : []
  })
}

function localTicks(from: bigint, to: bigint, most: number): Tick<bigint>[] {
  const span = Number(to - from)
  const clock = fractions().find(s => span / Number(s) <= most) ?? CLOCK_STEPS.find(s => span / Number(s) <= most)
  if (clock !== undefined) return withDates(multiples(from, to, clock), clock)
  const days = span / Number(NS_PER_DAY)
  const months = MONTH_STEPS.find(m => days / (m * DAYS_A_MONTH) <= most) ?? MONTH_STEPS.at(-1)!
  return monthTicks(from, to, months)
}

/** 1, 2 and 5 of each power of ten below a second. */
function fractions(): bigint[] {
  return Array.from({ length: 9 }, (_, power) => [1n, 2n, 5n].map(n => n * 10n ** BigInt(power))).flat()
}

function multiples(from: bigint, to: bigint, step: bigint): bigint[] {
  const rest = ((from % step) + step) % step
  const out: bigint[] = []
  for (let at = rest === 0n ? from : from - rest + step; at <= to; at += step) out.push(at)
  return out
}

function withDates(times: readonly bigint[], step: bigint): Tick<bigint>[] {
  let before = ''
  return times.map(at => {
    const whole = formatTimeFull(at)
    const [date, clock] = [whole.slice(0, 10), whole.slice(11)]
    if (step >= NS_PER_DAY) {
      const text = date.slice(0, 4) === before ? date.slice(5) : date
      before = date.slice(0, 4)
      return { at, text }
    }
    const text = clock.slice(0, digitsFor(step))
    const dated = date === before ? text : `${text}\n${date}`
    before = date
    return { at, text: dated }
  })
}

/** `15:04`, `15:04:05`, and as many digits of the fraction as the step has. */
function digitsFor(step: bigint): number {
  if (step >= MINUTE) return 5
  if (step >= SECOND) return 8
  let digits = 1
  for (let unit = SECOND / 10n; step % unit !== 0n; unit /= 10n) digits++
  return 9 + digits
}

function monthTicks(from: bigint, to: bigint, step: number): Tick<bigint>[] {
  const { year, month } = civilFromDays(splitDay(from).day)
  const out: Tick<bigint>[] = []
  let n = Math.ceil((year * 12 + month - 1) / step) * step
  for (; ; n += step) {
    const [y, m] = [Math.floor(n / 12), (n % 12) + 1]
    const at = BigInt(daysFromCivil(y, m, 1)) * NS_PER_DAY
    if (at > to) return out
    if (at >= from) out.push({ at, text: step >= 12 ? String(y) : `${y}-${String(m).padStart(2, '0')}` })
  }
}

/** Round numbers within a range: 1, 2 or 5 of a power of ten apart. */
export function numberTicks(low: number, high: number, most: number): { readonly at: number[]; readonly step: number } {
  const raw = (high - low) / Math.max(1, most)
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = power * ([1, 2, 5].find(n => n * power >= raw * (1 - 1e-9)) ?? 10)
  if (!Number.isFinite(step) || step <= 0) return { at: [low], step: 1 }
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return { at: Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step), step }
}

/** Powers of ten between two exponents; where that is too few, 2 and 5 of each too. */
export function logTicks(low: number, high: number, most: number): number[] {
  const step = Math.max(1, Math.ceil((high - low) / Math.max(1, most)))
  const powers: number[] = []
  for (let e = Math.ceil(low / step) * step; e <= high; e += step) powers.push(e)
  if (powers.length > 2 || high - low > 3) return powers
  const out: number[] = []
  for (let e = Math.floor(low); e <= high; e++)
    for (const n of [1, 2, 5]) if (Math.log10(n) + e >= low && Math.log10(n) + e <= high) out.push(Math.log10(n) + e)
  return out.length > 0 ? out : [low, high]
}

// Local clocks: UTC with an offset, or a zone of the IANA database through Intl, whose transitions are found once a
// year of use and kept.
import { addDuration, Duration } from './duration.ts'
import { fault } from './fault.ts'
import { civilFromDays, daysFromCivil, splitDay } from './time.ts'

export interface Zone {
  /** Nanoseconds on the local clock at an instant. */
  toLocal(utc: bigint): bigint
  /** The instant of a local time: the earlier one when there are two, the transition when there is none. */
  toUtc(local: bigint): bigint
}

const NS = 1_000_000_000n

export const utcZone: Zone = { toLocal: t => t, toUtc: t => t }

const zones = new Map<string, Zone>()

/** The clock of a `{zone, offset}` record; an unknown zone is a fault. */
export function zoneOf(name: string, offset: Duration = new Duration(0n, 0n)): Zone {
  const base = name === 'UTC' || name === '' ? utcZone : ianaZone(name)
  if (offset.isZero) return base
  const back = offset.negated()
  return { toLocal: t => addDuration(base.toLocal(t), offset), toUtc: t => base.toUtc(addDuration(t, back)) }
}

function ianaZone(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const zone = new IanaZone(name)
  zones.set(name, zone)
  return zone
}

interface Transition {
  /** Unix seconds from which the offset holds. */
  readonly at: number
  readonly offset: number
}

class IanaZone implements Zone {
  private readonly format: Intl.DateTimeFormat
  private readonly years = new Map<number, readonly Transition[]>()

  constructor(name: string) {
    // names are told apart by case; Intl would take any
    if (/(^|\/)[a-z]/.test(name)) throw fault('invalid', `unknown time zone ${name}`)
    try {
      this.format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        era: 'short',
      })
    } catch {
      throw fault('invalid', `unknown time zone ${name}`)
    }
  }

  toLocal(utc: bigint): bigint {
    return utc + BigInt(this.offsetAt(utc)) * NS
  }

  toUtc(local: bigint): bigint {
    const [before, after] = [this.offsetAt(local - 86_400n * NS), this.offsetAt(local + 86_400n * NS)]
    const early = local - BigInt(Math.max(before, after)) * NS
    if (this.toLocal(early) === local) return early
    const late = local - BigInt(Math.min(before, after)) * NS
    if (this.toLocal(late) === local) return late
    return this.transitionBetween(early, late)
  }

  /** The instant at which the clock jumped over a local time. */
  private transitionBetween(from: bigint, to: bigint): bigint {
    for (const year of [yearOf(from), yearOf(to)])
      for (const { at } of this.transitions(year)) {
        const ns = BigInt(at) * NS
        if (ns > from && ns <= to) return ns
      }
    return from
  }

  private offsetAt(utc: bigint): number {
    const seconds = Number(utc / NS)
    const table = this.transitions(yearOf(utc))
    let offset = table[0].offset
    for (const t of table) if (t.at <= seconds) offset = t.offset
    return offset
  }

  /** The offset at the year's start and its changes within, found by halving between samples ten days apart. */
  private transitions(year: number): readonly Transition[] {
    const known = this.years.get(year)
    if (known) return known
    const [from, to] = [daysFromCivil(year, 1, 1) * 86_400, daysFromCivil(year + 1, 1, 1) * 86_400]
    const found: Transition[] = [{ at: from, offset: this.measure(from) }]
    for (let at = from; at < to; at += 864_000) {
      const next = Math.min(to, at + 864_000)
      if (this.measure(next) !== found.at(-1)!.offset) found.push(this.halve(at, next, found.at(-1)!.offset))
    }
    this.years.set(year, found)
    return found
  }

  private halve(low: number, high: number, before: number): Transition {
    let [a, b] = [low, high]
    while (b - a > 1) {
      const mid = Math.floor((a + b) / 2)
      if (this.measure(mid) === before) a = mid
      else b = mid
    }
    return { at: b, offset: this.measure(b) }
  }

  /** Seconds east of UTC at a Unix time. */
  private measure(seconds: number): number {
    const parts = new Map(this.format.formatToParts(seconds * 1000).map(p => [p.type, p.value]))
    const n = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type))
    const year = parts.get('era') === 'BC' ? 1 - n('year') : n('year')
    const local = daysFromCivil(year, n('month'), n('day')) * 86_400 + n('hour') * 3600 + n('minute') * 60 + n('second')
    return local - seconds
  }
}

function yearOf(utc: bigint): number {
  return civilFromDays(splitDay(utc).day).year
}

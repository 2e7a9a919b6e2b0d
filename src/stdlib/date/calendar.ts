// Calendar arithmetic on local clocks, for date, its boundaries and whatever moves times by durations.
import type { Context } from '../../library/index.ts'
import {
  addDuration,
  civilFromDays,
  Duration,
  daysFromCivil,
  fault,
  floorDiv,
  isNull,
  NS_PER_DAY,
  RecordValue,
  splitDay,
  Time,
  typeName,
  type Value,
  type Zone,
  zoneOf,
} from '../../values/index.ts'

const NO_OFFSET = new Duration(0n, 0n)

/** Nanoseconds of a time, or of a duration from now on, its months counted by the calendar. */
export function instantOf(t: Value, parameter: string, context: Context): bigint {
  if (t instanceof Time) return t.ns
  if (t instanceof Duration) return addDuration(context.now().ns, t)
  if (isNull(t) && t.type !== 'invalid')
    throw fault('unknown', `expected argument "${parameter}" to be of type time, got type ${t.type} value <nil>`)
  throw fault('invalid', `${typeName(t)} is not Timeable`)
}

/** The clock a call names, else that of `option location`. */
export function zoneGiven(location: Value | undefined, context: Context): Zone {
  const given = location ?? context.option('internal/location', 'location')
  const zone = given instanceof RecordValue ? given.get('zone') : undefined
  if (!(given instanceof RecordValue) || zone === undefined)
    throw fault('invalid', 'zone property missing from location record')
  const offset = given.get('offset')
  return zoneOf(typeof zone === 'string' ? zone : 'UTC', offset instanceof Duration ? offset : NO_OFFSET)
}

/** A time moved by a duration on the local clock: a day is a day there, however long it lasts. */
export function moved(time: bigint, d: Duration, zone: Zone): bigint {
  return BigInt.asIntN(64, zone.toUtc(addDuration(zone.toLocal(time), d)))
}

/** The start of the unit a time lies in; units are counted from 1970-01-01 on the local clock. */
export function truncated(time: bigint, unit: Duration, zone: Zone): bigint {
  if (unit.isZero) throw fault('invalid', 'duration used as an interval cannot be zero')
  if (unit.months !== 0n && unit.ns !== 0n)
    throw fault('invalid', 'duration used as an interval cannot mix month and nanosecond units')
  if (unit.isNegative) throw fault('invalid', 'duration used as an interval cannot be negative')
  const local = zone.toLocal(time)
  const start = unit.months > 0n ? monthStart(local, Number(unit.months)) : local - modulo(local, unit.ns)
  return BigInt.asIntN(64, zone.toUtc(start))
}

function monthStart(local: bigint, every: number): bigint {
  const { year, month } = civilFromDays(splitDay(local).day)
  const since = (year - 1970) * 12 + month - 1
  const start = Math.floor(since / every) * every
  const [startYear, startMonth] = [1970 + Math.floor(start / 12), (((start % 12) + 12) % 12) + 1]
  return BigInt(daysFromCivil(startYear, startMonth, 1)) * NS_PER_DAY
}

const modulo = (a: bigint, b: bigint): bigint => a - floorDiv(a, b) * b

/** Both parts times a whole number. */
export function scaled(d: Duration, n: bigint): Duration {
  return new Duration(BigInt.asIntN(64, d.months * n), BigInt.asIntN(64, d.ns * n))
}

/** 0 is Sunday; `day` counts from 1970-01-01, a Thursday. */
export const weekDayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** 1 is the first of January. */
export const yearDayOf = (day: number): number => day - daysFromCivil(civilFromDays(day).year, 1, 1) + 1

/** The ISO week: that of the week's Thursday. */
export function isoWeekOf(day: number): number {
  const thursday = day + 3 - ((weekDayOf(day) + 6) % 7)
  return Math.floor((yearDayOf(thursday) - 1) / 7) + 1
}

// The time zone that the page shows times in. What is copied, exported or sent stays in UTC, as the engine prints it.
import { useStore } from 'zustand'
import { formatTime, formatTimeFull, utcZone, type Zone, zoneOf } from '../values/index.ts'
import { useSession } from './page.ts'

export interface DisplayZone extends Zone {
  /** `UTC`, or a name of the IANA database. */
  readonly name: string
  /** `2024-01-01T01:00:00.000000000+01:00` */
  full(utc: bigint): string
  /** Without the zeros that end a fraction. */
  short(utc: bigint): string
  /** `Z` in UTC, otherwise `+01:00`. */
  offset(utc: bigint): string
}

export const UTC = 'UTC'
/** The zone of the computer the page is read on. */
export const LOCAL = 'local'

export function useZone(): DisplayZone {
  return displayZone(useStore(useSession().settings, s => s.zone))
}

const known = new Map<string, DisplayZone>()

/** `setting` is `UTC`, `local`, or a name; one that this browser does not know is UTC. */
export function displayZone(setting: string): DisplayZone {
  let found = known.get(setting)
  if (!found) known.set(setting, (found = zoneFor(setting === LOCAL ? localName() : setting)))
  return found
}

export const localName = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone ?? UTC

/** Every zone this browser knows, UTC first. */
export function zoneNames(): readonly string[] {
  return [UTC, ...Intl.supportedValuesOf('timeZone').filter(name => name !== UTC)]
}

/** A moment of the page's own, to the second: `12:00:00 UTC`, with its date where that is not today's. */
export function clockText(at: bigint, now: bigint, zone: DisplayZone): string {
  const [moment, today] = [zone.full(at), zone.full(now)]
  const offset = zone.offset(at)
  const time = `${moment.slice(11, 19)} ${offset === 'Z' ? UTC : offset}`
  return moment.slice(0, 10) === today.slice(0, 10) ? time : `${moment.slice(0, 10)} ${time}`
}

/** How moments of the page's own, in milliseconds since 1970, are shown now. */
export function useMoments(): (at: number) => string {
  const zone = useZone()
  const now = nanoseconds(Date.now())
  return at => clockText(nanoseconds(at), now, zone)
}

/** Of milliseconds since 1970. */
export const nanoseconds = (ms: number): bigint => BigInt(Math.round(ms)) * 1_000_000n

function zoneFor(name: string): DisplayZone {
  const zone = zoneNamed(name)
  const offset = (utc: bigint): string => (zone === utcZone ? 'Z' : offsetText(zone.toLocal(utc) - utc))
  const written = (format: (ns: bigint) => string) => (utc: bigint) =>
    format(zone.toLocal(utc)).slice(0, -1) + offset(utc)
  return {
    name: zone === utcZone ? UTC : name,
    toLocal: utc => zone.toLocal(utc),
    toUtc: local => zone.toUtc(local),
    full: written(formatTimeFull),
    short: written(formatTime),
    offset,
  }
}

function zoneNamed(name: string): Zone {
  try {
    return zoneOf(name)
  } catch {
    return utcZone
  }
}

/** Seconds are there only where the offset has them, as before there were zones. */
function offsetText(ns: bigint): string {
  const seconds = Number((ns < 0n ? -ns : ns) / 1_000_000_000n)
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const shown = parts[2] === 0 ? parts.slice(0, 2) : parts
  return (ns < 0n ? '-' : '+') + shown.map(n => String(n).padStart(2, '0')).join(':')
}

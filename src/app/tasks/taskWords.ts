// Schedules, moments and runs in words.
import { formatDuration } from '../../values/index.ts'
import type { TaskOptions, TaskRun } from '../../workers/protocol.ts'
import { elapsed } from '../numbers.ts'
import { clockText, type DisplayZone } from '../zone.ts'

type Span = NonNullable<TaskOptions['every']>

/** `every 10s`, `at 0 9 * * 5 (cron, UTC)`, and how much later or earlier its runs begin. */
export function scheduleText({ every, cron, offset }: Pick<TaskOptions, 'every' | 'cron' | 'offset'>): string {
  const when = every === null ? `at ${cron} (cron, UTC)` : `every ${everyText(every)}`
  if (offset.months === 0n && offset.ns === 0n) return when
  const early = offset.months < 0n || offset.ns < 0n
  const size = { months: early ? -offset.months : offset.months, ns: early ? -offset.ns : offset.ns }
  return `${when}, begun ${spanText(size)} ${early ? 'earlier' : 'later'}`
}

const units: Readonly<Record<string, string>> = { y: 'year', mo: 'month', w: 'week', d: 'day', h: 'hour', m: 'minute', s: 'second' } // biome-ignore format: one table

function everyText(span: Span): string {
  const text = spanText(span)
  const [, count, unit] = /^(\d+)([a-z]+)$/.exec(text) ?? []
  return count === '1' && units[unit] ? units[unit] : text
}

const spanText = (span: Span): string => formatDuration(span as Parameters<typeof formatDuration>[0])

/** `now`, `in 8 s`, `in 12 min`, and further ahead the moment itself. */
export function untilText(at: bigint, now: bigint, zone: DisplayZone): string {
  const seconds = Number((at - now) / 1_000_000_000n)
  if (seconds <= 0) return 'now'
  if (seconds < 60) return `in ${seconds} s`
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return seconds < 86_400 ? `at ${clockText(at, now, zone)}` : `on ${zone.short(at)}`
}

/** How long it took; null while it is not over, and where it never began. */
export function durationText({ startedAt, finishedAt }: TaskRun): string | null {
  return startedAt === null || finishedAt === null ? null : elapsed(Number((finishedAt - startedAt) / 1_000_000n))
}

export const stateWords: Readonly<Record<TaskRun['state'], string>> = {
  queued: 'waits',
  running: 'runs',
  success: 'done',
  failed: 'failed',
  canceled: 'canceled',
  missed: 'missed',
}

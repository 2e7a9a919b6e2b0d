// experimental/date/boundaries: where days, weeks and months of the present begin and end, at midnights of the clock in
// `option location`. A day's name means the last one before today.
import { type Context, composed, fn, type Member, type Package, packageOf } from '../../../library/index.ts'
import { Duration, NS_PER_DAY, type RecordValue, recordOf, splitDay, Time, type Value } from '../../../values/index.ts'
import { instantOf, moved, scaled, truncated, weekDayOf, zoneGiven } from '../../date/calendar.ts'

const days = (n: bigint): Duration => new Duration(0n, n * NS_PER_DAY)
const months = (n: bigint): Duration => new Duration(n, 0n)
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const today = (context: Context): bigint => truncated(context.now().ns, days(1n), zoneGiven(undefined, context))
const later = (time: bigint, d: Duration, context: Context): bigint => moved(time, d, zoneGiven(undefined, context))

function span(start: bigint, length: Duration, context: Context): RecordValue {
  return recordOf({ start: new Time(start), stop: new Time(later(start, length, context)) })
}

function weekDay(time: bigint, context: Context): number {
  return weekDayOf(splitDay(zoneGiven(undefined, context).toLocal(time)).day)
}

/** The last day of a name before today, or before the day `offset` from today. */
function lastDay(wanted: number, offset: Duration, context: Context): bigint {
  const from = later(today(context), offset, context)
  const present = weekDay(from, context)
  const back = present === wanted ? 7 : present === 0 ? 7 - wanted : (present - wanted + 7) % 7
  const day = later(from, days(BigInt(-back)), context)
  return truncated(day, days(1n), zoneGiven(undefined, context))
}

const NONE = days(0n)

function named(day: number, differs: string | undefined): Member {
  const name = dayNames[day]
  return fn('() => {start: time, stop: time}', {
    summary: `The last ${name} before today.`,
    params: {},
    ...(differs ? { differs } : {}),
    examples: [`boundaries.${name.toLowerCase()}().start < today() // true`],
    call: (_, context) => span(lastDay(day, NONE, context), days(1n), context),
  })
}

function week(sunday: boolean, offset: bigint, context: Context): RecordValue {
  const start = lastDay(sunday ? 0 : 1, days(7n * offset), context)
  const isToday = weekDay(today(context), context) === weekDay(start, context)
  return span(isToday ? later(start, days(7n), context) : start, days(7n), context)
}

const formatter = {
  params: { s: 'Where it begins, or a duration from now on.' },
  nulls: 'pass',
} as const
const formatted = (s: Value, length: Duration, context: Context): Value =>
  recordOf({ start: s, stop: new Time(later(instantOf(s, 't', context), length, context)) })

/** The package under either of its two paths. */
export function boundariesPackage(path: string, summary: string, differs?: string): Package {
  const told = differs ? { differs } : {}
  return packageOf(path, summary, {
    yesterday: fn('() => {start: time, stop: time}', {
      summary: 'The day before today.',
      params: {},
      ...told,
      examples: ['boundaries.yesterday().stop == today() // true'],
      call: (_, context) => span(later(today(context), days(-1n), context), days(1n), context),
    }),
    monday: named(1, differs),
    tuesday: named(2, differs),
    wednesday: named(3, differs),
    thursday: named(4, differs),
    friday: named(5, differs),
    saturday: named(6, differs),
    sunday: named(0, differs),
    month: fn('(?month_offset: int) => {start: time, stop: time}', {
      summary: 'The present month, or one some months away.',
      params: { month_offset: 'How many months on; below 0 back.' },
      defaults: { month_offset: 0n },
      ...told,
      examples: ['boundaries.month().start <= today() // true'],
      call({ month_offset }, context) {
        const first = truncated(today(context), months(1n), zoneGiven(undefined, context))
        return span(later(first, scaled(months(1n), month_offset), context), months(1n), context)
      },
    }),
    week: fn('(?start_sunday: bool, ?week_offset: int) => {start: time, stop: time}', {
      summary: 'The present week, or one some weeks away.',
      params: {
        start_sunday: 'Whether weeks begin on Sunday; without it on Monday.',
        week_offset: 'How many weeks on; below 0 back.',
      },
      defaults: { start_sunday: false, week_offset: 0n },
      ...told,
      examples: ['boundaries.week().start <= today() // true'],
      call: ({ start_sunday, week_offset }, context) => week(start_sunday, week_offset, context),
    }),
    _day_finder: composed('(func: (s: time) => A, td: int, ?offset: duration) => A', {
      summary: 'What a function makes of the last day of a name before today.',
      params: {
        func: 'A function of the start `s` of the day.',
        td: 'The day of the week; 0 is Sunday.',
        offset: 'Moves today before the day is looked for.',
      },
      ...told,
      examples: ['boundaries._day_finder(td: 1, func: (s) => s) < today() // true'],
      build: ({ func, td, offset }, context) =>
        context.call(func, { s: new Time(lastDay(Number(td), offset ?? NONE, context)) }),
    }),
    _day_formatter: fn('(s: A) => {start: A, stop: time} where A: Timeable', {
      ...formatter,
      summary: 'A day from where it begins.',
      ...told,
      examples: ['boundaries._day_formatter(s: 2024-02-29).stop // 2024-03-01T00:00:00Z'],
      call: ({ s }, context) => formatted(s, days(1n), context),
    }),
    _week_formatter: fn('(s: A) => {start: A, stop: time} where A: Timeable', {
      ...formatter,
      summary: 'A week from where it begins.',
      ...told,
      examples: ['boundaries._week_formatter(s: 2024-02-29).stop // 2024-03-07T00:00:00Z'],
      call: ({ s }, context) => formatted(s, days(7n), context),
    }),
  })
}

export const boundaries = boundariesPackage(
  'experimental/date/boundaries',
  'Where days, weeks and months of the present begin and end.',
)

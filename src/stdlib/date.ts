// date: parts of times, truncation, and arithmetic with durations, all on a local clock. Wherever a time is expected a
// duration counts from now on. The members that begin with `_` are the same with the clock as a required argument.
import { type Context, constant, fn, type Member, packageOf } from '../library/index.ts'
import {
  civilFromDays,
  Duration,
  Fault,
  fault,
  splitDay,
  Time,
  typeName,
  type Value,
  type Zone,
} from '../values/index.ts'
import { instantOf, isoWeekOf, moved, scaled, truncated, weekDayOf, yearDayOf, zoneGiven } from './date/calendar.ts'

const NS_PER_SECOND = 1_000_000_000n
const params = {
  t: 'The time, or a duration from now on.',
  location: 'The clock to go by; without it that of `option location`.',
}
const local = 'on the local clock'

/** What is wrong with a location is told in few words by those who only read the clock. */
function localTime(t: Value, location: Value | undefined, context: Context): bigint {
  const time = instantOf(t, 't', context)
  let zone: Zone
  try {
    zone = zoneGiven(location, context)
  } catch (error) {
    if (error instanceof Fault && error.message.startsWith('unknown time zone'))
      throw fault('invalid', 'invalid location')
    throw error
  }
  return zone.toLocal(time)
}

/** A pair of members, one with an optional clock, one with a required one. */
function part(name: string, summary: string, answer: number, read: (local: bigint) => number): Record<string, Member> {
  const example = `date.${name}(t: 2024-05-17T13:47:29.123456789Z`
  return {
    [name]: fn('(t: A, ?location: {offset: duration, zone: string}) => int where A: Timeable', {
      summary,
      params,
      nulls: 'pass',
      examples: [`${example}) // ${answer}`],
      call: ({ t, location }, context) => BigInt(read(localTime(t, location, context))),
    }),
    [`_${name}`]: fn('(location: {offset: duration, zone: string}, t: A) => int where A: Timeable', {
      summary,
      params,
      nulls: 'pass',
      examples: [`${example.replace('date.', 'date._')}, location: {zone: "UTC", offset: 0s}) // ${answer}`],
      call: ({ t, location }, context) => BigInt(read(localTime(t, location, context))),
    }),
  }
}

/** Parts no clock changes. */
function smallPart(name: string, summary: string, answer: number, read: (fraction: bigint) => bigint): Member {
  return fn('(t: A) => int where A: Timeable', {
    summary,
    params: { t: params.t },
    nulls: 'pass',
    examples: [`date.${name}(t: 2024-05-17T13:47:29.123456789Z) // ${answer}`],
    call: ({ t }, context) => read(splitDay(instantOf(t, 't', context)).rest),
  })
}

const day = (time: bigint): number => splitDay(time).day
const minuteOfDay = (time: bigint): number => Number(splitDay(time).rest / (60n * NS_PER_SECOND))
const month = (time: bigint): number => civilFromDays(day(time)).month

const time = {
  summary: 'What the local clock shows, as if it were UTC.',
  params,
  nulls: 'pass',
} as const
const truncate = {
  summary: 'The start of the unit a time lies in; units are counted from 1970 on the local clock.',
  params: { ...params, unit: 'The unit, such as `1h` or `1mo`: months or smaller units, not both.' },
  nulls: 'pass',
} as const
const add = {
  summary: 'A time moved forward: first by months, then by the rest; a day a month does not have becomes its last.',
  params: { d: 'How far.', to: 'The time to move, or a duration from now on.', location: params.location },
  nulls: 'pass',
} as const
const sub = {
  summary: 'A time moved backward: first by months, then by the rest; a day a month does not have becomes its last.',
  params: { d: 'How far.', from: 'The time to move, or a duration from now on.', location: params.location },
  nulls: 'pass',
} as const
const utc = 'location: {zone: "UTC", offset: 0s}'

function truncatedTime(a: { t: Value; unit: Value; location?: Value }, context: Context): Time {
  const at = instantOf(a.t, 't', context)
  return new Time(truncated(at, durationGiven(a.unit, 'unit'), zoneGiven(a.location, context)))
}

function movedTime(
  from: Value,
  parameter: string,
  d: Value,
  sign: bigint,
  location: Value | undefined,
  c: Context,
): Time {
  const at = instantOf(from, parameter, c)
  return new Time(moved(at, scaled(durationGiven(d, 'd'), sign), zoneGiven(location, c)))
}

function durationGiven(d: Value, parameter: string): Duration {
  if (d instanceof Duration) return d
  throw fault('unknown', `expected argument "${parameter}" to be of type duration, got type ${typeName(d)} value <nil>`)
}

function names(list: string, first: bigint, kind: string): Record<string, Member> {
  return Object.fromEntries(
    list
      .split(' ')
      .map(
        (name, i) =>
          [
            name,
            constant('int', first + BigInt(i), `The number of ${name} among ${kind}.`, [
              `date.${name} // ${first + BigInt(i)}`,
            ]),
          ] as const,
      ),
  )
}

export const date = packageOf('date', 'Parts of times and arithmetic with them.', {
  nanosecond: smallPart('nanosecond', 'The fraction of the second in nanoseconds.', 123456789, f => f % NS_PER_SECOND),
  microsecond: smallPart(
    'microsecond',
    'The fraction of the second in microseconds.',
    123456,
    f => (f % NS_PER_SECOND) / 1000n,
  ),
  millisecond: smallPart(
    'millisecond',
    'The fraction of the second in milliseconds.',
    123,
    f => (f % NS_PER_SECOND) / 1_000_000n,
  ),
  second: smallPart('second', 'The second of the minute.', 29, f => (f / NS_PER_SECOND) % 60n),
  ...part('minute', `The minute of the hour, ${local}.`, 47, t => minuteOfDay(t) % 60),
  ...part('hour', `The hour of the day, ${local}.`, 13, t => Math.floor(minuteOfDay(t) / 60)),
  ...part('weekDay', `The day of the week, ${local}; 0 is Sunday.`, 5, t => weekDayOf(day(t))),
  ...part('monthDay', `The day of the month, ${local}.`, 17, t => civilFromDays(day(t)).day),
  ...part('yearDay', `The day of the year, ${local}, from 1 on.`, 138, t => yearDayOf(day(t))),
  ...part('week', `The ISO week of the year, ${local}.`, 20, t => isoWeekOf(day(t))),
  ...part('month', `The month of the year, ${local}.`, 5, month),
  ...part('quarter', `The quarter of the year, ${local}.`, 2, t => Math.ceil(month(t) / 3)),
  ...part('year', `The year, ${local}.`, 2024, t => civilFromDays(day(t)).year),
  time: fn('(t: A, ?location: {offset: duration, zone: string}) => time where A: Timeable', {
    ...time,
    examples: [
      'date.time(t: 2024-05-17T13:00:00Z, location: {zone: "Asia/Kolkata", offset: 0s}) // 2024-05-17T18:30:00Z',
    ],
    call: ({ t, location }, context) => new Time(localTime(t, location, context)),
  }),
  _time: fn('(location: {offset: duration, zone: string}, t: A) => time where A: Timeable', {
    ...time,
    examples: [`date._time(t: 2024-05-17T13:00:00Z, ${utc}) // 2024-05-17T13:00:00Z`],
    call: ({ t, location }, context) => new Time(localTime(t, location, context)),
  }),
  truncate: fn('(t: A, unit: duration, ?location: {offset: duration, zone: string}) => time where A: Timeable', {
    ...truncate,
    examples: ['date.truncate(t: 2024-05-17T13:47:29Z, unit: 1h) // 2024-05-17T13:00:00Z'],
    call: truncatedTime,
  }),
  _truncate: fn('(location: {offset: duration, zone: string}, t: A, unit: duration) => time where A: Timeable', {
    ...truncate,
    examples: [`date._truncate(t: 2024-05-17T13:47:29Z, unit: 1mo, ${utc}) // 2024-05-01T00:00:00Z`],
    call: truncatedTime,
  }),
  add: fn('(d: duration, to: A, ?location: {offset: duration, zone: string}) => time where A: Timeable', {
    ...add,
    examples: ['date.add(d: 1mo, to: 2024-01-31T00:00:00Z) // 2024-02-29T00:00:00Z'],
    call: ({ d, to, location }, context) => movedTime(to, 'to', d, 1n, location, context),
  }),
  _add: fn('(d: duration, location: {offset: duration, zone: string}, to: A) => time where A: Timeable', {
    ...add,
    examples: [`date._add(d: 1d, to: 2024-01-31T00:00:00Z, ${utc}) // 2024-02-01T00:00:00Z`],
    call: ({ d, to, location }, context) => movedTime(to, 'to', d, 1n, location, context),
  }),
  sub: fn('(d: duration, from: A, ?location: {offset: duration, zone: string}) => time where A: Timeable', {
    ...sub,
    examples: ['date.sub(d: 1h, from: 2024-01-01T00:00:00Z) // 2023-12-31T23:00:00Z'],
    call: ({ d, from, location }, context) => movedTime(from, 'from', d, -1n, location, context),
  }),
  _sub: fn('(d: duration, from: A, location: {offset: duration, zone: string}) => time where A: Timeable', {
    ...sub,
    examples: [`date._sub(d: 1d, from: 2024-03-01T00:00:00Z, ${utc}) // 2024-02-29T00:00:00Z`],
    call: ({ d, from, location }, context) => movedTime(from, 'from', d, -1n, location, context),
  }),
  scale: fn('(d: duration, n: int) => duration', {
    summary: 'A duration several times over.',
    params: { d: 'The duration.', n: 'How many times; below 0 turns it round.' },
    examples: ['date.scale(d: 1h30m, n: 3) // 4h30m'],
    call: ({ d, n }) => scaled(d, n),
  }),
  ...names('Sunday Monday Tuesday Wednesday Thursday Friday Saturday', 0n, 'the days of the week'),
  ...names(
    'January February March April May June July August September October November December',
    1n,
    'the months of the year',
  ),
})

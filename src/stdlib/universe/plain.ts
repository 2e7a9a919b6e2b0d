// Members of universe that work on plain values: now, die, contains, length, bins, inf, today.
import { constant, fn, type Member } from '../../library/index.ts'
import { compareValues, Duration, fault, isNull, NS_PER_DAY, Time, typeName, type Value } from '../../values/index.ts'
import { truncated, zoneGiven } from '../date/calendar.ts'

const ONE_DAY = new Duration(0n, NS_PER_DAY)

export const now: Member = {
  ...fn('() => time', {
    summary: 'The time of the query: the same wherever it is asked for, unless a script sets another.',
    params: {},
    examples: ['now() == now() // true'],
    call: (_, context) => context.startedAt,
  }),
  kind: 'option',
}

export const die = fn('(msg: string) => A', {
  summary: 'Stops the run with a message.',
  params: { msg: 'What to say.' },
  examples: [
    `import "array"
import "experimental"

array.from(rows: [{said: experimental.catch(fn: () => die(msg: "no data")).msg}])`,
  ],
  call({ msg }) {
    // an error without a text shows its code
    throw fault('invalid', msg === '' ? 'invalid' : msg)
  },
})

export const contains = fn('(set: [A], value: A) => bool where A: Nullable', {
  summary: 'Whether an array has a value.',
  params: { set: 'The array.', value: 'The value to look for; null is in no array.' },
  nulls: 'pass',
  examples: ['contains(value: 2, set: [1, 2, 3]) // true'],
  call: ({ set, value }) =>
    !isNull(value) &&
    (set as readonly Value[]).some(
      x => typeName(x) === typeName(value) && !Number.isNaN(x) && compareValues(x, value) === 0,
    ),
})

export const length = fn('(<-arr: [A]) => int', {
  summary: 'How many elements an array has.',
  params: { arr: 'The array.' },
  examples: ['length(arr: [1, 2, 3]) // 3'],
  call: ({ arr }) => BigInt(arr.length),
})

export const inf: Member = constant(
  'duration',
  new Duration(0n, 9_223_372_036_854_775_807n),
  'A duration longer than any other.',
  [
    `import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> window(every: inf)`,
  ],
)

const bins = {
  start: 'The first upper bound.',
  count: 'How many bounds.',
  infinity: 'Adds +Inf as the last bound.',
}

export const linearBins = fn('(count: int, start: float, width: float, ?infinity: bool) => [float]', {
  summary: 'Upper bounds of histogram buckets, at equal distances.',
  params: { ...bins, width: 'The distance between bounds.' },
  defaults: { infinity: true },
  examples: ['linearBins(start: 0.0, width: 5.0, count: 2) // [0, 5, +Inf]'],
  call: ({ start, width, count, infinity }) => bounds(count, infinity, i => start + i * width),
})

export const logarithmicBins = fn('(count: int, factor: float, start: float, ?infinity: bool) => [float]', {
  summary: 'Upper bounds of histogram buckets, each a multiple of the one before.',
  params: { ...bins, factor: 'What each bound is multiplied by.' },
  defaults: { infinity: true },
  examples: ['logarithmicBins(start: 1.0, factor: 2.0, count: 2) // [1, 2, +Inf]'],
  call: ({ start, factor, count, infinity }) => bounds(count, infinity, i => start * factor ** i),
})

function bounds(count: bigint, infinity: boolean, at: (i: number) => number): number[] {
  if (count < 0n) throw fault('invalid', `count must not be negative, found ${count}`)
  return [...Array.from({ length: Number(count) }, (_, i) => at(i)), ...(infinity ? [Infinity] : [])]
}

export const today = fn('() => time', {
  summary: 'Midnight of the day of `now()`, on the clock of `option location`.',
  params: {},
  examples: ['today() <= now() // true'],
  call: (_, context) => new Time(truncated(context.now().ns, ONE_DAY, zoneGiven(undefined, context))),
})

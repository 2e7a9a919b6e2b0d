// internal/promql: what scripts translated from PromQL are made of.
import { composed, fn, nativeFunction, packageOf } from '../../../library/index.ts'
import { recordOf } from '../../../values/index.ts'
import { callMember } from '../../composing.ts'
import { promHistogramQuantile } from './histogram.ts'
import { emptyTable, labelReplace, timestamp } from './labels.ts'
import { changes, extrapolatedRate, holtWinters, instantRate, linearRegression, resets } from './rates.ts'

const datePart = (name: string, summary: string, gives: string, part: (date: Date) => number) =>
  fn('(timestamp: float) => float', {
    summary,
    params: { timestamp: 'Seconds since 1970.' },
    examples: [`promql.${name}(timestamp: 1772352000.0) // ${gives}`],
    call: ({ timestamp }) => part(new Date(Math.floor(timestamp * 1000))),
  })

const quantile = composed('(<-tables: stream[A], q: float, ?method: string) => stream[A] where A: Record', {
  summary: 'The quantile of each table; outside 0 to 1 it is infinite, as PromQL has it.',
  params: {
    tables: 'Tables with float values.',
    q: 'The quantile.',
    method: 'How it is worked out, as for `quantile`; `exact_mean` by default.',
  },
  examples: ['import "internal/promql"\nimport "sampledata"\n\nsampledata.float() |> promql.quantile(q: 0.5)'],
  defaults: { method: 'exact_mean' },
  build({ tables, q, method }, context) {
    if (q >= 0 && q <= 1) return callMember(context, 'universe', 'quantile', { tables, q, method })
    const identity = recordOf({ _value: q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY })
    const same = nativeFunction('fn', '(r: A, accumulator: B) => B', ['r', 'accumulator'], args => args.accumulator)
    return callMember(context, 'universe', 'reduce', { tables, identity, fn: same })
  },
})

const join = composed(
  '(fn: (left: A, right: B) => C, left: stream[A], right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'Rows of two streams with one group key and time, put together by a function; as `experimental.join`.',
    params: { left: 'One stream.', right: 'The other.', fn: 'Makes a row of a row of each.' },
    examples: [
      `import "array"
import "internal/promql"

a = array.from(rows: [{_time: 2026-03-01T08:00:00Z, _value: 1.0}])
b = array.from(rows: [{_time: 2026-03-01T08:00:00Z, _value: 4.0}])

promql.join(left: a, right: b, fn: (left, right) => ({left with share: left._value / right._value}))`,
    ],
    build: ({ left, right, fn }, context) => callMember(context, 'experimental', 'join', { left, right, fn }),
  },
)

export const promql = packageOf('internal/promql', 'What scripts translated from PromQL are made of.', {
  changes,
  promqlDayOfMonth: datePart('promqlDayOfMonth', 'The day of the month.', '1.0', date => date.getUTCDate()),
  promqlDayOfWeek: datePart('promqlDayOfWeek', 'The day of the week; Sunday is 0.', '0.0', date => date.getUTCDay()),
  promqlDaysInMonth: datePart('promqlDaysInMonth', 'How many days its month has.', '31.0', date =>
    new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  ),
  emptyTable,
  extrapolatedRate,
  holtWinters,
  promqlHour: datePart('promqlHour', 'The hour of the day.', '8.0', date => date.getUTCHours()),
  instantRate,
  labelReplace,
  linearRegression,
  promqlMinute: datePart('promqlMinute', 'The minute of the hour.', '0.0', date => date.getUTCMinutes()),
  promqlMonth: datePart('promqlMonth', 'The month of the year; January is 1.', '3.0', date => date.getUTCMonth() + 1),
  promHistogramQuantile,
  resets,
  timestamp,
  promqlYear: datePart('promqlYear', 'The year.', '2026.0', date => date.getUTCFullYear()),
  quantile,
  join,
})

// contrib/anaisdg/anomalydetection: which of many series is far from the others at the same time, by the median absolute
// deviation.
import { type Context, composed, nativeFunction, packageOf } from '../../../library/index.ts'
import { isNull, nullOf, type RecordValue, recordOf, type Value } from '../../../values/index.ts'
import { callMember, field, mapped } from '../../composing.ts'
import { floatIn } from './floats.ts'

/** Makes the deviation of a normal distribution out of the median absolute one. */
const SCALE = 1.4826

export const anomalydetection = packageOf(
  'contrib/anaisdg/anomalydetection',
  'Finds values that are unlike the others.',
  {
    mad: composed(
      '(<-table: stream[B], ?threshold: A) => stream[{D with level: string, _value: C, _value_diff: C, _value_diff_med: C}] where A: Comparable + Equatable, B: Record, C: Comparable + Divisible + Equatable',
      {
        summary:
          'Calls a value an anomaly when it is so many times as far from the median of its time as the values of that time mostly are.',
        params: {
          table: 'Series with float values at the same times.',
          threshold: 'How many times as far is an anomaly; 3 by default.',
        },
        defaults: { threshold: 3 },
        examples: [
          `import "array"
import "contrib/anaisdg/anomalydetection"

array.from(
    rows: [
        {_time: 2024-01-01T00:00:00Z, host: "a", _value: 1.0},
        {_time: 2024-01-01T00:00:00Z, host: "b", _value: 1.2},
        {_time: 2024-01-01T00:00:00Z, host: "c", _value: 0.9},
        {_time: 2024-01-01T00:00:00Z, host: "d", _value: 9.0},
    ],
)
    |> group(columns: ["host"])
    |> anomalydetection.mad()`,
        ],
        build: ({ table, threshold }, context) => deviations(table, threshold, context),
      },
    ),
  },
)

function deviations(table: Value, threshold: Value, context: Context): Value {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const joined = (tables: Record<string, Value>): Value =>
    step('join', { tables: recordOf(tables), on: ['_time'], method: 'inner' })
  const data = step('group', { tables: table, columns: ['_time'], mode: 'by' })
  const med = step('median', { tables: data, column: '_value' })
  const far = mapped(context, joined({ data, med }), row => ({
    _value: pair(row, '_value_data', '_value_med', (a, b) => Math.abs(a - b)),
  }))
  const diff = step('drop', { tables: far, columns: ['_start', '_stop', '_value_med', '_value_data'] })
  const scaled = mapped(context, step('median', { tables: diff, column: '_value' }), row => {
    const value = floatIn(row, '_value')
    return { MAD: value === null ? nullOf('float') : SCALE * value }
  })
  const spread = nativeFunction(
    'fn',
    '(r: {A with MAD: float}) => bool',
    ['r'],
    ({ r }) => (floatIn(r, 'MAD') ?? 0) > 0,
  )
  const both = joined({ diff, diff_med: step('filter', { tables: scaled, fn: spread }) })
  return mapped(context, both, row => {
    const times = pair(row, '_value_diff', '_value_diff_med', (a, b) => a / b)
    const limit = threshold as number
    return { _value: times, level: !isNull(times) && (times as number) >= limit ? 'anomaly' : 'normal' }
  })
}

function pair(row: RecordValue, a: string, b: string, compute: (a: number, b: number) => number): Value {
  if (isNull(field(row, a)) || isNull(field(row, b))) return nullOf('float')
  return compute(floatIn(row, a)!, floatIn(row, b)!)
}

// Members that are older members of universe, fixed to the columns `_value`, `_time`, `le`.
import { composed, type Member } from '../../library/index.ts'
import type { FunctionValue, Value } from '../../values/index.ts'

const value = '{B with _value: A}'
const float = '{A with _value: float}'

interface Alias {
  readonly of: string
  readonly signature: string
  readonly params: Readonly<Record<string, string>>
  readonly fixed?: Readonly<Record<string, Value>>
  /** Arguments of a call on sample data, or a script of its own. */
  readonly example?: string
  readonly script?: string
}

const tables = 'Tables with a column `_value`.'

/** A member that passes its arguments on to one of universe, with some fixed. */
function alias(name: string, { of, signature, params, fixed = {}, example = '', script }: Alias): Member {
  return composed(signature as '(<-tables: stream[A]) => stream[A]', {
    summary: `As \`${of}\` of universe, for the column \`_value\`.`,
    params: params as { tables: string },
    examples: [script ?? `import "experimental"\nimport "sampledata"\n\nsampledata.float() |> experimental.${name}(${example})`], // biome-ignore format: one text
    build: (args, context) =>
      context.call(context.member('universe', of) as FunctionValue, { ...fixed, ...(args as Record<string, Value>) }),
  })
}

/** A call on sample data with bounds. */
const ranged = (call: string): string => `import "experimental"
import "sampledata"

sampledata.float()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> ${call}`

const plain = (of: string, from: string, to: string, where = ''): Alias => ({
  of,
  signature: `(<-tables: stream[${from}]) => stream[${to}]${where}`,
  params: { tables },
  example: '',
})

export const aliases: Record<string, Member> = {
  count: alias('count', plain('count', value, '{B with _value: int}')),
  distinct: alias('distinct', plain('distinct', value, value)),
  first: alias('first', plain('first', value, value)),
  last: alias('last', plain('last', value, value)),
  max: alias('max', plain('max', value, value)),
  min: alias('min', plain('min', value, value)),
  mode: alias('mode', plain('mode', value, value)),
  unique: alias('unique', plain('unique', value, value)),
  mean: alias('mean', plain('mean', float, float)),
  skew: alias('skew', plain('skew', float, float)),
  spread: alias('spread', plain('spread', value, value, ' where A: Numeric')),
  sum: alias('sum', plain('sum', value, value, ' where A: Numeric')),
  stddev: alias('stddev', {
    of: 'stddev',
    signature: `(<-tables: stream[${float}], ?mode: string) => stream[${float}]`,
    params: { tables, mode: '`"sample"` or `"population"`.' },
    example: '',
  }),
  quantile: alias('quantile', {
    of: 'quantile',
    signature: `(<-tables: stream[${float}], q: float, ?compression: float, ?method: string) => stream[${float}]`,
    params: {
      tables,
      q: 'Which quantile, from 0 to 1.',
      compression: 'How exact an estimate is.',
      method: 'How it is found.',
    },
    example: 'q: 0.5',
  }),
  fill: alias('fill', {
    of: 'fill',
    signature: `(<-tables: stream[${value}], ?usePrevious: bool, ?value: A) => stream[${value}]`,
    params: { tables, usePrevious: 'Takes the last value that was not null.', value: 'The value to put in.' },
    example: 'value: 0.0',
  }),
  kaufmansAMA: alias('kaufmansAMA', {
    of: 'kaufmansAMA',
    signature: '(<-tables: stream[{B with _value: A}], n: int) => stream[{B with _value: float}] where A: Numeric',
    params: { tables, n: 'How many changes are looked at.' },
    example: 'n: 2',
  }),
  histogram: alias('histogram', {
    of: 'histogram',
    signature:
      '(<-tables: stream[{A with _value: float}], bins: [float], ?normalize: bool) => stream[{A with le: float, _value: float}]',
    params: { tables, bins: 'The upper bounds.', normalize: 'Gives shares of the whole instead of counts.' },
    example: 'bins: [0.0, 10.0, 20.0]',
  }),
  histogramQuantile: alias('histogramQuantile', {
    of: 'histogramQuantile',
    signature:
      '(<-tables: stream[{A with le: float, _value: float}], ?minValue: float, ?quantile: float) => stream[{A with _value: float}]',
    params: {
      tables: 'Buckets in the columns `le` and `_value`.',
      minValue: 'Where the first bucket begins.',
      quantile: 'Which quantile, from 0 to 1.',
    },
    script: `import "array"
import "experimental"

array.from(rows: [{le: 0.1, _value: 4.0}, {le: 1.0, _value: 9.0}, {le: float(v: "+Inf"), _value: 10.0}])
    |> experimental.histogramQuantile(quantile: 0.9)`,
  }),
  integral: alias('integral', {
    of: 'integral',
    signature:
      '(<-tables: stream[{B with _value: A, _time: time}], ?interpolate: string, ?unit: duration) => stream[{B with _value: A}]',
    params: {
      tables,
      interpolate: '`"linear"` continues the line to the bounds of the range.',
      unit: 'The time that counts as one.',
    },
    script: ranged('experimental.integral(unit: 1m)'),
  }),
  window: alias('window', {
    of: 'window',
    signature:
      '(<-tables: stream[{A with _time: time, _stop: time, _start: time}], ?createEmpty: bool, ?every: duration, ?location: {offset: duration, zone: string}, ?offset: duration, ?period: duration) => stream[{A with _time: time, _stop: time, _start: time}]',
    params: {
      tables: 'Tables with bounds: a `range` comes before.',
      createEmpty: 'Makes empty tables for windows without rows.',
      every: 'The distance between the starts of windows.',
      location: 'The clock the windows follow.',
      offset: 'How far the windows are moved from the epoch.',
      period: 'The length of a window.',
    },
    script: ranged('experimental.window(every: 30s)'),
  }),
}

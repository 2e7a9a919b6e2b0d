// influxdata/influxdb/schema: what is in a bucket, read through the option `_from`; and v1's names for the same members.
import { type Context, composed, constant, nativeFunction, option } from '../../../library/index.ts'
import {
  compareValues,
  Duration,
  type FunctionValue,
  type RecordValue,
  Time,
  typeName,
  type Value,
} from '../../../values/index.ts'

const PATH = 'influxdata/influxdb/schema'
const THIRTY_DAYS = new Duration(0n, -30n * 86_400_000_000_000n)

const span = { start: 'Where to begin to look; 30 days ago by default.', stop: 'Where to end; now by default.' }
const bucket = 'The bucket, by name.'
const predicate = 'A function of a row that says whether it counts; all do by default.'
const measurement = 'The measurement to look in.'

interface Asked {
  readonly bucket: Value
  readonly start?: Value
  readonly stop?: Value
  readonly predicate?: Value
}

const everyRow = nativeFunction('fn', '(r: A) => bool', ['r'], () => true)

/** The rows of one measurement. */
export function ofMeasurement(wanted: Value): FunctionValue {
  return nativeFunction('fn', '(r: A) => bool', ['r'], ({ r }) => {
    const found = (r as RecordValue).get('_measurement')
    return found !== undefined && typeName(found) === typeName(wanted) && compareValues(found, wanted) === 0
  })
}

class Steps {
  constructor(private readonly context: Context) {}

  rows({ bucket, start = THIRTY_DAYS, stop, predicate = everyRow }: Asked): Value {
    const from = this.context.option(PATH, '_from') as FunctionValue
    const all = this.context.call(from, { bucket })
    const ranged = this.step('range', { tables: all, start, stop: stop ?? this.context.now() })
    return this.step('filter', { tables: ranged, fn: predicate })
  }
  tagValues(asked: Asked, tag: string): Value {
    const kept = this.step('keep', { tables: this.rows(asked), columns: [tag] })
    return this.step('distinct', { tables: this.step('group', { tables: kept }), column: tag })
  }
  tagKeys(asked: Asked): Value {
    const keys = this.step('keys', { tables: this.rows(asked) })
    return this.step('distinct', { tables: this.step('keep', { tables: keys, columns: ['_value'] }) })
  }
  private step(name: string, args: Record<string, Value>): Value {
    return this.context.call(this.context.member('universe', name) as FunctionValue, args)
  }
}

const asked = (args: unknown): Asked => args as Asked
const row = '{B with _stop: time, _start: time, _time: time, _value: A, _field: string, _measurement: string}' as const

/** The members both packages have. */
export const schemaMembers = {
  fieldsAsCols: composed('(<-tables: stream[A]) => stream[B] where A: Record, B: Record', {
    summary: 'Fields as columns: one row a time, as pivot makes them of `_field` and `_value`.',
    params: { tables: 'Tables with `_time`, `_field` and `_value`.' },
    examples: [
      `import "array"
import "influxdata/influxdb/schema"

array.from(rows: [
    {_time: 2024-01-01T00:00:00Z, _field: "a", _value: 1.0},
    {_time: 2024-01-01T00:00:00Z, _field: "b", _value: 2.0},
])
    |> schema.fieldsAsCols()`,
    ],
    build: ({ tables }, context) =>
      context.call(context.member('universe', 'pivot') as FunctionValue, {
        tables,
        rowKey: ['_time'],
        columnKey: ['_field'],
        valueColumn: '_value',
      }),
  }),
  tagValues: composed(
    `(bucket: string, tag: string, ?predicate: (r: ${row}) => bool, ?start: C, ?stop: D) => stream[E] where E: Record`,
    {
      summary: 'The values a tag has.',
      params: { bucket, tag: 'The tag.', predicate, ...span },
      examples: ['import "influxdata/influxdb/schema"\n\nschema.tagValues(bucket: "example-bucket", tag: "host")'],
      build: (args, context) => new Steps(context).tagValues(asked(args), args.tag),
    },
  ),
  tagKeys: composed(
    `(bucket: string, ?predicate: (r: ${row}) => bool, ?start: C, ?stop: D) => stream[E] where E: Record`,
    {
      summary: 'The columns of the group keys: the tags, and what every series has.',
      params: { bucket, predicate, ...span },
      examples: ['import "influxdata/influxdb/schema"\n\nschema.tagKeys(bucket: "example-bucket")'],
      build: (args, context) => new Steps(context).tagKeys(asked(args)),
    },
  ),
  measurementTagValues: composed(
    '(bucket: string, measurement: A, tag: string, ?start: B, ?stop: C) => stream[D] where A: Equatable, D: Record',
    {
      summary: 'The values a tag has in one measurement.',
      params: { bucket, measurement, tag: 'The tag.', ...span },
      examples: [
        'import "influxdata/influxdb/schema"\n\nschema.measurementTagValues(bucket: "example-bucket", measurement: "cpu", tag: "host")',
      ],
      build: (args, context) =>
        new Steps(context).tagValues({ ...asked(args), predicate: ofMeasurement(args.measurement) }, args.tag),
    },
  ),
  measurementTagKeys: composed(
    '(bucket: string, measurement: A, ?start: B, ?stop: C) => stream[D] where A: Equatable, D: Record',
    {
      summary: 'The columns of the group keys of one measurement.',
      params: { bucket, measurement, ...span },
      examples: [
        'import "influxdata/influxdb/schema"\n\nschema.measurementTagKeys(bucket: "example-bucket", measurement: "cpu")',
      ],
      build: (args, context) =>
        new Steps(context).tagKeys({ ...asked(args), predicate: ofMeasurement(args.measurement) }),
    },
  ),
  fieldKeys: composed(
    `(bucket: string, ?predicate: (r: ${row}) => bool, ?start: C, ?stop: D) => stream[E] where E: Record`,
    {
      summary: 'The fields there are.',
      params: { bucket, predicate, ...span },
      examples: ['import "influxdata/influxdb/schema"\n\nschema.fieldKeys(bucket: "example-bucket")'],
      build: (args, context) => new Steps(context).tagValues(asked(args), '_field'),
    },
  ),
  measurementFieldKeys: composed(
    '(bucket: string, measurement: A, ?start: B, ?stop: C) => stream[D] where A: Equatable, D: Record',
    {
      summary: 'The fields of one measurement.',
      params: { bucket, measurement, ...span },
      examples: [
        'import "influxdata/influxdb/schema"\n\nschema.measurementFieldKeys(bucket: "example-bucket", measurement: "cpu")',
      ],
      build: (args, context) =>
        new Steps(context).tagValues({ ...asked(args), predicate: ofMeasurement(args.measurement) }, '_field'),
    },
  ),
  measurements: composed('(bucket: string, ?start: A, ?stop: B) => stream[C] where C: Record', {
    summary: 'The measurements there are.',
    params: { bucket, ...span },
    examples: ['import "influxdata/influxdb/schema"\n\nschema.measurements(bucket: "example-bucket")'],
    build: (args, context) => new Steps(context).tagValues(asked(args), '_measurement'),
  }),
}

/** What only the newer package has. */
export const schemaOptions = {
  _startDefault: constant('duration', THIRTY_DAYS, 'Where members of this package begin to look.'),
  _stopDefault: {
    ...constant('time', new Time(0n), 'Where members of this package end to look: now.'),
    value: (context: Context) => context.now(),
  },
  _from: option(
    '(?bucket: string, ?bucketID: string, ?host: string, ?org: string, ?orgID: string, ?token: string) => stream[{B with _value: A, _time: time, _field: string, _measurement: string}]',
    'Where the rows come from; a script may set it to another source.',
    context => context.member('influxdata/influxdb', 'from'),
    { bucket, bucketID: 'By id.', host: 'Its address.', org: 'By name.', orgID: 'By id.', token: 'A token.' },
  ),
}

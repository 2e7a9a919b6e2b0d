// experimental/query: the first steps of most queries, by name.
import { type Context, composed, nativeFunction, packageOf } from '../../library/index.ts'
import { compareValues, type FunctionValue, type RecordValue, typeName, type Value } from '../../values/index.ts'
import { callMember } from '../composing.ts'

const params = {
  bucket: 'The bucket.',
  start: 'Where to begin.',
  stop: 'Where to end; now by default.',
  measurement: 'The measurement.',
  fields: 'The fields; all when the list is empty.',
}

const everyRow = nativeFunction('fn', '(r: A) => bool', ['r'], () => true)

export const query = packageOf('experimental/query', 'The first steps of most queries.', {
  fromRange: composed(
    '(bucket: string, start: A, ?stop: B) => stream[{D with _stop: time, _start: time, _time: time, _value: C, _field: string, _measurement: string}]',
    {
      summary: 'A stretch of time of a bucket.',
      params: { bucket: params.bucket, start: params.start, stop: params.stop },
      examples: ['import "experimental/query"\n\nquery.fromRange(bucket: "example-bucket", start: -1h)'],
      build: ({ bucket, start, stop }, context) => ranged(context, bucket, start, stop),
    },
  ),
  filterMeasurement: composed(
    '(<-table: stream[{C with _measurement: B}], measurement: A) => stream[{C with _measurement: B}] where A: Equatable, B: Equatable',
    {
      summary: 'The rows of one measurement.',
      params: { table: 'The rows.', measurement: params.measurement },
      examples: [
        'import "experimental/query"\n\nquery.fromRange(bucket: "example-bucket", start: -1h)\n    |> query.filterMeasurement(measurement: "cpu")',
      ],
      build: ({ table, measurement }, context) => ofMeasurement(context, table, measurement),
    },
  ),
  filterFields: composed(
    '(<-table: stream[{B with _field: A}], ?fields: [A]) => stream[{B with _field: A}] where A: Nullable',
    {
      summary: 'The rows of some fields.',
      params: { table: 'The rows.', fields: params.fields },
      examples: [
        'import "experimental/query"\n\nquery.fromRange(bucket: "example-bucket", start: -1h)\n    |> query.filterFields(fields: ["usage"])',
      ],
      build: ({ table, fields }, context) => ofFields(context, table, fields),
    },
  ),
  inBucket: composed(
    '(bucket: string, measurement: A, start: B, ?fields: [string], ?predicate: (r: {D with _measurement: string, _stop: time, _start: time, _time: time, _value: C, _field: string}) => bool, ?stop: E) => stream[{D with _field: string, _measurement: string, _stop: time, _start: time, _time: time, _value: C}] where A: Equatable',
    {
      summary: 'A stretch of time of one measurement, of the rows and fields that are wanted.',
      params: { ...params, predicate: 'A function of a row that says whether it is wanted; all are by default.' },
      examples: [
        'import "experimental/query"\n\nquery.inBucket(bucket: "example-bucket", start: -1h, measurement: "cpu", fields: ["usage"])',
      ],
      build({ bucket, start, stop, measurement, fields, predicate }, context) {
        const rows = ofMeasurement(context, ranged(context, bucket, start, stop), measurement)
        const wanted = callMember(context, 'universe', 'filter', { tables: rows, fn: predicate ?? everyRow })
        return ofFields(context, wanted, fields)
      },
    },
  ),
})

function ranged(context: Context, bucket: Value, start: Value, stop: Value | undefined): Value {
  const tables = callMember(context, 'influxdata/influxdb', 'from', { bucket })
  return callMember(context, 'universe', 'range', { tables, start, stop: stop ?? context.now() })
}

function ofMeasurement(context: Context, tables: Value, measurement: Value): Value {
  return filtered(context, tables, r => isEqual(r.get('_measurement'), measurement))
}

function ofFields(context: Context, tables: Value, fields: unknown): Value {
  const wanted = (fields ?? []) as readonly Value[]
  return wanted.length === 0
    ? tables
    : filtered(context, tables, r => wanted.some(one => isEqual(r.get('_field'), one)))
}

function filtered(context: Context, tables: Value, keeps: (r: RecordValue) => boolean): Value {
  const fn: FunctionValue = nativeFunction('fn', '(r: A) => bool', ['r'], ({ r }) => keeps(r as RecordValue))
  return callMember(context, 'universe', 'filter', { tables, fn })
}

function isEqual(a: Value | undefined, b: Value): boolean {
  return a !== undefined && typeName(a) === typeName(b) && compareValues(a, b) === 0
}

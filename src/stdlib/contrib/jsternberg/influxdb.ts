// contrib/jsternberg/influxdb: buckets read in one call, as InfluxQL's SELECT shows them.
import { type Context, composed, type Member, nativeFunction, packageOf, transform } from '../../../library/index.ts'
import { mapFrames } from '../../../tables/index.ts'
import type { Value } from '../../../values/index.ts'
import { callMember, field } from '../../composing.ts'
import { ofMeasurement } from '../../influxdata/influxdb/schema.ts'

const params = {
  start: 'Where to begin: a time, or how long ago.',
  stop: 'Where to end; now by default.',
  host: 'The address of the InfluxDB. Without one, the buckets kept here are read.',
  org: 'Its organization.',
  token: 'An API token of it.',
}
const everyRow = nativeFunction('fn', '(r: A) => bool', ['r'], () => true)

interface Asked {
  readonly bucket: Value
  readonly start: Value
  readonly stop?: Value
  readonly host?: string
  readonly org?: string
  readonly token?: string
}

const from = reading()

export const jsternbergInfluxdb = packageOf('contrib/jsternberg/influxdb', 'Reads buckets in one call.', {
  from,
  _from: from,
  select: composed(
    '(from: string, m: A, start: B, ?fields: [string], ?host: string, ?org: string, ?stop: C, ?token: string, ?where: (r: {E with _measurement: string, _stop: time, _start: time, _time: time, _value: D, _field: string}) => bool) => stream[F] where A: Equatable, F: Record',
    {
      summary:
        'One measurement of a bucket, a column for each field, without the columns that are the same in each row.',
      params: {
        ...params,
        from: 'The bucket, by name.',
        m: 'The measurement.',
        fields: 'The fields; all of them by default.',
        where: 'A function of a row, before fields are columns, that says whether it counts; all do by default.',
      },
      defaults: { fields: [] },
      examples: [
        `import "contrib/jsternberg/influxdb"

influxdb.select(from: "example-bucket", start: -1h, m: "cpu", fields: ["usage"])`,
      ],
      build({ from: bucket, m, fields, where, ...span }, context) {
        const keep = (tables: Value, fn: Value): Value => callMember(context, 'universe', 'filter', { tables, fn })
        const chosen = nativeFunction('fn', '(r: A) => bool', ['r'], ({ r }) => fields.includes(String(field(r, '_field')))) // biome-ignore format: one call
        const rows = keep(keep(read({ bucket, ...span }, context), ofMeasurement(m)), where ?? everyRow)
        const picked = fields.length > 0 ? keep(rows, chosen) : rows
        const columns = callMember(context, 'influxdata/influxdb/v1', 'fieldsAsCols', { tables: picked })
        return callMember(context, 'contrib/jsternberg/influxdb', '_mask', { tables: columns, columns: ['_measurement', '_start', '_stop'] }) // biome-ignore format: one call
      },
    },
  ),
  _mask: transform('(<-tables: stream[A], columns: [string]) => stream[B] where A: Record, B: Record', {
    summary: 'Takes columns away and leaves the tables as they are, even where their keys become equal.',
    params: {
      tables: 'Tables that have the columns.',
      columns: 'The columns. Those that are not there do not matter.',
    },
    order: 'arrival',
    run(tables, { columns }) {
      const stays = (label: string): boolean => !columns.includes(label)
      const masked = mapFrames(tables, ({ columns: all, key, offsets }) => ({
        columns: all.filter(c => stays(c.label)),
        key: key.filter(stays),
        offsets,
      }))
      return { ...masked, sorted: false, distinct: false }
    },
  }),
})

function reading(): Member {
  return composed(
    '(bucket: string, start: A, ?host: string, ?org: string, ?stop: B, ?token: string) => stream[{D with _stop: time, _start: time, _time: time, _value: C, _field: string, _measurement: string}]',
    {
      summary: 'Reads what a bucket has between two times.',
      params: { ...params, bucket: 'The bucket, by name.' },
      examples: [
        `import "contrib/jsternberg/influxdb"

influxdb.from(bucket: "example-bucket", start: -1h)`,
      ],
      build: (args, context) => read(args, context),
    },
  )
}

/** Texts that are empty are as if they were not given. */
function read({ bucket, start, stop, ...server }: Asked, context: Context): Value {
  const given = Object.fromEntries(Object.entries(server).filter(([, text]) => text !== '' && text !== undefined))
  const tables = callMember(context, 'influxdata/influxdb', 'from', { bucket, ...given } as Record<string, Value>)
  return callMember(context, 'universe', 'range', { tables, start, stop: stop ?? context.now() })
}

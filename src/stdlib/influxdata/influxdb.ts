// influxdata/influxdb: writing points to an InfluxDB over HTTP.
import { packageOf, type RowFunction, sink, type WriteTarget } from '../../library/index.ts'
import { columnNamed, filterRows, spread, type TableStream } from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { linesOf } from './points.ts'

interface Destination {
  readonly bucket?: string
  readonly bucketID?: string
  readonly org?: string
  readonly orgID?: string
  readonly host?: string
  readonly token?: string
}

function targetOf({ host, token, bucket, bucketID, org, orgID }: Destination): WriteTarget {
  if (bucket !== undefined && bucketID !== undefined)
    throw fault('invalid', 'cannot provide both `bucket` and `bucketID` parameters to the `to` function')
  if (bucket === undefined && bucketID === undefined)
    throw fault('invalid', 'must provide one of `bucket` and `bucketID` to the `to` function')
  if (org !== undefined && orgID !== undefined)
    throw fault('invalid', 'cannot provide both `org` and `orgID` parameters to the `to` function')
  if (host === undefined)
    throw fault(
      'invalid',
      'influxdb provider requires a host to be specified: give `to` the host of an InfluxDB, an org and a token',
    )
  if (token === undefined) throw fault('invalid', 'with a host, `to` needs a token as well')
  return { host, token, bucket, bucketID, org, orgID }
}

const to = sink(
  '(<-tables: stream[A], ?bucket: string, ?bucketID: string, ?fieldFn: (r: A) => B, ?host: string, ?measurementColumn: string, ?org: string, ?orgID: string, ?tagColumns: [string], ?timeColumn: string, ?token: string) => stream[A] where A: Record, B: Record',
  {
    summary: 'Writes rows as points to a bucket, and passes them on.',
    params: {
      tables: 'Tables to write.',
      bucket: 'The bucket, by name.',
      bucketID: 'The bucket, by id.',
      fieldFn: 'A function of a row that returns its fields as a record; `{[r._field]: r._value}` by default.',
      host: 'The address of the InfluxDB, such as `http://localhost:8086`.',
      measurementColumn: 'The column that holds the measurement.',
      org: 'The organization, by name.',
      orgID: 'The organization, by id.',
      tagColumns: 'Columns to write as tags; by default all text columns but the measurement, the field and the value.',
      timeColumn: 'The column that holds the time.',
      token: 'A token that may write to the bucket.',
    },
    defaults: { measurementColumn: '_measurement', timeColumn: '_time' },
    differs: 'Points the server takes only in part are told as a warning; the engine says nothing.',
    prepare: (args, context): { target: WriteTarget; fields: RowFunction | null } => ({
      target: targetOf(args),
      fields: args.fieldFn ? context.rowFunction(args.fieldFn) : null,
    }),
    async run(tables, args, { target, fields }, context) {
      const timed = withTimes(tables, args.timeColumn)
      const lines = linesOf(timed, args, fields)
      for (const warning of await context.host.write(target, lines, context.signal)) context.notice(warning)
      return timed
    },
  },
)

/** Rows without a time are neither written nor passed on. */
function withTimes(tables: TableStream, label: string): TableStream {
  const mask = (frame: TableStream['frames'][number]): Uint8Array => {
    const column = columnNamed(frame, label)
    if (!column) throw fault('invalid', 'no time column detected')
    if (column.type !== 'time') throw fault('invalid', `column ${label} of type ${column.type} is not of type time`)
    const { nulls, values } = spread(column, frame.offsets)
    return nulls === null ? new Uint8Array(values.length).fill(1) : nulls.map(n => 1 - n)
  }
  return filterRows(tables, mask, 'keep')
}

export const influxdb = packageOf('influxdata/influxdb', 'Reads and writes buckets of InfluxDB.', { to })

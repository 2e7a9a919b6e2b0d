// to and wideTo: rows as points, to an InfluxDB over HTTP or to a bucket kept here.
import { type RowFunction, type StageContext, sink } from '../../../library/index.ts'
import { mapFrames, type TableStream } from '../../../tables/index.ts'
import { type Fault, fault, planFault } from '../../../values/index.ts'
import { type BucketArguments, bucketToWrite, described, serverOf } from './address.ts'
import { rowLayout, wideLayout, withTimes } from './layouts.ts'
import { linesOf, type PointLayout, seriesPointsOf } from './points.ts'

const differs =
  'Points that are taken only in part are told as a warning; the engine says nothing. Without a host the engine on its own has nowhere to write; here a bucket kept in this browser is meant.'

export const to = sink(
  '(<-tables: stream[A], ?bucket: string, ?bucketID: string, ?fieldFn: (r: A) => B, ?host: string, ?measurementColumn: string, ?org: string, ?orgID: string, ?tagColumns: [string], ?timeColumn: string, ?token: string) => stream[A] where A: Record, B: Record',
  {
    summary: 'Writes rows as points to a bucket, and passes them on.',
    params: {
      ...described,
      tables: 'Tables to write.',
      fieldFn: 'A function of a row that returns its fields as a record; `{[r._field]: r._value}` by default.',
      measurementColumn: 'The column that holds the measurement.',
      tagColumns: 'Columns to write as tags; by default all text columns but the measurement, the field and the value.',
      timeColumn: 'The column that holds the time.',
    },
    examples: [
      `import "array"

array.from(rows: [{_time: now(), _measurement: "cpu", _field: "usage", host: "a", _value: 0.5}])
    |> to(bucket: "example-bucket")`,
    ],
    defaults: { measurementColumn: '_measurement', timeColumn: '_time' },
    differs,
    prepare(args, context): RowFunction | null {
      checkDestination(args, 'to')
      return args.fieldFn ? context.rowFunction(args.fieldFn) : null
    },
    async run(tables, args, fields, context) {
      const timed = withTimes(tables, args.timeColumn, 'no time column detected')
      await write(args, timed, frame => rowLayout(frame, args, fields), context)
      return timed
    },
  },
)

export const wideTo = sink(
  '(<-tables: stream[A], ?bucket: string, ?bucketID: string, ?host: string, ?org: string, ?orgID: string, ?token: string) => stream[A] where A: Record',
  {
    summary: 'Writes pivoted rows to a bucket and passes them on: each column outside the group key is a field.',
    params: {
      ...described,
      tables: 'Tables to write: `_measurement` and the tags in the group key, a `_time` column.',
    },
    examples: [
      `import "array"
import "influxdata/influxdb"

array.from(rows: [{_time: now(), _measurement: "cpu", host: "a", usage: 0.5, idle: 0.5}])
    |> group(columns: ["_measurement", "host"])
    |> influxdb.wideTo(bucket: "example-bucket")`,
    ],
    differs: `${differs} Rows without a time are not written; the engine gives them the time 1970-01-01.`,
    prepare: args => checkDestination(args, 'wideTo'),
    async run(tables, args, _, context) {
      // what a table lacks is told before anything is written
      mapFrames(tables, frame => wideLayout(frame).frame)
      const timed = withTimes(tables, '_time', 'input table is missing required column "_time"')
      await write(args, timed, wideLayout, context)
      return tables
    },
  },
)

function checkDestination({ bucket, bucketID, org, orgID, host, token }: BucketArguments, name: string): void {
  if (bucket !== undefined && bucketID !== undefined)
    throw fault('invalid', `cannot provide both \`bucket\` and \`bucketID\` parameters to the \`${name}\` function`)
  if (bucket === undefined && bucketID === undefined)
    throw fault('invalid', `must provide one of \`bucket\` and \`bucketID\` to the \`${name}\` function`)
  if (org !== undefined && orgID !== undefined)
    throw fault('invalid', `cannot provide both \`org\` and \`orgID\` parameters to the \`${name}\` function`)
  if (host !== undefined && token === undefined)
    throw fault('invalid', `with a host, \`${name}\` needs a token as well`)
}

async function write(
  args: BucketArguments,
  tables: TableStream,
  layoutOf: (frame: TableStream['frames'][number]) => PointLayout,
  { host, signal, notice }: StageContext,
): Promise<void> {
  const server = serverOf(args)
  const layouts = tables.frames.map(layoutOf)
  const { bucket, bucketID } = args
  const skipped: Fault[] = []
  const skip = host.skipsUnwritable ? (fault: Fault): void => void skipped.push(fault) : null
  const tell = (warnings: readonly string[]): void => {
    for (const warning of warnings) notice(warning)
    if (skipped.length > 0)
      notice(`left out what cannot be written, ${skipped.length} in all; the first: ${skipped[0].message}`)
  }
  if (server !== null) {
    tell(await host.write({ ...server, bucket, bucketID }, linesOf(layouts, skip), signal))
    return
  }
  if (!host.buckets)
    throw planFault('invalid', 'influxdb provider requires a host to be specified', {
      steps: ['Give the host of an InfluxDB, an org and a token.'],
    })
  const { id } = await bucketToWrite(host.buckets, args)
  tell(await host.buckets.write(id, seriesPointsOf(layouts, skip)))
}

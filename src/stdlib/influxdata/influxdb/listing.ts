// What there is to read: buckets, databases as InfluxDB 1 names them, and how many series a bucket has.
import {
  type BucketInfo,
  composed,
  type RowFunction,
  type Series,
  type StageContext,
  source,
  type TimeBounds,
} from '../../../library/index.ts'
import {
  type ColumnType,
  columnOf,
  constantColumn,
  emptyStream,
  streamOf,
  type TableStream,
} from '../../../tables/index.ts'
import { fault, formatTime, planFault, Time, type Value } from '../../../values/index.ts'
import { pointInTime } from '../../universe/range.ts'
import { type BucketArguments, bucketHere, described, refuseBoth, type ServerArguments, serverOf } from './address.ts'
import { quotedFlux, scriptOf } from './query.ts'
import { maskOfSeries } from './seriesTables.ts'

const server = { host: described.host, org: described.org, orgID: described.orgID, token: described.token }

export const buckets = source(
  '(?host: string, ?org: string, ?orgID: string, ?token: string) => stream[{retentionPeriod: int, retentionPolicy: string, organizationID: string, id: string, name: string}]',
  {
    summary: 'The buckets there are, and how long they keep their points in nanoseconds (0: for ever).',
    params: server,
    examples: ['buckets()'],
    reads: true,
    prepare: args => refuseNoOrg(args, 'listing buckets'),
    run: (args, context) =>
      listed('buckets', args, context, 'buckets()', all =>
        tableOf(all, [
          ['name', 'string', one => one.name],
          ['id', 'string', one => one.id],
          organization,
          ['retentionPolicy', 'string', () => ''],
          ['retentionPeriod', 'int', one => one.retention],
        ]),
      ),
  },
)

export const databases = source(
  '(?host: string, ?org: string, ?orgID: string, ?token: string) => stream[{bucketID: string, default: bool, retentionPeriod: int, retentionPolicy: string, databaseName: string, organizationID: string}]',
  {
    summary: 'The databases and retention policies that InfluxDB 1 would call the buckets.',
    params: server,
    examples: ['import "influxdata/influxdb/v1"\n\nv1.databases()'],
    reads: true,
    prepare: args => refuseNoOrg(args, 'reading'),
    run: (args, context) =>
      listed('databases', args, context, 'v1.databases()', all =>
        tableOf(all, [
          organization,
          ['databaseName', 'string', one => one.name.split('/', 1)[0]],
          ['retentionPolicy', 'string', one => one.name.split('/').slice(1).join('/') || 'autogen'],
          ['retentionPeriod', 'int', one => one.retention],
          ['default', 'bool', () => true],
          ['bucketID', 'string', one => one.id],
        ]),
      ),
  },
)

function refuseNoOrg(args: ServerArguments, what: string): void {
  const found = serverOf(args)
  if (found !== null && found.org === undefined && found.orgID === undefined)
    throw planFault('invalid', `${what} from a remote host requires an organization to be set`)
}

/** What a member lists: of a server by asking it the same, else of the buckets kept here. */
async function listed(
  name: string,
  args: ServerArguments,
  { host, signal }: StageContext,
  call: string,
  here: (all: readonly BucketInfo[]) => TableStream,
): Promise<TableStream> {
  const found = serverOf(args)
  const imports = new Map(name === 'databases' ? [['v1', 'influxdata/influxdb/v1']] : [])
  if (found !== null) return host.query(found, scriptOf([call], [{ text: call, imports }])!, host.now(), signal)
  if (!host.buckets) throw planFault('internal', `${name} requires a remote host to be specified`)
  return here(await host.buckets.list())
}

type Listed = readonly [label: string, type: ColumnType, value: (one: BucketInfo) => Value]

/** The organization of everything kept here: the key of the table. */
const organization: Listed = ['organizationID', 'string', () => '0000000000000001']

/** One table with a row a bucket. */
function tableOf(all: readonly BucketInfo[], columns: readonly Listed[]): TableStream {
  if (all.length === 0) return emptyStream
  return streamOf({
    columns: columns.map(([label, type, value]) =>
      label === organization[0]
        ? columnOf(label, type, [value(all[0])], 'constant')
        : columnOf(label, type, all.map(value)),
    ),
    key: [organization[0]],
    offsets: Int32Array.of(0, all.length),
  })
}

export const cardinality = composed(
  '(start: A, ?bucket: string, ?bucketID: string, ?host: string, ?org: string, ?orgID: string, ?predicate: (r: {C with _value: B, _field: string, _measurement: string}) => bool, ?stop: D, ?token: string) => stream[{_value: int, _stop: time, _start: time}] where A: Timeable, D: Timeable',
  {
    summary: 'How many series a bucket has in a time range.',
    params: {
      ...described,
      start: 'Earliest time: a time, or a duration before now.',
      stop: 'First time that no longer counts; now by default.',
      predicate: 'A function of measurement, field and tags that says which series count; all do by default.',
    },
    examples: ['import "influxdata/influxdb"\n\ninfluxdb.cardinality(bucket: "example-bucket", start: -1d)'],
    build(args, context) {
      refuseBoth('bucket', args.bucket, 'bucketID', args.bucketID)
      if (args.bucket === undefined && args.bucketID === undefined)
        throw fault('invalid', 'must specify only one of bucket or bucketID')
      const now = context.now().ns
      const start = pointInTime(args.start, now)
      const stop = args.stop === undefined ? now : pointInTime(args.stop, now)
      if (stop <= start) throw planFault('invalid', 'cannot query an empty range')
      const predicate = args.predicate ? context.rowFunction(args.predicate) : null
      return context.stream({
        inputs: [],
        kind: 'read',
        bounds: { start, stop },
        run: (_, stage) => counted(args, { start, stop }, predicate, stage),
      })
    },
  },
)

async function counted(
  args: BucketArguments,
  range: TimeBounds,
  predicate: RowFunction | null,
  { host, signal }: StageContext,
): Promise<TableStream> {
  const there = serverOf(args)
  if (there !== null) return host.query(there, countingScript(args, range, predicate), host.now(), signal)
  if (!host.buckets) throw planFault('internal', 'cardinality requires a remote host to be specified')
  const { id } = await bucketHere(host.buckets, args)
  const keep = predicate && ((all: readonly Series[]) => maskOfSeries(all, frame => predicate.bind(frame).mask()))
  const { series } = await host.buckets.read(id, range, keep, signal)
  return streamOf({
    columns: [
      constantColumn('_start', 'time', new Time(range.start)),
      constantColumn('_stop', 'time', new Time(range.stop)),
      columnOf('_value', 'int', [BigInt(series.length)]),
    ],
    key: ['_start', '_stop'],
    offsets: Int32Array.of(0, 1),
  })
}

function countingScript(args: BucketArguments, { start, stop }: TimeBounds, predicate: RowFunction | null): string {
  const printed = predicate?.printed()
  const itself = { text: '', imports: new Map([['influxdb', 'influxdata/influxdb']]) }
  const given = [
    args.bucket === undefined ? `bucketID: ${quotedFlux(args.bucketID!)}` : `bucket: ${quotedFlux(args.bucket)}`,
    `start: ${formatTime(start)}`,
    `stop: ${formatTime(stop)}`,
    ...(printed ? [`predicate: ${printed.text}`] : []),
  ]
  const script =
    printed === null
      ? null
      : scriptOf([`influxdb.cardinality(${given.join(', ')})`], [itself, ...(printed ? [printed] : [])])
  if (script === null)
    throw fault(
      'unimplemented',
      'cardinality: the predicate uses functions of this script, which a server does not know',
      {
        steps: ['Write what they do into the predicate itself.'],
      },
    )
  return script
}

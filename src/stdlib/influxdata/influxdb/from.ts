// from: a bucket of an InfluxDB, or one kept here. Nothing is read before a range bounds it. The range and the filters
// right after it become part of the read: a server is sent them as Flux, a bucket kept here reads only series that can
// pass.
import {
  type Host,
  type InfluxServer,
  type Narrowable,
  type PrintedFunction,
  type RowFunction,
  type Series,
  type StageSpec,
  source,
  type TimeBounds,
} from '../../../library/index.ts'
import type { TableStream } from '../../../tables/index.ts'
import { Fault, fault, formatTime, planFault } from '../../../values/index.ts'
import { type BucketArguments, bucketHere, described, refuseBoth, serverOf } from './address.ts'
import { quotedFlux, scriptOf } from './query.ts'
import { maskOfSeries, seriesTables } from './seriesTables.ts'

export const from = source(
  '(?bucket: string, ?bucketID: string, ?host: string, ?org: string, ?orgID: string, ?token: string) => stream[{B with _value: A, _time: time, _field: string, _measurement: string}]',
  {
    summary: 'Reads a bucket: one table a series. A range has to follow.',
    params: described,
    examples: [
      `from(bucket: "example-bucket")
    |> range(start: -1h)
    |> filter(fn: (r) => r._measurement == "cpu" and r._field == "usage")`,
    ],
    reads: true,
    differs:
      'Without a host the engine on its own has no buckets; here the buckets kept in this browser are read, as InfluxDB reads its own.',
    prepare(args) {
      refuseBoth('bucket', args.bucket, 'bucketID', args.bucketID)
      if (args.bucket === undefined && args.bucketID === undefined)
        throw fault('invalid', 'must specify bucket or bucketID')
      serverOf(args)
    },
    narrowable: args => readOf(args),
    run: (args, { host }) => {
      throw unbounded(args, host)
    },
  },
)

function readOf(args: BucketArguments): Narrowable {
  const server = serverOf(args)
  return {
    ranged: range => (server === null ? readHere(args, range, []) : readThere(server, args, range, [])),
    filtered: () => null,
  }
}

function unbounded({ bucket, bucketID, host }: BucketArguments, { buckets }: Host): Fault {
  return host === undefined && !buckets
    ? planFault('internal', 'from requires a remote host to be specified')
    : planFault(
        'invalid',
        `cannot submit unbounded read to ${JSON.stringify(bucket ?? bucketID)}; try bounding 'from' with a call to 'range'`,
      )
}

interface Filter {
  readonly predicate: RowFunction
  readonly apply: (tables: TableStream) => TableStream
}

/** A bucket kept where the script runs. */
function readHere(args: BucketArguments, range: TimeBounds, filters: readonly Filter[]): StageSpec {
  return {
    inputs: [],
    kind: 'read',
    bounds: range,
    alwaysNamed: filters.length > 0,
    flushes: 'inherit',
    narrowable: {
      ranged: () => null,
      filtered: (predicate, apply) => readHere(args, range, [...filters, { predicate, apply }]),
    },
    async run(_, { host, signal }) {
      const { buckets } = host
      if (!buckets) throw planFault('internal', 'from requires a remote host to be specified')
      const { id } = await bucketHere(buckets, args)
      const points = await buckets.read(id, range, wanted(filters), signal)
      return filters.reduce((tables, { apply }) => apply(tables), seriesTables(points, range))
    },
  }
}

const ofRows: ReadonlySet<string> = new Set(['_time', '_value', '_start', '_stop'])

/** Which series can have rows that pass, as far as filters ask for what all rows of a series have in common. */
function wanted(filters: readonly Filter[]): ((series: readonly Series[]) => Uint8Array) | null {
  const guards = filters.flatMap(({ predicate }) => predicate.guard(label => !ofRows.has(label)) ?? [])
  if (guards.length === 0) return null
  return series => {
    try {
      return maskOfSeries(series, frame =>
        guards.map(guard => guard.bind(frame).mask()).reduce((all, mask) => all.map((kept, i) => kept & mask[i])),
      )
    } catch (error) {
      // the filter itself meets the fault, where there is a row for it
      if (error instanceof Fault) return new Uint8Array(series.length).fill(1)
      throw error
    }
  }
}

/** A bucket of a server, which range and filters are sent to; null where they cannot be written as one script. */
function readThere(
  server: InfluxServer,
  args: BucketArguments,
  range: TimeBounds,
  filters: readonly PrintedFunction[],
): StageSpec | null {
  const bucket =
    args.bucket === undefined ? `bucketID: ${quotedFlux(args.bucketID!)}` : `bucket: ${quotedFlux(args.bucket)}`
  const script = scriptOf(
    [
      `from(${bucket})`,
      `range(start: ${formatTime(range.start)}, stop: ${formatTime(range.stop)})`,
      ...filters.map(one => `filter(fn: ${one.text})`),
    ],
    filters,
  )
  if (script === null) return null
  return {
    inputs: [],
    kind: 'read',
    bounds: range,
    narrowable: {
      ranged: () => null,
      filtered(predicate) {
        const printed = predicate.printed()
        return printed && readThere(server, args, range, [...filters, printed])
      },
    },
    run: (_, { host, signal }) => host.query(server, script, host.now(), signal),
  }
}

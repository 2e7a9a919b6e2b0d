// Buckets that are kept where a script runs, as its reads and writes see them. The store itself is src/buckets.

/** Written by influxdata/influxdb/monitor; nobody has to create it, and nobody else may take a name like it. */
export const SYSTEM_BUCKET = '_monitoring'

export interface BucketInfo {
  /** Sixteen hexadecimal digits, as InfluxDB's ids are. */
  readonly id: string
  readonly name: string
  /** How long points are kept, in nanoseconds; 0 is for ever. */
  readonly retention: bigint
}

export type FieldType = 'float' | 'int' | 'uint' | 'string' | 'bool'

/** One field of one measurement with one set of tags. */
export interface Series {
  readonly measurement: string
  /** By key in byte order; no value is empty. */
  readonly tags: readonly (readonly [key: string, value: string])[]
  readonly field: string
  readonly type: FieldType
}

/** Points by series: those of series s are the slots offsets[s] … offsets[s + 1] - 1. */
export interface SeriesPoints {
  readonly series: readonly Series[]
  readonly offsets: Int32Array
  /** Nanoseconds since 1970. What is read ascends within a series and has no time twice; what is written is in any order. */
  readonly times: BigInt64Array
  /**
   * 64 bits a point, which the series' type tells how to read: a float's bits, an int, a uint's bits, 0 or 1 for a bool,
   * and for a string its place in `texts`.
   */
  readonly bits: BigInt64Array
  readonly texts: readonly string[]
}

/** Nanoseconds since 1970, [start, stop). */
export interface ReadRange {
  readonly start: bigint
  readonly stop: bigint
}

export interface Buckets {
  list(): Promise<readonly BucketInfo[]>
  /** The bucket statuses and notifications go to (SYSTEM_BUCKET), made when there is none. Left out where none is kept. */
  system?(): Promise<BucketInfo>
  /**
   * The points of a bucket (by id) in a range. `keep` says for each series that may have some whether it is wanted (1);
   * null reads all. Series without a point in the range are left out; the others come by measurement, tags and field.
   */
  read(
    bucket: string,
    range: ReadRange,
    keep: ((series: readonly Series[]) => Uint8Array) | null,
    signal: AbortSignal,
  ): Promise<SeriesPoints>
  /**
   * Stores points; of two with one series and time the later one stays. Resolves once they are stored for good, with a
   * sentence for each kind of point that was left out (other field type, older than the retention).
   */
  write(bucket: string, points: SeriesPoints): Promise<readonly string[]>
}

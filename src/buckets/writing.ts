// Writes: one segment each, with the series that are new. Points that cannot be stored are left out and told in the
// words InfluxDB has for a partial write.
import { type FieldType, type Series, type SeriesPoints, seriesKey } from '../library/index.ts'
import { formatTime } from '../values/index.ts'
import type { BucketState } from './bucketState.ts'
import type { Log } from './log.ts'
import { bucketOf, oldestKept } from './reading.ts'
import { buildSegment } from './segment.ts'
import type { Appended, Change } from './storage.ts'

/** Stores points; resolves with a sentence for each kind of point that was left out. */
export async function writePoints(log: Log, bucket: string, points: SeriesPoints): Promise<readonly string[]> {
  let sentences: readonly string[] = []
  await log.transact(state => {
    const planned = planWrite(log, bucketOf(state, bucket), points)
    sentences = planned.sentences
    return planned.change
  })
  return sentences
}

function planWrite(
  log: Log,
  bucket: BucketState,
  points: SeriesPoints,
): { readonly change: Change; readonly sentences: string[] } {
  const left = new LeftOut(points)
  const numbering = new Numbering(bucket)
  const ids = new Int32Array(points.series.length)
  points.series.forEach((series, i) => {
    ids[i] = -1
    if (points.offsets[i] === points.offsets[i + 1]) return
    ids[i] = bucket.idAt(i, series)
    if (ids[i] >= 0) return
    const known = numbering.typeOf(series)
    const refused = series.field === 'time' || (known !== undefined && known !== series.type)
    if (refused) left.entry(i, series.field === 'time' ? invalidName(series) : conflict(series, known!))
    else ids[i] = numbering.idOf(series)
  })
  const oldest = oldestKept(log, bucket)
  const built = buildSegment(bucket.info.id, points, ids, oldest, (entry, times) => left.old(entry, times))
  const append: Appended[] = []
  const added = built ? numbering.header(bucket.info.id) : null
  if (numbering.none && left.none) bucket.lastWrite = { series: points.series, ids }
  if (added) append.push({ header: added })
  if (built) append.push(built)
  return { change: { append }, sentences: left.sentences(bucket, oldest) }
}

/** Ids of series, those of new ones after the last. */
class Numbering {
  private readonly fresh: Series[] = []
  private readonly idOfFresh = new Map<string, number>()
  private readonly types = new Map<string, FieldType>()
  private readonly next: number

  constructor(private readonly bucket: BucketState) {
    this.next = bucket.nextId
  }

  /** What the values of its field have been so far, here or earlier in the write. */
  typeOf({ measurement, field, type }: Series): FieldType | undefined {
    const known = this.bucket.typeOf(measurement, field)
    if (known !== undefined) return known
    const key = `${measurement}\0${field}`
    const first = this.types.get(key)
    if (first === undefined) this.types.set(key, type)
    return first
  }

  get none(): boolean {
    return this.fresh.length === 0
  }

  /** The id of a series the bucket does not have. */
  idOf(series: Series): number {
    const key = seriesKey(series.measurement, series.tags, series.field, series.type)
    let id = this.idOfFresh.get(key)
    if (id === undefined) {
      id = this.next + this.fresh.length
      this.idOfFresh.set(key, id)
      this.fresh.push(series)
    }
    return id
  }

  header(bucket: string): Appended['header'] | null {
    const ids = this.fresh.map((_, i) => this.next + i)
    return ids.length === 0 ? null : { kind: 'series', bucket, ids, series: this.fresh, whole: false }
  }
}

const typeNames: Readonly<Record<FieldType, string>> = {
  float: 'float',
  int: 'integer',
  uint: 'unsigned',
  string: 'string',
  bool: 'boolean',
}

const conflict = ({ field, measurement, type }: Series, known: FieldType): string =>
  `field type conflict: input field "${field}" on measurement "${measurement}" is type ${typeNames[type]}, already exists as type ${typeNames[known]}`

const invalidName = ({ field, measurement }: Series): string =>
  `invalid field name: input field "${field}" on measurement "${measurement}" is invalid`

/** Points that were not stored, by the reason. */
class LeftOut {
  private readonly byReason = new Map<string, Dropped>()
  private readonly tooOld = new Dropped()

  constructor(private readonly points: SeriesPoints) {}

  get none(): boolean {
    return this.byReason.size === 0
  }

  entry(entry: number, reason: string): void {
    const { offsets, times } = this.points
    let own = this.byReason.get(reason)
    if (!own) this.byReason.set(reason, (own = new Dropped()))
    own.add(this.points.series[entry], times.slice(offsets[entry], offsets[entry + 1]))
  }

  old(entry: number, times: BigInt64Array): void {
    this.tooOld.add(this.points.series[entry], times)
  }

  sentences({ info }: BucketState, oldest: bigint | null): string[] {
    const told = [...this.byReason].map(([reason, dropped]) => `partial write: ${reason} dropped=${dropped.count()}`)
    const { first, last } = this.tooOld
    if (oldest === null || !first || !last) return told
    const count = this.tooOld.count()
    const why = `dropped because it violates a Retention Policy Lower Bound at ${formatTime(oldest)}`
    const point = ({ series, time }: Point): string => `point ${nameOf(series)} at ${formatTime(time)} ${why}`
    return [
      ...told,
      `partial write: dropped ${count} points outside retention policy of duration ${goDuration(info.retention)} - oldest ${point(first)}, newest ${point(last)} dropped=${count} for database: ${info.id} for retention policy: autogen`,
    ]
  }
}

interface Point {
  readonly series: Series
  readonly time: bigint
}

/** Values of several fields at one time are one point. */
class Dropped {
  first: Point | null = null
  last: Point | null = null
  private readonly timesOf = new Map<string, BigInt64Array[]>()

  add(series: Series, times: BigInt64Array): void {
    for (const time of times) {
      if (!this.first || time < this.first.time) this.first = { series, time }
      if (!this.last || time > this.last.time) this.last = { series, time }
    }
    const name = nameOf(series)
    const own = this.timesOf.get(name)
    if (own) own.push(times)
    else this.timesOf.set(name, [times])
  }

  count(): number {
    let count = 0
    for (const lists of this.timesOf.values()) count += new Set(lists.flatMap(times => [...times])).size
    return count
  }
}

/** As line protocol begins a line. */
function nameOf({ measurement, tags }: Series): string {
  let name = measurement.replace(/[, ]/g, '\\$&')
  for (const [key, value] of tags) name += `,${key.replace(/[,= ]/g, '\\$&')}=${value.replace(/[,= ]/g, '\\$&')}`
  return name
}

/** As Go prints a duration of whole seconds or less: 1h0m0s. */
export function goDuration(ns: bigint): string {
  const seconds = ns / 1_000_000_000n
  const [h, m] = [seconds / 3600n, (seconds / 60n) % 60n]
  const rest = ns % 60_000_000_000n
  const s = `${rest / 1_000_000_000n}${fraction(rest % 1_000_000_000n)}s`
  return h > 0n ? `${h}h${m}m${s}` : m > 0n ? `${m}m${s}` : s
}

function fraction(ns: bigint): string {
  return ns === 0n ? '' : `.${String(ns).padStart(9, '0').replace(/0+$/, '')}`
}

// What is known of one bucket: its series, the segments its points lie in, and what deletes hide.
import { type BucketInfo, compareSeries, type FieldType, type Series, seriesKey } from '../library/index.ts'
import type { DeleteHeader, SegmentHeader, SeriesHeader } from './header.ts'
import { type Predicate, parsePredicate } from './predicate.ts'

export interface Segment {
  readonly seq: number
  readonly order: number
  readonly header: SegmentHeader
  readonly points: number
}

export interface Tombstone {
  readonly seq: number
  readonly header: DeleteHeader
  readonly predicate: Predicate
}

export class BucketState {
  /** When it was removed; null while it is there. */
  removedAt: bigint | null = null
  /** By id; ids of series that are gone are holes. */
  readonly series: Series[] = []
  /** By ascending order. */
  readonly segments: Segment[] = []
  /** By ascending number. */
  readonly tombstones: Tombstone[] = []
  /** Series of the last write that brought no new ones, with their ids: the next is most likely of the same. */
  lastWrite: { readonly series: readonly Series[]; readonly ids: Int32Array } | null = null
  /** The id the next new series gets. */
  nextId = 0
  private readonly idOfKey = new Map<string, number>()
  private readonly types = new Map<string, FieldType>()
  private ordered = new Int32Array(0)
  private orderKnown = true

  constructor(public info: BucketInfo) {}

  /** -1 for a series that is not here. */
  idOf(key: string): number {
    return this.idOfKey.get(key) ?? -1
  }

  /** As `idOf`, of the entry of a write at a place: looks first at what stood there in the last one. */
  idAt(place: number, series: Series): number {
    const last = this.lastWrite
    if (last && last.ids[place] >= 0 && isSameSeries(last.series[place], series)) return last.ids[place]
    return this.idOf(seriesKey(series.measurement, series.tags, series.field, series.type))
  }

  /** What the values of a field of a measurement are, once it has any. */
  typeOf(measurement: string, field: string): FieldType | undefined {
    return this.types.get(`${measurement}\0${field}`)
  }

  addSeries({ ids, series, whole }: SeriesHeader): void {
    if (whole) {
      this.series.length = 0
      this.idOfKey.clear()
      this.types.clear()
      this.lastWrite = null
    }
    this.orderKnown = false
    for (let i = 0; i < ids.length; i++) {
      const { measurement, tags, field, type } = series[i]
      this.series[ids[i]] = series[i]
      this.nextId = Math.max(this.nextId, ids[i] + 1)
      this.idOfKey.set(seriesKey(measurement, tags, field, type), ids[i])
      this.types.set(`${measurement}\0${field}`, type)
    }
  }

  /** Ids by measurement, tags and field. */
  inOrder(): Int32Array {
    if (this.orderKnown) return this.ordered
    const { series } = this
    const ids: number[] = []
    for (let id = 0; id < series.length; id++) if (series[id]) ids.push(id)
    this.ordered = Int32Array.from(ids.sort((a, b) => compareSeries(series[a], series[b])))
    this.orderKnown = true
    return this.ordered
  }

  addSegment(seq: number, header: SegmentHeader): void {
    const order = header.order ?? seq
    const points = header.offsets[header.offsets.length - 1]
    // ids of series whose record is lost are not given to others
    if (header.ids.length > 0) this.nextId = Math.max(this.nextId, header.ids[header.ids.length - 1] + 1)
    let at = this.segments.length
    while (at > 0 && this.segments[at - 1].order > order) at--
    this.segments.splice(at, 0, { seq, order, header, points })
  }

  /** False when the record of some of its series is lost. */
  knowsAll({ header }: Segment): boolean {
    return header.ids.every(id => this.series[id] !== undefined)
  }

  addTombstone(seq: number, header: DeleteHeader): void {
    this.tombstones.push({ seq, header, predicate: parsePredicate(header.predicate) })
  }

  drop(records: readonly number[]): void {
    if (records.length === 0) return
    const gone = new Set(records)
    keepOnly(this.segments, s => !gone.has(s.seq))
    keepOnly(this.tombstones, t => !gone.has(t.seq))
  }

  /** The deletes that may hide points of a segment. */
  hiding({ order, header }: Segment): readonly Tombstone[] {
    if (this.tombstones.length === 0) return none
    return this.tombstones.filter(
      t => t.seq > order && t.seq > header.swept && t.header.start <= header.max && t.header.stop > header.min,
    )
  }
}

function isSameSeries(a: Series, b: Series): boolean {
  if (a === b) return true
  const { length } = a.tags
  if (a.field !== b.field || a.type !== b.type || a.measurement !== b.measurement || b.tags.length !== length)
    return false
  for (let i = length - 1; i >= 0; i--) {
    const [x, y] = [a.tags[i], b.tags[i]]
    if (x[1] !== y[1] || x[0] !== y[0]) return false
  }
  return true
}

const none: readonly Tombstone[] = []

function keepOnly<T>(list: T[], keep: (item: T) => boolean): void {
  let n = 0
  for (const item of list) if (keep(item)) list[n++] = item
  list.length = n
}

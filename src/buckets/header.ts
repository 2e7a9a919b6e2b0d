// The records of a store's log, in the order of their numbers: what is known of the buckets is a fold over them. Points
// lie beside the record of their segment, under the same number.
import type { Series } from '../library/index.ts'

export type Header =
  | BucketHeader
  | SeriesHeader
  | SegmentHeader
  | DeleteHeader
  /** A bucket that can still be brought back; `at` is nanoseconds since 1970. */
  | { readonly kind: 'removed'; readonly bucket: string; readonly at: bigint }
  | { readonly kind: 'restored'; readonly bucket: string }
  /** A bucket that is gone with all it held. */
  | { readonly kind: 'erased'; readonly bucket: string }
  /** A delete taken back. */
  | { readonly kind: 'undelete'; readonly bucket: string; readonly delete: number }
  /** Segments and deletes that are gone. */
  | { readonly kind: 'dropped'; readonly bucket: string; readonly records: readonly number[] }
  /** Records up to a number were taken out that only matter to who has not seen them: who has not begins anew. */
  | { readonly kind: 'pruned'; readonly upTo: number }

/** A bucket made, or given another name or retention. */
export interface BucketHeader {
  readonly kind: 'bucket'
  readonly bucket: string
  readonly name: string
  /** Nanoseconds; 0 is for ever. */
  readonly retention: bigint
}

export interface SeriesHeader {
  readonly kind: 'series'
  readonly bucket: string
  readonly ids: readonly number[]
  readonly series: readonly Series[]
  /** These are all series the bucket has; what was known before no longer holds. */
  readonly whole: boolean
}

export interface SegmentHeader {
  readonly kind: 'segment'
  readonly bucket: string
  /** Of two points with one series and time that of the greater order holds; null is the record's own number. */
  readonly order: number | null
  /** Series in it, ascending. */
  readonly ids: Uint32Array
  /** The points of ids[i] are the slots offsets[i] … offsets[i + 1] - 1. */
  readonly offsets: Int32Array
  readonly min: bigint
  readonly max: bigint
  readonly bytes: number
  /** Segments it was made of, which are gone. */
  readonly replaces: readonly number[]
  /** Deletes up to this number hide none of its points any more: what they hid is not in it. */
  readonly swept: number
}

/** Hides points of segments of a smaller order than its number. */
export interface DeleteHeader {
  readonly kind: 'delete'
  readonly bucket: string
  readonly start: bigint
  /** Not in it. */
  readonly stop: bigint
  readonly predicate: string
  readonly at: bigint
}

/** The points of a segment; times ascend within a series and none comes twice. */
export interface Payload {
  readonly times: BigInt64Array
  /** As in SeriesPoints. */
  readonly bits: BigInt64Array
  readonly texts: readonly string[]
}

/** What was read as a record, if it has the shape of one. */
export function asHeader(value: unknown): Header | null {
  if (typeof value !== 'object' || value === null) return null
  const record = value as Record<string, unknown>
  const shape = typeof record.kind === 'string' && Object.hasOwn(shapes, record.kind) ? shapes[record.kind] : null
  if (!shape || !Object.keys(shape).every(key => shape[key](record[key]))) return null
  const header = value as Header
  return header.kind !== 'segment' || isOrderly(header) ? header : null
}

/** What was read as the points of a segment, if it has their shape and fits the header. */
export function asPayload(value: unknown, header: SegmentHeader): Payload | null {
  if (typeof value !== 'object' || value === null) return null
  const { times, bits, texts } = value as Record<string, unknown>
  const points = header.offsets[header.offsets.length - 1]
  if (!(times instanceof BigInt64Array) || times.length !== points) return null
  if (!(bits instanceof BigInt64Array) || bits.length !== points) return null
  return isTexts(texts) ? (value as Payload) : null
}

function isOrderly({ ids, offsets }: SegmentHeader): boolean {
  if (ids.length === 0 || offsets.length !== ids.length + 1 || offsets[0] !== 0) return false
  for (let i = 0; i < ids.length; i++) if (offsets[i + 1] <= offsets[i] || (i > 0 && ids[i] <= ids[i - 1])) return false
  return true
}

type Check = (value: unknown) => boolean

const isText: Check = value => typeof value === 'string'
const isBigint: Check = value => typeof value === 'bigint'
const isNumber: Check = value => typeof value === 'number' && Number.isSafeInteger(value)
const isNumbers: Check = value => Array.isArray(value) && value.every(isNumber)
const isTexts: Check = value => Array.isArray(value) && value.every(isText)
const isSeries: Check = value => {
  if (typeof value !== 'object' || value === null) return false
  const { measurement, tags, field, type } = value as Record<string, unknown>
  return (
    isText(measurement) &&
    isText(field) &&
    isText(type) &&
    Array.isArray(tags) &&
    tags.every(pair => isTexts(pair) && pair.length === 2)
  )
}

const shapes: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  bucket: { bucket: isText, name: isText, retention: isBigint },
  removed: { bucket: isText, at: isBigint },
  restored: { bucket: isText },
  erased: { bucket: isText },
  undelete: { bucket: isText, delete: isNumber },
  dropped: { bucket: isText, records: isNumbers },
  pruned: { upTo: isNumber },
  series: {
    bucket: isText,
    ids: isNumbers,
    series: value => Array.isArray(value) && value.every(isSeries),
    whole: value => typeof value === 'boolean',
  },
  segment: {
    bucket: isText,
    order: value => value === null || isNumber(value),
    ids: value => value instanceof Uint32Array,
    offsets: value => value instanceof Int32Array && value.length > 0,
    min: isBigint,
    max: isBigint,
    bytes: isNumber,
    replaces: isNumbers,
    swept: isNumber,
  },
  delete: { bucket: isText, start: isBigint, stop: isBigint, predicate: isText, at: isBigint },
}

// Points gathered series by series: rows come in any order and leave grouped as a bucket takes them. What `to` makes of
// tables and a decoder of lines.
import { compareText } from '../values/index.ts'
import type { FieldType, Series, SeriesPoints } from './buckets.ts'

export class SeriesPointsBuilder {
  private readonly series: Series[] = []
  private readonly texts: string[] = []
  private readonly idOfKey = new Map<string, number>()
  private readonly idOfText = new Map<string, number>()
  private ids = new Int32Array(64)
  private times = new BigInt64Array(64)
  private bits = new BigInt64Array(64)
  private floats = new Float64Array(this.bits.buffer)
  private count = 0
  /** False once a point came for a series before that of the point before it. */
  private grouped = true

  get size(): number {
    return this.count
  }

  /** The number of a series, for `add`; the tags are by key in byte order, without empty values. */
  seriesOf(
    measurement: string,
    tags: readonly (readonly [key: string, value: string])[],
    field: string,
    type: FieldType,
  ): number {
    const key = seriesKey(measurement, tags, field, type)
    let id = this.idOfKey.get(key)
    if (id === undefined) {
      id = this.series.length
      this.idOfKey.set(key, id)
      this.series.push({ measurement, tags, field, type })
    }
    return id
  }

  /** The bits that stand for a text. */
  textOf(text: string): number {
    let id = this.idOfText.get(text)
    if (id === undefined) {
      id = this.texts.length
      this.idOfText.set(text, id)
      this.texts.push(text)
    }
    return id
  }

  /** A point: `bits` as SeriesPoints has them. */
  add(series: number, time: bigint, bits: bigint): void {
    const at = this.next(series)
    this.times[at] = time
    this.bits[at] = bits
  }

  addFloat(series: number, time: bigint, value: number): void {
    const at = this.next(series)
    this.times[at] = time
    this.floats[at] = value
  }

  /** The slots from … to - 1 of two columns, as points of one series. */
  addSlots(series: number, times: BigInt64Array, bits: BigInt64Array, from: number, to: number): void {
    const at = this.count
    this.reserve(to - from)
    this.times.set(times.subarray(from, to), at)
    this.bits.set(bits.subarray(from, to), at)
    this.ids.fill(series, at, at + to - from)
    if (at > 0 && series < this.ids[at - 1]) this.grouped = false
    this.count = at + to - from
  }

  /** What was added, by series in the order of their numbers, and within one as it came. */
  build(): SeriesPoints {
    const { series, texts, ids, count } = this
    const offsets = new Int32Array(series.length + 1)
    for (let i = 0; i < count; i++) offsets[ids[i] + 1]++
    for (let s = 0; s < series.length; s++) offsets[s + 1] += offsets[s]
    if (this.grouped)
      return { series, offsets, times: this.times.slice(0, count), bits: this.bits.slice(0, count), texts }
    const times = new BigInt64Array(count)
    const bits = new BigInt64Array(count)
    const places = offsets.slice()
    for (let i = 0; i < count; i++) {
      const at = places[ids[i]]++
      times[at] = this.times[i]
      bits[at] = this.bits[i]
    }
    return { series, offsets, times, bits, texts }
  }

  private next(series: number): number {
    const at = this.count
    if (at === this.ids.length) this.reserve(1)
    if (at > 0 && series < this.ids[at - 1]) this.grouped = false
    this.ids[at] = series
    this.count = at + 1
    return at
  }

  private reserve(more: number): void {
    const least = this.count + more
    if (least <= this.ids.length) return
    const size = Math.max(least, this.ids.length * 2)
    const { ids, times, bits } = this
    this.ids = new Int32Array(size)
    this.times = new BigInt64Array(size)
    this.bits = new BigInt64Array(size)
    this.floats = new Float64Array(this.bits.buffer)
    this.ids.set(ids)
    this.times.set(times)
    this.bits.set(bits)
  }
}

/** One text for each series: two series have the same one only when they are the same. */
export function seriesKey(
  measurement: string,
  tags: readonly (readonly [key: string, value: string])[],
  field: string,
  type: FieldType,
): string {
  let key = type + part(measurement) + part(field)
  for (let i = 0; i < tags.length; i++) key += part(tags[i][0]) + part(tags[i][1])
  return key
}

/** Parts begin with a zero; one that holds zeros itself begins with two, and shows them otherwise. */
function part(text: string): string {
  return '\0' + (text.includes('\0') ? '\0' + JSON.stringify(text) : text)
}

/** By measurement, then tags pair by pair, then field, all in byte order. */
export function compareSeries(a: Series, b: Series): number {
  if (a.measurement !== b.measurement) return compareText(a.measurement, b.measurement)
  const n = Math.min(a.tags.length, b.tags.length)
  for (let i = 0; i < n; i++) {
    const [x, y] = [a.tags[i], b.tags[i]]
    if (x[0] !== y[0]) return compareText(x[0], y[0])
    if (x[1] !== y[1]) return compareText(x[1], y[1])
  }
  return a.tags.length - b.tags.length || compareText(a.field, b.field)
}

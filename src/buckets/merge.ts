// Points of several segments as one, series by series. Where the slices of a series follow one another in time they are
// laid end to end; elsewhere they are merged, and of equal times that of the later segment holds.
import type { ReadRange, Series, SeriesPoints } from '../library/index.ts'
import type { Segment, Tombstone } from './bucketState.ts'
import type { Payload } from './header.ts'
import { copySlots, firstFrom, settle } from './runs.ts'

export interface Part {
  readonly segment: Segment
  readonly payload: Payload
  /** Deletes that may hide some of its points. */
  readonly hiding: readonly Tombstone[]
}

export const ALL_TIME: ReadRange = { start: -(2n ** 63n), stop: 2n ** 63n }

/**
 * The points in the range of the series listed, each of which may come out without any. `places` says for a series' id
 * where in the list it is, or -1. Parts come by ascending order.
 */
export function mergeParts(
  parts: readonly Part[],
  places: Int32Array,
  series: readonly Series[],
  range: ReadRange,
): SeriesPoints {
  const slices = new Slices()
  for (let i = 0; i < parts.length; i++) collect(slices, parts[i], i, places, series, range)
  const byPlace = slices.inOrderOf(series.length)
  const times = new BigInt64Array(slices.points)
  const bits = new BigInt64Array(slices.points)
  const texts = new TextMaps(parts)
  const apart = followInTime(parts)
  const offsets = new Int32Array(series.length + 1)
  let at = 0
  for (let place = 0; place < series.length; place++) {
    const from = at
    const isText = series[place].type === 'string'
    let ascends = true
    for (let n = byPlace.offsets[place]; n < byPlace.offsets[place + 1]; n++) {
      const slice = byPlace.slices[n]
      const part = slices.part[slice]
      const { payload } = parts[part]
      const [low, high] = [slices.from[slice], slices.to[slice]]
      if (!apart && at > from && payload.times[low] <= times[at - 1]) ascends = false
      copySlots(payload.times, low, high, times, at)
      if (isText) texts.copy(part, low, high, bits, at)
      else copySlots(payload.bits, low, high, bits, at)
      at += high - low
    }
    if (!ascends) at = settle(times, bits, from, at)
    offsets[place + 1] = at
  }
  return { series, offsets, times: cut(times, at), bits: cut(bits, at), texts: texts.texts }
}

/** Without the series that have no points. */
export function withoutEmpty(points: SeriesPoints): SeriesPoints {
  const { series, offsets } = points
  const kept: Series[] = []
  const ends = [0]
  for (let s = 0; s < series.length; s++) {
    if (offsets[s] === offsets[s + 1]) continue
    kept.push(series[s])
    ends.push(offsets[s + 1])
  }
  return kept.length === series.length ? points : { ...points, series: kept, offsets: Int32Array.from(ends) }
}

/** No part begins before the one before has ended, as scrapes do: nothing needs to be compared. */
function followInTime(parts: readonly Part[]): boolean {
  for (let i = 1; i < parts.length; i++)
    if (parts[i].segment.header.min <= parts[i - 1].segment.header.max) return false
  return true
}

function cut(slots: BigInt64Array, length: number): BigInt64Array {
  return length === slots.length ? slots : slots.slice(0, length)
}

function collect(
  slices: Slices,
  { segment, payload, hiding }: Part,
  part: number,
  places: Int32Array,
  series: readonly Series[],
  { start, stop }: ReadRange,
): void {
  const { ids, offsets, min, max } = segment.header
  const whole = start <= min && stop > max
  for (let i = 0; i < ids.length; i++) {
    const place = places[ids[i]]
    if (place < 0) continue
    let [from, to] = [offsets[i], offsets[i + 1]]
    if (!whole) {
      from = firstFrom(payload.times, from, to, start)
      to = firstFrom(payload.times, from, to, stop)
    }
    const deletes = hiding.length === 0 ? hiding : hiding.filter(t => t.predicate(series[place]))
    if (deletes.length > 0) {
      for (const [low, high] of visible(payload.times, from, to, deletes)) slices.add(part, place, low, high)
    } else if (to > from) slices.add(part, place, from, to)
  }
}

/** What deletes leave of the slots from … to - 1. */
function visible(times: BigInt64Array, from: number, to: number, deletes: readonly Tombstone[]): [number, number][] {
  let left: [number, number][] = [[from, to]]
  for (const { header } of deletes)
    left = left.flatMap(([low, high]): [number, number][] => {
      const first = firstFrom(times, low, high, header.start)
      const last = firstFrom(times, first, high, header.stop)
      return [
        [low, first],
        [last, high],
      ]
    })
  return left.filter(([low, high]) => low < high)
}

/** Slots of parts that belong to a place of the answer. */
class Slices {
  count = 0
  points = 0
  part = new Int32Array(256)
  place = new Int32Array(256)
  from = new Int32Array(256)
  to = new Int32Array(256)

  add(part: number, place: number, from: number, to: number): void {
    const at = this.count++
    if (at === this.part.length) this.grow()
    this.part[at] = part
    this.place[at] = place
    this.from[at] = from
    this.to[at] = to
    this.points += to - from
  }

  /** The slices of each place, in the order they were added. */
  inOrderOf(places: number): { readonly offsets: Int32Array; readonly slices: Int32Array } {
    const offsets = new Int32Array(places + 1)
    for (let i = 0; i < this.count; i++) offsets[this.place[i] + 1]++
    for (let p = 0; p < places; p++) offsets[p + 1] += offsets[p]
    const next = offsets.slice()
    const slices = new Int32Array(this.count)
    for (let i = 0; i < this.count; i++) slices[next[this.place[i]]++] = i
    return { offsets, slices }
  }

  private grow(): void {
    const doubled = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const more = new Int32Array(old.length * 2)
      more.set(old)
      return more
    }
    this.part = doubled(this.part)
    this.place = doubled(this.place)
    this.from = doubled(this.from)
    this.to = doubled(this.to)
  }
}

/** Places of texts within each part, turned into places within the answer. */
class TextMaps {
  readonly texts: string[] = []
  private readonly places = new Map<string, number>()
  private readonly maps: (BigInt64Array | undefined)[] = []

  constructor(private readonly parts: readonly Part[]) {}

  copy(part: number, from: number, to: number, target: BigInt64Array, at: number): void {
    const { bits } = this.parts[part].payload
    const map = (this.maps[part] ??= this.mapOf(this.parts[part].payload.texts))
    for (let i = from; i < to; i++) target[at++] = map[Number(bits[i])]
  }

  private mapOf(texts: readonly string[]): BigInt64Array {
    return BigInt64Array.from(texts, text => {
      let place = this.places.get(text)
      if (place === undefined) {
        place = this.texts.length
        this.places.set(text, place)
        this.texts.push(text)
      }
      return BigInt(place)
    })
  }
}

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
 * The points in the range of the series listed, each of which may come out without any; the arrays are the caller's.
 * `places` says for a series' id where in the list it is, or -1. Parts come by ascending order.
 */
export function mergeParts(
  parts: readonly Part[],
  places: Int32Array,
  series: readonly Series[],
  range: ReadRange,
): SeriesPoints {
  const slices = parts.map(part => slicesOf(part, places, series, range))
  const offsets = new Int32Array(series.length + 1)
  for (const { place, from, to } of slices) count(place, from, to, offsets)
  for (let p = 0; p < series.length; p++) offsets[p + 1] += offsets[p]
  const target = {
    times: new BigInt64Array(offsets[series.length]),
    bits: new BigInt64Array(offsets[series.length]),
    next: offsets.slice(),
    starts: offsets,
    unsorted: followInTime(parts) ? null : new Uint8Array(series.length),
  }
  const isText = Uint8Array.from(series, s => Number(s.type === 'string'))
  const texts = isText.includes(1) ? new TextPlaces() : null
  parts.forEach(({ payload }, i) => {
    place(slices[i], payload, target)
    if (texts) placeTexts(slices[i], payload, isText, texts, target)
  })
  return { series, ...settled(target), texts: texts?.texts ?? [] }
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

/** Slots of a part and the place in the answer each belongs to; a place of -1 is not wanted. */
interface Slices {
  readonly place: Int32Array
  /** Slice i is the slots from[i] … to[i] - 1. */
  readonly from: Int32Array
  readonly to: Int32Array
}

interface Target {
  readonly times: BigInt64Array
  readonly bits: BigInt64Array
  /** Where each place goes on. */
  readonly next: Int32Array
  /** Where each place begins. */
  readonly starts: Int32Array
  /** Places with points that do not ascend; null where that cannot be. */
  readonly unsorted: Uint8Array | null
}

function slicesOf(part: Part, places: Int32Array, series: readonly Series[], range: ReadRange): Slices {
  const { ids, offsets, min, max } = part.segment.header
  const place = new Int32Array(ids.length)
  for (let i = 0; i < ids.length; i++) place[i] = ids[i] < places.length ? places[ids[i]] : -1
  if (part.hiding.length > 0) return visibleSlices(part, place, series, range)
  const [from, to] = [offsets.subarray(0, ids.length), offsets.subarray(1)]
  if (range.start <= min && range.stop > max) return { place, from, to }
  const { times } = part.payload
  const [low, high] = [from.slice(), to.slice()]
  for (let i = 0; i < ids.length; i++) {
    if (place[i] < 0) continue
    low[i] = firstFrom(times, from[i], to[i], range.start)
    high[i] = firstFrom(times, low[i], to[i], range.stop)
  }
  return { place, from: low, to: high }
}

/** A slice may be cut into several. */
function visibleSlices(part: Part, places: Int32Array, series: readonly Series[], range: ReadRange): Slices {
  const { times } = part.payload
  const { offsets } = part.segment.header
  const [place, from, to]: [number[], number[], number[]] = [[], [], []]
  for (let i = 0; i < places.length; i++) {
    if (places[i] < 0) continue
    const deletes = part.hiding.filter(t => t.predicate(series[places[i]]))
    const first = firstFrom(times, offsets[i], offsets[i + 1], range.start)
    const last = firstFrom(times, first, offsets[i + 1], range.stop)
    for (const [low, high] of visible(times, first, last, deletes)) {
      place.push(places[i])
      from.push(low)
      to.push(high)
    }
  }
  return { place: Int32Array.from(place), from: Int32Array.from(from), to: Int32Array.from(to) }
}

/** Adds the points of each place to the slot behind it. */
function count(place: Int32Array, from: Int32Array, to: Int32Array, counts: Int32Array): void {
  for (let i = 0; i < place.length; i++) if (place[i] >= 0) counts[place[i] + 1] += to[i] - from[i]
}

/** Lays the slices of a part behind those of the parts before it. */
function place(slices: Slices, payload: Payload, { times, bits, next, starts, unsorted }: Target): void {
  for (let i = 0; i < slices.place.length; i++) {
    const p = slices.place[i]
    const [from, to] = [slices.from[i], slices.to[i]]
    if (p < 0 || from >= to) continue
    const at = next[p]
    if (unsorted !== null && at > starts[p] && payload.times[from] <= times[at - 1]) unsorted[p] = 1
    if (to - from === 1) {
      times[at] = payload.times[from]
      bits[at] = payload.bits[from]
    } else {
      copySlots(payload.times, from, to, times, at)
      copySlots(payload.bits, from, to, bits, at)
    }
    next[p] = at + to - from
  }
}

/** Once `place` has laid them: texts of a part by their place in the answer. */
function placeTexts(slices: Slices, payload: Payload, isText: Uint8Array, texts: TextPlaces, target: Target): void {
  const { bits, next } = target
  const map = texts.of(payload.texts)
  // from the last on, for a place may have several slices
  const ends = new Map<number, number>()
  for (let i = slices.place.length - 1; i >= 0; i--) {
    const p = slices.place[i]
    if (p < 0 || isText[p] === 0) continue
    const end = ends.get(p) ?? next[p]
    const start = end - (slices.to[i] - slices.from[i])
    for (let at = start; at < end; at++) bits[at] = map[Number(bits[at])]
    ends.set(p, start)
  }
}

/** No part begins before the one before has ended, as scrapes do: nothing needs to be compared. */
function followInTime(parts: readonly Part[]): boolean {
  for (let i = 1; i < parts.length; i++)
    if (parts[i].segment.header.min <= parts[i - 1].segment.header.max) return false
  return true
}

/** The points with each place's in order; where some went, the others move up. */
function settled({ times, bits, starts, unsorted }: Target): Pick<SeriesPoints, 'times' | 'bits' | 'offsets'> {
  if (unsorted === null || !unsorted.includes(1)) return { times, bits, offsets: starts }
  const offsets = new Int32Array(starts.length)
  let at = 0
  for (let p = 0; p + 1 < starts.length; p++) {
    const from = starts[p]
    const to = unsorted[p] === 1 ? settle(times, bits, from, starts[p + 1]) : starts[p + 1]
    if (at < from) {
      times.copyWithin(at, from, to)
      bits.copyWithin(at, from, to)
    }
    at += to - from
    offsets[p + 1] = at
  }
  return at === times.length
    ? { times, bits, offsets }
    : { times: times.slice(0, at), bits: bits.slice(0, at), offsets }
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

/** Texts of several parts, each kept once. */
class TextPlaces {
  readonly texts: string[] = []
  private readonly places = new Map<string, number>()

  /** Where each text of a part is in the answer. */
  of(texts: readonly string[]): BigInt64Array {
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

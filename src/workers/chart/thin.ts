// A series cut down to the pixels there are. Of the rows that fall into one pixel column the first, the lowest, the
// highest and the last stay (Jugel et al., M4), so that lines look as they would with all of them.
import type { ChartWindow } from './shapes.ts'

/** Rows in ascending order of time. */
export interface TimedRows {
  readonly times: BigInt64Array
  /** Null slots hold NaN; what is not finite is not drawn. */
  readonly values: Float64Array
}

export interface Thinned {
  /** Milliseconds since the window's start. */
  readonly x: Float64Array
  /** NaN where the line breaks. */
  readonly y: Float64Array
  /** Rows of the lowest, the highest and the last value within the window; -1 where there is none. */
  readonly low: number
  readonly high: number
  readonly last: number
  /** Rows within the window, those without a value included. */
  readonly count: number
}

/** Rows a pixel column keeps at most. */
const KEPT = 4

/** The rows `from`…`to` of one series; a row on either side of the window stays, so that lines run out of the picture. */
export function thin(rows: TimedRows, from: number, to: number, window: ChartWindow, pixels: number): Thinned {
  const first = firstAtOrAfter(rows.times, from, to, window.from)
  const end = firstAtOrAfter(rows.times, first, to, window.to + 1n)
  const [begin, stop] = [Math.max(from, first - 1), Math.min(to, end + 1)]
  const elapsed = millisecondsSince(rows.times, begin, stop, window.from)
  const values = rows.values.subarray(begin, stop)
  const drawn =
    stop - begin <= KEPT * pixels ? allRows(elapsed, values) : perPixel(elapsed, values, spanOf(window), pixels)
  return { ...drawn, ...extremes(rows.values, first, end), count: end - first }
}

export function spanOf({ from, to }: ChartWindow): number {
  return Number(to - from) / 1e6
}

/** The first row of `from`…`to` that is not before a time; `to` where there is none. */
export function firstAtOrAfter(times: BigInt64Array, from: number, to: number, time: bigint): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

/** The difference is taken in halves, so that it is exact for 104 days and more than a picture needs beyond. */
export function millisecondsSince(times: BigInt64Array, from: number, to: number, origin: bigint): Float64Array {
  const halves = new Int32Array(times.buffer, times.byteOffset, 2 * times.length)
  const own = new Int32Array(BigInt64Array.of(origin).buffer)
  const [low, high] = [own[0] >>> 0, own[1]]
  const out = new Float64Array(to - from)
  for (let i = 0; i < out.length; i++) {
    const at = 2 * (from + i)
    out[i] = ((halves[at + 1] - high) * 4_294_967_296 + ((halves[at] >>> 0) - low)) / 1e6
  }
  return out
}

function allRows(elapsed: Float64Array, values: Float64Array): { x: Float64Array; y: Float64Array } {
  const y = values.slice()
  for (let i = 0; i < y.length; i++) if (!Number.isFinite(y[i])) y[i] = Number.NaN
  return { x: elapsed, y }
}

/** A column all of whose rows are without a value becomes one break. */
function perPixel(elapsed: Float64Array, values: Float64Array, span: number, pixels: number) {
  const most = Math.min(elapsed.length, KEPT * (pixels + 2))
  const [x, y] = [new Float64Array(most), new Float64Array(most)]
  const scale = span > 0 ? pixels / span : 0
  let n = 0
  for (let i = 0; i < elapsed.length; ) {
    const column = columnAt(elapsed[i] * scale, pixels)
    let [first, low, high, last] = [-1, -1, -1, -1]
    const begin = i
    for (; i < elapsed.length && columnAt(elapsed[i] * scale, pixels) === column; i++) {
      const v = values[i]
      // what is not finite gives NaN
      if (v - v !== 0) continue
      if (first < 0) first = low = high = i
      else if (v < values[low]) low = i
      else if (v > values[high]) high = i
      last = i
    }
    if (first < 0) {
      x[n] = elapsed[begin]
      y[n++] = Number.NaN
      continue
    }
    const [one, two] = low < high ? [low, high] : [high, low]
    let before = -1
    for (const row of [first, one, two, last]) {
      if (row === before) continue
      x[n] = elapsed[row]
      y[n++] = values[row]
      before = row
    }
  }
  return { x: x.slice(0, n), y: y.slice(0, n) }
}

/** Rows beside the window have columns of their own. */
function columnAt(place: number, pixels: number): number {
  return place < 0 ? -1 : place > pixels ? pixels : Math.floor(place)
}

function extremes(values: Float64Array, from: number, to: number): { low: number; high: number; last: number } {
  let [low, high, last] = [-1, -1, -1]
  for (let i = from; i < to; i++) {
    const v = values[i]
    if (v - v !== 0) continue
    if (low < 0) low = high = i
    else if (v < values[low]) low = i
    else if (v > values[high]) high = i
    last = i
  }
  return { low, high, last }
}

// Series one upon another. Between two of its rows a series goes straight from the one to the other; before its first
// and after its last, and where a value is missing, it adds nothing.
import type { ChartWindow } from './shapes.ts'
import { firstAtOrAfter, millisecondsSince, type Thinned, type TimedRows, thin } from './thin.ts'

export interface StackInput extends TimedRows {
  readonly from: number
  readonly to: number
}

export interface Layer {
  readonly upper: Thinned
  /** The lower edge at the places of the upper one. */
  readonly base: Float64Array
}

/** From the lowest layer up; every layer has a value at each time that any series has. */
export function stack(series: readonly StackInput[], window: ChartWindow, pixels: number): Layer[] {
  const times = allTimes(series, window)
  const elapsed = millisecondsSince(times, 0, times.length, window.from)
  let below = new Float64Array(times.length)
  return series.map(own => {
    const upper = below.slice()
    addAlong(own, times, upper)
    const thinned = thin({ times, values: upper }, 0, times.length, window, pixels)
    const base = baseUnder(thinned.x, elapsed, below)
    below = upper
    return { upper: thinned, base }
  })
}

/** Every time within the window and the nearest on either side, once. */
function allTimes(series: readonly StackInput[], window: ChartWindow): BigInt64Array {
  const parts = series.map(({ times, from, to }) => {
    const first = firstAtOrAfter(times, from, to, window.from)
    const end = firstAtOrAfter(times, first, to, window.to + 1n)
    return times.subarray(Math.max(from, first - 1), Math.min(to, end + 1))
  })
  const first = parts[0]
  if (parts.every(p => p.length === first.length && sameTimes(p, first)) && strictlyAscends(first)) return first.slice()
  const all = new BigInt64Array(parts.reduce((n, p) => n + p.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  all.sort()
  let n = 0
  for (let i = 0; i < all.length; i++) if (i === 0 || all[i] !== all[i - 1]) all[n++] = all[i]
  return all.slice(0, n)
}

function sameTimes(a: BigInt64Array, b: BigInt64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function strictlyAscends(times: BigInt64Array): boolean {
  for (let i = 1; i < times.length; i++) if (times[i] <= times[i - 1]) return false
  return true
}

/** Adds a series to what is there; of rows with one time the last counts. */
function addAlong({ times, values, from, to }: StackInput, at: BigInt64Array, sum: Float64Array): void {
  let row = from
  for (let i = 0; i < at.length; i++) {
    const time = at[i]
    while (row + 1 < to && times[row + 1] <= time) row++
    if (row >= to || times[row] > time) continue
    const v = values[row]
    if (times[row] === time) {
      if (Number.isFinite(v)) sum[i] += v
    } else if (row + 1 < to && Number.isFinite(v) && Number.isFinite(values[row + 1])) {
      const share = Number(time - times[row]) / Number(times[row + 1] - times[row])
      sum[i] += v + (values[row + 1] - v) * share
    }
  }
}

/** The layer below at some of the times. */
function baseUnder(x: Float64Array, elapsed: Float64Array, below: Float64Array): Float64Array {
  const base = new Float64Array(x.length)
  let row = 0
  for (let i = 0; i < base.length; i++) {
    while (elapsed[row] < x[i]) row++
    base[i] = below[row]
  }
  return base
}

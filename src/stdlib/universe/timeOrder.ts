// Which tables have times that ascend, and between which instants all of them lie: with ascending times, two rows a table
// tell that, and windows are cut instead of searched.
import type { TimeColumn } from '../../tables/index.ts'
import { MAX_TIME, MIN_TIME } from '../../values/index.ts'

export interface TimeOrder {
  /** 1 for each table whose times ascend, none of them null. */
  readonly ascending: Uint8Array
  /** Not after and not before any time, off by at most 2^32 nanoseconds; the other way round where there is no time. */
  readonly low: bigint
  readonly high: bigint
}

/** The two halves of each slot. */
export const halves = ({ buffer, byteOffset, length }: BigInt64Array): Int32Array =>
  new Int32Array(buffer, byteOffset, 2 * length)

export function timeOrder({ values, nulls }: TimeColumn, offsets: Int32Array): TimeOrder {
  const ascending = new Uint8Array(offsets.length - 1)
  const extent = new BigInt64Array([MAX_TIME, MIN_TIME])
  for (let t = 0; t < ascending.length; t++) {
    const [from, to] = [offsets[t], offsets[t + 1]]
    if (nulls === null && ascends(values, from, to)) {
      ascending[t] = 1
      if (from < to) widen(extent, values, from, to - 1)
    } else widen(extent, extremes(halves(values), nulls, from, to), 0, 1)
  }
  return { ascending, low: extent[0], high: extent[1] }
}

function ascends(times: BigInt64Array, from: number, to: number): boolean {
  for (let row = from + 1; row < to; row++) if (times[row] < times[row - 1]) return false
  return true
}

function widen(extent: BigInt64Array, times: BigInt64Array, first: number, last: number): void {
  if (times[first] < extent[0]) extent[0] = times[first]
  if (times[last] > extent[1]) extent[1] = times[last]
}

/** By the high halves alone. */
function extremes(times: Int32Array, nulls: Uint8Array | null, from: number, to: number): BigInt64Array {
  let low = 0x7fffffff
  let high = -0x80000000
  for (let row = from; row < to; row++) {
    if (nulls !== null && nulls[row] === 1) continue
    const h = times[2 * row + 1]
    if (h < low) low = h
    if (h > high) high = h
  }
  return low > high
    ? new BigInt64Array([MAX_TIME, MIN_TIME])
    : new BigInt64Array([BigInt(low) << 32n, (BigInt(high) << 32n) + 0xffffffffn])
}

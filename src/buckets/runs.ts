// Ascending runs of points, merged: of two points with one time the later run's holds.

/**
 * Makes the points of the slots from … to - 1 ascend, in place, and answers where they end now. What came later holds
 * where times are equal. Points that ascend already cost one look each.
 */
export function settle(times: BigInt64Array, bits: BigInt64Array, from: number, to: number): number {
  if (ascends(times, from, to)) return to
  let starts = runStarts(times, from, to)
  const size = to - from
  let [sourceTimes, sourceBits] = [times.slice(from, to), bits.slice(from, to)]
  let [nextTimes, nextBits] = [new BigInt64Array(size), new BigInt64Array(size)]
  starts = starts.map(s => s - from)
  while (starts.length > 2) {
    const merged: number[] = [0]
    let at = 0
    for (let r = 0; r + 1 < starts.length; r += 2) {
      const [a, b] = [starts[r], starts[r + 1]]
      const end = r + 2 < starts.length ? starts[r + 2] : b
      at = mergeTwo(sourceTimes, sourceBits, a, b, end, nextTimes, nextBits, at)
      merged.push(at)
    }
    starts = merged
    ;[sourceTimes, nextTimes, sourceBits, nextBits] = [nextTimes, sourceTimes, nextBits, sourceBits]
  }
  const left = starts[1]
  times.set(sourceTimes.subarray(0, left), from)
  bits.set(sourceBits.subarray(0, left), from)
  return from + left
}

function ascends(times: BigInt64Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (times[i] <= times[i - 1]) return false
  return true
}

/** Where runs begin, and the end. */
function runStarts(times: BigInt64Array, from: number, to: number): number[] {
  const starts = [from]
  for (let i = from + 1; i < to; i++) if (times[i] <= times[i - 1]) starts.push(i)
  if (to > from) starts.push(to)
  return starts
}

/** Merges the runs a … b - 1 and b … end - 1; answers where it stopped writing. */
function mergeTwo(
  times: BigInt64Array,
  bits: BigInt64Array,
  a: number,
  b: number,
  end: number,
  outTimes: BigInt64Array,
  outBits: BigInt64Array,
  at: number,
): number {
  let [i, j] = [a, b]
  while (i < b && j < end) {
    if (times[i] < times[j]) {
      outTimes[at] = times[i]
      outBits[at++] = bits[i++]
      continue
    }
    if (times[i] === times[j]) i++
    outTimes[at] = times[j]
    outBits[at++] = bits[j++]
  }
  for (; i < b; i++) {
    outTimes[at] = times[i]
    outBits[at++] = bits[i]
  }
  for (; j < end; j++) {
    outTimes[at] = times[j]
    outBits[at++] = bits[j]
  }
  return at
}

/** As `set` of a subarray, whose call costs more than a few slots. */
export function copySlots(source: BigInt64Array, from: number, to: number, target: BigInt64Array, at: number): void {
  if (to - from > 32) target.set(source.subarray(from, to), at)
  else for (let i = from; i < to; i++) target[at++] = source[i]
}

/** The first slot of the ascending slots from … to - 1 whose time is not before `time`. */
export function firstFrom(times: BigInt64Array, from: number, to: number, time: bigint): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

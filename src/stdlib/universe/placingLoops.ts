// The loops over rows that count them and put them into windows: where each segment of time lies in at most one
// window, and where it lies in several.

/** The numbers of the windows each segment lies in. */
export interface Members {
  readonly starts: Int32Array
  readonly members: Int32Array
  /** The one window of each segment, or how many windows there are for none; null where a segment lies in several. */
  readonly only: Int32Array | null
}

export function countOnly(
  from: number,
  to: number,
  segmentOfRow: Int32Array,
  only: Int32Array,
  counts: Int32Array,
): void {
  for (let row = from; row < to; row++) counts[only[segmentOfRow[row]]]++
}

export function countMembers(
  from: number,
  to: number,
  segmentOfRow: Int32Array,
  { starts, members }: Members,
  counts: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const s = segmentOfRow[row]
    for (let m = starts[s]; m < starts[s + 1]; m++) counts[members[m]]++
  }
}

export function placeOnly(
  from: number,
  to: number,
  segmentOfRow: Int32Array,
  only: Int32Array,
  next: Int32Array,
  none: number,
  rows: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const w = only[segmentOfRow[row]]
    if (w !== none) rows[next[w]++] = row
  }
}

export function placeMembers(
  from: number,
  to: number,
  segmentOfRow: Int32Array,
  { starts, members }: Members,
  next: Int32Array,
  rows: Int32Array,
): void {
  for (let row = from; row < to; row++) {
    const s = segmentOfRow[row]
    for (let m = starts[s]; m < starts[s + 1]; m++) rows[next[members[m]]++] = row
  }
}

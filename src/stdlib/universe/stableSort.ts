// The stable sort of Go's library: runs of twenty sorted by insertion, then merged in place by rotations (Kim and
// Kutzner's SymMerge). Only where values have no proper order, as with NaN, does it matter which stable sort it is.

type Before = (a: number, b: number) => boolean

const RUN = 20

/** Sorts the part of `rows` between two places. */
export function goStableSort(rows: Int32Array, from: number, to: number, before: Before): void {
  for (let a = from; a < to; a += RUN) insertion(rows, a, Math.min(a + RUN, to), before)
  for (let size = RUN; size < to - from; size *= 2)
    for (let a = from; a + size < to; a += 2 * size) merge(rows, a, a + size, Math.min(a + 2 * size, to), before)
}

function insertion(rows: Int32Array, from: number, to: number, before: Before): void {
  for (let i = from + 1; i < to; i++)
    for (let j = i; j > from && before(rows[j], rows[j - 1]); j--) [rows[j], rows[j - 1]] = [rows[j - 1], rows[j]]
}

/** Merges two sorted neighbours [a, m) and [m, b). */
function merge(rows: Int32Array, a: number, m: number, b: number, before: Before): void {
  if (m - a === 1) {
    const to = search(m, b, i => before(rows[i], rows[a]))
    carry(rows, a, to)
    return
  }
  if (b - m === 1) {
    insertLast(rows, a, m, before)
    return
  }
  const middle = (a + b) >>> 1
  const sum = middle + m
  const [low, high] = m > middle ? [sum - b, middle] : [a, m]
  const start = search(low, high, c => !before(rows[sum - 1 - c], rows[c]))
  const end = sum - start
  if (start < m && m < end) rotate(rows, start, m, end)
  if (a < start && start < middle) merge(rows, a, start, middle, before)
  if (middle < end && end < b) merge(rows, middle, end, b, before)
}

/** The first place where a condition that holds up to some place holds no longer. */
function search(low: number, high: number, holds: (i: number) => boolean): number {
  let [i, j] = [low, high]
  while (i < j) {
    const h = (i + j) >>> 1
    if (holds(h)) i = h + 1
    else j = h
  }
  return i
}

/** Moves the row at `at` behind those before `to`. */
function carry(rows: Int32Array, at: number, to: number): void {
  const row = rows[at]
  rows.copyWithin(at, at + 1, to)
  rows[to - 1] = row
}

/** Puts the one row at `m` in its place among [a, m): before the first that has to come after it. */
function insertLast(rows: Int32Array, a: number, m: number, before: Before): void {
  const to = search(a, m, i => !before(rows[m], rows[i]))
  const row = rows[m]
  rows.copyWithin(to + 1, to, m)
  rows[to] = row
}

function rotate(rows: Int32Array, a: number, m: number, b: number): void {
  const left = rows.slice(a, m)
  rows.copyWithin(a, m, b)
  rows.set(left, a + b - m)
}

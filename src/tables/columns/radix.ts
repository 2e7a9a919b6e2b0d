// Ranks of 64-bit keys by a radix sort of eleven bits a pass, the lowest first; digits that do not vary are passed over,
// and keys that ascend already are not sorted.

/** Keys as two unsigned halves, in whose order the values are. */
export interface Keys {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

/** Ranks from 1 on, in one array a column; null slots have rank 0. `keysOf` writes the keys of a column from a place on. */
export function ranksByRadix<
  C extends { readonly values: { readonly length: number }; readonly nulls: Uint8Array | null },
>(columns: readonly C[], keysOf: (column: C, keys: Keys, at: number) => void): Int32Array[] {
  const size = columns.reduce((n, c) => n + c.values.length, 0)
  const keys = { high: new Uint32Array(size), low: new Uint32Array(size) }
  let at = 0
  for (const c of columns) {
    keysOf(c, keys, at)
    at += c.values.length
  }
  const ranks = ranksOfKeys(keys)
  at = 0
  return columns.map(({ values, nulls }) => {
    const own = ranks.subarray(at, at + values.length)
    at += values.length
    if (nulls !== null) for (let i = 0; i < own.length; i++) own[i] *= 1 - nulls[i]
    return own
  })
}

/** Ranks of the keys themselves, from 1 on. */
export function ranksOfKeys(keys: Keys): Int32Array {
  const ranks = new Int32Array(keys.low.length)
  rankInOrder(keys, orderOfKeys(keys), ranks)
  return ranks
}

/** A stable order of the keys; null where they ascend as they are. */
export function orderOfKeys({ high, low }: Keys): Int32Array | null {
  if (ascend(high, low)) return null
  const counts = [low, high].map(half => [0, 11, 22].map(shift => countDigits(half, shift)))
  let order: Int32Array | null = null
  let spare: Int32Array | null = null
  for (const [h, half] of [low, high].entries())
    for (const [d, shift] of [0, 11, 22].entries()) {
      const starts = counts[h][d]
      if (starts.includes(high.length)) continue
      toStarts(starts)
      const next: Int32Array = spare ?? new Int32Array(high.length)
      spare = order
      if (order === null) firstPass(half, shift, starts, next)
      else pass(half, shift, starts, order, next)
      order = next
    }
  return order
}

function ascend(high: Uint32Array, low: Uint32Array): boolean {
  for (let i = 1; i < high.length; i++)
    if (high[i] < high[i - 1] || (high[i] === high[i - 1] && low[i] < low[i - 1])) return false
  return true
}

function countDigits(half: Uint32Array, shift: number): Int32Array {
  const counts = new Int32Array(2048)
  for (let i = 0; i < half.length; i++) counts[(half[i] >>> shift) & 2047]++
  return counts
}

function toStarts(counts: Int32Array): void {
  let sum = 0
  for (let i = 0; i < counts.length; i++) {
    const own = counts[i]
    counts[i] = sum
    sum += own
  }
}

function firstPass(half: Uint32Array, shift: number, starts: Int32Array, out: Int32Array): void {
  for (let i = 0; i < half.length; i++) out[starts[(half[i] >>> shift) & 2047]++] = i
}

function pass(half: Uint32Array, shift: number, starts: Int32Array, order: Int32Array, out: Int32Array): void {
  for (let i = 0; i < order.length; i++) {
    const slot = order[i]
    out[starts[(half[slot] >>> shift) & 2047]++] = slot
  }
}

function rankInOrder({ high, low }: Keys, order: Int32Array | null, ranks: Int32Array): void {
  let rank = 0
  let before = -1
  for (let i = 0; i < ranks.length; i++) {
    const slot = order === null ? i : order[i]
    if (before < 0 || high[slot] !== high[before] || low[slot] !== low[before]) rank++
    ranks[slot] = rank
    before = slot
  }
}

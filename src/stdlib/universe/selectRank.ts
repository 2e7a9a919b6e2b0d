// The value that would stand at a place if numbers were sorted, NaN last, without sorting them: Hoare's selection. Which
// of two zeros it is, is not said.

/** The value of a rank. Moves the numbers about: none after that place is less, none before it greater. */
export function selectRank(values: Float64Array, rank: number): number {
  const numbers = nansLast(values)
  if (rank >= numbers) return Number.NaN
  let [from, to] = [0, numbers - 1]
  // of numbers whose order misleads the choice of pivots, what is left is sorted
  for (let rounds = 0; from < to; rounds++) {
    if (rounds > 64) {
      values.subarray(from, to + 1).sort()
      break
    }
    const split = partition(values, from, to)
    if (rank <= split) to = split
    else from = split + 1
  }
  return values[rank]
}

/** The least of the values from a place on; NaN where there are only those. */
export function leastFrom(values: Float64Array, from: number): number {
  let least = values[from]
  for (let i = from + 1; i < values.length; i++) if (values[i] < least) least = values[i]
  return least
}

/** Moves NaN behind the numbers; returns how many numbers there are. */
function nansLast(values: Float64Array): number {
  let end = values.length
  for (let i = 0; i < end; i++)
    while (values[i] !== values[i] && i < end) {
      values[i] = values[--end]
      values[end] = Number.NaN
    }
  return end
}

/** Nothing up to the place returned is greater than anything after it, and both sides have something. */
function partition(values: Float64Array, from: number, to: number): number {
  const pivot = middleOf(values[from], values[(from + to) >> 1], values[to])
  let i = from - 1
  let j = to + 1
  for (;;) {
    do i++
    while (values[i] < pivot)
    do j--
    while (values[j] > pivot)
    if (i >= j) return j < to ? j : to - 1
    const own = values[i]
    values[i] = values[j]
    values[j] = own
  }
}

function middleOf(a: number, b: number, c: number): number {
  const [low, high] = a < b ? [a, b] : [b, a]
  return c < low ? low : c > high ? high : c
}

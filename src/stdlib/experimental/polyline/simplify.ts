// The Ramer-Douglas-Peucker algorithm: the points of a line without which its shape would be another. Each way of doing
// it gives a mark for every point, 1 where it stays.

/** Points in the order of the line. */
export interface Line {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Points farther than `epsilon` from the straight line stay. */
export const within = (line: Line, epsilon: number): Uint8Array => split(line, () => epsilon)

/** How far points may lie is taken from how exactly each straight line can be drawn on a grid of whole numbers. */
export const withinGrid = (line: Line): Uint8Array => split(line, (from, to) => gridTolerance(line, from, to))

/** The most significant points stay, as many as said; all of those that are as significant as the last of them. */
export function mostSignificant(line: Line, keep: number): Uint8Array {
  const weights = significance(line)
  const least = weights.slice().sort()[weights.length - keep]
  return Uint8Array.from(weights, weight => (weight >= least ? 1 : 0))
}

/** Parts wait on a list, for a line may be split as often as it has points. */
function split(line: Line, tolerance: (from: number, to: number) => number): Uint8Array {
  const kept = new Uint8Array(line.x.length)
  const parts: [number, number][] = line.x.length > 0 ? [[0, line.x.length - 1]] : []
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part
    kept[from] = kept[to] = 1
    if (to - from < 2) continue
    const { at, distance } = farthest(line, from, to, from, to)
    // where rounding has an end as the farthest point there is nothing to split
    if (distance >= tolerance(from, to) && at > from && at < to) parts.push([from, at], [at, to])
  }
  return kept
}

/** For each point how far it lay from the line it split; the ends stay in any case. */
function significance(line: Line): Float64Array {
  const weights = new Float64Array(line.x.length)
  const parts: [number, number][] = [[0, weights.length - 1]]
  for (let part = parts.pop(); part; part = parts.pop()) {
    const [from, to] = part
    const { at, distance } = farthest(line, from, to, from + 1, to - 1)
    if (distance === 0) continue
    weights[at] = distance
    parts.push([from, at], [at, to])
  }
  weights[0] = weights[weights.length - 1] = Number.POSITIVE_INFINITY
  return weights
}

/** The point between two that is farthest from the straight line through `from` and `to`; the first of equals. */
function farthest(
  { x, y }: Line,
  from: number,
  to: number,
  first: number,
  last: number,
): { at: number; distance: number } {
  const a = y[from] - y[to]
  const b = x[to] - x[from]
  const c = x[from] * y[to] - x[to] * y[from]
  const norm = Math.sqrt(a * a + b * b)
  let [at, distance] = [from, 0]
  for (let i = first; i <= last; i++) {
    const d = Math.abs(a * x[i] + b * y[i] + c) / norm
    if (d > distance) [at, distance] = [i, d]
  }
  return { at, distance }
}

/**
 * The non-parametric bound of Prasad, Leung, Quek and Cho: a straight line between points of a grid turns by no more than
 * some angle when its ends move by half a cell; over its length that is a distance.
 */
function gridTolerance({ x, y }: Line, from: number, to: number): number {
  const [dx, dy] = [x[to] - x[from], y[to] - y[from]]
  const length = Math.sqrt(dx * dx + dy * dy)
  const direction = Math.atan(dx === 0 ? 0 : dy / dx)
  const [sin, cos] = [Math.sin(direction), Math.cos(direction)]
  const most = (1 / length) * (Math.abs(sin) + Math.abs(cos))
  const growth = 1 - most + most * most
  const turn = (slant: number): number => Math.atan((1 / length) * Math.abs(slant) * growth)
  return length * Math.max(turn(sin + cos), turn(sin - cos))
}

// The simplex search of Nelder and Mead for the least value of a function of many variables, with the coefficients that
// Gao and Han (2012) suggest for its dimension. Every choice a tie leaves open, and the order of every sum, is that of
// the optimizer the reference uses: a search that ends early shows where it went.

/** How far the first simplex reaches along each axis. */
const FIRST_STEP = 0.05

export interface Minimum {
  readonly point: Float64Array
  readonly value: number
}

/** Ends when `patience` steps have brought no improvement of more than `tolerance`. */
export interface Ending {
  readonly tolerance: number
  readonly patience: number
}

type Objective = (point: Float64Array) => number

export function leastOf(objective: Objective, start: Float64Array, { tolerance, patience }: Ending): Minimum {
  const simplex = new Simplex(objective, start)
  let best = objective(start)
  let idle = 0
  for (;;) {
    const { value } = simplex.least
    if (value < best && best - value > tolerance) {
      best = value
      idle = 0
    } else if (++idle >= patience) return simplex.least
    if (value === -Infinity) return simplex.least
    simplex.step()
  }
}

/** As many points as dimensions and one more, in ascending order of their values. */
class Simplex {
  private readonly points: Minimum[] = []
  /** Of all points but the last. */
  private readonly centroid: Float64Array
  private readonly expansion: number
  private readonly contraction: number
  private readonly shrinkage: number

  constructor(
    private readonly objective: Objective,
    start: Float64Array,
  ) {
    const dimension = start.length
    this.expansion = 1 + 2 / dimension
    this.contraction = 0.75 - 1 / (2 * dimension)
    this.shrinkage = 1 - 1 / dimension
    this.centroid = new Float64Array(dimension)
    for (let i = 0; i < dimension; i++) {
      const point = start.slice()
      point[i] += FIRST_STEP
      this.points.push(this.at(point))
    }
    this.points.push(this.at(start.slice()))
    this.arrange()
  }

  get least(): Minimum {
    return this.points[0]
  }

  /** Mirrors the worst point at the centre of the others; goes on, draws back or shrinks by what it finds there. */
  step(): void {
    const last = this.points.length - 1
    const mirrored = this.along(1)
    if (mirrored.value >= this.points[0].value && mirrored.value < this.points[last - 1].value) this.replace(mirrored)
    else if (mirrored.value < this.points[0].value) {
      const farther = this.along(this.expansion)
      this.replace(farther.value < mirrored.value ? farther : mirrored)
    } else if (mirrored.value < this.points[last].value) {
      const outside = this.along(this.contraction)
      if (outside.value <= mirrored.value) this.replace(outside)
      else this.shrink()
    } else {
      const inside = this.along(-this.contraction)
      if (inside.value < this.points[last].value) this.replace(inside)
      else this.shrink()
    }
  }

  private at(point: Float64Array): Minimum {
    return { point, value: this.objective(point) }
  }

  /** The point on the line from the worst one through the centroid, `scale` times as far behind it. */
  private along(scale: number): Minimum {
    const worst = this.points[this.points.length - 1].point
    return this.at(this.centroid.map((c, i) => (c - worst[i]) * scale + c))
  }

  private shrink(): void {
    const best = this.points[0].point
    for (let i = 1; i < this.points.length; i++)
      this.points[i] = this.at(this.points[i].point.map((x, j) => (x - best[j]) * this.shrinkage + best[j]))
    this.arrange()
  }

  /** Sorts by insertion, which leaves equal points in their places, and computes the centroid anew. */
  private arrange(): void {
    const { points, centroid } = this
    for (let i = 1; i < points.length; i++)
      for (let j = i; j > 0 && points[j].value < points[j - 1].value; j--) this.swap(j)
    const dimension = centroid.length
    centroid.fill(0)
    for (let i = 0; i < dimension; i++) for (let j = 0; j < dimension; j++) centroid[j] += points[i].point[j]
    for (let j = 0; j < dimension; j++) centroid[j] /= dimension
  }

  private swap(j: number): void {
    const moved = this.points[j]
    this.points[j] = this.points[j - 1]
    this.points[j - 1] = moved
  }

  /** Puts a point in the place of the worst one, before those it equals. */
  private replace(found: Minimum): void {
    const { points, centroid } = this
    const last = points.length - 1
    points[last] = found
    for (let i = last; i > 0 && !(points[i - 1].value < found.value); i--) this.swap(i)
    const share = 1 / centroid.length
    const worst = points[last].point
    for (let j = 0; j < centroid.length; j++) centroid[j] += -share * worst[j]
    for (let j = 0; j < centroid.length; j++) centroid[j] += share * found.point[j]
  }
}

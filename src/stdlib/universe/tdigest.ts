// A merging t-digest (Dunning): quantiles of many values from few centroids, exact for small tables. Scale and limits are
// those of the reference, so that estimates agree with it.

/** Means in order, and the weight of each. */
interface Centroids {
  readonly means: Float64Array
  readonly weights: Float64Array
  readonly count: number
}

export class TDigest {
  private processed: Centroids = { means: new Float64Array(0), weights: new Float64Array(0), count: 0 }
  /** Values not merged yet, each of weight 1. */
  private readonly waiting: Float64Array
  private waitingCount = 0
  private weight = 0
  private min = Infinity
  private max = -Infinity
  private readonly maxProcessed: number

  constructor(private readonly compression: number) {
    this.maxProcessed = 2 * Math.ceil(compression)
    this.waiting = new Float64Array(8 * Math.ceil(compression) + 1)
  }

  add(value: number): void {
    if (Number.isNaN(value)) return
    this.waiting[this.waitingCount++] = value
    if (this.processed.count > this.maxProcessed || this.waitingCount === this.waiting.length) this.merge()
  }

  /** NaN where nothing was added. */
  quantile(q: number): number {
    this.merge()
    const { means, weights, count } = this.processed
    if (!(q >= 0 && q <= 1) || count === 0) return NaN
    if (count === 1) return means[0]
    const index = q * this.weight
    if (index <= weights[0] / 2) return this.min + ((2 * index) / weights[0]) * (means[0] - this.min)
    let [upTo, i] = [weights[0] / 2, 0]
    while (i + 1 < count) {
      const next = upTo + weights[i] / 2 + weights[i + 1] / 2
      if (next >= index) return between(means[i], next - index, means[i + 1], index - upTo)
      upTo = next
      i++
    }
    const z1 = index - this.weight - weights[i] / 2
    return between(means[i], z1, this.max, weights[i] / 2 - z1)
  }

  /** Neighbours become one centroid while they stay within the size its place allows. */
  private merge(): void {
    if (this.waitingCount === 0 && this.processed.count <= this.maxProcessed) return
    const all = this.inOrder()
    this.weight += this.waitingCount
    this.waitingCount = 0
    const { means, weights } = all
    let count = 0
    let soFar = weights[0]
    let limit = this.weight * this.scaled(1)
    for (let i = 1; i < all.count; i++) {
      const weight = weights[i]
      if (soFar + weight <= limit) {
        weights[count] += weight
        means[count] += (weight * (means[i] - means[count])) / weights[count]
      } else {
        limit = this.weight * this.scaled(this.location(soFar / this.weight) + 1)
        count++
        means[count] = means[i]
        weights[count] = weight
      }
      soFar += weight
    }
    this.processed = { means, weights, count: count + 1 }
    this.min = Math.min(this.min, means[0])
    this.max = Math.max(this.max, means[count])
  }

  /** What waits and what is merged already, together; what waits comes first where means are equal. */
  private inOrder(): Centroids {
    const fresh = this.waiting.subarray(0, this.waitingCount).sort()
    const { means, weights, count } = this.processed
    const size = fresh.length + count
    const all = { means: new Float64Array(size), weights: new Float64Array(size), count: size }
    for (let i = 0, a = 0, b = 0; i < size; i++) {
      const isFresh = b === count || (a < fresh.length && fresh[a] <= means[b])
      all.means[i] = isFresh ? fresh[a++] : means[b]
      all.weights[i] = isFresh ? 1 : weights[b++]
    }
    return all
  }

  private scaled(k: number): number {
    return (Math.sin((Math.min(k, this.compression) * Math.PI) / this.compression - Math.PI / 2) + 1) / 2
  }
  private location(q: number): number {
    return (this.compression * (Math.asin(2 * q - 1) + Math.PI / 2)) / Math.PI
  }
}

/** A weighted mean that stays between its two values. */
function between(x1: number, w1: number, x2: number, w2: number): number {
  const [low, high] = x1 <= x2 ? [x1, x2] : [x2, x1]
  const x = (x1 * w1 + x2 * w2) / (w1 + w2)
  return Math.max(low, Math.min(x, high))
}

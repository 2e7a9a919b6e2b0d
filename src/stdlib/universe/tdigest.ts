// A merging t-digest (Dunning): quantiles of many values from few centroids, exact for small tables. Scale and limits are
// those of the reference, so that estimates agree with it.

interface Centroid {
  mean: number
  weight: number
}

export class TDigest {
  private processed: Centroid[] = []
  private waiting: Centroid[] = []
  private weight = 0
  private waitingWeight = 0
  private min = Infinity
  private max = -Infinity
  private readonly maxProcessed: number
  private readonly maxWaiting: number

  constructor(private readonly compression: number) {
    this.maxProcessed = 2 * Math.ceil(compression)
    this.maxWaiting = 8 * Math.ceil(compression)
  }

  add(value: number): void {
    if (Number.isNaN(value)) return
    this.waiting.push({ mean: value, weight: 1 })
    this.waitingWeight += 1
    if (this.processed.length > this.maxProcessed || this.waiting.length > this.maxWaiting) this.merge()
  }

  /** NaN where nothing was added. */
  quantile(q: number): number {
    this.merge()
    const { processed } = this
    if (!(q >= 0 && q <= 1) || processed.length === 0) return NaN
    if (processed.length === 1) return processed[0].mean
    const index = q * this.weight
    const [first] = processed
    if (index <= first.weight / 2) return this.min + ((2 * index) / first.weight) * (first.mean - this.min)
    let [upTo, i] = [first.weight / 2, 0]
    while (i + 1 < processed.length) {
      const next = upTo + processed[i].weight / 2 + processed[i + 1].weight / 2
      if (next >= index) return between(processed[i].mean, next - index, processed[i + 1].mean, index - upTo)
      upTo = next
      i++
    }
    const last = processed[i]
    const z1 = index - this.weight - last.weight / 2
    return between(last.mean, z1, this.max, last.weight / 2 - z1)
  }

  private merge(): void {
    if (this.waiting.length === 0 && this.processed.length <= this.maxProcessed) return
    const all = [...this.waiting, ...this.processed].sort((a, b) => a.mean - b.mean)
    this.weight += this.waitingWeight
    this.waitingWeight = 0
    this.waiting = []
    const out: Centroid[] = [{ ...all[0] }]
    let soFar = all[0].weight
    let limit = this.weight * this.scaled(1)
    for (const c of all.slice(1)) {
      if (soFar + c.weight <= limit) {
        soFar += c.weight
        const into = out[out.length - 1]
        into.weight += c.weight
        into.mean += (c.weight * (c.mean - into.mean)) / into.weight
      } else {
        limit = this.weight * this.scaled(this.location(soFar / this.weight) + 1)
        soFar += c.weight
        out.push({ ...c })
      }
    }
    this.processed = out
    this.min = Math.min(this.min, out[0].mean)
    this.max = Math.max(this.max, out[out.length - 1].mean)
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

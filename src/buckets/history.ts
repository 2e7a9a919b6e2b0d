// Samples of endpoints that are watched: what was scraped before, for as long as the page is open. Bounded by age and by
// number; the oldest go first.
import { type Series, type SeriesPoints, SeriesPointsBuilder, seriesKey } from '../library/index.ts'

export interface HistoryLimits {
  /** Nanoseconds a sample is kept. */
  readonly age: bigint
  /** Samples kept in all. */
  readonly samples: number
}

const usual: HistoryLimits = { age: 3_600_000_000_000n, samples: 2_000_000 }

interface Kept {
  readonly series: Series
  /** Ascending; the first `from` are gone. */
  times: BigInt64Array
  bits: BigInt64Array
  from: number
  to: number
}

export class ScrapeHistoryStore {
  private readonly endpoints = new Map<string, Map<string, Kept>>()
  private count = 0

  constructor(private readonly limits = usual) {}

  /** Samples kept in all. */
  get size(): number {
    return this.count
  }

  /** Adds samples of an endpoint and gives all that is kept of their series, in their order. */
  remember(url: string, samples: SeriesPoints): SeriesPoints {
    const endpoint = this.endpoints.get(url) ?? new Map<string, Kept>()
    this.endpoints.set(url, endpoint)
    const { series, offsets, times, bits } = samples
    const kept = series.map(one => keptOf(endpoint, one))
    kept.forEach((one, s) => {
      for (let i = offsets[s]; i < offsets[s + 1]; i++) this.count += add(one, times[i], bits[i])
    })
    this.forget(times.reduce((latest, time) => (time > latest ? time : latest), -(2n ** 63n)) - this.limits.age)
    const builder = new SeriesPointsBuilder()
    kept.forEach(({ series: { measurement, tags, field, type }, times, bits, from, to }) => {
      builder.addSlots(builder.seriesOf(measurement, tags, field, type), times, bits, from, to)
    })
    return builder.build()
  }

  clear(): void {
    this.endpoints.clear()
    this.count = 0
  }

  /** Samples before a time go; then the older half of each series, while there are too many. */
  private forget(before: bigint): void {
    for (const endpoint of this.endpoints.values())
      for (const [key, kept] of endpoint) {
        while (kept.from < kept.to && kept.times[kept.from] < before) this.drop(kept, 1)
        if (kept.from === kept.to) endpoint.delete(key)
      }
    if (this.count <= this.limits.samples) return
    for (const endpoint of this.endpoints.values())
      for (const kept of endpoint.values()) this.drop(kept, (kept.to - kept.from) >> 1)
  }

  private drop(kept: Kept, count: number): void {
    kept.from += count
    this.count -= count
  }
}

function keptOf(endpoint: Map<string, Kept>, series: Series): Kept {
  const key = seriesKey(series.measurement, series.tags, series.field, series.type)
  let kept = endpoint.get(key)
  if (!kept) {
    kept = { series, times: new BigInt64Array(16), bits: new BigInt64Array(16), from: 0, to: 0 }
    endpoint.set(key, kept)
  }
  return kept
}

/** One more sample; a time that is there already takes the new value, one before the last is left out. */
function add(kept: Kept, time: bigint, bits: bigint): number {
  const last = kept.to - 1
  if (kept.from < kept.to && kept.times[last] >= time) {
    if (kept.times[last] === time) kept.bits[last] = bits
    return 0
  }
  if (kept.to === kept.times.length) makeRoom(kept)
  kept.times[kept.to] = time
  kept.bits[kept.to++] = bits
  return 1
}

function makeRoom(kept: Kept): void {
  const held = kept.to - kept.from
  const size = Math.max(16, held * 2)
  const [times, bits] = [new BigInt64Array(size), new BigInt64Array(size)]
  times.set(kept.times.subarray(kept.from, kept.to))
  bits.set(kept.bits.subarray(kept.from, kept.to))
  Object.assign(kept, { times, bits, from: 0, to: held })
}

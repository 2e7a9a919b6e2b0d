// Buckets for tests, as plain as can be: every point in a map, nothing kept.
import {
  type Buckets,
  compareSeries,
  type Series,
  type SeriesPoints,
  SeriesPointsBuilder,
  SYSTEM_BUCKET,
  seriesKey,
} from '../library/index.ts'

interface Stored {
  readonly series: Series
  readonly points: Map<bigint, { readonly bits: bigint; readonly text: string }>
}

export interface NaiveBuckets extends Buckets {
  /** The series `read` was asked to choose from, and how many it chose, a call each. */
  readonly reads: Array<{ readonly offered: number; readonly kept: number }>
}

export function naiveBuckets(...names: readonly string[]): NaiveBuckets {
  const buckets = names.map((name, i) => ({ id: `${i + 1}`.padStart(16, '0'), name, retention: 0n }))
  const stored = new Map(buckets.map(({ id }) => [id, new Map<string, Stored>()]))
  const reads: NaiveBuckets['reads'] = []
  return {
    reads,
    list: async () => buckets,
    async system() {
      const found = buckets.find(one => one.name === SYSTEM_BUCKET)
      if (found) return found
      const made = { id: `${buckets.length + 1}`.padStart(16, '0'), name: SYSTEM_BUCKET, retention: 0n }
      buckets.push(made)
      stored.set(made.id, new Map())
      return made
    },
    async read(bucket, { start, stop }, keep) {
      const all = [...stored.get(bucket)!.values()].toSorted((a, b) => compareSeries(a.series, b.series))
      const mask = keep?.(all.map(one => one.series)) ?? null
      const chosen = all.filter((_, i) => mask === null || mask[i] === 1)
      reads.push({ offered: all.length, kept: chosen.length })
      const builder = new SeriesPointsBuilder()
      for (const { series, points } of chosen) {
        const times = [...points.keys()].filter(time => time >= start && time < stop).sort((a, b) => (a < b ? -1 : 1))
        if (times.length === 0) continue
        const id = builder.seriesOf(series.measurement, series.tags, series.field, series.type)
        for (const time of times) {
          const { bits, text } = points.get(time)!
          builder.add(id, time, series.type === 'string' ? BigInt(builder.textOf(text)) : bits)
        }
      }
      return builder.build()
    },
    async write(bucket, points) {
      const series = stored.get(bucket)!
      forEachPoint(points, (one, time, bits, text) => {
        const key = seriesKey(one.measurement, one.tags, one.field, one.type)
        if (!series.has(key)) series.set(key, { series: one, points: new Map() })
        series.get(key)!.points.set(time, { bits, text })
      })
      return []
    },
  }
}

function forEachPoint(
  { series, offsets, times, bits, texts }: SeriesPoints,
  visit: (series: Series, time: bigint, bits: bigint, text: string) => void,
): void {
  series.forEach((one, s) => {
    for (let i = offsets[s]; i < offsets[s + 1]; i++)
      visit(one, times[i], bits[i], one.type === 'string' ? texts[Number(bits[i])] : '')
  })
}

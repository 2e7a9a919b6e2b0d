// The bucket store, in IndexedDB where there is one and in memory in Node, beside a Map of Maps and plain loops.
import { type BucketStore, MemoryStorage, openIndexedDb, type Storage, storeOn } from '../../buckets/index.ts'
import { type Series, type SeriesPoints, SeriesPointsBuilder } from '../../library/index.ts'
import type { Checksum, Variant, Workload } from '../workload.ts'

const SERIES = 1000
const SCRAPES = 100
const MILLION = 1_000_000
const START = 1_700_000_000_000_000_000n
const SECOND = 1_000_000_000n
const ALWAYS = { start: 0n, stop: 2n ** 63n - 1n }

export const bucketWorkloads: readonly Workload[] = [
  {
    name: 'bucket: 1,000 series x 100 scrapes written',
    size: SERIES * SCRAPES,
    unit: 'row',
    target: 100,
    async variants() {
      const scrapes = scrapesOf(SERIES, SCRAPES)
      const store = storeOn(await freshPlace())
      return [
        {
          name: 'ours',
          async run() {
            const { id } = await store.create(`b${Math.random()}`, 0n)
            for (const scrape of scrapes) await store.write(id, scrape)
            return id
          },
        },
        { name: 'a Map of Maps', run: () => mapOf(scrapes) },
      ]
    },
  },
  {
    name: 'bucket: those read by a store just opened',
    size: SERIES * SCRAPES,
    unit: 'row',
    target: 30,
    async variants() {
      const scrapes = scrapesOf(SERIES, SCRAPES)
      const storage = await freshPlace()
      const id = await filled(storeOn(storage), scrapes)
      return [reading('ours', () => storeOn(storage), id), mapRead(scrapes)]
    },
  },
  ...[
    { name: 'bucket: 1,000 series x 100 scrapes read again', series: SERIES, target: 10, by: SCRAPES },
    { name: 'bucket: 1M points of 1 series read', series: 1, target: 10, by: 1 },
    { name: 'bucket: 1M points of 1,000 series read', series: SERIES, target: 10, by: 1 },
  ].map(({ name, series, target, by }): Workload => {
    const size = by === 1 ? MILLION : series * by
    return {
      name,
      size,
      unit: 'row',
      target,
      async variants() {
        const points = by === 1 ? [blockOf(series, MILLION / series)] : scrapesOf(series, by)
        const store = storeOn(await freshPlace())
        const id = await filled(store, points)
        return [reading('ours', () => store, id), points.length === 1 ? copied(points[0]) : mapRead(points)]
      },
    }
  }),
]

let databases = 0

/** An empty database, in a browser. */
async function freshPlace(): Promise<Storage> {
  if (typeof indexedDB === 'undefined') return new MemoryStorage()
  const name = `bench ${databases++}`
  await new Promise<unknown>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name)
    request.onsuccess = resolve
    request.onerror = reject
  })
  return openIndexedDb(name)
}

async function filled(store: BucketStore, writes: readonly SeriesPoints[]): Promise<string> {
  const { id } = await store.create('b', 0n)
  for (const points of writes) await store.write(id, points)
  return id
}

function reading(name: string, store: () => BucketStore, id: string): Variant {
  return {
    name,
    run: () => store().read(id, ALWAYS, null, new AbortController().signal),
    check: result => sumOf(result as SeriesPoints),
  }
}

function copied(points: SeriesPoints): Variant {
  return {
    name: 'a copy',
    run: () => ({ ...points, times: points.times.slice(), bits: points.bits.slice() }),
    check: result => sumOf(result as SeriesPoints),
  }
}

function mapRead(writes: readonly SeriesPoints[]): Variant {
  const map = mapOf(writes)
  return {
    name: 'a Map of Maps',
    run() {
      const points = new SeriesPointsBuilder()
      for (const [{ measurement, tags, field, type }, values] of map) {
        const s = points.seriesOf(measurement, tags, field, type)
        for (const [time, value] of values) points.addFloat(s, BigInt(time), value)
      }
      return points.build()
    },
    check: result => sumOf(result as SeriesPoints),
  }
}

function mapOf(writes: readonly SeriesPoints[]): Map<Series, Map<string, number>> {
  const map = new Map<Series, Map<string, number>>()
  for (const { series, offsets, times, bits } of writes) {
    const floats = new Float64Array(bits.buffer)
    for (let s = 0; s < series.length; s++) {
      let own = map.get(series[s])
      if (!own) map.set(series[s], (own = new Map()))
      for (let i = offsets[s]; i < offsets[s + 1]; i++) own.set(String(times[i]), floats[i])
    }
  }
  return map
}

function sumOf({ times, bits }: SeriesPoints): Checksum {
  const floats = new Float64Array(bits.buffer, bits.byteOffset, bits.length)
  let sum = 0
  for (const value of floats) sum += value
  return [times.length, sum]
}

const seriesOf = (count: number): Series[] =>
  Array.from({ length: count }, (_, i) => ({
    measurement: 'prometheus',
    tags: [
      ['handler', `/api/v2/${i % 50}`],
      ['method', i % 2 === 0 ? 'GET' : 'POST'],
      ['status', String(200 + (i % 7))],
      ['url', `http://localhost:${8000 + Math.floor(i / 50)}/metrics`],
    ],
    field: `http_requests_${i % 20}`,
    type: 'float',
  }))

function scrapesOf(count: number, scrapes: number): SeriesPoints[] {
  const series = seriesOf(count)
  return Array.from({ length: scrapes }, (_, n) => {
    const values = Float64Array.from({ length: count }, (_, i) => i + n)
    const times = new BigInt64Array(count).fill(START + BigInt(n) * SECOND)
    return {
      series,
      offsets: Int32Array.from({ length: count + 1 }, (_, i) => i),
      times,
      bits: bitsOf(values),
      texts: [],
    }
  })
}

function blockOf(count: number, each: number): SeriesPoints {
  const values = Float64Array.from({ length: count * each }, (_, i) => i % 1009)
  const times = BigInt64Array.from(values, (_, i) => START + BigInt(i % each) * SECOND)
  const offsets = Int32Array.from({ length: count + 1 }, (_, i) => i * each)
  return { series: seriesOf(count), offsets, times, bits: bitsOf(values), texts: [] }
}

const bitsOf = (values: Float64Array<ArrayBuffer>): BigInt64Array => new BigInt64Array(values.buffer)

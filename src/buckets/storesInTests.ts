// What tests of the store write and see: points as rows of text, and a naive store to compare with.

import {
  type FieldType,
  type ReadRange,
  type Series,
  type SeriesPoints,
  SeriesPointsBuilder,
} from '../library/index.ts'
import { type BucketStore, type Storage, type StoreOptions, storeOn } from './index.ts'
import { ALL_TIME } from './merge.ts'

/** measurement, tags as `a=1,b=2`, field, time, value: number a float, bigint an int. */
export type Row = readonly [
  measurement: string,
  tags: string,
  field: string,
  time: bigint,
  value: number | bigint | string | boolean,
]

export function pointsOf(rows: readonly Row[]): SeriesPoints {
  const points = new SeriesPointsBuilder()
  for (const [measurement, tags, field, time, value] of rows) {
    const s = points.seriesOf(measurement, tagsOf(tags), field, typeOf(value))
    if (typeof value === 'number') points.addFloat(s, time, value)
    else if (typeof value === 'string') points.add(s, time, BigInt(points.textOf(value)))
    else points.add(s, time, BigInt(value))
  }
  return points.build()
}

export function rowsOf({ series, offsets, times, bits, texts }: SeriesPoints): Row[] {
  const floats = new Float64Array(bits.buffer, bits.byteOffset, bits.length)
  return series.flatMap((s, i) =>
    Array.from(times.subarray(offsets[i], offsets[i + 1]), (time, n): Row => {
      const at = offsets[i] + n
      const value = {
        float: () => floats[at],
        int: () => bits[at],
        uint: () => BigInt.asUintN(64, bits[at]),
        string: () => texts[Number(bits[at])],
        bool: () => bits[at] === 1n,
      }[s.type]()
      return [s.measurement, s.tags.map(t => t.join('=')).join(','), s.field, time, value]
    }),
  )
}

export async function readRows(store: BucketStore, bucket: string, range: ReadRange = ALL_TIME): Promise<Row[]> {
  return rowsOf(await store.read(bucket, range, null, new AbortController().signal))
}

/** A store with a clock that a test moves. */
export function storeAt(storage: Storage, options: StoreOptions = {}): { store: BucketStore; clock: { now: bigint } } {
  const clock = { now: 1_700_000_000_000_000_000n }
  return { store: storeOn(storage, { now: () => clock.now, ...options }), clock }
}

const tagsOf = (text: string): Series['tags'] =>
  text === '' ? [] : text.split(',').map(tag => tag.split('=') as [string, string])

function typeOf(value: Row[4]): FieldType {
  return typeof value === 'number'
    ? 'float'
    : typeof value === 'bigint'
      ? 'int'
      : typeof value === 'string'
        ? 'string'
        : 'bool'
}

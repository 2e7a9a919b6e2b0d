// Line protocol into a bucket, as it comes: from a file, or from an answer.
import { type LineOptions, lineDecoder } from '../formats/index.ts'
import { type Buckets, type SeriesPoints, SeriesPointsBuilder } from '../library/index.ts'

export interface Imported {
  /** Values read; those the bucket left out are told. */
  readonly points: number
  /** A sentence for each bad line that was skipped and each kind of point that was left out. */
  readonly told: readonly string[]
}

/** A write of more points is done in parts, for a segment is read as a whole. */
const MOST = 1 << 20

/** Nothing is stored when a line is bad, unless bad lines are to be skipped: then it rejects with a Fault of them. */
export async function importLines(
  buckets: Buckets,
  bucket: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options: LineOptions,
): Promise<Imported> {
  const points = new SeriesPointsBuilder()
  const lines = lineDecoder(points, options)
  const bytes = new TextDecoder()
  for await (const chunk of chunks)
    lines.push(typeof chunk === 'string' ? chunk : bytes.decode(chunk, { stream: true }))
  lines.push(bytes.decode())
  const told = new Set(lines.finish())
  for (const part of partsOf(points.build()))
    for (const sentence of await buckets.write(bucket, part)) told.add(sentence)
  return { points: points.size, told: [...told] }
}

/** Whole series where they fit, so that a series is in as few parts as can be. */
function* partsOf({ series, offsets, times, bits, texts }: SeriesPoints): Generator<SeriesPoints> {
  for (let from = 0; from < series.length; ) {
    let to = from + 1
    while (to < series.length && offsets[to + 1] - offsets[from] <= MOST) to++
    const [first, last] = [offsets[from], offsets[to]]
    for (let at = first; at < last; at += MOST) {
      const end = Math.min(at + MOST, last)
      yield {
        series: series.slice(from, to),
        offsets: offsets.slice(from, to + 1).map(o => Math.min(Math.max(o, at), end) - at),
        times: times.subarray(at, end),
        bits: bits.subarray(at, end),
        texts,
      }
    }
    from = to
  }
}

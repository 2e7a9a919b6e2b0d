// A bucket as line protocol: a line for each time of each set of tags, with all fields that have a value then.
import { encodeLine, type LineField } from '../formats/index.ts'
import type { Buckets, ReadRange, Series, SeriesPoints } from '../library/index.ts'
import { Fault, UInt } from '../values/index.ts'

/** Pieces are about this long, but for the last. */
const PIECE = 1 << 16

export interface LineExport {
  readonly range: ReadRange
  readonly signal: AbortSignal
  /** Told once for each reason why points are left out: what the format cannot carry, as a NaN. */
  readonly leftOut: (why: string, points: number) => void
}

/** The lines in pieces of text. */
export async function* exportLines(
  buckets: Buckets,
  bucket: string,
  { range, signal, leftOut }: LineExport,
): AsyncGenerator<string, void> {
  const points = await buckets.read(bucket, range, null, signal)
  const skipped = new Map<string, number>()
  let piece = ''
  for (let from = 0; from < points.series.length; ) {
    let to = from + 1
    while (to < points.series.length && haveSameTags(points.series[from], points.series[to])) to++
    for (const line of linesOf(points, from, to, why => skipped.set(why, (skipped.get(why) ?? 0) + 1))) {
      piece += `${line}\n`
      if (piece.length < PIECE) continue
      yield piece
      piece = ''
    }
    from = to
  }
  if (piece !== '') yield piece
  for (const [why, count] of skipped) leftOut(why, count)
}

function haveSameTags(a: Series, b: Series): boolean {
  return (
    a.measurement === b.measurement &&
    a.tags.length === b.tags.length &&
    a.tags.every(([key, value], i) => key === b.tags[i][0] && value === b.tags[i][1])
  )
}

/** The lines of the series from … to - 1, which differ only in their fields, by time. */
function* linesOf(points: SeriesPoints, from: number, to: number, skip: (why: string) => void): Generator<string> {
  const { series, offsets, times } = points
  const { measurement } = series[from]
  const tags = series[from].tags.map(([key, value]) => ({ key, value }))
  const next = offsets.slice(from, to)
  for (;;) {
    let time: bigint | null = null
    for (let s = from; s < to; s++) {
      const at = next[s - from]
      if (at < offsets[s + 1] && (time === null || times[at] < time)) time = times[at]
    }
    if (time === null) return
    const fields: LineField[] = []
    for (let s = from; s < to; s++) {
      const at = next[s - from]
      if (at === offsets[s + 1] || times[at] !== time) continue
      next[s - from]++
      const value = valueAt(points, s, at)
      if (typeof value === 'number' && !Number.isFinite(value)) skip('NaN and infinities have no place in a line')
      else fields.push({ key: series[s].field, value })
    }
    if (fields.length === 0) continue
    try {
      yield encodeLine({ measurement, tags, fields, time })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      skip(error.message.replace(/^.*as line protocol: /s, ''))
    }
  }
}

function valueAt({ series, bits, texts }: SeriesPoints, s: number, at: number): LineField['value'] {
  switch (series[s].type) {
    case 'float':
      return new Float64Array(bits.buffer, bits.byteOffset + at * 8, 1)[0]
    case 'int':
      return bits[at]
    case 'uint':
      return new UInt(BigInt.asUintN(64, bits[at]))
    case 'bool':
      return bits[at] === 1n
    case 'string':
      return texts[Number(bits[at])]
  }
}

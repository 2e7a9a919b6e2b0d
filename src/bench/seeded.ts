// Seeded data of the shapes the targets speak of: plain arrays for the loops and the peers, streams for us.
import { type Column, Dictionary, type Extent, type Frame, type TableStream } from '../tables/index.ts'

export const ROWS = 1_000_000
export const HOSTS = 100
/** Milliseconds since 1970. */
export const EPOCH = 1_700_000_000_000
export const bounds = { start: 1_690_000_000_000_000_000n, stop: 1_800_000_000_000_000_000n }

/** Mulberry32: the same numbers for the same seed on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function floats(rows: number, seed: number, scale: number): Float64Array {
  const random = randomOf(seed)
  return Float64Array.from({ length: rows }, () => random() * scale)
}

/** Times in milliseconds: `together` rows at one time, then the next `step` later. */
export function times(rows: number, step: number, together = 1): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => EPOCH + Math.floor(i / together) * step)
}

export const hostNames: readonly string[] = Array.from(
  { length: HOSTS },
  (_, i) => `${i % 2 === 1 ? 'alpha' : 'web'}-${String(i).padStart(3, '0')}.prod.local`,
)

/** 0 … count - 1 in a seeded order. */
export function shuffledOrder(count: number, seed: number): Int32Array {
  const random = randomOf(seed)
  const order = Int32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1))
    ;[order[i], order[k]] = [order[k], order[i]]
  }
  return order
}

export function permuted(values: Float64Array, order: Int32Array): Float64Array {
  return values.map((_, i) => values[order[i]])
}

// ── columns and streams ──

export function floatColumn(label: string, values: Float64Array, extent: Extent = 'row'): Column {
  return { label, type: 'float', extent, values, nulls: null }
}

export function timeColumn(label: string, milliseconds: Float64Array, extent: Extent = 'row'): Column {
  const values = BigInt64Array.from(milliseconds, ms => BigInt(ms) * 1_000_000n)
  return { label, type: 'time', extent, values, nulls: null }
}

/** Codes into a list of texts. */
export function textColumn(label: string, codes: Int32Array, texts: readonly string[], extent: Extent = 'row'): Column {
  const dict = new Dictionary()
  for (const text of texts) dict.intern(text)
  return { label, type: 'string', extent, values: codes, nulls: null, dict }
}

export function constantText(label: string, text: string): Column {
  return textColumn(label, new Int32Array(1), [text], 'constant')
}

/** The key columns every stream has, as after `range`. */
function bucketColumns(): Column[] {
  const at = (label: string, value: bigint): Column => ({
    label,
    type: 'time',
    extent: 'constant',
    values: BigInt64Array.of(value),
    nulls: null,
  })
  return [
    at('_start', bounds.start),
    at('_stop', bounds.stop),
    constantText('_measurement', 'cpu'),
    constantText('_field', 'usage'),
  ]
}

/** One table; its key is that of a bucket's series, without tags. */
export function oneTable(columns: readonly Column[]): TableStream {
  return manyTables(columns, Int32Array.of(0, columns[0].values.length), [])
}

/** Tables after one another, with key columns of their own beside the bucket's. */
export function manyTables(columns: readonly Column[], offsets: Int32Array, key: readonly string[]): TableStream {
  const given = bucketColumns().filter(own => !columns.some(c => c.label === own.label))
  const labels = [...given.map(c => c.label), ...key]
  const frame: Frame = { columns: [...given, ...columns], key: labels, offsets }
  return { frames: [frame], order: null, sorted: true, distinct: true }
}

/** Offsets of `tables` tables of the same number of rows. */
export function evenOffsets(tables: number, rowsEach: number): Int32Array {
  return Int32Array.from({ length: tables + 1 }, (_, t) => t * rowsEach)
}

// ── two shapes most workloads share ──

/** One series: sorted times 100 ms apart, 600 rows a minute. */
export function series(rows = ROWS): { time: Float64Array; value: Float64Array; stream: TableStream } {
  const [time, value] = [times(rows, 100), floats(rows, 1, 10)]
  return { time, value, stream: oneTable([timeColumn('_time', time), floatColumn('_value', value)]) }
}

export interface HostRows {
  readonly time: Float64Array
  readonly value: Float64Array
  readonly other: Float64Array
  /** Codes into hostNames. */
  readonly host: Int32Array
  readonly stream: TableStream
}

/** One table: every 10 s a row of each host. */
export function hostRows(): HostRows {
  const [time, value, other] = [times(ROWS, 10_000, HOSTS), floats(ROWS, 2, 10), floats(ROWS, 3, 5)]
  const host = Int32Array.from({ length: ROWS }, (_, i) => i % HOSTS)
  const stream = oneTable([
    timeColumn('_time', time),
    floatColumn('_value', value),
    floatColumn('other', other),
    textColumn('host', host, hostNames),
    textColumn(
      'region',
      Int32Array.from(host, code => code % 4),
      ['eu', 'us', 'ap', 'sa'],
    ),
  ])
  return { time, value, other, host, stream }
}

/** The same series a host: 100 tables of 10,000 rows. */
export function hostTables(): TableStream {
  const each = ROWS / HOSTS
  const time = Float64Array.from({ length: ROWS }, (_, i) => EPOCH + (i % each) * 10_000)
  return manyTables(
    [
      timeColumn('_time', time),
      floatColumn('_value', floats(ROWS, 2, 10)),
      textColumn(
        'host',
        Int32Array.from({ length: HOSTS }, (_, i) => i),
        hostNames,
        'group',
      ),
    ],
    evenOffsets(HOSTS, each),
    ['host'],
  )
}

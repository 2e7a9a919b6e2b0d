// What the page is told of a result: which series, why none, what they have at a time, and histograms as cells.
import { describe, expect, test } from 'vitest'
import { type ColumnShape, FrameBuilder, mergeEqualKeys, streamOf, type TableStream } from '../../tables/index.ts'
import { nullOf, Time, type Value } from '../../values/index.ts'
import { Charts, MOST_SERIES } from './charts.ts'
import type { ChartQuery, HeatmapChart, NoChart, SeriesChart } from './shapes.ts'

const SECOND = 1_000_000_000n
const at = (seconds: number): Time => new Time(BigInt(seconds) * SECOND)

function tables(
  head: readonly ColumnShape[],
  key: readonly string[],
  rows: readonly (readonly Value[])[],
): TableStream {
  const builder = new FrameBuilder(head, key)
  for (const row of rows) builder.addRow(row)
  return builder.buildGrouped()
}

const head: readonly ColumnShape[] = [
  { label: '_time', type: 'time' },
  { label: 'host', type: 'string' },
  { label: '_value', type: 'float' },
]

const query = (changes: Partial<ChartQuery> = {}): ChartQuery => ({
  result: 0,
  form: 'series',
  columns: null,
  window: null,
  pixels: 500,
  filter: { key: null, text: '' },
  hidden: [],
  ...changes,
})

function drawn(stream: TableStream, changes: Partial<ChartQuery> = {}): SeriesChart {
  const { chart } = new Charts().chart(stream, query(changes))
  if (chart.kind !== 'series') throw new Error(JSON.stringify(chart))
  return chart
}

function refused(stream: TableStream): NoChart {
  const { chart } = new Charts().chart(stream, query())
  if (chart.kind !== 'none') throw new Error('there is a chart')
  return chart
}

const twoHosts = tables(head, ['host'], [[at(0), 'a', 1], [at(10), 'a', 4], [at(5), 'b', 2], [at(10), 'b', nullOf('float')], [at(20), 'b', 3]]) // biome-ignore format: a table

describe('series', () => {
  test('one a table, named by what differs, with exact texts of its extremes', () => {
    const chart = drawn(twoHosts)
    expect(chart.series.map(({ name, rows, least, greatest, last }) => [name, rows, least, greatest, last])).toEqual([
      ['a', 2, '1', '4', '4'],
      ['b', 3, '2', '3', '3'],
    ])
    expect(chart).toMatchObject({ time: '_time', columns: ['_value'], keys: ['host'], total: 2, histogram: false })
    expect(chart.whole).toEqual({ from: 0n, to: 20n * SECOND })
    expect([...chart.series[1].y]).toEqual([2, Number.NaN, 3])
  })

  test('rows out of order are put in order, and those without a time are left out and told', () => {
    const stream = tables(head, [], [[at(3), 'x', 30], [nullOf('time'), 'x', 99], [at(1), 'x', 10], [at(2), 'x', nullOf('float')], [at(1), 'x', 11]]) // biome-ignore format: a table
    const chart = drawn(stream)
    expect([...chart.series[0].x]).toEqual([0, 0, 1000, 2000])
    expect([...chart.series[0].y]).toEqual([10, 11, Number.NaN, 30])
    expect(chart.notes).toEqual(['1 row without a time in _time is left out.'])
  })

  test('integers past 2^53 keep their digits in words', () => {
    const long: readonly ColumnShape[] = [{ label: '_time', type: 'time' }, { label: 'n', type: 'int' }, { label: 'flag', type: 'bool' }] // biome-ignore format: a table's head
    const chart = drawn(tables(long, [], [[at(0), 9_007_199_254_740_993n, true]]))
    expect(chart.series[0]).toMatchObject({ name: 'n', last: '9007199254740993' })
    expect(chart.offered).toEqual(['n'])
  })

  test('_stop and _start stand in for _time', () => {
    const windows: readonly ColumnShape[] = [{ label: '_start', type: 'time' }, { label: '_stop', type: 'time' }, { label: '_value', type: 'float' }] // biome-ignore format: a table's head
    const chart = drawn(
      tables(
        windows,
        ['_start', '_stop'],
        [
          [at(0), at(60), 1],
          [at(60), at(120), 2],
        ],
      ),
    )
    expect(chart.time).toBe('_stop')
    expect(chart.whole).toEqual({ from: 60n * SECOND, to: 120n * SECOND })
  })

  test('several columns of numbers are all drawn, or those asked for', () => {
    const wide: readonly ColumnShape[] = [{ label: '_time', type: 'time' }, { label: 'p', type: 'float' }, { label: 'q', type: 'uint' }] // biome-ignore format: a table's head
    const one = tables(wide, [], [[at(0), 1, nullOf('uint')]])
    expect(drawn(one).series.map(s => s.name)).toEqual(['p', 'q'])
    expect(drawn(one, { columns: ['q'] }).series.map(s => [s.name, s.last])).toEqual([['q', '']])
    expect(drawn(one, { columns: ['gone'] }).columns).toEqual(['p', 'q'])
  })

  test('of many series some dozens are drawn, and a filter finds the others', () => {
    const rows = Array.from({ length: 300 }, (_, i): Value[] => [at(i), `host${i}`, i])
    const stream = tables(head, ['host'], rows)
    expect(drawn(stream)).toMatchObject({ total: 300 })
    expect(drawn(stream).series).toHaveLength(MOST_SERIES)
    const some = drawn(stream, { filter: { key: 'host', text: 'HOST29' } })
    expect(some.series.map(s => s.name)).toEqual(['host29', ...Array.from({ length: 10 }, (_, i) => `host29${i}`)])
    expect(drawn(stream, { filter: { key: 'host', text: 'nobody' } }).series).toEqual([])
  })

  test('a window keeps what is in it and says how much that is', () => {
    const chart = drawn(twoHosts, { window: { from: 4n * SECOND, to: 11n * SECOND } })
    expect(chart.series.map(s => [s.rows, s.least])).toEqual([
      [1, '4'],
      [2, '2'],
    ])
    expect([...chart.series[0].x]).toEqual([-4000, 6000])
  })

  test('the names that tell units are those of the fields, of columns where there are none, and of no histogram', () => {
    const fields: readonly ColumnShape[] = [{ label: '_time', type: 'time' }, { label: '_field', type: 'string' }, { label: '_value', type: 'float' }] // biome-ignore format: a table's head
    const rows: Value[][] = [[at(0), 'heap_bytes', 1], [at(0), 'stack_bytes', 1]] // biome-ignore format: a table
    expect(drawn(tables(fields, ['_field'], rows)).measured).toEqual(['heap_bytes', 'stack_bytes'])
    expect(drawn(tables(fields, [], rows)).measured).toEqual(['heap_bytes', 'stack_bytes'])
    expect(drawn(twoHosts).measured).toEqual(['_value'])
    const bounds = fields.map(c => (c.label === '_field' ? { ...c, label: 'le' } : c))
    expect(drawn(tables(bounds, ['le'], [[at(0), '1', 1]])).measured).toEqual([''])
  })

  test('the stream keeps its arrays when the answer is transferred', () => {
    const charts = new Charts()
    const first = charts.chart(twoHosts, query())
    structuredClone(first.chart, { transfer: first.buffers })
    const second = charts.chart(twoHosts, query()).chart as SeriesChart
    expect([...second.series[0].y]).toEqual([1, 4])
  })
})

describe('why there is no chart', () => {
  test('no rows', () => expect(refused(streamOf()).reason).toBe('All tables of this result are empty.'))

  test('no times, or texts in their place', () => {
    const bare: readonly ColumnShape[] = [{ label: '_value', type: 'float' }]
    expect(refused(tables(bare, [], [[1]])).advice).toContain('Keep _time')
    const texts: readonly ColumnShape[] = [
      { label: '_time', type: 'string' },
      { label: '_value', type: 'float' },
    ]
    expect(refused(tables(texts, [], [['2024', 1]])).advice).toContain('_time holds values of the type string')
  })

  test('no numbers, numbers in the key, times that are null', () => {
    const words: readonly ColumnShape[] = [
      { label: '_time', type: 'time' },
      { label: '_value', type: 'string' },
    ]
    expect(refused(tables(words, [], [[at(0), 'up']])).advice).toContain('_value holds values of the type string')
    const keyed: readonly ColumnShape[] = [
      { label: '_time', type: 'time' },
      { label: 'n', type: 'int' },
    ]
    expect(refused(tables(keyed, ['n'], [[at(0), 1n]])).advice).toContain('n holds numbers, but is in the group key')
    expect(refused(tables(keyed, [], [[nullOf('time'), 1n]])).reason).toContain('No row has a time')
  })
})

describe('readings', () => {
  const read = (ns: bigint, step: -1 | 0 | 1 = 0) =>
    new Charts().readings(twoHosts, { result: 0, columns: ['_value'], places: Int32Array.of(0, 1), at: ns, step })

  test('the nearest row of each series, with its own time and its text', () => {
    const { time, values } = read(9n * SECOND)
    expect(time).toEqual({ ns: 10n * SECOND, text: '1970-01-01T00:00:10Z' })
    expect(values).toEqual([
      { time: '1970-01-01T00:00:10Z', value: '4', number: 4 },
      { time: '1970-01-01T00:00:10Z', value: 'null', number: Number.NaN },
    ])
  })

  test('steps go to the next time of any series, and stop at the ends', () => {
    expect(read(0n, 1).time?.ns).toBe(5n * SECOND)
    expect(read(10n * SECOND, 1).time?.ns).toBe(20n * SECOND)
    expect(read(20n * SECOND, 1).time).toBeNull()
    expect(read(10n * SECOND, -1).time?.ns).toBe(5n * SECOND)
    expect(read(0n, -1).time).toBeNull()
  })

  test('places that are gone have nothing', () => {
    const gone = { result: 0, columns: ['_value'], places: Int32Array.of(77), at: 0n, step: 0 as const }
    expect(new Charts().readings(twoHosts, gone)).toEqual({ time: null, values: [] })
  })
})

describe('stacks', () => {
  test('each layer stands on those below, straight between its own rows and nothing outside them', () => {
    const chart = drawn(twoHosts, { form: 'stacked' })
    const [a, b] = chart.series
    expect([...a.x]).toEqual([0, 5000, 10_000, 20_000])
    expect([...a.y]).toEqual([1, 2.5, 4, 0])
    expect([...b.base!]).toEqual([1, 2.5, 4, 0])
    expect([...b.y]).toEqual([1, 4.5, 4, 3])
    expect(b).toMatchObject({ least: '2', greatest: '3', rows: 3 })
  })

  test('what is hidden is not under the others', () => {
    const chart = drawn(twoHosts, { form: 'stacked', hidden: ['a'] })
    expect([...chart.series[1].base!].every(v => v === 0)).toBe(true)
    expect(chart.series[0].x).toHaveLength(0)
  })
})

describe('heatmaps', () => {
  const buckets: readonly ColumnShape[] = [{ label: '_time', type: 'time' }, { label: 'le', type: 'string' }, { label: 'job', type: 'string' }, { label: '_value', type: 'float' }] // biome-ignore format: a table's head
  const rows = (job: string, counts: readonly (readonly number[])[]): Value[][] =>
    counts.flatMap(([one, ten, all], i) => [[at(60 * i), '10', job, ten], [at(60 * i), '+Inf', job, all], [at(60 * i), '1', job, one]]) // biome-ignore format: one line

  test('cells have the counts of their own bucket, histograms together', () => {
    const stream = tables(buckets, ['le', 'job'], [...rows('x', [[1, 3, 4], [2, 6, 6]]), ...rows('y', [[10, 10, 11]])]) // biome-ignore format: a table
    expect(drawn(stream).histogram).toBe(true)
    const chart = new Charts().chart(stream, query({ form: 'heatmap' })).chart as HeatmapChart
    expect(chart.bounds).toEqual(['1', '10', '+Inf'])
    expect([...chart.counts]).toEqual([11, 2, 2, 2, 4, 0])
    expect([...chart.edges]).toEqual([-30_000, 30_000, 90_000])
  })

  test('times that are more than there are cells share them, and the last count holds', () => {
    const many = Array.from({ length: 100 }, (_, i) => [i, 2 * i, 3 * i])
    const stream = tables(buckets, ['le', 'job'], rows('x', many))
    const chart = new Charts().chart(stream, query({ form: 'heatmap', pixels: 60 })).chart as HeatmapChart
    expect(chart.edges).toHaveLength(11)
    expect([...chart.counts].slice(-3)).toEqual([99, 99, 99])
  })

  test('one bucket is no histogram', () => {
    const stream = tables(buckets, ['le', 'job'], [[at(0), '1', 'x', 3]])
    expect(drawn(stream, { form: 'heatmap' }).histogram).toBe(false)
  })
})

test('tables of one key that stand apart are series of their own', () => {
  const twice = { frames: [...twoHosts.frames, ...twoHosts.frames], order: null, sorted: false }
  expect(drawn(twice).series).toHaveLength(4)
  expect(drawn(mergeEqualKeys(twice)).series).toHaveLength(2)
})

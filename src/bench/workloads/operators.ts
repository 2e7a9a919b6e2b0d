// One operator each over a million rows, beside the sum of a million floats: the reference engine's own figures are told.
import type { TableStream } from '../../tables/index.ts'
import { ours } from '../engine.ts'
import { sumOf } from '../peers.ts'
import {
  EPOCH,
  evenOffsets,
  floatColumn,
  floats,
  hostRows,
  hostTables,
  manyTables,
  oneTable,
  permuted,
  ROWS,
  series,
  shuffledOrder,
  textColumn,
  timeColumn,
  times,
} from '../seeded.ts'
import type { Workload } from '../workload.ts'

function shuffled(): TableStream {
  const order = shuffledOrder(ROWS, 7)
  return oneTable([
    timeColumn('_time', permuted(times(ROWS, 100), order)),
    floatColumn('_value', permuted(floats(ROWS, 1, 10), order)),
  ])
}

/** 250k times, each with a row of every field. */
function byTime(): TableStream {
  return oneTable([
    timeColumn('_time', times(ROWS, 10_000, 4)),
    floatColumn('_value', floats(ROWS, 4, 100)),
    textColumn('name', Int32Array.from({ length: ROWS }, (_, i) => i % 4), ['user', 'system', 'idle', 'iowait']), // biome-ignore format: one column a line
  ])
}

function buckets(): TableStream {
  const [tables, each] = [1000, 12]
  const rows = tables * each
  const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, Infinity]
  const steps = floats(rows, 10, 1000)
  const counts = new Float64Array(rows)
  for (let i = 0; i < rows; i++) counts[i] = Math.floor(steps[i]) + (i % each > 0 ? counts[i - 1] : 0)
  return manyTables(
    [
      timeColumn('_time', new Float64Array(rows).fill(EPOCH)),
      floatColumn('_value', counts),
      floatColumn(
        'le',
        Float64Array.from({ length: rows }, (_, i) => bounds[i % each]),
      ),
      textColumn(
        'id',
        Int32Array.from({ length: tables }, (_, i) => i),
        Array.from({ length: tables }, (_, i) => `id${i}`),
        'group',
      ),
    ],
    evenOffsets(tables, each),
    ['id'],
  )
}

const sources = {
  series: () => series().stream,
  shuffled,
  hosts: () => hostRows().stream,
  tables: hostTables,
  byTime,
  buckets,
}

const operator = (
  source: keyof typeof sources,
  pipeline: string,
  reference: number,
  target?: number,
  column = '_value',
  size = ROWS,
): Workload => ({
  name: `${source} |> ${pipeline}`,
  size,
  unit: 'row',
  reference,
  target,
  async variants() {
    const own = ours({ rows: sources[source]() }, `bench.rows(name: "rows") |> ${pipeline}`, column)
    const values = floats(ROWS, 1, 10)
    return [own, { name: 'sum of 1M floats', run: () => sumOf(values) }]
  },
})

export const operatorWorkloads: readonly Workload[] = [
  operator(
    'series',
    'range(start: 2023-11-14T22:13:00Z, stop: 2023-11-16T02:00:00Z) |> aggregateWindow(every: 1m, fn: mean)',
    55.55,
  ),
  operator('series', 'aggregateWindow(every: 1m, fn: max, createEmpty: false)', 1947),
  operator('shuffled', 'aggregateWindow(every: 1m, fn: mean, createEmpty: false)', 562.4, 6),
  operator('tables', 'aggregateWindow(every: 1m, fn: mean, createEmpty: false)', 127.1),
  operator('series', 'range(start: 2023-01-01T00:00:00Z, stop: 2024-01-01T00:00:00Z)', 565.3),
  operator('series', 'window(every: 1m)', 1968),
  operator('hosts', 'group(columns: ["host"])', 2276),
  operator('tables', 'mean()', 5.06),
  operator('tables', 'group()', 8.34),
  operator('hosts', 'group()', 13.43),
  operator('hosts', 'filter(fn: (r) => r._value > 5.0)', 1099),
  operator('hosts', 'filter(fn: (r) => r._value * 2.0 + r.other > 10.0)', 1714),
  operator('hosts', 'filter(fn: (r) => r.host =~ /a.*1/)', 1679, 2),
  operator('hosts', 'filter(fn: (r) => r._field == "usage")', 1191),
  operator('hosts', 'distinct(column: "host")', 27.55),
  operator('hosts', 'map(fn: (r) => ({r with a: if r._value > 5.0 then 1.0 else 0.0}))', 101.8),
  operator('hosts', 'map(fn: (r) => ({r with a: r.host + "-" + r.region}))', 182.8),
  operator('hosts', 'map(fn: (r) => ({r with a: float(v: r.region == "eu") * 2.0}))', 10_834),
  operator('series', 'reduce(identity: {s: 0.0}, fn: (r, accumulator) => ({s: accumulator.s + r._value}))', 2862, undefined, 's'), // biome-ignore format: one operator a line
  operator('byTime', 'pivot(rowKey: ["_time"], columnKey: ["name"], valueColumn: "_value")', 1028, undefined, 'user'),
  operator('hosts', 'sort(columns: ["host", "_value"])', 3230),
  operator('series', 'sort(columns: ["_time"])', 181.2),
  operator('series', 'sort(columns: ["_value"]) |> limit(n: 10)', 272),
  operator('series', 'top(n: 10)', 271.5),
  operator('tables', 'median(method: "exact_mean")', 82.19),
  operator('tables', 'median()', 153),
  operator('tables', 'median(method: "exact_selector")', 1006),
  operator('series', 'derivative(unit: 1s)', 28),
  operator('series', 'difference()', 339.3),
  operator('series', 'cumulativeSum()', 17.87),
  operator('series', 'movingAverage(n: 10)', 27.05),
  operator('series', 'exponentialMovingAverage(n: 10)', 648.7),
  operator('series', 'elapsed(unit: 1ms)', 852.3),
  operator('series', 'fill(value: 0.0)', 18.07),
  operator('series', 'limit(n: 10)', 4.81),
  operator('series', 'sample(n: 100)', 9.15),
  operator('series', 'first()', 2.37),
  operator('series', 'stddev()', 11.44),
  operator('series', 'keep(columns: ["_time", "_value"])', 5.12),
  operator('buckets', 'histogramQuantile(quantile: 0.9)', 16.86, undefined, '_value', 12_000),
]

// Workloads that change the shape of tables: pivots, joins, many groups, many small tables.
import { ours } from '../engine.ts'
import { peersOf, textsOf } from '../peers.ts'
import {
  EPOCH,
  evenOffsets,
  floatColumn,
  floats,
  HOSTS,
  hostNames,
  manyTables,
  oneTable,
  permuted,
  ROWS,
  shuffledOrder,
  textColumn,
  timeColumn,
  times,
} from '../seeded.ts'
import type { Workload } from '../workload.ts'

const fields = ['usage_user', 'usage_system', 'usage_idle', 'usage_iowait']

const pivot: Workload = {
  name: 'pivot 4 fields -> 250k wide rows',
  size: ROWS,
  unit: 'row',
  target: 45,
  reference: 938.2,
  async variants(tools) {
    const tables = HOSTS * fields.length
    const each = ROWS / tables
    const time = Float64Array.from({ length: ROWS }, (_, i) => EPOCH + (i % each) * 10_000)
    const value = floats(ROWS, 4, 100)
    const host = Int32Array.from({ length: tables }, (_, t) => Math.floor(t / fields.length))
    const field = Int32Array.from({ length: tables }, (_, t) => t % fields.length)
    const stream = manyTables(
      [
        timeColumn('_time', time),
        floatColumn('_value', value),
        textColumn('host', host, hostNames, 'group'),
        textColumn('_field', field, fields, 'group'),
      ],
      evenOffsets(tables, each),
      ['host', '_field'],
    )
    const perRow = (codes: Int32Array): Int32Array => Int32Array.from(time, (_, i) => codes[Math.floor(i / each)])
    const peers = await peersOf(tools, {
      rows: { t: time, host: textsOf(perRow(host), hostNames), field: textsOf(perRow(field), fields), v: value },
    })
    const column = fields[0]
    const picked = fields.map(name => `any_value(v) filter (field = '${name}') ${name}`).join(', ')
    const pipeline = `bench.rows(name: "rows")
    |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value")`
    return [
      ours({ rows: stream }, pipeline, column),
      peers.arquero(t => t.rows.groupby('t', 'host').pivot('field', 'v'), column),
      peers.duckdb(`select t, host, ${picked} from rows group by t, host`, column),
    ]
  },
}

const join: Workload = {
  name: 'join.inner 250k x 250k on (_time, host), right shuffled',
  size: 250_000,
  unit: 'row',
  target: 40,
  reference: 68_461,
  async variants(tools) {
    const size = 250_000
    const [time, v, w] = [times(size, 10_000, HOSTS), floats(size, 5, 1), floats(size, 6, 1)]
    const host = Int32Array.from({ length: size }, (_, i) => i % HOSTS)
    const order = shuffledOrder(size, 7)
    const right = { t: permuted(time, order), w: permuted(w, order), host: host.map((_, i) => host[order[i]]) }
    const side = (t: Float64Array, codes: Int32Array, values: Float64Array) =>
      oneTable([timeColumn('_time', t), textColumn('host', codes, hostNames), floatColumn('_value', values)])
    const peers = await peersOf(tools, {
      l: { t: time, host: textsOf(host, hostNames), v },
      r: { t: right.t, host: textsOf(right.host, hostNames), w: right.w },
    })
    const script = `join.inner(
    left: bench.rows(name: "l"),
    right: bench.rows(name: "r"),
    on: (l, r) => l._time == r._time and l.host == r.host,
    as: (l, r) => ({l with w: r._value}),
)`
    const streams = { l: side(time, host, v), r: side(right.t, right.host, right.w) }
    const keys: [string[], string[]] = [
      ['t', 'host'],
      ['t', 'host'],
    ]
    return [
      ours(streams, script, 'w', ['join']),
      peers.arquero(t => t.l.join(t.r, keys).reify(), 'w'),
      peers.duckdb('select l.t, l.host, l.v, r.w from l join r on l.t = r.t and l.host = r.host', 'w'),
    ]
  },
}

const manyGroups: Workload = {
  name: 'group(3 tags) -> 100k groups',
  size: ROWS,
  unit: 'row',
  target: 40,
  async variants() {
    const names = (count: number, what: string): string[] => Array.from({ length: count }, (_, i) => `${what}-${i}`)
    const tag = (label: string, count: number, of: (i: number) => number) =>
      textColumn(
        label,
        Int32Array.from({ length: ROWS }, (_, i) => of(i % 100_000)),
        names(count, label),
      )
    const stream = oneTable([
      timeColumn('_time', times(ROWS, 10_000, 100_000)),
      floatColumn('_value', floats(ROWS, 8, 10)),
      tag('host', 1000, i => i % 1000),
      tag('cpu', 20, i => Math.floor(i / 1000) % 20),
      tag('region', 5, i => Math.floor(i / 20_000)),
    ])
    return [ours({ rows: stream }, 'bench.rows(name: "rows") |> group(columns: ["host", "cpu", "region"])')]
  },
}

const SERIES = 20_000

/** What a scrape gives: one row a table. */
const scraped = (name: string, pipeline: string, reference: number, target = 1): Workload => ({
  name: `20k one-row tables: ${name}`,
  size: SERIES,
  unit: 'table',
  target,
  reference,
  async variants() {
    const codes = (of: (i: number) => number): Int32Array => Int32Array.from({ length: SERIES }, (_, i) => of(i))
    const names = (count: number, what: string): string[] => Array.from({ length: count }, (_, i) => `${what}${i}`)
    const stream = manyTables(
      [
        timeColumn('_time', times(SERIES, 0)),
        floatColumn('_value', floats(SERIES, 9, 100)),
        textColumn('id', codes(i => i), names(SERIES, 'id'), 'group'), // biome-ignore format: one column a line
        textColumn(
          'instance',
          codes(i => i % 400),
          names(400, 'host'),
          'group',
        ),
        textColumn(
          'job',
          codes(i => i % 5),
          ['api', 'db', 'web', 'queue', 'cache'],
          'group',
        ),
      ],
      evenOffsets(SERIES, 1),
      ['id', 'instance', 'job'],
    )
    return [ours({ rows: { ...stream, sorted: false } }, `bench.rows(name: "rows")${pipeline}`)]
  },
})

export const shapeWorkloads: readonly Workload[] = [
  pivot,
  join,
  manyGroups,
  scraped('filter', ' |> filter(fn: (r) => r._value > 50.0)', 264.6),
  scraped('filter by a tag', ' |> filter(fn: (r) => r.job == "api")', 254.1),
  scraped('map', ' |> map(fn: (r) => ({r with _value: r._value * 2.0}))', 946.9, 4),
  scraped('mean', ' |> mean()', 778, 4),
  scraped('group(instance)', ' |> group(columns: ["instance"])', 161.3, 4),
  scraped('group()', ' |> group()', 106.7, 4),
  scraped(
    'filter |> map |> group |> mean',
    ` |> filter(fn: (r) => r._value > 50.0)
    |> map(fn: (r) => ({r with _value: r._value * 2.0}))
    |> group(columns: ["instance"])
    |> mean()`,
    514.1,
    4,
  ),
]

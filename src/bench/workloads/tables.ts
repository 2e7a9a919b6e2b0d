// Whole queries over a million rows, beside plain loops over typed arrays and beside the peers.
import { ours } from '../engine.ts'
import { peersOf, textsOf } from '../peers.ts'
import { HOSTS, hostNames, hostRows, ROWS, series } from '../seeded.ts'
import type { Workload } from '../workload.ts'
import * as loops from './loops.ts'

const rows = 'bench.rows(name: "rows")'

const oneSeries = (name: string, size: number, target: number, reference: number, peers: boolean): Workload => ({
  name,
  size,
  unit: 'row',
  target,
  reference,
  async variants(tools) {
    const { time, value, stream } = series(size)
    const own = [
      ours({ rows: stream }, `${rows} |> aggregateWindow(every: 1m, fn: mean, createEmpty: false)`),
      loops.variant(() => loops.minuteMeans(time, value)),
    ]
    if (!peers) return own
    const { arquero, duckdb } = await peersOf(tools, { rows: { t: time, v: value } })
    return [
      ...own,
      arquero(
        t => t.rows.groupby({ b: 'd => op.floor(d.t / 60000)' }).rollup({ _value: 'd => op.mean(d.v)' }),
        '_value',
      ),
      duckdb('select floor(t / 60000) b, avg(v) _value from rows group by b order by b', '_value'),
    ]
  },
})

/** A workload on the rows of a hundred hosts in one table. */
const onHosts = (
  { name, target, reference }: { name: string; target: number; reference?: number },
  pipeline: string,
  column: string,
  loop: (data: ReturnType<typeof hostRows>) => loops.Answer,
  arqueroOf: Parameters<Awaited<ReturnType<typeof peersOf>>['arquero']>[0],
  sql: string,
): Workload => ({
  name,
  size: ROWS,
  unit: 'row',
  target,
  reference,
  async variants(tools) {
    const data = hostRows()
    const { time: t, value: v, other: o, host, stream } = data
    const peers = await peersOf(tools, { rows: { t, v, o, host: textsOf(host, hostNames) } })
    return [
      ours({ rows: stream }, `${rows}${pipeline}`, column),
      loops.variant(() => loop(data)),
      peers.arquero(arqueroOf, column),
      peers.duckdb(sql, column),
    ]
  },
})

const condition = 'r._value * 2.0 + r.other > 10.0 and r.host =~ /a.*/'

export const tableWorkloads: readonly Workload[] = [
  oneSeries('aggregateWindow(1m, mean), 1 table x 1M sorted', ROWS, 3, 55.63, true),
  oneSeries('aggregateWindow(1m, mean), 1 table x 10M sorted', 10 * ROWS, 45, 2699, false),
  onHosts(
    { name: 'group(host) |> aggregateWindow(1m, mean)', target: 20, reference: 5822 },
    ' |> group(columns: ["host"]) |> aggregateWindow(every: 1m, fn: mean, createEmpty: false)',
    '_value',
    d => loops.hostMinuteMeans(d.time, d.host, d.value, HOSTS),
    t => t.rows.groupby('host', { b: 'd => op.floor(d.t / 60000)' }).rollup({ _value: 'd => op.mean(d.v)' }),
    'select host, floor(t / 60000) b, avg(v) _value from rows group by all',
  ),
  onHosts(
    { name: 'group(host) |> mean()', target: 6, reference: 2610 },
    ' |> group(columns: ["host"]) |> mean()',
    '_value',
    d => loops.hostMeans(d.host, d.value, HOSTS),
    t => t.rows.groupby('host').rollup({ _value: 'd => op.mean(d.v)' }),
    'select host, avg(v) _value from rows group by host',
  ),
  onHosts(
    { name: 'filter(arithmetic and regex)', target: 13, reference: 1679 },
    ` |> filter(fn: (r) => ${condition})`,
    '_value',
    d => loops.filtered(d.value, d.other, d.host, hostNames),
    t => t.rows.filter('d => d.v * 2 + d.o > 10 && op.match(d.host, /a.*/) !== null').rename({ v: '_value' }).reify(),
    "select t, host, o, v _value from rows where v * 2.0 + o > 10.0 and regexp_matches(host, 'a.*')",
  ),
  onHosts(
    { name: 'filter |> map, columns made', target: 25, reference: 1722 },
    ` |> filter(fn: (r) => ${condition})
    |> map(fn: (r) => ({_time: r._time, host: r.host, x: r._value * 2.0 + r.other}))`,
    'x',
    d => loops.filteredAndMapped(d.value, d.other, d.host, hostNames),
    t =>
      t.rows
        .filter('d => d.v * 2 + d.o > 10 && op.match(d.host, /a.*/) !== null')
        .derive({ x: 'd => d.v * 2 + d.o' })
        .select('t', 'host', 'x')
        .reify(),
    "select t, host, v * 2.0 + o x from rows where v * 2.0 + o > 10.0 and regexp_matches(host, 'a.*')",
  ),
  onHosts(
    { name: 'map of two new columns', target: 13, reference: 64.25 },
    ' |> map(fn: (r) => ({r with a: r._value * 2.0, b: r._value + r.other}))',
    'b',
    d => loops.mappedTwice(d.value, d.other),
    t => t.rows.derive({ a: 'd => d.v * 2', b: 'd => d.v + d.o' }),
    'select *, v * 2.0 a, v + o b from rows',
  ),
  onHosts(
    { name: 'sort by value, 4 columns', target: 150, reference: 2477 },
    ' |> sort(columns: ["_value"])',
    '_value',
    d => loops.sorted(d.value),
    t => t.rows.orderby('v').rename({ v: '_value' }).reify(),
    'select t, host, o, v _value from rows order by v',
  ),
  onHosts(
    { name: 'group(host) |> median(exact_mean)', target: 35, reference: 3073 },
    ' |> group(columns: ["host"]) |> median(method: "exact_mean")',
    '_value',
    d => loops.hostMedians(d.host, d.value, HOSTS),
    t => t.rows.groupby('host').rollup({ _value: 'd => op.median(d.v)' }),
    'select host, median(v) _value from rows group by host',
  ),
  onHosts(
    { name: 'filter by a tag, 1M rows', target: 5, reference: 1198 },
    ' |> filter(fn: (r) => r.host == "alpha-001.prod.local")',
    '_value',
    d => loops.ofHost(d.host, d.value, 1),
    t => t.rows.filter('d => d.host === "alpha-001.prod.local"').rename({ v: '_value' }).reify(),
    "select t, host, o, v _value from rows where host = 'alpha-001.prod.local'",
  ),
]

// Texts to tables: exposition and annotated CSV as a network would hand them over, and scripts too small to wait for.
import Papa from 'papaparse'
import parsePrometheus from 'parse-prometheus-text-format'
import { randomFrom, seededExposition } from '../../formats/prometheus/seededExposition.ts'
import type { TableStream } from '../../tables/index.ts'
import { checksumOf, hostOf, ours, tablesOf } from '../engine.ts'
import { duckdb } from '../peers.ts'
import { floatColumn, floats, oneTable, timeColumn, times } from '../seeded.ts'
import type { Variant, Workload } from '../workload.ts'

const address = 'http://bench.example.com/file'

function reading(bytes: Uint8Array, script: string): Variant {
  const host = hostOf({ [address]: bytes })
  return {
    name: 'ours',
    run: () => tablesOf(script, host),
    check: result => checksumOf(result as TableStream, '_value'),
  }
}

function byteLoop(bytes: Uint8Array): Variant {
  return {
    name: 'loop over the bytes',
    run: () => {
      let lines = 0
      for (let i = 0; i < bytes.length; i++) lines += (bytes[i] === 10) as unknown as number
      return lines
    },
  }
}

// ── exposition ──

const EXPOSITION = 10 << 20

const exposition: Workload = {
  name: 'prometheus.scrape of 10 MB',
  size: EXPOSITION,
  unit: 'byte',
  target: 45,
  reference: 2452,
  async variants() {
    const bytes = new TextEncoder().encode(seededExposition(EXPOSITION, 80))
    return [
      reading(bytes, `import "experimental/prometheus"\n\nprometheus.scrape(url: "${address}")`),
      byteLoop(bytes),
      // it merges the series of a histogram, so its answer cannot be compared
      {
        name: 'parse-prometheus-text-format',
        run: () => parsePrometheus(new TextDecoder().decode(bytes)),
      },
    ]
  },
}

// ── annotated CSV ──

/** Tables of a host each, their rows a time and a float, a third of them with all digits. */
function seededCsv(size: number): string {
  const random = randomFrom(7)
  const out = [
    '#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string\n',
    '#group,false,false,true,true,false,false,true,true,true\n',
    '#default,_result,,,,,,,,\n',
    ',result,table,_start,_stop,_time,_value,_field,_measurement,host\n',
  ]
  let bytes = 0
  for (let table = 0; bytes < size; table++) {
    const tail = `usage_${table % 7},cpu,host-${table}.example.org\n`
    for (let row = 0; row < 5000 && bytes < size; row++) {
      const time = new Date(1.7e12 + row * 10_000).toISOString().replace('.000', '')
      const value = random() < 0.34 ? String(random() * 100) : (random() * 100).toFixed(2)
      const line = `,,${table},2023-11-14T22:13:20Z,2023-11-15T22:13:20Z,${time},${value},${tail}`
      bytes += line.length
      out.push(line)
    }
  }
  return out.join('')
}

interface TypedRows {
  readonly time: Float64Array
  readonly value: Float64Array
}

/** The times and values typed; the other columns stay texts. */
function papaTyped(bytes: Uint8Array): TypedRows {
  const rows = Papa.parse(new TextDecoder().decode(bytes), { fastMode: true, skipEmptyLines: true }).data as string[][]
  const [time, value] = [new Float64Array(rows.length - 4), new Float64Array(rows.length - 4)]
  for (let i = 4; i < rows.length; i++) {
    time[i - 4] = Date.parse(rows[i][5])
    value[i - 4] = Number(rows[i][6])
  }
  return { time, value }
}

const CSV = 50_000_000

const annotatedCsv: Workload = {
  name: 'csv.from of 50 MB annotated',
  size: CSV,
  unit: 'byte',
  target: 180,
  reference: 225.3,
  async variants(tools) {
    const bytes = new TextEncoder().encode(seededCsv(CSV))
    const duck = await tools.duck()
    await duck.file('bench.csv', bytes)
    return [
      reading(bytes, `import "experimental/csv"\n\ncsv.from(url: "${address}")`),
      byteLoop(bytes),
      {
        name: 'papaparse, times and values typed',
        run: () => papaTyped(bytes),
        check: result => {
          const { value } = result as TypedRows
          return [value.length, value.reduce((sum, v) => sum + v, 0)]
        },
      },
      duckdb(duck, "select * from read_csv('bench.csv', skip = 3, header = true)", '_value'),
    ]
  },
}

// ── small ones ──

function small(): TableStream {
  return oneTable([timeColumn('_time', times(100, 10_000)), floatColumn('_value', floats(100, 1, 10))])
}

const tiny: Workload = {
  name: 'tiny: 100 rows |> filter |> mean',
  size: 100,
  unit: 'row',
  target: 0.3,
  reference: 2.04,
  async variants() {
    return [ours({ rows: small() }, 'bench.rows(name: "rows") |> filter(fn: (r) => r._value > 5.0) |> mean()')]
  },
}

const literal = (rows: number): string =>
  `array.from(rows: [${Array.from({ length: rows }, (_, i) => `{_time: time(v: ${i + 1}000000000), _value: ${i % 10}.5}`).join(', ')}])`

const literalTiny: Workload = {
  name: 'tiny: array.from of 100 literal rows |> filter |> mean',
  size: 100,
  unit: 'row',
  target: 1,
  reference: 4.96,
  async variants() {
    return [ours({}, `${literal(100)} |> filter(fn: (r) => r._value > 5.0) |> mean()`, '_value', ['array'])]
  },
}

const literalWindows: Workload = {
  name: 'array.from of 1,000 literal rows |> range |> aggregateWindow(1m, mean)',
  size: 1000,
  unit: 'row',
  async variants() {
    const windows = 'aggregateWindow(every: 1m, fn: mean, createEmpty: false)'
    const bounded = 'range(start: 1970-01-01T00:00:00Z, stop: 1970-01-02T00:00:00Z)'
    return [ours({}, `${literal(1000)} |> ${bounded} |> ${windows}`, '_value', ['array'])]
  },
}

export const textWorkloads: readonly Workload[] = [exposition, annotatedCsv, tiny, literalTiny, literalWindows]

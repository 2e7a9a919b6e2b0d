// Reading and writing buckets kept here, and what a server is asked instead.
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import { encodeAnnotatedCsv } from '../../../formats/index.ts'
import type { Host } from '../../../library/index.ts'
import { emptyStream } from '../../../tables/index.ts'
import { naiveBuckets } from '../../../testing/naiveBuckets.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'

const now = 1_704_067_200_000_000_000n // 2024-01-01
const rows = `import "array"
import "influxdata/influxdb"
import "influxdata/influxdb/schema"
import "experimental"

data = array.from(rows: [
    {_time: 2023-12-31T23:00:00Z, _measurement: "cpu", _field: "user", host: "b", _value: 2.0},
    {_time: 2023-12-31T22:00:00Z, _measurement: "cpu", _field: "user", host: "b", _value: 1.0},
    {_time: 2023-12-31T23:00:00Z, _measurement: "cpu", _field: "user", host: "a", _value: 3.0},
    {_time: 2023-12-31T23:00:00Z, _measurement: "cpu", _field: "idle", host: "a", _value: 4.0},
]) |> group(columns: ["_measurement", "_field", "host"])
`

async function csvOf(script: string, host: Host): Promise<string> {
  const { results, failure } = await run(analyze(script), host, { now })
  if (failure) return `error: ${failure.official}`
  return [...encodeAnnotatedCsv(results)].join('').replaceAll('\r', '').trim()
}

const hostOf = (...names: string[]) => {
  const buckets = naiveBuckets(...names)
  return { ...recordingHost({}, now), buckets }
}

async function filled(): Promise<ReturnType<typeof hostOf>> {
  const host = hostOf('b')
  await csvOf(`${rows}data |> to(bucket: "b")`, host)
  return host
}

describe('a bucket kept here', () => {
  test('what to wrote comes back, a table a series, in order of tags and time', async () => {
    const host = await filled()
    expect(await csvOf('from(bucket: "b") |> range(start: -3h)', host)).toBe(
      `#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#group,false,false,true,true,false,false,true,true,true
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,_measurement,host
,,0,2023-12-31T21:00:00Z,2024-01-01T00:00:00Z,2023-12-31T23:00:00Z,4,idle,cpu,a
,,1,2023-12-31T21:00:00Z,2024-01-01T00:00:00Z,2023-12-31T23:00:00Z,3,user,cpu,a
,,2,2023-12-31T21:00:00Z,2024-01-01T00:00:00Z,2023-12-31T22:00:00Z,1,user,cpu,b
,,2,2023-12-31T21:00:00Z,2024-01-01T00:00:00Z,2023-12-31T23:00:00Z,2,user,cpu,b`,
    )
  })

  test('the start of a range counts, its stop does not', async () => {
    const csv = await csvOf(
      'from(bucket: "b") |> range(start: 2023-12-31T22:00:00Z, stop: 2023-12-31T23:00:00Z)',
      await filled(),
    )
    expect(csv.split('\n').slice(4)).toEqual([
      ',,0,2023-12-31T22:00:00Z,2023-12-31T23:00:00Z,2023-12-31T22:00:00Z,1,user,cpu,b',
    ])
  })

  test.each([
    ['r.host == "a"', 2, 2],
    ['r.host == "a" and r._value > 3.5', 2, 1],
    ['r._value > 2.5 and r.host == "a"', 3, 2],
    ['r.host =~ /^b/ or r._field == "idle"', 2, 2],
    ['r.nothing == "x"', 0, 0],
  ])('a filter reads only series that can pass: %s', async (predicate, read, tables) => {
    const host = await filled()
    const csv = await csvOf(`from(bucket: "b") |> range(start: -3h) |> filter(fn: (r) => ${predicate})`, host)
    expect(host.buckets.reads.at(-1)).toEqual({ offered: 3, kept: read })
    expect(
      new Set(
        csv
          .split('\n')
          .slice(4)
          .map(line => line.split(',')[2]),
      ).size,
    ).toBe(tables)
  })

  test('every step reads for itself what it needs', async () => {
    const host = await filled()
    const csv = await csvOf(
      `data = from(bucket: "b") |> range(start: -3h)
data |> filter(fn: (r) => r.host == "a") |> count() |> yield(name: "a")
data |> filter(fn: (r) => r.host == "b") |> filter(fn: (r) => r._value > 1.0) |> count() |> yield(name: "b")
data |> group() |> count() |> yield(name: "all")`,
      host,
    )
    expect(csv.match(/,(\d+)$/gm)).toEqual([',1', ',1', ',1', ',4'])
    expect(host.buckets.reads.map(({ kept }) => kept)).toEqual([2, 1, 3])
  })

  test('types come back as they were written, times as whole numbers', async () => {
    const host = hostOf('b')
    const script = `import "array"
row = (field, value) => array.from(rows: [{_time: 2023-12-31T23:00:00Z, _measurement: "m", _field: field, _value: value}])
union(tables: [row(field: "i", value: -9223372036854775807), row(field: "j", value: 2)]) |> to(bucket: "b")
row(field: "u", value: uint(v: "18446744073709551615")) |> to(bucket: "b") |> yield(name: "u")
row(field: "b", value: true) |> to(bucket: "b") |> yield(name: "b")
row(field: "s", value: "text") |> to(bucket: "b") |> yield(name: "s")
row(field: "t", value: 1970-01-01T00:00:01Z) |> to(bucket: "b") |> yield(name: "t")`
    expect(await csvOf(script, host)).not.toMatch(/^error/)
    const csv = await csvOf('from(bucket: "b") |> range(start: -3h) |> keep(columns: ["_field", "_value"])', host)
    expect(csv.split('\n').filter(line => line.startsWith(',,'))).toEqual([
      ',,0,true,b',
      ',,1,-9223372036854775807,i',
      ',,2,2,j',
      ',,3,text,s',
      ',,4,1000000000,t',
      ',,5,18446744073709551615,u',
    ])
  })

  test('wideTo writes a field a column, and experimental.to is the same', async () => {
    for (const call of ['influxdb.wideTo(bucket: "b")', 'experimental.to(bucket: "b")']) {
      const host = hostOf('b')
      const pivoted = `${rows}data |> pivot(rowKey: ["_time"], columnKey: ["_field"], valueColumn: "_value") |> ${call}`
      expect(await csvOf(pivoted, host)).toContain('cpu')
      const csv = await csvOf(
        'from(bucket: "b") |> range(start: -3h) |> keep(columns: ["_value", "_field", "host"])',
        host,
      )
      expect(csv.split('\n').slice(4)).toEqual([',,0,4,idle,a', ',,1,3,user,a', ',,2,1,user,b', ',,2,2,user,b'])
    }
  })

  test('the schema of a bucket, its series, and the buckets themselves', async () => {
    const host = await filled()
    const listed = async (call: string) => {
      const csv = await csvOf(`import "influxdata/influxdb"\nimport "influxdata/influxdb/schema"\nimport "influxdata/influxdb/v1"\n${call}`, host) // biome-ignore format: one text
      return csv.split('\n').slice(4)
    }
    expect(await listed('schema.measurements(bucket: "b")')).toEqual([',,0,cpu'])
    expect(await listed('schema.fieldKeys(bucket: "b")')).toEqual([',,0,idle', ',,0,user'])
    expect(await listed('schema.measurementTagValues(bucket: "b", measurement: "cpu", tag: "host")')).toEqual([',,0,a', ',,0,b']) // biome-ignore format: one row
    expect(await listed('influxdb.cardinality(bucket: "b", start: -1d)')).toEqual([
      ',,0,2023-12-31T00:00:00Z,2024-01-01T00:00:00Z,3',
    ])
    expect(await listed('influxdb.cardinality(bucket: "b", start: -1d, predicate: (r) => r.host == "b") |> keep(columns: ["_value"])')).toEqual([',,0,1']) // biome-ignore format: one row
    expect(await listed('buckets()')).toEqual([',,0,b,0000000000000001,0000000000000001,,0'])
    expect(await listed('v1.databases() |> keep(columns: ["databaseName", "retentionPolicy"])')).toEqual([
      ',,0,b,autogen',
    ])
  })

  test.each([
    ['from(bucket: "b")', `cannot submit unbounded read to "b"; try bounding 'from' with a call to 'range'`],
    ['from(bucket: "b") |> filter(fn: (r) => true) |> range(start: -1h)', 'cannot submit unbounded read to "b"'],
    ['from(bucket: "c") |> range(start: -1h)', 'failed to initialize execute state: could not find bucket "c"'],
    ['from() |> range(start: -1h)', 'must specify bucket or bucketID'],
    ['from(bucket: "b") |> range(start: 1h)', 'cannot query an empty range'],
    ['data |> to(bucket: "c")', 'could not find bucket "c"'],
    ['data |> influxdb.wideTo(bucket: "b")', 'found column "_field" in the group key; wideTo() expects pivoted data'],
    ['data |> group() |> drop(columns: ["_field"]) |> influxdb.wideTo(bucket: "b")', 'required column "_measurement" not in group key'], // biome-ignore format: a case
    ['data |> set(key: "host", value: "a\\\\") |> to(bucket: "b")', 'ends in a backslash'],
    ['data |> rename(columns: {_time: "t"}) |> to(bucket: "b")', 'no time column detected'],
  ])('%s fails: %s', async (script, message) => {
    expect(await csvOf(rows + script, hostOf('b'))).toContain(message)
  })

  test('rows that no point can be made of are left out with a warning when that was asked for', async () => {
    const host = { ...hostOf('b'), skipsUnwritable: true }
    const odd = `${rows}union(tables: [data, data |> set(key: "host", value: "C:\\\\")]) |> to(bucket: "b")`
    const { failure, notices } = await run(analyze(odd), host, { now })
    expect(failure).toBeNull()
    expect(notices.map(n => n.message).join()).toMatch(/^left out what cannot be written, \d in all; the first: .*ends in a backslash/) // biome-ignore format: one line
    const stored = await csvOf('from(bucket: "b") |> range(start: -3h) |> group() |> count()', host)
    expect(stored).toMatch(/,,0,4$/)
  })

  test('a missing bucket is offered to be created', async () => {
    const { failure } = await run(analyze('from(bucket: "c") |> range(start: -1h)'), hostOf('b'), { now })
    expect(failure?.advice).toMatchObject({ ways: ['bucket'], bucket: 'c' })
  })
})

describe('a bucket of a server', () => {
  async function asked(script: string): Promise<string[]> {
    const scripts: string[] = []
    const host: Host = {
      ...recordingHost(),
      async query(_, script) {
        scripts.push(script)
        return emptyStream
      },
    }
    expect(await csvOf(script, host)).toBe('')
    return scripts
  }
  const from = 'from(bucket: "b", host: "http://h", org: "o", token: "t")'

  test('is sent the range and the filters, with what they capture written out', async () => {
    const script = `import s "strings"
limit = 2.5
names = ["a", "b\\\${}"]
${from}
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z)
    |> filter(fn: (r) => r._value > limit and s.hasPrefix(v: r.host, prefix: "x"))
    |> filter(fn: (r) => contains(value: r.host, set: names))
    |> count()`
    expect(await asked(script)).toEqual([
      `import s "strings"

from(bucket: "b")
    |> range(start: 2024-01-01T00:00:00.000000000Z, stop: 2024-01-02T00:00:00.000000000Z)
    |> filter(fn: (r) => r._value > 2.5 and s.hasPrefix(v: r.host, prefix: "x"))
    |> filter(fn: (r) => contains(value: r.host, set: ["a", "b\\\${}"]))
`.replaceAll('.000000000Z', 'Z'),
    ])
  })

  test('a filter that uses a function of the script is applied here', async () => {
    const script = `f = (x) => x > 1.0\n${from} |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z) |> filter(fn: (r) => f(x: r._value))`
    expect((await asked(script))[0]).not.toContain('filter')
  })

  test('buckets, databases and cardinality ask for themselves', async () => {
    const at = 'host: "http://h", org: "o", token: "t"'
    expect(await asked(`buckets(${at})`)).toEqual(['buckets()\n'])
    expect(await asked(`import "influxdata/influxdb/v1"\nv1.databases(${at})`)).toEqual([
      'import "influxdata/influxdb/v1"\n\nv1.databases()\n',
    ])
    const [script] = await asked(
      `import "influxdata/influxdb"\ninfluxdb.cardinality(bucket: "b", start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z, predicate: (r) => r.host == "a", ${at})`,
    )
    expect(script).toContain('influxdb.cardinality(bucket: "b", start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z, predicate: (r) => r.host == "a")') // biome-ignore format: one text
  })
})

// Buckets read in one call, here and at a server, and columns masked where keys become equal.
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import type { Host } from '../../../library/index.ts'
import { naiveBuckets } from '../../../testing/naiveBuckets.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'
import { tablesOf } from '../../../testing/scriptTables.ts'

const head = 'import "array"\nimport "contrib/jsternberg/influxdb"\n'

/** The labels of the result's columns, and how many rows its tables have. */
async function shape(host: Host, text: string): Promise<{ labels: string[]; rows: number[] } | string> {
  const { results, failure } = await run(analyze(head + text), host)
  if (failure) return failure.official
  const { frames } = results[0].stream
  const rows = frames.flatMap(({ offsets }) => Array.from(offsets.subarray(1), (to, t) => to - offsets[t]))
  return { labels: frames[0]?.columns.map(c => c.label).sort() ?? [], rows }
}

async function bucketHost(): Promise<Host> {
  const host = { ...recordingHost(), buckets: naiveBuckets('b') }
  const row = (seconds: number, measurement: string, field: string, where: string): string =>
    `{_time: ${new Date(1_700_000_000_000 - seconds * 1000).toISOString()}, _measurement: "${measurement}", _field: "${field}", host: "${where}", _value: 1.0}`
  const points = [
    row(9, 'cpu', 'user', 'a'),
    row(9, 'cpu', 'idle', 'a'),
    row(8, 'cpu', 'user', 'b'),
    row(9, 'mem', 'free', 'a'),
  ]
  const written = await run(analyze(`${head}array.from(rows: [${points.join(', ')}]) |> to(bucket: "b")`), host)
  expect(written.failure).toBeNull()
  return host
}

describe('a bucket kept here', () => {
  test('is read between two times', async () => {
    const host = await bucketHost()
    const read = (more: string): Promise<unknown> => shape(host, `influxdb.from(bucket: "b", start: -1m${more})`)
    expect(await read('')).toMatchObject({ rows: [1, 1, 1, 1] })
    expect(await read(', stop: -8500ms, org: "", token: ""')).toMatchObject({ rows: [1, 1, 1] })
  })
  test('is shown a measurement at a time, with its fields as columns', async () => {
    const host = await bucketHost()
    const select = (more: string): Promise<unknown> =>
      shape(host, `influxdb.select(from: "b", start: -1m, m: "cpu"${more})`)
    expect(await select('')).toEqual({ labels: ['_time', 'host', 'idle', 'user'], rows: [1, 1] })
    expect(await select(', fields: ["idle"]')).toEqual({ labels: ['_time', 'host', 'idle'], rows: [1] })
    expect(await select(', where: (r) => r.host == "b"')).toEqual({ labels: ['_time', 'host', 'user'], rows: [1] })
    expect(await select(', fields: ["none"]')).toEqual({ labels: [], rows: [] })
  })
})

test('without buckets here a host is asked for', async () => {
  expect(await shape(recordingHost(), 'influxdb.from(bucket: "b", start: -1m)')).toContain('requires a remote host')
})

describe('_mask', () => {
  const rows = `${head}array.from(rows: [{k: "a", h: "x", n: 1}, {k: "b", h: "x", n: 2}]) |> group(columns: ["k", "h"])`

  test('leaves tables apart whose keys become equal', async () => {
    expect(await tablesOf(`${rows} |> influxdb._mask(columns: ["k", "not there"])`)).toEqual([
      'h=x | n: 1',
      'h=x | n: 2',
    ])
  })
  test('what needs keys that differ tells of them', async () => {
    const [told] = await tablesOf(`${rows} |> influxdb._mask(columns: ["k"]) |> count(column: "n")`)
    expect(told).toContain('found duplicate table with key: {h=x}')
  })
})

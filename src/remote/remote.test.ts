// Scripts against an InfluxDB 2: writing, reading back, and what is said of each refusal.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { encodeAnnotatedCsv } from '../formats/index.ts'
import { nodeHost } from '../hosts/index.ts'
import { type Answered, type InfluxServer, influxServer, ORG, TOKEN } from '../testing/influxServer.ts'
import { queryServer } from './index.ts'

let server: InfluxServer
beforeAll(async () => {
  server = await influxServer('metrics')
})
afterAll(() => server.stop())

const now = 1_704_067_200_000_000_000n // 2024-01-01
const at = (token = TOKEN, bucket = 'metrics', org = ORG): string =>
  `bucket: "${bucket}", host: "${server.url}", org: "${org}", token: "${token}"`
const rows = `import "array"

array.from(rows: [
    {_time: 2023-12-31T23:00:00Z, _measurement: "cpu", _field: "usage", host: "a", _value: 0.5},
    {_time: 2023-12-31T23:10:00Z, _measurement: "cpu", _field: "usage", host: "a", _value: 0.75},
])
    |> group(columns: ["_measurement", "_field", "host"])
`

async function ran(script: string) {
  const { results, failure, notices } = await run(analyze(script), nodeHost(), { now })
  return { csv: [...encodeAnnotatedCsv(results)].join('').replaceAll('\r', ''), failure, notices }
}

describe('an InfluxDB 2', () => {
  test('takes what to() writes and gives it back to from(), range and filters its own work', async () => {
    expect((await ran(`${rows}    |> to(${at()})`)).failure).toBeNull()
    const script = `limit = 0.6\nfrom(${at()}) |> range(start: -2h) |> filter(fn: (r) => r.host == "a" and r._value > limit) |> count()`
    const { csv, failure } = await ran(script)
    expect(failure).toBeNull()
    expect(csv).toContain(',,0,2023-12-31T22:00:00Z,2024-01-01T00:00:00Z,usage,cpu,a,1')
    const sent = server.asked.findLast(one => one.startsWith('POST /api/v2/query'))!
    expect(JSON.parse(sent.slice(sent.indexOf('\n') + 1))).toMatchObject({
      query:
        'from(bucket: "metrics")\n    |> range(start: 2023-12-31T22:00:00Z, stop: 2024-01-01T00:00:00Z)\n    |> filter(fn: (r) => r.host == "a" and r._value > 0.6)\n',
      dialect: { header: true, dateTimeFormat: 'RFC3339Nano', annotations: ['group', 'datatype', 'default'] },
    })
  })

  test('lists its buckets', async () => {
    const { csv } = await ran(`buckets(host: "${server.url}", org: "${ORG}", token: "${TOKEN}")`)
    expect(csv).toContain(',metrics,')
    expect((await ran(`buckets(host: "${server.url}", token: "${TOKEN}")`)).failure?.official).toContain(
      'listing buckets from a remote host requires an organization to be set',
    )
  })

  test.each([
    ['a wrong token', () => `from(${at('nope')}) |> range(start: -2h)`, '401', 'unauthorized access'],
    ['another org', () => `from(${at(TOKEN, 'metrics', 'nope')}) |> range(start: -2h)`, '', 'organization name "nope" not found'], // biome-ignore format: a case
    ['a bucket that is not there', () => `from(${at(TOKEN, 'nope')}) |> range(start: -2h)`, '404', 'could not find bucket "nope"'], // biome-ignore format: a case
    ['a wrong token to write', () => `${rows}    |> to(${at('nope')})`, '401', 'unauthorized access'],
    ['a bucket to write that is not there', () => `${rows}    |> to(${at(TOKEN, 'nope')})`, '404', 'bucket "nope" not found'], // biome-ignore format: a case
  ])('%s is told with what to do, and without the token', async (_, script, status, message) => {
    const { failure } = await ran(script())
    expect(failure?.message).toContain(message)
    expect(failure?.message).toContain(status)
    expect(failure?.notes?.join('')).not.toBe('')
    expect(JSON.stringify(failure)).not.toContain('nope-token')
    expect(JSON.stringify(failure)).not.toContain(TOKEN)
  })

  test('a type conflict is a warning: the other points are there', async () => {
    const script = `import "array"
array.from(rows: [{_time: 2023-12-31T23:00:00Z, _measurement: "cpu", _field: "usage", host: "a", _value: "text"}]) |> to(${at()})`
    const { failure, notices } = await ran(script)
    expect(failure).toBeNull()
    expect(notices.map(n => n.message).join()).toContain(
      'partial write: field type conflict: input field "usage" on measurement "cpu" is type string, already exists as type float',
    )
  })

  const answers: ReadonlyArray<readonly [name: string, answer: Answered, message: string]> = [
    ['429', { status: 429, body: '{"code":"too many requests","message":"slow down"}', headers: { 'Retry-After': '9' } }, '429 (too many requests): slow down'], // biome-ignore format: a case
    ['503', { status: 503, body: '{"code":"unavailable","message":"busy"}' }, '503 (the server is busy): busy'],
    ['a page of a proxy', { status: 502, body: '<h1>Bad Gateway</h1>' }, '502 (the server failed)'],
    ['an answer that breaks off', { status: 200, body: '#group,false,false,true\r\n#datatype,string,long,string\r\n', breaksAfter: 30 }, 'broke off after 30 bytes'], // biome-ignore format: a case
  ]
  test.each(answers)('%s is told', async (_, answer, message) => {
    server.fail('/api/v2/query', answer)
    expect((await ran(`from(${at()}) |> range(start: -2h)`)).failure?.message).toContain(message)
  })

  test('an error in band comes after the tables that were finished', async () => {
    const script = `${rows.replace('array.from', 'data = array.from')}
data |> yield(name: "good")
data |> map(fn: (r) => ({r with x: int(v: "x")})) |> yield(name: "bad")`
    const server_ = { host: server.url, org: ORG, token: TOKEN }
    const { results, error } = await queryServer(server_, script, now, nodeHost().request, new AbortController().signal)
    expect(results.map(one => one.name)).toEqual(['good'])
    expect(error).toContain('cannot convert string "x" to int')
  })

  test('an empty answer is no table', async () => {
    expect(await ran(`from(${at()}) |> range(start: 2020-01-01T00:00:00Z, stop: 2020-01-02T00:00:00Z)`)).toMatchObject({
      failure: null,
    })
  })
})

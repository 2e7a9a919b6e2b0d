// What is asked of ClickHouse, of what answers LogQL and of an InfluxDB's API, and what becomes of the answers.
import { expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import { cell, columnNamed } from '../../../tables/index.ts'
import { type RecordedAnswer, recordingHost } from '../../../testing/recordingHost.ts'

async function asked(script: string, answer: RecordedAnswer | string) {
  const host = recordingHost(() => answer)
  const { results, failure } = await run(analyze(script), host)
  const [request] = host.asked
  return { request: request!, results, failure }
}

test('ClickHouse: the query, its limits and the format, and rows of texts', async () => {
  const script = 'import "contrib/qxip/clickhouse"\nclickhouse.query(query: "SELECT 1 AS a", limit: 5)'
  const { request, results } = await asked(script, 'a,b\n1,x\n')
  const { origin, searchParams } = new URL(request.url)
  expect(origin).toBe('http://127.0.0.1:8123')
  expect(Object.fromEntries(searchParams)).toEqual({
    query: 'SELECT 1 AS a',
    default_format: 'CSVWithNames',
    max_result_rows: '5',
    max_result_bytes: '10000000',
    add_http_cors_header: '1',
  })
  expect(request.headers).toMatchObject({ 'X-ClickHouse-Format': 'CSVWithNames' })
  const [frame] = results[0]!.stream.frames
  expect(cell(columnNamed(frame!, 'a')!, 0, 0)).toBe('1')
})

test('LogQL: bounds in nanoseconds, the tenant, and another address by the option', async () => {
  const script = `import "contrib/qxip/logql"
option logql.defaultURL = "http://logs:3100"
logql.query_range(query: "{job=1}", start: 2026-03-01T00:00:00Z, end: 2026-03-01T01:00:00Z, orgid: "me")`
  const { request } = await asked(script, 'a\n1\n')
  expect(request.url).toContain('http://logs:3100/loki/api/v1/query_range?')
  const { searchParams } = new URL(request.url)
  expect(searchParams.get('start')).toBe('1772323200000000000')
  expect(searchParams.get('end')).toBe('1772326800000000000')
  expect(request.headers).toMatchObject({ 'X-Scope-OrgID': 'me' })
})

const usage = (call: string): string => `import "experimental/usage"\n${call}`

test('the API of an InfluxDB gets the token; what it used comes back as tables', async () => {
  const csv = '#datatype,string,long,string,long\n#group,false,false,true,false\n#default,_result,,,\n,result,table,_field,_value\n,,0,reads,7\n' // biome-ignore format: one file
  const call = 'usage.from(host: "http://influx:8086", orgID: "0a", token: "t", start: -1d, stop: now())'
  const { request, failure } = await asked(usage(call), csv)
  expect(failure).toBeNull()
  expect(request.url).toMatch(/^http:\/\/influx:8086\/api\/v2\/orgs\/0a\/usage\?raw=false&start=-1d&stop=/)
  expect(request.headers).toMatchObject({ Authorization: 'Token t' })
})

test('an answer that is an error, and a host or token that is missing, are told', async () => {
  const limits = 'x = usage.limits(host: "http://influx:8086", token: "t")\nimport_ = x'
  const { failure } = await asked(usage(limits), { status: 401, body: 'unauthorized' })
  expect(failure?.message).toContain('organization limits request returned status 401: unauthorized')
  const api = 'import "experimental/influxdb"\nx = influxdb.api(method: "get", path: "/health")'
  expect((await asked(api, '')).failure?.message).toContain('keyword argument "host" is required when executing outside InfluxDB') // biome-ignore format: one check
})

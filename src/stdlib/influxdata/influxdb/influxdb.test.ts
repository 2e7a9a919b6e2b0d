// Secrets, the schema of a bucket a script gives itself, and JSON that is no answer.
import { expect, test } from 'vitest'
import { analyze, run } from '../../../flux.ts'
import { countTables } from '../../../tables/index.ts'
import { recordingHost } from '../../../testing/recordingHost.ts'

const ran = (script: string, secrets: Readonly<Record<string, string>> = {}) =>
  run(analyze(script), { ...recordingHost(), secret: key => secrets[key] ?? null })

test('a secret comes from the host, and one it has not is named', async () => {
  const script = 'import "array"\nimport "influxdata/influxdb/secrets"\narray.from(rows: [{v: secrets.get(key: "k")}])'
  expect((await ran(script, { k: 'x' })).failure).toBeNull()
  expect((await ran(script)).failure?.message).toContain('secret key "k" not found')
})

test('a bucket is read through the option _from, which says what is missing where there is none', async () => {
  const script = 'import "influxdata/influxdb/schema"\nschema.measurements(bucket: "b")'
  expect((await ran(script)).failure?.message).toContain('from requires a remote host to be specified')
  const own = `import "array"
import "influxdata/influxdb/schema"

option schema._from = (bucket) =>
    array.from(rows: [{_time: 2020-01-01T00:00:00Z, _measurement: "m", host: "a", _field: "f", _value: 1}])

schema.tagValues(bucket: "b", tag: "host", start: START)`
  const { results, failure } = await ran(own.replace('START', '2019-01-01T00:00:00Z'))
  expect(failure).toBeNull()
  expect(results[0].stream.frames[0].offsets.at(-1)).toBe(1)
  // by default only the last 30 days are looked at
  const recent = await ran(own.replace(', start: START', ''))
  expect(recent.failure).toBeNull()
  expect(countTables(recent.results[0].stream)).toBe(0)
})

test('JSON that is no answer, has no result, or tells an error', async () => {
  const script = (json: string) => `import "influxdata/influxdb/v1"\nv1.json(json: ${JSON.stringify(json)})`
  expect((await ran(script('{'))).failure?.message).toContain('unexpected')
  expect((await ran(script('{"error": "no such database"}'))).failure?.message).toContain('no such database')
  expect((await ran(script('{"results": [{"error": "bad query"}]}'))).failure?.message).toContain('bad query')
  expect((await ran(script('{"results": []}'))).results[0].stream.frames).toEqual([])
  const times = '{"results": [{"series": [{"name": "m", "columns": ["time", "v"], "values": [["soon", 1]]}]}]}'
  expect((await ran(script(times))).failure?.message).toContain('found "soon"')
})

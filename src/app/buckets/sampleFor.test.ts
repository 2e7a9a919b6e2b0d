// Sample data is what a script's filters ask for, whatever they ask.
import { expect, test } from 'vitest'
import { analyze, run } from '../../flux.ts'
import { countRows, countTables } from '../../tables/index.ts'
import { naiveBuckets } from '../../testing/naiveBuckets.ts'
import { recordingHost } from '../../testing/recordingHost.ts'
import { sampleFor } from './sampleFor.ts'

test.each([
  ['from(bucket: "b") |> range(start: -1h)', 1],
  ['from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r._measurement == "cpu")', 1],
  ['from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r["_field"] == "a" or r._field == "b")', 2],
  ['from(bucket: "b") |> range(start: -1h) |> filter(fn: (r) => r.host == "x" and r["a b"] == "say \\"y\\"")', 1],
])('%s finds something', async (text, tables) => {
  const host = { ...recordingHost(), buckets: naiveBuckets('b') }
  expect((await run(analyze(sampleFor(text, 'b')), host)).failure).toBeNull()
  const { results, failure } = await run(analyze(text), host)
  expect(failure).toBeNull()
  expect(countTables(results[0].stream)).toBe(tables)
  expect(countRows(results[0].stream)).toBe(tables * 360)
})

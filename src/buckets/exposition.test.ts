// What was scraped comes out of a bucket as a page that reads the same.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { cell, columnNamed, forEachTable, type TableStream } from '../tables/index.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { recordingHost } from '../testing/recordingHost.ts'
import { exportMetrics } from './exposition.ts'

const page = readFileSync(new URL('../../public/samples/influxdb.prom', import.meta.url), 'utf8')
const scrape = 'import "experimental/prometheus"\nprometheus.scrape(url: "http://x/") |> drop(columns: ["url"])'
const all = { start: -(2n ** 63n), stop: 2n ** 63n - 1n }
const signal = new AbortController().signal

function samplesOf(stream: TableStream): string[] {
  const out: string[] = []
  forEachTable(stream, (frame, t) => {
    const labels = frame.columns.filter(c => c.label !== '_time')
    out.push(labels.map(c => `${c.label}=${cell(columnNamed(frame, c.label)!, t, frame.offsets[t])}`).sort().join()) // biome-ignore format: one line
  })
  return out.sort()
}

test('a page that was scraped, stored and exported reads the same', async () => {
  const host = (text: string) => ({ ...recordingHost({ 'http://x/': text }), buckets: naiveBuckets('b') })
  const first = host(page)
  const { results, failure } = await run(analyze(`${scrape} |> to(bucket: "b")`), first)
  expect(failure).toBeNull()
  const [{ id }] = await first.buckets.list()
  const { text, leftOut } = await exportMetrics(first.buckets, id, all, signal)
  expect(leftOut).toBe(0)
  const again = await run(analyze(scrape), host(text))
  expect(again.failure).toBeNull()
  expect(samplesOf(again.results[0].stream)).toEqual(samplesOf(results[0].stream))
})

test('other points are named by measurement and field, texts are left out', async () => {
  const buckets = naiveBuckets('b')
  const script = `import "array"
array.from(rows: [{_time: 2024-01-01T00:00:00Z, _measurement: "my cpu", _field: "1m", host: "a\\"b", _value: true}]) |> to(bucket: "b") |> yield(name: "a")
array.from(rows: [{_time: 2024-01-01T00:00:00Z, _measurement: "m", _field: "f", _value: "text"}]) |> to(bucket: "b") |> yield(name: "b")`
  expect((await run(analyze(script), { ...recordingHost(), buckets })).failure).toBeNull()
  expect(await exportMetrics(buckets, (await buckets.list())[0].id, all, signal)).toEqual({
    text: 'my_cpu_1m{host="a\\"b"} 1 1704067200000\n',
    leftOut: 1,
  })
})

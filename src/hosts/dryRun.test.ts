// A dry run sends nothing, tells what it would send, and shows nobody what lets a script in.
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import type { UnsentRequest } from '../library/index.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { recordingHost } from '../testing/recordingHost.ts'
import { dryHost } from './dryRun.ts'

async function dry(script: string, secrets: readonly string[] = []) {
  const told: UnsentRequest[] = []
  const world = { ...recordingHost(() => 'up 1\n'), buckets: naiveBuckets('b') }
  const { failure, results } = await run(
    analyze(script),
    dryHost(world, secrets, one => told.push(one)),
  )
  return { world, told, error: failure?.official ?? null, results }
}

const rows =
  'import "array"\nimport "http"\nimport "contrib/sranka/telegram"\nimport "contrib/chobbs/discord"\nimport "pagerduty"\n'
const sent = (call: string): string => `${rows}array.from(rows: [{v: ${call}}])`

describe('a dry run', () => {
  test('tells requests in order, and reads as ever', async () => {
    const { world, told, error } = await dry(
      `import "array"
import "http"
import "experimental/prometheus"

toHook = http.endpoint(url: "http://hook/x")

prometheus.scrape(url: "http://h/metrics") |> yield(name: "read")
array.from(rows: [{n: "a"}, {n: "b"}])
    |> toHook(mapFn: (r) => ({headers: {"Content-Type": "text/plain"}, data: bytes(v: r.n)}))()`,
    )
    expect(error).toBeNull()
    expect(world.asked.map(one => one.url)).toEqual(['http://h/metrics'])
    expect(told.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', 'http://hook/x', 'a'],
      ['POST', 'http://hook/x', 'b'],
    ])
    expect(told[0].headers).toEqual([['Content-Type', 'text/plain']])
  })
  test('writes of buckets elsewhere are told, of those kept here made', async () => {
    const points = 'array.from(rows: [{_time: 2024-01-01T00:00:00Z, _measurement: "m", _field: "f", _value: 1.0}])'
    const there = await dry(`${rows}${points} |> to(bucket: "b", host: "http://i:8086", org: "o", token: "t0")`)
    expect([there.error, there.world.written.length, there.told.length]).toEqual([null, 0, 1])
    expect(there.told[0]).toMatchObject({ method: 'POST', body: 'm f=1 1704067200000000000\n' })
    expect(there.told[0].url).toContain('http://i:8086/api/v2/write')
    expect(JSON.stringify(there.told)).not.toContain('t0')
    const here = await dry(`${rows}${points} |> to(bucket: "b")`)
    expect([here.error, here.told.length]).toEqual([null, 0])
    const kept = await here.world.buckets.read(
      (await here.world.buckets.list())[0].id,
      { start: 0n, stop: 1n << 62n },
      null,
      new AbortController().signal,
    )
    expect(kept.times).toHaveLength(1)
  })
  test.each([
    ['a header', 'http.post(url: "http://h/x", headers: {Authorization: "Bearer hidden1", "X-Api-Key": "hidden1"})'],
    ['a parameter', 'http.post(url: "http://h/x?token=hidden1&a=b")'],
    ['a user', 'http.post(url: "http://me:hidden1@h/x")'],
    ['a bot', 'telegram.message(token: "hidden1", channel: "c", text: "x")'],
    ['a webhook', 'discord.send(webhookToken: "hidden1", webhookID: "12", username: "u", content: "c")'],
    ['a long part', 'http.post(url: "http://h/services/hidden1hidden1hidden1hidden1")'],
    [
      'a key in the body',
      'pagerduty.sendEvent(routingKey: "hidden1", client: "", clientURL: "", dedupKey: "dd", class: "", group: "", severity: "", eventAction: "", source: "", summary: "", timestamp: "")',
    ],
  ])('masks %s', async (_, call) => {
    const { told, error } = await dry(sent(call))
    expect(error).toBeNull()
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).not.toContain('hidden1')
    expect(JSON.stringify(told)).toContain('•••')
  })
  test('masks secrets wherever they stand, and nothing else', async () => {
    const { told } = await dry(
      sent(
        'http.post(url: "http://h/path-of-many-words/x?q=1", data: bytes(v: "say s3cret, {\\"dedup_key\\":\\"d\\"}"))',
      ),
      ['s3cret', ''],
    )
    expect(told[0]).toMatchObject({ url: 'http://h/path-of-many-words/x?q=1', body: 'say •••, {"dedup_key":"d"}' })
  })
  test('long bodies are shown in part', async () => {
    const { told } = await dry(
      `import "strings"\n${sent('http.post(url: "http://h", data: bytes(v: strings.repeat(v: "x", i: 10000)))')}`,
    )
    expect([told[0].body.length, told[0].size]).toEqual([4096, 10_000])
  })
})

// Every example of the gallery is a program without a mistake that runs.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { recordingHost } from '../testing/recordingHost.ts'
import { firstScript } from './firstScript.ts'
import { exampleAt, examples } from './index.ts'

/** What an address under `samples/` has; whatever is sent elsewhere is taken. */
function answer({ url }: { readonly url: string }): string {
  const name = /samples\/[\w.-]+/.exec(url)?.[0] ?? 'samples/influxdb.prom'
  return readFileSync(new URL(`../../public/${name}`, import.meta.url), 'utf8')
}
const host = () => ({
  ...recordingHost(request => (request.method === 'GET' ? answer(request) : { status: 204, body: '' })),
  buckets: naiveBuckets('example-bucket'),
})

describe.each(examples)('$path', ({ path, text, about }) => {
  test('says what it is', () => expect(about).toMatch(/^[A-Z].*\.$/))

  test('has no mistake and runs', async () => {
    const analysis = analyze(text)
    expect(analysis.diagnostics.filter(d => d.severity !== 'hint')).toEqual([])
    const own = host()
    // What reads a bucket reads what another example wrote.
    if (path.startsWith('buckets/')) await run(analyze(exampleAt('buckets/write').text), own)
    const { failure, results } = await run(analysis, own)
    expect(failure).toBeNull()
    expect(results.every(r => r.stream.frames.length > 0)).toBe(true)
  })
})

test('the first visit reads a file that comes with the page', () => {
  expect(firstScript.text).toContain('"samples/influxdb.prom"')
})

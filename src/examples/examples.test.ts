// Every example of the gallery is a program without a mistake that runs.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../flux.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { recordingHost } from '../testing/recordingHost.ts'
import { examples, firstScript } from './index.ts'

const exposition = readFileSync(new URL('../../public/samples/influxdb.prom', import.meta.url), 'utf8')
const host = () => ({
  ...recordingHost(({ method }) => (method === 'GET' ? exposition : { status: 204, body: '' })),
  buckets: naiveBuckets('example-bucket'),
})

describe.each(examples)('$path', ({ text, about }) => {
  test('says what it is', () => expect(about).toMatch(/^[A-Z].*\.$/))

  test('has no mistake and runs', async () => {
    const analysis = analyze(text)
    expect(analysis.diagnostics.filter(d => d.severity !== 'hint')).toEqual([])
    const { failure, results } = await run(analysis, host())
    expect(failure).toBeNull()
    expect(results.every(r => r.stream.frames.length > 0)).toBe(true)
  })
})

test('the first visit reads a file that comes with the page', () => {
  expect(firstScript.text).toContain('"samples/influxdb.prom"')
})

// What an operator costs on twenty thousand one-row tables, and whole rows on a million, beside a plain loop in the same
// run. `npm run bench` prints the times; the ratio to the first line of each group is the figure to watch.
import { bench, describe } from 'vitest'
import { analyze, run } from './flux.ts'
import type { Host } from './library/index.ts'
import { corpusHost } from './testing/corpusHost.ts'
import { recordingHost } from './testing/recordingHost.ts'

const SERIES = 20_000
const exposition = (): string => {
  const lines = ['# TYPE requests counter']
  for (let i = 0; i < SERIES; i++)
    lines.push(`requests{host="h${i % 500}",path="/p${i % 40}",code="${200 + (i % 5)}",id="${i}"} ${i * 1.5}`)
  return `${lines.join('\n')}\n`
}

const host: Host = recordingHost({ 'http://bench/metrics': exposition() })
const values = Float64Array.from({ length: SERIES }, (_, i) => i * 1.5)

/** Runs a pipeline over the scraped series; the scrape is part of it. */
const scraped = (pipeline: string): (() => Promise<void>) => {
  const analysis = analyze(
    `import "experimental/prometheus"\n\nprometheus.scrape(url: "http://bench/metrics")${pipeline}`,
  )
  return async () => {
    const { failure } = await run(analysis, host)
    if (failure) throw new Error(failure.official)
  }
}

describe('20,000 one-row tables', () => {
  bench('plain loop: values above a bound', () => {
    let n = 0
    for (let i = 0; i < values.length; i++) n += (values[i] > 1000) as unknown as number
    if (n === 0) throw new Error('nothing')
  })
  bench('scrape alone', scraped(''))
  bench('scrape, filter', scraped(' |> filter(fn: (r) => r._value > 1000.0)'))
  bench('scrape, map', scraped(' |> map(fn: (r) => ({r with _value: r._value * 2.0}))'))
  bench('scrape, mean', scraped(' |> mean()'))
  bench('scrape, group, mean', scraped(' |> group(columns: ["host"]) |> mean()'))
})

const rows = Array.from({ length: 1000 }, (_, i) => `{_time: time(v: ${i * 1_000_000_000}), _value: ${i}.5}`).join(', ')
const small = analyze(`import "array"

array.from(rows: [${rows}])
    |> range(start: 1970-01-01T00:00:00Z, stop: 1970-01-02T00:00:00Z)
    |> aggregateWindow(every: 1m, fn: mean)`)

describe('a thousand rows in one table', () => {
  bench('plain loop: sum', () => {
    let sum = 0
    for (let i = 0; i < 1000; i++) sum += values[i]
    if (sum < 0) throw new Error('nothing')
  })
  bench('literal rows, range, aggregateWindow', async () => {
    const { failure } = await run(small, corpusHost)
    if (failure) throw new Error(failure.official)
  })
})

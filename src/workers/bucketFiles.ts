// Files of tables into buckets and out of them. Small scripts of our own do it, so that a file is read, written and
// refused exactly as `csv.from`, `prometheus.scrape`, `to` and `from` do.
import type { BucketStore } from '../buckets/index.ts'
import { analyze, type RunResult, run } from '../flux.ts'
import { encodeAnnotatedCsv } from '../formats/index.ts'
import type { Host } from '../library/index.ts'
import { fault } from '../values/index.ts'

export type TableFile = 'csv' | 'exposition'

/** The address the scripts find the file at. */
const FILE = 'https://file.invalid/'

/**
 * Stores what is in annotated CSV (a row a field as `to` takes it, or a column a field as `wideTo` does) or in metrics
 * of the exposition format, which get the time `now` where they have none. Resolves with what was left out, a sentence
 * each; rejects with a Fault when the file cannot be read or written.
 */
export async function importTables(
  store: BucketStore,
  bucket: string,
  text: string,
  kind: TableFile,
  now: bigint,
): Promise<readonly string[]> {
  const { notices } = await ran(kind === 'csv' ? csvScript(text, bucket) : metricsScript(bucket), store, text, now)
  return notices.map(n => n.message)
}

/** All of a bucket as annotated CSV, in pieces: the tables that `from` gives. */
export async function* exportCsv(store: BucketStore, bucket: string, now: bigint): AsyncGenerator<string, void> {
  const usage = (await store.usage()).find(b => b.id === bucket)
  if (!usage) throw fault('not found', `could not find bucket "${bucket}"`)
  const { first, last } = usage
  const script = `from(bucketID: "${bucket}") |> range(start: time(v: ${first}), stop: time(v: ${(last ?? 0n) + 1n}))`
  const results = first === null ? [] : (await ran(script, store, '', now)).results
  yield* encodeAnnotatedCsv(results)
}

function csvScript(text: string, bucket: string): string {
  const header = text.split(/\r?\n/, 20).find(line => line !== '' && !line.startsWith('#')) ?? ''
  const labels = new Set(header.split(','))
  const write = labels.has('_field') && labels.has('_value') ? 'to' : 'wideTo'
  return `import "experimental/csv"
import "influxdata/influxdb"

csv.from(url: "${FILE}") |> influxdb.${write}(bucketID: "${bucket}")`
}

function metricsScript(bucket: string): string {
  return `import "experimental/prometheus"

prometheus.scrape(url: "${FILE}") |> drop(columns: ["url"]) |> to(bucketID: "${bucket}")`
}

async function ran(script: string, store: BucketStore, text: string, now: bigint): Promise<RunResult> {
  const unreachable = (): Promise<never> => Promise.reject(fault('unavailable', 'a file has no server'))
  const host: Host = {
    now: () => now,
    random: () => 0,
    request: async ({ url }) => ({
      status: 200,
      statusText: 'OK',
      headers: new Map([['content-type', 'text/plain; version=0.0.4']]),
      url,
      chunks: pieces(new TextEncoder().encode(text)),
    }),
    write: unreachable,
    query: unreachable,
    buckets: store,
  }
  const result = await run(analyze(script), host)
  if (result.failure) throw fault('invalid', result.failure.message, result.failure.advice ?? { steps: [] })
  return result
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}

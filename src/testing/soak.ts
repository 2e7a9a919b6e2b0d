// `npm run soak [-- --seconds N]`: scrapes, writes, reads and sweeps for ten minutes, and fails where memory or the store
// grows without end. Retention and the history's limits are short, so that what has to go can be seen going.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFiles, ScrapeHistoryStore, storeOn } from '../buckets/index.ts'
import { analyze, run } from '../flux.ts'
import type { Host } from '../library/index.ts'
import { recordingHost } from './recordingHost.ts'

const at = process.argv.indexOf('--seconds')
const seconds = at < 0 ? 600 : Number(process.argv[at + 1])
const collect = (globalThis as { gc?: () => void }).gc
if (!collect || !(seconds > 0)) {
  process.stderr.write('usage: npm run soak [-- --seconds N]\n')
  process.exit(2)
}

const SERIES = 200
const RETENTION = 2_000_000_000n
const SCRIPTS = [
  'import "experimental/prometheus"\nprometheus.scrape(url: "http://x/") |> to(bucket: "soak")',
  'from(bucket: "soak") |> range(start: -2s) |> filter(fn: (r) => r._field == "m1") |> aggregateWindow(every: 200ms, fn: mean)',
  'from(bucket: "soak") |> range(start: -2s) |> group(columns: ["i"]) |> derivative(unit: 1s) |> max()',
].map(text => analyze(text))

const folder = mkdtempSync(join(tmpdir(), 'flux-soak-'))
const store = storeOn(await openFiles(folder))
const history = new ScrapeHistoryStore({ age: RETENTION, samples: 20_000 })
await store.create('soak', RETENTION)

function hostAt(tick: number): Host {
  const lines = Array.from({ length: SERIES }, (_, i) => `m${i % 5}{i="${i}"} ${tick + i}`)
  return {
    ...recordingHost({ 'http://x/': `${lines.join('\n')}\n` }),
    now: () => BigInt(Date.now()) * 1_000_000n,
    buckets: store,
    remember: async (url, samples) => history.remember(url, samples),
  }
}

interface Sample {
  readonly heap: number
  readonly stored: number
}

const samples: Sample[] = []
const end = Date.now() + seconds * 1000
const every = Math.max(500, (seconds * 1000) / 60)
let next = Date.now() + every
let ticks = 0
while (Date.now() < end) {
  const host = hostAt(ticks++)
  for (const script of SCRIPTS) {
    const { failure } = await run(script, host)
    if (failure) throw new Error(failure.message)
  }
  if (ticks % 20 === 0) await store.sweep()
  if (Date.now() < next) continue
  next = Date.now() + every
  collect()
  samples.push({ heap: process.memoryUsage().heapUsed, stored: folderBytes() })
}
store.close()
rmSync(folder, { recursive: true, force: true })

function folderBytes(): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
}

/** The first third is the way up; the middle and the last are compared. */
function heapGrowth(): number {
  const third = Math.floor(samples.length / 3)
  const mean = (some: readonly Sample[]): number => some.reduce((sum, { heap }) => sum + heap, 0) / some.length
  return mean(samples.slice(2 * third)) / mean(samples.slice(third, 2 * third))
}

const heap = heapGrowth()
/** Retention leaves less than a megabyte; files go up to several times that before a sweep merges them. */
const most = Math.max(...samples.map(({ stored }) => stored))
const last = samples[samples.length - 1]
process.stdout.write(
  `${ticks} rounds in ${seconds} s; heap ${(last.heap / 1e6).toFixed(1)} MB, ×${heap.toFixed(3)}; store at most ${(most / 1e6).toFixed(2)} MB\n`,
)
if (heap > 1.3 || most > 20e6) {
  process.stderr.write('what is kept grows\n')
  process.exitCode = 1
}

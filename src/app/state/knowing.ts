// What the editor is told besides the script: what the last run saw of its columns, the buckets there are, the addresses
// that were read before.
import type { Engines } from '../../workers/clients.ts'
import type { PageFacts, RunFacts } from '../../workers/protocol.ts'
import type { BucketsStore } from './buckets.ts'
import type { HistoryStore } from './history.ts'
import { type ResultsState, stagedRun } from './results.ts'

interface Told {
  readonly results: { getState(): ResultsState; subscribe(heard: () => void): () => void }
  readonly buckets: BucketsStore
  readonly history: HistoryStore
}

const MOST_ADDRESSES = 30
const BUCKETS_AFTER_MS = 2000

export function tellEditor({ results, buckets, history }: Told, engines: Pick<Engines, 'know'>): void {
  let run: RunFacts | null = null
  let runShown = 0
  const tell = (): void => engines.know(factsOf(run, buckets, history))
  const look = async (): Promise<void> => {
    const shown = stagedRun(results.getState())
    if (!shown || shown.run === runShown) return
    runShown = shown.run
    const columns = await shown.handle.columnFacts()
    if (stagedRun(results.getState())?.run !== shown.run) return
    const stages = shown.summary.stages.flatMap(({ from, to, tables, rows }, place) => {
      const own = columns[place]
      return own ? [{ from, to, tables, rows, columns: own }] : []
    })
    run = { text: shown.text, stages }
    tell()
  }
  // A run that is replaced while it is asked has nothing more to say.
  results.subscribe(() => void look().catch(() => {}))
  buckets.subscribe(tell)
  history.subscribe(tell)
  tell()
  // The names of buckets are wanted before their panel is opened, and after the page has come up.
  setTimeout(() => void buckets.refresh().catch(() => {}), BUCKETS_AFTER_MS)
}

function factsOf(run: RunFacts | null, buckets: BucketsStore, history: HistoryStore): PageFacts {
  const addresses = new Set<string>()
  for (const { text } of history.getState().runs)
    for (const [, address] of text.matchAll(/\burl:\s*"([^"\\$]+)"/g)) addresses.add(address)
  const names = buckets.getState().overview?.buckets.map(bucket => bucket.name) ?? []
  return { run, buckets: names, addresses: [...addresses].slice(0, MOST_ADDRESSES) }
}

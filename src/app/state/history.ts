// The scripts that were run in this browser, the newest first: what they were, when, and how it ended. Secrets written
// into a script are not kept.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ResultsState } from './results.ts'
import type { Memory } from './storage.ts'

export interface PastRun {
  readonly id: string
  readonly name: string
  readonly text: string
  /** Milliseconds since 1970, of the last time this very script was run. */
  readonly at: number
  readonly times: number
  /** `3 tables · 40 rows`, or why it failed. */
  readonly summary: string
  readonly failed: boolean
}

export interface HistoryStore extends StoreApi<{ readonly runs: readonly PastRun[] }> {
  add(run: Omit<PastRun, 'id' | 'times'>): void
  forget(id: string | null): void
}

const MOST = 200
/** Characters of all scripts together; browsers keep some five million for a page. */
const ROOM = 1_000_000

export function createHistory(memory: Memory): HistoryStore {
  const store = createStore<{ readonly runs: readonly PastRun[] }>(() => ({
    runs: memory.read<PastRun[]>('history') ?? [],
  }))
  const keep = (runs: readonly PastRun[]): void => {
    let room = ROOM
    const kept = runs.slice(0, MOST).filter(run => (room -= run.text.length) >= 0)
    store.setState({ runs: kept })
    memory.write('history', kept)
  }
  return {
    ...store,
    add(run) {
      const { runs } = store.getState()
      const before = runs.find(one => one.text === run.text)
      const id = before?.id ?? `${run.at.toString(36)}${runs.length}`
      keep([{ ...run, id, times: (before?.times ?? 0) + 1 }, ...runs.filter(one => one !== before)])
    },
    forget: id => keep(id === null ? [] : store.getState().runs.filter(run => run.id !== id)),
  }
}

/** What a change of the results says of the run that ended; null where none did, or one of a script that is watched. */
export function endedRun(now: ResultsState, before: ResultsState): Pick<PastRun, 'text' | 'summary' | 'failed'> | null {
  const { ending, shown } = now
  if (ending !== null && ending !== before.ending && ending.kind !== 'canceled') {
    const summary =
      ending.kind === 'failed' ? ending.failure.message : ending.kind === 'refused' ? ending.problems[0].message : ending.message // biome-ignore format: one choice
    return { text: ending.text, summary, failed: true }
  }
  if (shown === null || shown === before.shown || shown.watched) return null
  const { results } = shown.summary
  const sum = (pick: (one: (typeof results)[number]) => number): number => results.reduce((n, one) => n + pick(one), 0)
  return { text: shown.text, summary: `${sum(r => r.tables)} tables · ${sum(r => r.rows)} rows`, failed: false }
}

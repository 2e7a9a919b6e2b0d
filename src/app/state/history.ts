// The scripts that were run in this browser, the newest first: what they were, when, and how it ended. Secrets written
// into a script are not kept.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Ending, Shown } from './results.ts'
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
  /** Tables of one of its runs that the reader wanted to keep, as annotated CSV. */
  readonly kept?: { readonly csv: string; readonly at: number }
}

export interface HistoryStore extends StoreApi<{ readonly runs: readonly PastRun[] }> {
  add(run: Omit<PastRun, 'id' | 'times'>): void
  forget(id: string | null): void
  /** Keeps tables with the run, or no longer; false where the browser did not take them. */
  keep(id: string, kept: PastRun['kept']): boolean
  /** Adds runs of another browser; those that are here stay. Resolves with how many were new. */
  merge(runs: readonly PastRun[]): number
}

const MOST = 200
/** Of more characters than this no tables are kept with a run. */
export const MOST_KEPT = 100_000
/** Characters of all scripts and tables together; browsers keep some five million for a page. */
const ROOM = 1_000_000

export function createHistory(memory: Memory): HistoryStore {
  const store = createStore<{ readonly runs: readonly PastRun[] }>(() => ({
    runs: memory.read<PastRun[]>('history') ?? [],
  }))
  const keep = (runs: readonly PastRun[]): boolean => {
    let room = ROOM
    const kept = runs.slice(0, MOST).filter(run => (room -= run.text.length + (run.kept?.csv.length ?? 0)) >= 0)
    store.setState({ runs: kept })
    return memory.write('history', kept)
  }
  return {
    ...store,
    add(run) {
      const { runs } = store.getState()
      const before = runs.find(one => one.text === run.text)
      const id = before?.id ?? `${run.at.toString(36)}${runs.length}`
      keep([
        { ...run, id, ...(before?.kept && { kept: before.kept }), times: (before?.times ?? 0) + 1 },
        ...runs.filter(one => one !== before),
      ])
    },
    forget(id) {
      keep(id === null ? [] : store.getState().runs.filter(run => run.id !== id))
    },
    keep(id, kept) {
      const change = ({ kept: _, ...run }: PastRun): PastRun => (kept ? { ...run, kept } : run)
      return keep(store.getState().runs.map(run => (run.id === id ? change(run) : run)))
    },
    merge(more) {
      const { runs } = store.getState()
      const fresh = more.filter(run => !runs.some(one => one.text === run.text))
      keep([...runs, ...fresh].toSorted((a, b) => b.at - a.at))
      return fresh.length
    },
  }
}

/** What the history says of a run that ended; null of one that was canceled, or of a script that is watched. */
export function endedRun(ended: Ending | Shown): Pick<PastRun, 'text' | 'summary' | 'failed'> | null {
  const { text } = ended
  if ('kind' in ended) {
    if (ended.kind === 'canceled') return null
    const summary = ended.kind === 'failed' ? ended.failure.message : ended.kind === 'refused' ? ended.problems[0].message : ended.message // biome-ignore format: one choice
    return { text, summary, failed: true }
  }
  if (ended.watched) return null
  const { results } = ended.summary
  const sum = (pick: (one: (typeof results)[number]) => number): number => results.reduce((n, one) => n + pick(one), 0)
  const counts = [
    plural(
      sum(r => r.tables),
      'table',
    ),
    plural(
      sum(r => r.rows),
      'row',
    ),
  ].join(' · ')
  return { text, summary: counts, failed: false }
}

const plural = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`

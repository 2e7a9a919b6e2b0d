// What each open script has on screen: its result, how its last run ended, the view. That of the script in front is the
// results store; the others wait here, their tables moved out of their workers.
import type { StoreApi } from 'zustand/vanilla'
import type { Program } from './program.ts'
import { blankResults, type ResultsState } from './results.ts'

/** Bytes of all tables that rest. */
const ROOM = 256 * 1024 * 1024

export interface Screens {
  /** Of any open script. */
  get(document: string): ResultsState
  /** Changes it, wherever it is. */
  set(document: string, change: Partial<ResultsState>): void
}

/** `tell` hears which script's tables had to go. */
export function createScreens(
  program: Program,
  results: StoreApi<ResultsState>,
  tell: (name: string) => void,
): Screens {
  const hidden = new Map<string, ResultsState>()
  const bytes = new Map<string, number>()
  const front = (): string => program.getState().current.id

  const rest = async (document: string): Promise<void> => {
    const shown = hidden.get(document)?.shown
    hidden.get(document)?.failed?.handle.release()
    if (!shown) return
    const taken = [...bytes].reduce((n, [id, size]) => (id === document ? n : n + size), 0)
    const rested = await shown.handle.rest(ROOM - taken)
    if (rested) bytes.set(document, rested.bytes)
    const change = (state: ResultsState): ResultsState => {
      if (state.shown !== shown) return state
      if (!rested) return { ...state, shown: null, directory: null, stage: null }
      if (rested.stages) return state
      const stages = shown.summary.stages.map(s => ({ ...s, kept: false }))
      return { ...state, shown: { ...shown, summary: { ...shown.summary, stages } } }
    }
    const state = hidden.get(document)
    if (state) hidden.set(document, change(state))
    else if (front() === document) results.setState(change(results.getState()))
    if (!rested) tell(program.getState().documents.find(d => d.id === document)?.name ?? 'a script')
  }
  const forget = (document: string): void => {
    hidden.get(document)?.shown?.handle.release()
    hidden.delete(document)
    bytes.delete(document)
  }
  program.subscribe((now, before) => {
    if (now.current.id !== before.current.id) {
      const { pin, view } = results.getState()
      hidden.set(before.current.id, { ...results.getState(), failed: null })
      results.getState().failed?.handle.release()
      results.setState({ ...blankResults, ...hidden.get(now.current.id), pin, view })
      hidden.delete(now.current.id)
      void rest(before.current.id)
    }
    for (const id of hidden.keys()) if (!now.tabs.includes(id)) forget(id)
  })
  return {
    get: document => (document === front() ? results.getState() : (hidden.get(document) ?? blankResults)),
    set(document, change) {
      if (document === front()) return results.setState(change)
      hidden.set(document, { ...blankResults, ...hidden.get(document), ...change })
      void rest(document)
    },
  }
}

// The run under way, if there is one.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { RunProgress } from '../../workers/protocol.ts'

export interface RunState {
  readonly phase: 'idle' | 'running'
  /** `performance.now()` at the click. */
  readonly started: number
  readonly progress: RunProgress | null
  /** The script runs again and again. */
  readonly watch: Watch | null
}

export interface Watch {
  readonly everyMs: number
  readonly paused: boolean
}

export const createRun = (): StoreApi<RunState> =>
  createStore<RunState>(() => ({ phase: 'idle', started: 0, progress: null, watch: null }))

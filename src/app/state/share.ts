// The link of this script, and the link this page was opened with.
import { createStore, type StoreApi } from 'zustand/vanilla'

export interface ShareState {
  /** A stranger's script waits for the reader's word before its first run. */
  readonly waiting: boolean
  /** One sentence to show until the next thing happens. */
  readonly notice: string | null
  /** What was wrong with the link the page was opened with. */
  readonly damaged: string | null
  /** A link was asked for, and the script has secrets in it. */
  readonly secretsInLink: boolean
  /** The browser did not take something that was to stay. */
  readonly unsaved: boolean
  /** The page works without a network from now on. */
  readonly offline: boolean
  /** Loads the newer version that is there. */
  readonly update: (() => void) | null
}

export const createShare = (): StoreApi<ShareState> =>
  createStore<ShareState>(() => ({
    waiting: false,
    notice: null,
    damaged: null,
    secretsInLink: false,
    unsaved: false,
    offline: false,
    update: null,
  }))

// The link of this script, and the link this page was opened with.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Recording } from '../../workers/protocol.ts'

/** The ways to hand a script on. */
export type ShareForm = 'link' | 'recorded' | 'markdownLink' | 'markdown' | 'embed'

export interface ShareState {
  /** A stranger's script waits for the reader's word before its first run. */
  readonly waiting: boolean
  /** What the link of this script holds in the place of live answers. */
  readonly recording: Recording | null
  /** One sentence to show until the next thing happens. */
  readonly notice: string | null
  /** With the sentence: what was to be copied is better a file. */
  readonly offersFile: boolean
  /** What was wrong with the link the page was opened with. */
  readonly damaged: string | null
  /** The form in which it was to be handed on, while the script has secrets in it. */
  readonly secretsInLink: ShareForm | null
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
    recording: null,
    notice: null,
    offersFile: false,
    damaged: null,
    secretsInLink: null,
    unsaved: false,
    offline: false,
    update: null,
  }))

export function say(share: StoreApi<ShareState>, notice: string, offersFile = false): void {
  share.setState({ notice, offersFile })
}

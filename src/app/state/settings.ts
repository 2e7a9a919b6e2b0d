// Choices that hold for every script, remembered in this browser.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Memory } from './storage.ts'

export interface Settings {
  readonly theme: 'system' | 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
  /** Off: the plain text area also where Monaco could be. */
  readonly editor: 'full' | 'plain'
  /** In the full editor: the types of functions beside their names. */
  readonly typeHints: 'off' | 'on'
  /** In the full editor: what is pasted is laid out at once. */
  readonly pasting: 'as it is' | 'laid out'
  /** The page of the short way through Flux, from 0. */
  readonly lesson: number
  /** Examples that were opened, by their paths. */
  readonly seen: readonly string[]
  /** Of the times on the page: `UTC`, `local`, or a name of the IANA database. */
  readonly zone: string
  /** Beside the tables, where there is room: a list of them. */
  readonly contents: boolean
}

const initial: Settings = {
  theme: 'system',
  density: 'comfortable',
  editor: 'full',
  typeHints: 'off',
  pasting: 'as it is',
  lesson: 0,
  seen: [],
  zone: 'UTC',
  contents: false,
}

export function createSettings(memory: Memory): StoreApi<Settings> {
  const store = createStore<Settings>(() => ({ ...initial, ...memory.read<Partial<Settings>>('settings') }))
  store.subscribe(settings => void memory.write('settings', settings))
  return store
}

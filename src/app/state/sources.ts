// Other ways to an address: the local proxy, when this page is served by one, and texts pasted in place of an answer.
// Pasted texts live as long as the page.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ProxyAccess } from '../../workers/protocol.ts'

export interface SourcesState {
  readonly proxy: ProxyAccess | null
  readonly pasted: readonly { readonly url: string; readonly text: string }[]
  /** Files that were dropped or opened, for `csv.from(file:)`. */
  readonly files: readonly { readonly name: string; readonly text: string }[]
  /** Files of line protocol that wait for the reader to name their bucket, one after the other. */
  readonly lines: readonly File[]
  /** The address that could not be read, for the panel that says how it can be. */
  readonly unread: string | null
  /** The address whose text is being asked for. */
  readonly pastingFor: string | null
}

export const createSources = (): StoreApi<SourcesState> =>
  createStore<SourcesState>(() => ({ proxy: null, pasted: [], files: [], lines: [], unread: null, pastingFor: null }))

export function paste(store: StoreApi<SourcesState>, url: string, text: string): void {
  const others = store.getState().pasted.filter(p => p.url !== url)
  store.setState({ pasted: [...others, { url, text }], pastingFor: null })
}

export function unpaste(store: StoreApi<SourcesState>, url: string): void {
  store.setState({ pasted: store.getState().pasted.filter(p => p.url !== url) })
}

export function addFile(store: StoreApi<SourcesState>, name: string, text: string): void {
  const others = store.getState().files.filter(file => file.name !== name)
  store.setState({ files: [...others, { name, text }] })
}

export function removeFile(store: StoreApi<SourcesState>, name: string): void {
  store.setState({ files: store.getState().files.filter(file => file.name !== name) })
}

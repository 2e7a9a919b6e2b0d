// The script in the editor and the other scripts kept in this browser. A script that came by a link is a document of
// its own, so it never replaces the reader's; it is kept, like every other, from the moment it is open.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Problem } from '../../workers/protocol.ts'
import type { Memory } from './storage.ts'

/** More than this is not kept, sent or shared: a script, not a data set. */
export const MAX_SCRIPT = 1_000_000

export interface DocumentEntry {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly changed: number
  /** Where it came from, as long as it is as it came: a link's hash, or `example:` and its path. */
  readonly link: string | null
}

export interface ProgramState {
  readonly current: DocumentEntry
  readonly text: string
  readonly documents: readonly DocumentEntry[]
  readonly saved: 'yes' | 'pending' | 'refused'
  /** What the checker says of `checkedText`; null before the first answer. */
  readonly problems: readonly Problem[] | null
  readonly checkedText: string | null
}

/** Someone else wrote it and the reader has not changed it. */
export function isStrangers(entry: DocumentEntry): boolean {
  return entry.link?.startsWith('#') === true
}

export interface Program extends StoreApi<ProgramState> {
  edit(text: string): void
  rename(name: string): void
  /** Opens a new document with this text. */
  create(name: string, text: string, link?: string | null): void
  open(id: string): void
  /** The last one stays. */
  remove(id: string): void
  /** The document that came from there before, unchanged since. */
  fromLink(link: string): DocumentEntry | null
  /** Writes what is pending at once. */
  flush(): void
}

export interface ProgramOptions {
  readonly memory: Memory
  readonly first: { readonly name: string; readonly text: string }
  readonly now: () => number
  readonly saveAfterMs?: number
}

export function createProgram({ memory, first, now, saveAfterMs = 250 }: ProgramOptions): Program {
  const known = memory.read<DocumentEntry[]>('documents') ?? []
  const currentId = memory.read<string>('current')
  const entryOf = (name: string, link: string | null): DocumentEntry => ({
    id: freshId(now()),
    name,
    changed: now(),
    link,
  })
  const before = known.find(d => d.id === currentId) ?? known[0]
  const current = before ?? entryOf(first.name, null)
  const store = createStore<ProgramState>(() => ({
    current,
    text: before ? (memory.read<string>(`document/${before.id}`) ?? '') : first.text,
    documents: before ? known : [current],
    saved: 'yes',
    problems: null,
    checkedText: null,
  }))
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = (): void => {
    clearTimeout(timer)
    const { current, text, documents } = store.getState()
    const kept =
      memory.write(`document/${current.id}`, text) &&
      memory.write('documents', documents) &&
      memory.write('current', current.id)
    store.setState({ saved: kept ? 'yes' : 'refused' })
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(flush, saveAfterMs)
  }
  const change = (entry: DocumentEntry, text: string): void => {
    const others = store.getState().documents.filter(d => d.id !== entry.id)
    store.setState({ current: entry, text, documents: [entry, ...others], saved: 'pending' })
    later()
  }
  return {
    ...store,
    edit(text) {
      const { current, text: old } = store.getState()
      if (text !== old) change({ ...current, changed: now(), link: null }, text)
    },
    rename(name) {
      const { current, text } = store.getState()
      change({ ...current, name: name.trim() || 'Untitled' }, text)
    },
    create(name, text, link = null) {
      flush()
      change(entryOf(name, link), text)
      flush()
    },
    open(id) {
      const entry = store.getState().documents.find(d => d.id === id)
      if (!entry) return
      flush()
      change(entry, memory.read<string>(`document/${id}`) ?? '')
    },
    remove(id) {
      const { documents, current } = store.getState()
      const others = documents.filter(d => d.id !== id)
      if (others.length === 0) return
      if (id === current.id) change(others[0], memory.read<string>(`document/${others[0].id}`) ?? '')
      memory.remove(`document/${id}`)
      store.setState({ documents: others })
      flush()
    },
    fromLink: link => store.getState().documents.find(d => d.link === link) ?? null,
    flush,
  }
}

function freshId(now: number): string {
  return `${now.toString(36)}${Math.floor(Math.random() * 46_656).toString(36).padStart(3, '0')}` // biome-ignore format: one thought
}

// The script in the editor, the scripts open beside it as tabs, and all others kept in this browser. A script that came
// by a link is a document of its own, so it never replaces the reader's; it is kept, like every other, from the moment
// it is open. Several tabs of the browser share the documents: see stored.ts.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Problem, Reach } from '../../workers/protocol.ts'
import type { Memory } from './storage.ts'
import { type DocumentEntry, type StoredDocuments, storedDocuments, sumOf } from './stored.ts'

export type { DocumentEntry } from './stored.ts'

/** More than this is not kept, sent or shared: a script, not a data set. */
export const MAX_SCRIPT = 1_000_000

export interface ProgramState {
  readonly current: DocumentEntry
  readonly text: string
  readonly documents: readonly DocumentEntry[]
  /** Ids of the documents that are open, in the order of their tabs. */
  readonly tabs: readonly string[]
  /** Ids of tabs that were closed, the last one last. */
  readonly closed: readonly string[]
  /** What was deleted last, until the next is. */
  readonly deleted: { readonly entry: DocumentEntry; readonly text: string } | null
  /** The name of a document that was changed here and in another tab of the browser at once. */
  readonly conflict: string | null
  readonly saved: 'yes' | 'pending' | 'refused'
  /** What the checker says of `checkedText`; null before the first answer. */
  readonly problems: readonly Problem[] | null
  readonly checkedText: string | null
  /** What some text, the newest that was looked at, would read and write; found is null where that took too long. */
  readonly reach: { readonly text: string; readonly found: Reach | null } | null
}

/** Someone else wrote it and the reader has not changed it. */
export function isStrangers(entry: DocumentEntry): boolean {
  return entry.link?.startsWith('#') === true
}

/** What the script would reach; undefined before it is known, null where it will not be. */
export function reachIn({ text, reach }: ProgramState): Reach | null | undefined {
  return reach?.text === text ? reach.found : undefined
}

export interface Program extends StoreApi<ProgramState> {
  edit(text: string): void
  /** Renames the one on screen, or another. */
  rename(name: string, id?: string): void
  /** From now on the document has the file's name, and differs from it where its text is not this one. */
  inFile(id: string, name: string, text: string): void
  /** Opens a new document with this text, in a tab after the one on screen. */
  create(name: string, text: string, link?: string | null): void
  open(id: string): void
  /** Closes a tab; the document stays. The last tab stays too. */
  close(id: string): void
  /** Opens what was closed last. */
  reopen(): void
  /** Moves a tab so many places on. */
  move(id: string, by: number): void
  /** Deletes a document; the last one stays. */
  remove(id: string): void
  undoRemove(): void
  /** Adds documents without opening them; resolves with their ids. */
  adopt(documents: readonly Adopted[]): readonly string[]
  /** The text of any document, as it is kept. */
  textOf(id: string): string
  /** The document that came from there before, unchanged since. */
  fromLink(link: string): DocumentEntry | null
  /** Writes what is pending at once. */
  flush(): void
}

/** A document from elsewhere; without an id it gets one. */
export interface Adopted {
  readonly id: string | null
  readonly name: string
  readonly text: string
  readonly changed: number
}

export interface ProgramOptions {
  readonly memory: Memory
  /** What only this tab of the browser has: which scripts are open. */
  readonly own?: Memory
  readonly first: { readonly name: string; readonly text: string }
  readonly now: () => number
  readonly saveAfterMs?: number
}

export function createProgram({ memory, own = memory, first, now, saveAfterMs = 250 }: ProgramOptions): Program {
  const entryOf = (name: string, link: string | null): DocumentEntry => ({ id: freshId(now()), name, changed: now(), link }) // biome-ignore format: one record
  const stored = storedDocuments(memory)
  const store = createStore<ProgramState>(() => opened(memory, own, stored, () => entryOf(first.name, null), first.text)) // biome-ignore format: one call
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = (): void => {
    clearTimeout(timer)
    const { current, text, documents, tabs } = store.getState()
    const other = stored.changedElsewhere(current.id, text)
    if (other !== null) {
      fork()
      return
    }
    const written = stored.write(current, text, documents)
    for (const one of new Set([own, memory])) {
      one.write('tabs', tabs)
      one.write('current', current.id)
    }
    store.setState(written === null ? { saved: 'refused' } : { saved: 'yes', documents: written })
  }
  /** What was written here becomes a document of its own, beside the one that another tab of the browser changed. */
  const fork = (): void => {
    const { current, text, documents, tabs } = store.getState()
    const entry = entryOf(`${current.name} (from this tab)`, null)
    stored.touch(entry.id)
    memory.write(`variables/${entry.id}`, memory.read(`variables/${current.id}`))
    store.setState({
      current: entry,
      documents: [entry, ...documents],
      tabs: tabs.toSpliced(tabs.indexOf(current.id) + 1, 0, entry.id),
      conflict: current.name,
    })
    stored.load(entry.id)
    store.setState({ text })
    flush()
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(flush, saveAfterMs)
  }
  const change = (entry: DocumentEntry, text: string): void => {
    const { documents, tabs, current } = store.getState()
    const others = documents.filter(d => d.id !== entry.id)
    const open = tabs.includes(entry.id) ? tabs : tabs.toSpliced(tabs.indexOf(current.id) + 1, 0, entry.id)
    stored.touch(entry.id)
    store.setState({ current: entry, text, documents: [entry, ...others], tabs: open, saved: 'pending' })
    later()
  }
  const show = (id: string): void => {
    const entry = store.getState().documents.find(d => d.id === id)
    if (entry) change(entry, stored.load(id))
  }
  const open = (id: string): void => {
    if (id === store.getState().current.id) return
    flush()
    store.setState({ closed: store.getState().closed.filter(one => one !== id) })
    show(id)
  }
  const close = (id: string): void => {
    const { tabs, current, closed } = store.getState()
    const at = tabs.indexOf(id)
    if (at < 0 || tabs.length < 2) return
    flush()
    if (current.id === id) show(tabs[at + 1] ?? tabs[at - 1])
    store.setState({ tabs: tabs.filter(one => one !== id), closed: [...closed.filter(one => one !== id), id] })
    flush()
  }
  /** What is known of a document, but for its text. */
  const alter = (id: string, part: Partial<DocumentEntry>): void => {
    const { documents, current } = store.getState()
    const altered = { ...documents.find(d => d.id === id)!, ...part }
    stored.touch(id)
    store.setState({
      documents: documents.map(d => (d.id === id ? altered : d)),
      current: id === current.id ? altered : current,
      saved: 'pending',
    })
    later()
  }
  const program: Program = {
    ...store,
    edit(text) {
      const { current, text: old } = store.getState()
      const file = current.file && { ...current.file, differs: sumOf(text) !== current.file.sum }
      if (text !== old) change({ ...current, changed: now(), link: null, ...(file && { file }) }, text)
    },
    rename: (name, id = store.getState().current.id) => alter(id, { name: name.trim() || 'Untitled' }),
    inFile: (id, name, text) =>
      alter(id, { name, file: { name, sum: sumOf(text), differs: text !== program.textOf(id) } }),
    create(name, text, link = null) {
      flush()
      const entry = entryOf(name, link)
      stored.load(entry.id)
      change(entry, text)
      flush()
    },
    open,
    close,
    reopen() {
      const { closed, documents } = store.getState()
      const last = closed.findLast(id => documents.some(d => d.id === id))
      if (last !== undefined) open(last)
    },
    move(id, by) {
      const { tabs } = store.getState()
      const at = tabs.indexOf(id)
      const to = Math.max(0, Math.min(tabs.length - 1, at + by))
      store.setState({ tabs: tabs.toSpliced(at, 1).toSpliced(to, 0, id) })
      later()
    },
    remove(id) {
      const { documents, tabs } = store.getState()
      const entry = documents.find(d => d.id === id)
      if (!entry || documents.length < 2) return
      flush()
      const text = stored.textOf(id)
      if (tabs.length === 1 && tabs[0] === id) show(documents.find(d => d.id !== id)!.id)
      close(id)
      const { documents: left, closed } = store.getState()
      stored.remove(id)
      store.setState({ documents: left.filter(d => d.id !== id), closed: closed.filter(one => one !== id), deleted: { entry, text } }) // biome-ignore format: one change
      flush()
    },
    undoRemove() {
      const { deleted } = store.getState()
      if (!deleted) return
      flush()
      stored.load(deleted.entry.id)
      change(deleted.entry, deleted.text)
      store.setState({ deleted: null })
      flush()
    },
    adopt(documents) {
      flush()
      const entries = documents.map(({ id, name, changed }, i): DocumentEntry => ({ id: id ?? `${freshId(now())}${i}`, name, changed, link: null })) // biome-ignore format: one record
      entries.forEach(({ id }, i) => {
        memory.write(`document/${id}`, documents[i].text)
        stored.touch(id)
      })
      store.setState({ documents: [...store.getState().documents, ...entries] })
      flush()
      return entries.map(e => e.id)
    },
    textOf: id => (id === store.getState().current.id ? store.getState().text : stored.textOf(id)),
    fromLink: link => store.getState().documents.find(d => d.link === link) ?? null,
    flush,
  }
  memory.watch?.(name => follow(name, store, stored, fork))
  return program
}

/** What is open at the start: what was open before, or the first script. */
function opened(
  memory: Memory,
  own: Memory,
  stored: StoredDocuments,
  fresh: () => DocumentEntry,
  text: string,
): ProgramState {
  const known = stored.list()
  const last = <T>(name: string): T | null => own.read<T>(name) ?? memory.read<T>(name)
  const before = known.find(d => d.id === last<string>('current')) ?? known[0]
  const current = before ?? fresh()
  if (!before) stored.touch(current.id)
  // pages of before had no tabs: the one on screen is open then
  const tabs = (last<string[]>('tabs') ?? []).filter(id => known.some(d => d.id === id))
  return {
    current,
    text: before ? stored.load(before.id) : text,
    documents: before ? known : [current],
    tabs: tabs.includes(current.id) ? tabs : [...tabs, current.id],
    closed: [],
    deleted: null,
    conflict: null,
    saved: 'yes',
    problems: null,
    checkedText: null,
    reach: null,
  }
}

/** Another tab of the browser wrote: its text is shown here where this one wrote nothing of its own meanwhile. */
function follow(name: string, store: StoreApi<ProgramState>, stored: StoredDocuments, fork: () => void): void {
  const { current, text } = store.getState()
  if (name === 'documents') {
    const documents = stored.merged(store.getState().documents)
    if (documents.some(d => d.id === current.id)) {
      const tabs = store.getState().tabs.filter(id => documents.some(d => d.id === id))
      store.setState({ documents, tabs, current: documents.find(d => d.id === current.id)! })
    } else stored.touch(current.id)
  }
  if (name !== `document/${current.id}`) return
  const other = stored.changedElsewhere(current.id, text)
  if (other !== null) fork()
  else {
    const now = stored.load(current.id)
    if (now !== text && stored.isThere(current.id)) store.setState({ text: now })
  }
}

function freshId(now: number): string {
  return `${now.toString(36)}${Math.floor(Math.random() * 46_656).toString(36).padStart(3, '0')}` // biome-ignore format: one thought
}

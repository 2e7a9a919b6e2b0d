// Documents as they are kept, which several tabs of the browser read and write: what this one did not touch stays as
// another left it, and a text that changed in both is told, not overwritten.
import type { Memory } from './storage.ts'

export interface DocumentEntry {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly changed: number
  /** Where it came from, as long as it is as it came: a link's hash, or `example:` and its path. */
  readonly link: string | null
  /** The file of the disk it was opened from or saved to. */
  readonly file?: FileMark
}

export interface FileMark {
  readonly name: string
  /** Of the text that is in the file. */
  readonly sum: string
  /** The script has another text. */
  readonly differs: boolean
}

/** Tells texts apart: their length and 32 bits of FNV-1a. */
export function sumOf(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return `${text.length.toString(36)}.${(hash >>> 0).toString(36)}`
}

export interface StoredDocuments {
  list(): readonly DocumentEntry[]
  /** The text, from now on the one that this tab of the browser knows of. */
  load(id: string): string
  textOf(id: string): string
  isThere(id: string): boolean
  /** The entry is written with the next write. */
  touch(id: string): void
  remove(id: string): void
  /** What is kept, with the entries touched here as they are in the list. */
  merged(own: readonly DocumentEntry[]): readonly DocumentEntry[]
  /** The text another tab wrote since it was loaded here, where this one has changed it as well; else null. */
  changedElsewhere(id: string, text: string): string | null
  /** The merged list, or null where the browser did not take it. */
  write(current: DocumentEntry, text: string, own: readonly DocumentEntry[]): readonly DocumentEntry[] | null
}

export function storedDocuments(memory: Memory): StoredDocuments {
  const touched = new Set<string>()
  const removed = new Set<string>()
  let known: { readonly id: string; readonly text: string | null } = { id: '', text: null }
  // a text the browser did not take is read back from memory, and is this tab's own
  let refused = false

  const read = (id: string): string | null => memory.read<string>(`document/${id}`)
  const list = (): readonly DocumentEntry[] => memory.read<DocumentEntry[]>('documents') ?? []
  const merged = (own: readonly DocumentEntry[]): readonly DocumentEntry[] => {
    const mine = own.filter(d => touched.has(d.id))
    return [...mine, ...list().filter(d => !touched.has(d.id) && !removed.has(d.id))]
  }
  return {
    list,
    load(id) {
      known = { id, text: read(id) }
      return known.text ?? ''
    },
    textOf: id => read(id) ?? '',
    isThere: id => read(id) !== null,
    touch(id) {
      touched.add(id)
      removed.delete(id)
    },
    remove(id) {
      touched.delete(id)
      removed.add(id)
      memory.remove(`document/${id}`)
    },
    merged,
    changedElsewhere(id, text) {
      const now = read(id)
      if (known.id !== id || now === null || now === known.text || now === text) return null
      return text === (known.text ?? '') ? null : now
    },
    write(current, text, own) {
      const next = merged(own)
      if (refused || known.id !== current.id || known.text !== text || !this.isThere(current.id)) {
        refused = !memory.write(`document/${current.id}`, text)
        known = { id: current.id, text }
      }
      if (!memory.write('documents', next) || refused) return null
      touched.clear()
      removed.clear()
      return next
    },
  }
}

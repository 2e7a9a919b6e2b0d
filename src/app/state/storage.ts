// What the page remembers in this browser, as JSON under one prefix. What the browser does not take stays in memory, so
// that the page works on until it is closed.

const PREFIX = 'flux/'

export interface Memory {
  read<T>(name: string): T | null
  /** False when the browser did not take it. */
  write(name: string, value: unknown): boolean
  remove(name: string): void
  /** Hears the names that other tabs of the browser write. */
  watch?(listener: (name: string) => void): void
}

/** `onRefused` hears whether there is something that the browser did not take. */
export function browserMemory(storage: Storage | null, onRefused: (any: boolean) => void = () => {}): Memory {
  const refused = new Map<string, string>()
  return {
    read<T>(name: string): T | null {
      try {
        const text = refused.get(name) ?? storage?.getItem(PREFIX + name)
        return text == null ? null : (JSON.parse(text) as T)
      } catch {
        return null
      }
    },
    write(name, value) {
      const text = JSON.stringify(value)
      try {
        if (storage === null) throw new Error('no storage')
        storage.setItem(PREFIX + name, text)
        if (refused.delete(name) && refused.size === 0) onRefused(false)
        return true
      } catch {
        refused.set(name, text)
        onRefused(true)
        return false
      }
    },
    remove(name) {
      if (refused.delete(name) && refused.size === 0) onRefused(false)
      try {
        storage?.removeItem(PREFIX + name)
      } catch {
        // Nothing to remove where nothing can be stored.
      }
    },
    watch(listener) {
      globalThis.addEventListener?.('storage', event => {
        const { key, storageArea } = event as StorageEvent
        if (storageArea === storage && key?.startsWith(PREFIX)) listener(key.slice(PREFIX.length))
      })
    },
  }
}

/** Reading a storage itself throws where it is forbidden. */
export function ownStorage(kind: 'localStorage' | 'sessionStorage' = 'localStorage'): Storage | null {
  try {
    return globalThis[kind] ?? null
  } catch {
    return null
  }
}

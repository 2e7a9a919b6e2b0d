// What the page remembers in this browser, as JSON under one prefix. A browser that refuses storage loses only that.

const PREFIX = 'flux/'

export interface Memory {
  read<T>(name: string): T | null
  /** False when the browser did not take it. */
  write(name: string, value: unknown): boolean
  remove(name: string): void
}

export function browserMemory(storage: Storage | null): Memory {
  return {
    read<T>(name: string): T | null {
      try {
        const text = storage?.getItem(PREFIX + name)
        return text == null ? null : (JSON.parse(text) as T)
      } catch {
        return null
      }
    },
    write(name, value) {
      try {
        if (storage === null) return false
        storage.setItem(PREFIX + name, JSON.stringify(value))
        return true
      } catch {
        return false
      }
    },
    remove(name) {
      try {
        storage?.removeItem(PREFIX + name)
      } catch {
        // Nothing to remove where nothing can be stored.
      }
    },
  }
}

/** Reading `localStorage` itself throws where it is forbidden. */
export function ownStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

// The store of a page: in IndexedDB, or in memory where the browser keeps nothing for it. It sweeps itself.
import { openIndexedDb } from './indexedDb.ts'
import { MemoryStorage } from './memoryStorage.ts'
import { type BucketStore, type StoreOptions, storeOn } from './store.ts'
import { sweptWhenQuiet } from './sweptWhenQuiet.ts'

export interface OpenedBuckets {
  readonly store: BucketStore
  /** Why nothing survives the page; null when it does. */
  readonly reason: string | null
}

/** Without a name the page is to keep nothing, and sees nothing of what is kept. */
export async function openBuckets(name: string | null, options: StoreOptions = {}): Promise<OpenedBuckets> {
  try {
    if (name === null) throw new Error('it is in a frame of another site')
    return { store: sweptWhenQuiet(storeOn(await openIndexedDb(name), options)), reason: null }
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    return {
      store: sweptWhenQuiet(storeOn(new MemoryStorage(), options)),
      reason: `This browser keeps no data for the page (${why}): buckets last until the page is closed.`,
    }
  }
}

// Records in a browser's IndexedDB. Its transactions put those of several tabs one after another; a transaction that is
// cut off leaves nothing behind.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from 'idb'
import { fault } from '../values/index.ts'
import { asHeader } from './header.ts'
import { type Change, type Numbered, noRoom, type Storage } from './storage.ts'

interface Schema extends DBSchema {
  headers: { key: number; value: unknown }
  payloads: { key: number; value: unknown }
}

/** Rejects where the browser does not let the page keep anything. */
export async function openIndexedDb(name: string): Promise<Storage> {
  const storage = new IndexedDbStorage(name)
  await storage.open()
  return storage
}

class IndexedDbStorage implements Storage {
  readonly persistent = true
  generation = 0
  private wasOpen = false
  private db: Promise<IDBPDatabase<Schema>> | null = null
  private closed = false

  constructor(private readonly name: string) {}

  /** The database, opened again when the browser has closed it. */
  async open(): Promise<IDBPDatabase<Schema>> {
    if (this.closed) throw new Error('the bucket store was closed')
    this.db ??= this.openAgain()
    try {
      const db = await this.db
      this.wasOpen = true
      return db
    } catch (error) {
      this.db = null
      throw this.wasOpen ? asFault(error) : error
    }
  }

  async headersAfter(seq: number): Promise<readonly Numbered[]> {
    return newsOf(await this.begun(db => db.transaction('headers')), seq)
  }

  async payloads(seqs: readonly number[]): Promise<readonly unknown[]> {
    const { store } = await this.begun(db => db.transaction('payloads'))
    const [first, last] = [Math.min(...seqs), Math.max(...seqs)]
    // one request for a range is far cheaper than many, as long as most of what it brings is wanted
    if (seqs.length < 8 || last - first > seqs.length * 2) return Promise.all(seqs.map(seq => store.get(seq)))
    const range = IDBKeyRange.bound(first, last)
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
    const places = new Map(keys.map((key, i) => [key, i]))
    return seqs.map(seq => (places.has(seq) ? values[places.get(seq)!] : undefined))
  }

  /** In the hope that there is nothing new, which saves a wait; where there is, it is done again with that. */
  async transact(seen: () => number, plan: (news: readonly Numbered[]) => Change): Promise<readonly number[]> {
    return (seen() > 0 ? await this.attempt(seen, plan, true) : null) ?? (await this.attempt(seen, plan, false))!
  }

  /** Null where there was something new, unhoped for: then nothing was done. */
  private async attempt(
    seen: () => number,
    plan: (news: readonly Numbered[]) => Change,
    hopeful: boolean,
  ): Promise<readonly number[] | null> {
    const transaction = await this.begun(db =>
      db.transaction(['headers', 'payloads'], 'readwrite', { durability: 'relaxed' }),
    )
    const done = transaction.done
    done.catch(() => {})
    try {
      const from = seen()
      const newer = hopeful ? transaction.objectStore('headers').getKey(IDBKeyRange.lowerBound(from, true)) : null
      newer?.catch(() => {})
      const news = hopeful ? [] : await newsOf(transaction, from)
      const planned = attempted(() => plan(news))
      // what takes records out adds one too, so the last number is never given twice
      const last = news.length === 0 ? from : news[news.length - 1].seq
      const seqs = 'change' in planned ? store(transaction, planned.change, last + 1) : []
      if (newer && (await newer) !== undefined) {
        abort(transaction)
        return null
      }
      if ('error' in planned) throw planned.error
      transaction.commit()
      await done
      return seqs
    } catch (error) {
      abort(transaction)
      throw isFull(error) || isFull(transaction.error)
        ? noRoom('the storage of this browser for this page')
        : asFault(error)
    }
  }

  private openAgain(): Promise<IDBPDatabase<Schema>> {
    // it may have been cleared, and filled anew by another tab
    if (this.wasOpen) this.generation++
    return openDB<Schema>(this.name, 1, {
      upgrade: db => {
        db.createObjectStore('headers')
        db.createObjectStore('payloads')
      },
      blocking: (_now, _next, event) => {
        ;(event.target as IDBDatabase).close()
        this.db = null
      },
      terminated: () => {
        this.db = null
      },
    })
  }

  /** A transaction, on the database opened again if it was closed meanwhile. */
  private async begun<T>(begin: (db: IDBPDatabase<Schema>) => T): Promise<T> {
    const db = await this.open()
    try {
      return begin(db)
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'InvalidStateError') throw asFault(error)
      this.db = null
      return begin(await this.open())
    }
  }

  async alone(work: () => Promise<void>): Promise<boolean> {
    const locks = typeof navigator === 'object' ? navigator.locks : undefined
    if (!locks) {
      await work()
      return true
    }
    return locks.request(`${this.name} sweep`, { ifAvailable: true }, async lock => {
      if (lock) await work()
      return lock !== null
    })
  }

  problems(): readonly string[] {
    return []
  }

  close(): void {
    this.closed = true
    this.db?.then(db => db.close()).catch(() => {})
  }
}

/** A plan that refuses may do so for want of what is new. */
function attempted(plan: () => Change): { readonly change: Change } | { readonly error: unknown } {
  try {
    return { change: plan() }
  } catch (error) {
    return { error }
  }
}

/** Asks for all of a change; whether it succeeds is the transaction's to tell. The numbers of what is added. */
function store(transaction: object, { append, remove = [] }: Change, next: number): number[] {
  const stores = transaction as IDBPTransaction<Schema, ('headers' | 'payloads')[], 'readwrite'>
  const [headers, payloads] = [stores.objectStore('headers'), stores.objectStore('payloads')]
  for (const seq of remove) {
    headers.delete(seq).catch(() => {})
    payloads.delete(seq).catch(() => {})
  }
  return append.map(({ header, payload }, i) => {
    headers.add(header, next + i).catch(() => {})
    if (payload) payloads.put(payload, next + i).catch(() => {})
    return next + i
  })
}

type Transaction = Pick<IDBPTransaction<Schema, ('headers' | 'payloads')[], 'readonly' | 'readwrite'>, 'objectStore'>

async function newsOf(transaction: object, seq: number): Promise<Numbered[]> {
  const store = (transaction as Transaction).objectStore('headers')
  const range = IDBKeyRange.lowerBound(seq, true)
  // most often there is nothing new, which one small request tells
  if (seq > 0 && (await store.getKey(range)) === undefined) return []
  const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
  return keys.map((key, i) => ({ seq: key, header: asHeader(values[i]) }))
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort()
  } catch {
    // it has ended already
  }
}

/** What the browser says of its storage, with what to do. */
function asFault(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error
  return fault('unavailable', `the storage of this browser cannot be used (${error.name}): ${error.message}`, {
    steps: ['Try again; if it stays so, export what can be read and open the page anew.'],
  })
}

function isFull(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaExceededError'
}

// What a store asks of the place its records are kept in.
import { type Fault, fault } from '../values/index.ts'
import type { Header, Payload } from './header.ts'

export interface Numbered {
  readonly seq: number
  /** Null when what is there is no record: the store sets it aside. */
  readonly header: Header | null
}

export interface Appended {
  readonly header: Header
  readonly payload?: Payload
}

/** What a transaction leaves behind: all of it or nothing. */
export interface Change {
  readonly append: readonly Appended[]
  /** Records to be taken out, with their points. */
  readonly remove?: readonly number[]
}

export interface Storage {
  /** True when what is written survives the process or the page. */
  readonly persistent: boolean
  /** Goes up when all that was stored may have gone, as when a reader clears a page's data while it is open. */
  readonly generation: number
  /** Records with a greater number, ascending. */
  headersAfter(seq: number): Promise<readonly Numbered[]>
  /** The points beside records, as they are read: not checked; undefined where there are none. */
  payloads(seqs: readonly number[]): Promise<readonly unknown[]>
  /**
   * Alone on the storage: hands the records after `seen()` to `plan` and does what it answers; resolves with the numbers
   * of what was appended once it is stored for good. What `plan` throws undoes all, and rejects.
   */
  transact(seen: () => number, plan: (news: readonly Numbered[]) => Change): Promise<readonly number[]>
  /** Runs work that only one of all who use the storage should do; false when another does it. */
  alone(work: () => Promise<void>): Promise<boolean>
  /** What was found broken and set aside, a sentence each. */
  problems(): readonly string[]
  close(): void
}

/** The storage has no room: nothing of the transaction is stored. */
export function noRoom(what: string): Fault {
  return fault('resource exhausted', `${what} has no room left: nothing of this write was stored`, {
    steps: [
      'Remove buckets you no longer need, or give one a shorter retention.',
      'Make room on the disk: a browser lets a page use only part of what is free.',
    ],
  })
}

/** Runs one after another what is handed to it, whether or not what came before failed. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve()

  take<T>(work: () => Promise<T> | T): Promise<T> {
    const turn = this.last.then(work, work)
    this.last = turn.catch(() => {})
    return turn
  }
}

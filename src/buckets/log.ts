// The log of a storage as one store sees it: the state it has come to, and the points of segments, kept while there is
// room. Other stores may write to the same storage at any time.
import type { Segment } from './bucketState.ts'
import { asPayload, type Payload } from './header.ts'
import { State } from './state.ts'
import type { Change, Storage } from './storage.ts'

export class Log {
  private state = new State()
  private readonly cache = new Map<number, Payload>()
  private cached = 0
  private generation = 0
  /** Segments whose points are gone or broken: they are passed over. */
  readonly damaged = new Set<number>()

  constructor(
    readonly storage: Storage,
    /** Nanoseconds since 1970. */
    readonly now: () => bigint,
    /** Bytes of points that are kept at hand. */
    private readonly cacheLimit: number,
  ) {}

  /** The state with all that was stored before the call. */
  async current(): Promise<State> {
    const state = this.state
    const news = await this.storage.headersAfter(state.seen)
    return this.storage.generation === this.generation && state.catchUp(news) ? state : this.reload()
  }

  /** Folds the whole log again. */
  async reload(): Promise<State> {
    const fresh = new State()
    fresh.catchUp(await this.storage.headersAfter(0))
    if (this.storage.generation !== this.generation) {
      this.generation = this.storage.generation
      this.cache.clear()
      this.cached = 0
      this.damaged.clear()
    }
    this.state = fresh
    return fresh
  }

  /** Stores what `plan` makes of the newest state; resolves with the numbers of the records. */
  async transact(plan: (state: State) => Change): Promise<readonly number[]> {
    for (;;) {
      let state = this.state
      let seen = 0
      let change: Change = { append: [] }
      try {
        const seqs = await this.storage.transact(
          () => (state = this.state).seen,
          news => {
            if (this.storage.generation !== this.generation || !state.catchUp(news)) throw new Outdated()
            seen = state.seen
            return (change = plan(state))
          },
        )
        change.append.forEach(({ payload }, i) => {
          if (payload) this.keep(seqs[i], payload)
        })
        // another call may have read these records from the storage already, and more that came after them
        if (state.seen === seen) state.catchUp(change.append.map(({ header }, i) => ({ seq: seqs[i], header })))
        return seqs
      } catch (error) {
        if (!(error instanceof Outdated)) throw error
        await this.reload()
      }
    }
  }

  /** The points of segments; null where the storage has none that fit. */
  async payloads(segments: readonly Segment[]): Promise<readonly (Payload | null)[]> {
    const found = segments.map(s => this.recall(s.seq))
    const missing = segments.filter((_, i) => found[i] === null)
    if (missing.length === 0) return found
    const read = await this.storage.payloads(missing.map(s => s.seq))
    let next = 0
    return found.map((payload, i) => {
      if (payload) return payload
      const fresh = asPayload(read[next++], segments[i].header)
      if (fresh) this.keep(segments[i].seq, fresh)
      return fresh
    })
  }

  /** Passes over segments whose points were not there, unless others have taken their place; the newest state. */
  async passOver(lost: readonly Segment[]): Promise<State> {
    const state = await this.reload()
    const left = new Set([...state.buckets.values()].flatMap(b => b.segments.map(s => s.seq)))
    for (const { seq } of lost) if (left.has(seq)) this.damaged.add(seq)
    return state
  }

  problems(): readonly string[] {
    const told: string[] = []
    const [records, writes] = [this.state.broken.length, this.damaged.size]
    if (records > 0) told.push(passedOver(records, 'record', 'of the store cannot be read'))
    if (writes > 0) told.push(passedOver(writes, 'write', `of points ${writes === 1 ? 'is' : 'are'} lost or broken`))
    return told
  }

  private recall(seq: number): Payload | null {
    const payload = this.cache.get(seq)
    if (!payload) return null
    this.cache.delete(seq)
    this.cache.set(seq, payload)
    return payload
  }

  private keep(seq: number, payload: Payload): void {
    if (this.cache.has(seq)) return
    this.cache.set(seq, payload)
    this.cached += sizeOf(payload)
    for (const [oldest, held] of this.cache) {
      if (this.cached <= this.cacheLimit || oldest === seq) break
      this.cache.delete(oldest)
      this.cached -= sizeOf(held)
    }
  }
}

/** Records are gone that the state would have needed. */
class Outdated extends Error {}

const passedOver = (n: number, what: string, why: string): string =>
  n === 1 ? `1 ${what} ${why}: it is passed over` : `${n} ${what}s ${why}: they are passed over`

/** About how many bytes the points take. */
export function sizeOf({ times, texts }: Payload): number {
  let bytes = times.length * 16
  for (const text of texts) bytes += text.length * 2
  return bytes
}

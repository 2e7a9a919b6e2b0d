// Records in memory: for Node, and where a browser keeps nothing. Several stores may share one, as tabs do.
import type { Header, Payload } from './header.ts'
import type { Change, Numbered, Storage } from './storage.ts'

export class MemoryStorage implements Storage {
  readonly persistent = false
  readonly generation = 0
  private next = 1
  private readonly headers = new Map<number, Header>()
  private readonly points = new Map<number, Payload>()
  private busy = false

  async headersAfter(seq: number): Promise<readonly Numbered[]> {
    return this.after(seq)
  }

  async payloads(seqs: readonly number[]): Promise<readonly unknown[]> {
    return seqs.map(seq => this.points.get(seq))
  }

  async transact(seen: () => number, plan: (news: readonly Numbered[]) => Change): Promise<readonly number[]> {
    const { append, remove = [] } = plan(this.after(seen()))
    for (const seq of remove) {
      this.headers.delete(seq)
      this.points.delete(seq)
    }
    return append.map(({ header, payload }) => {
      const seq = this.next++
      this.headers.set(seq, header)
      if (payload) this.points.set(seq, payload)
      return seq
    })
  }

  async alone(work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false
    this.busy = true
    try {
      await work()
    } finally {
      this.busy = false
    }
    return true
  }

  problems(): readonly string[] {
    return []
  }

  close(): void {}

  /** The numbers of a Map that only grows at its end ascend. */
  private after(seq: number): Numbered[] {
    if (seq + 1 >= this.next) return []
    const found: Numbered[] = []
    if (this.next - seq <= this.headers.size) {
      for (let n = seq + 1; n < this.next; n++) {
        const header = this.headers.get(n)
        if (header) found.push({ seq: n, header })
      }
      return found
    }
    for (const [n, header] of this.headers) if (n > seq) found.push({ seq: n, header })
    return found
  }
}

// Records in a directory, for Node. A transaction is one file of records, put in its place by a rename; the points of
// segments are written before it, each in a file of its own. So what is cut off leaves at most files that nothing names.

import { type Directory, openDirectory } from './directory.ts'
import type { Header } from './header.ts'
import { asHeader } from './header.ts'
import { type Appended, type Change, type Numbered, type Storage, Turns } from './storage.ts'

/**
 * Buckets in a directory, which is made when it is not there. One process at a time: rejects with a Fault that names the
 * one that has it. Files that are broken are set aside and told.
 */
export async function openFiles(path: string): Promise<Storage> {
  const directory = await openDirectory(path)
  try {
    const storage = new FileStorage(directory)
    await storage.open()
    return storage
  } catch (error) {
    directory.close()
    throw error
  }
}

/** What a file of records holds. */
interface Transaction {
  readonly records: readonly { readonly seq: number; readonly header: unknown }[]
  /** Records of other files that are gone with it. */
  readonly removed: readonly number[]
}

class FileStorage implements Storage {
  readonly persistent = true
  readonly generation = 0
  private readonly turns = new Turns()
  private readonly sweeps = new Turns()
  private readonly headers = new Map<number, Header | null>()
  /** The file a record is in, by the number in its name, and the records each file has. */
  private readonly fileOf = new Map<number, number>()
  private readonly recordsIn = new Map<number, number[]>()
  private next = 1
  private readonly told: string[] = []

  constructor(private readonly directory: Directory) {}

  async open(): Promise<void> {
    const names = await this.directory.list()
    const removed = new Set<number>()
    let broken = 0
    for (const file of numbersOf(names, 'records')) {
      const found = await this.directory.read(`${file}.records`)
      if (isTransaction(found)) {
        this.enter(file, found.records)
        for (const seq of found.removed) removed.add(seq)
      } else {
        broken++
        await this.setAside(`${file}.records`, 'is broken')
      }
    }
    for (const file of [...numbersOf(names, 'records'), ...numbersOf(names, 'points')])
      this.next = Math.max(this.next, file + 1)
    for (const seq of this.headers.keys()) this.next = Math.max(this.next, seq + 1)
    await this.takeOut([...removed].filter(seq => this.headers.has(seq)))
    for (const seq of numbersOf(names, 'points')) {
      if (this.headers.has(seq) || removed.has(seq)) continue
      // they may belong to records that are broken
      if (broken > 0) await this.setAside(`${seq}.points`, 'has no record')
      else await this.directory.remove(`${seq}.points`)
    }
    for (const name of names) if (name.endsWith('.part')) await this.directory.remove(name)
  }

  async headersAfter(seq: number): Promise<readonly Numbered[]> {
    return this.turns.take(() => this.after(seq))
  }

  async payloads(seqs: readonly number[]): Promise<readonly unknown[]> {
    return Promise.all(seqs.map(seq => this.directory.read(`${seq}.points`)))
  }

  transact(seen: () => number, plan: (news: readonly Numbered[]) => Change): Promise<readonly number[]> {
    return this.turns.take(async () => {
      const { append, remove = [] } = plan(this.after(seen()))
      if (append.length === 0 && remove.length === 0) return []
      const file = this.next
      const seqs = append.map(() => this.next++)
      if (seqs.length === 0) this.next++
      await this.commit(file, append, seqs, remove)
      this.enter(
        file,
        append.map(({ header }, i) => ({ seq: seqs[i], header })),
      )
      await this.takeOut(remove)
      return seqs
    })
  }

  async alone(work: () => Promise<void>): Promise<boolean> {
    await this.sweeps.take(work)
    return true
  }

  problems(): readonly string[] {
    return this.told
  }

  close(): void {
    this.directory.close()
  }

  private async commit(
    file: number,
    append: readonly Appended[],
    seqs: readonly number[],
    removed: readonly number[],
  ): Promise<void> {
    const written: number[] = []
    try {
      for (let i = 0; i < append.length; i++) {
        const { payload } = append[i]
        if (!payload) continue
        written.push(seqs[i])
        await this.directory.write(`${seqs[i]}.points`, payload)
      }
      const records = append.map(({ header }, i) => ({ seq: seqs[i], header }))
      await this.directory.write(`${file}.records`, { records, removed } satisfies Transaction)
    } catch (error) {
      for (const seq of written) await this.directory.remove(`${seq}.points`)
      throw error
    }
  }

  private enter(file: number, records: Transaction['records']): void {
    for (const { seq, header } of records) {
      this.headers.set(seq, asHeader(header))
      this.fileOf.set(seq, file)
    }
    this.recordsIn.set(
      file,
      records.map(r => r.seq),
    )
  }

  /** Removes records and their points; what else is in their files stays. */
  private async takeOut(seqs: readonly number[]): Promise<void> {
    const touched = new Set<number>()
    for (const seq of seqs) {
      const file = this.fileOf.get(seq)
      if (file === undefined) continue
      touched.add(file)
      this.headers.delete(seq)
      this.fileOf.delete(seq)
      await this.directory.remove(`${seq}.points`)
    }
    for (const file of touched) {
      const left = this.recordsIn.get(file)!.filter(seq => this.headers.has(seq))
      this.recordsIn.set(file, left)
      if (left.length > 0) {
        const records = left.map(seq => ({ seq, header: this.headers.get(seq) }))
        await this.directory.write(`${file}.records`, { records, removed: [] } satisfies Transaction)
        continue
      }
      this.recordsIn.delete(file)
      await this.directory.remove(`${file}.records`)
    }
  }

  private async setAside(name: string, why: string): Promise<void> {
    await this.directory.rename(name, `${name}.broken`)
    this.told.push(`${this.directory.path}/${name} ${why}: it was renamed to ${name}.broken and passed over`)
  }

  private after(seq: number): Numbered[] {
    return [...this.headers]
      .filter(([n]) => n > seq)
      .sort(([a], [b]) => a - b)
      .map(([n, header]) => ({ seq: n, header }))
  }
}

/** The numbers of files of a kind, ascending. */
function numbersOf(names: readonly string[], kind: string): number[] {
  return names
    .flatMap(name => {
      const [number, suffix, ...more] = name.split('.')
      return suffix === kind && more.length === 0 && /^\d+$/.test(number) ? [Number(number)] : []
    })
    .sort((a, b) => a - b)
}

function isTransaction(value: unknown): value is Transaction {
  if (typeof value !== 'object' || value === null) return false
  const { records, removed } = value as Record<string, unknown>
  return Array.isArray(records) && Array.isArray(removed) && records.every(r => Number.isSafeInteger(r?.seq))
}

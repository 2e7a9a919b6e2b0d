// Where tasks, their runs and what could not be written yet are kept: in IndexedDB, shared by the tabs of a page, or in
// memory. Any tab may change a task; only the one that runs them writes runs, progress and kept lines.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { KeptLines, NewLines } from './keptLines.ts'
import { newestRuns } from './scheduler.ts'
import { KEPT_RUNS, type Progress, type Task, type TaskRun } from './task.ts'

export interface TaskStorage {
  /** Why nothing survives the page; null when it does. */
  readonly notKept: string | null
  tasks(): Promise<readonly Task[]>
  put(task: Task): Promise<void>
  /** With its runs and progress. */
  erase(id: string): Promise<void>
  progress(): Promise<readonly Progress[]>
  /** Of one task, or the newest of all, newest first. */
  runs(task: string | null): Promise<readonly TaskRun[]>
  /** All of it or nothing. Of a task's runs the newest stay. */
  save(runs: readonly TaskRun[], progress: readonly Progress[]): Promise<void>
  kept(): Promise<readonly KeptLines[]>
  /** Adds or changes kept lines and takes others out, all of it or nothing; resolves with the numbers of the former. */
  keep(added: readonly NewLines[], gone: readonly number[]): Promise<readonly number[]>
  close(): void
}

interface Schema extends DBSchema {
  tasks: { key: string; value: Task }
  progress: { key: string; value: Progress }
  runs: { key: [string, number]; value: TaskRun }
  kept: { key: number; value: NewLines }
}

/** Tasks of a page; in memory where the browser keeps nothing for it, or, without a name, is to keep nothing. */
export async function openTaskStorage(name: string | null): Promise<TaskStorage> {
  try {
    if (name === null) throw new Error('it is in a frame of another site')
    const storage = new IndexedDbTasks(name)
    await storage.open()
    return storage
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error)
    return new MemoryTasks(`This browser keeps no data for the page (${why}): tasks last until the page is closed.`)
  }
}

class IndexedDbTasks implements TaskStorage {
  readonly notKept = null
  private db: Promise<IDBPDatabase<Schema>> | null = null

  constructor(private readonly name: string) {}

  /** The database, opened again when the browser has closed it. */
  open(): Promise<IDBPDatabase<Schema>> {
    this.db ??= openDB<Schema>(this.name, 1, {
      upgrade(db) {
        db.createObjectStore('tasks', { keyPath: 'id' })
        db.createObjectStore('progress', { keyPath: 'task' })
        db.createObjectStore('runs', { keyPath: ['task', 'number'] })
        db.createObjectStore('kept', { autoIncrement: true })
      },
      blocking: (_now, _next, event) => {
        ;(event.target as IDBDatabase).close()
        this.db = null
      },
      terminated: () => {
        this.db = null
      },
    })
    return this.db
  }

  async tasks(): Promise<readonly Task[]> {
    return (await this.open()).getAll('tasks')
  }
  async put(task: Task): Promise<void> {
    await (await this.open()).put('tasks', task)
  }
  async erase(id: string): Promise<void> {
    const transaction = (await this.open()).transaction(['tasks', 'progress', 'runs'], 'readwrite')
    await Promise.all([
      transaction.objectStore('tasks').delete(id),
      transaction.objectStore('progress').delete(id),
      transaction.objectStore('runs').delete(runsOf(id)),
      transaction.done,
    ])
  }
  async progress(): Promise<readonly Progress[]> {
    return (await this.open()).getAll('progress')
  }
  async runs(task: string | null): Promise<readonly TaskRun[]> {
    const runs = await (await this.open()).getAll('runs', task === null ? undefined : runsOf(task))
    return task === null ? runs : newestRuns(runs)
  }

  async save(runs: readonly TaskRun[], progress: readonly Progress[]): Promise<void> {
    const transaction = (await this.open()).transaction(['progress', 'runs'], 'readwrite')
    const done = [transaction.done]
    const stored = transaction.objectStore('runs')
    for (const run of runs) {
      done.push(stored.put(run).then(() => {}))
      if (run.number > KEPT_RUNS)
        done.push(stored.delete(IDBKeyRange.bound([run.task, 0], [run.task, run.number - KEPT_RUNS])))
    }
    for (const one of progress) done.push(transaction.objectStore('progress').put(one).then(() => {})) // biome-ignore format: one rule
    await Promise.all(done)
  }

  async kept(): Promise<readonly KeptLines[]> {
    const store = (await this.open()).transaction('kept').store
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
    return values.map((one, i) => ({ ...one, number: keys[i] }))
  }
  async keep(added: readonly NewLines[], gone: readonly number[]): Promise<readonly number[]> {
    const transaction = (await this.open()).transaction('kept', 'readwrite')
    const removed = gone.map(number => transaction.store.delete(number))
    const numbers = added.map(one => transaction.store.put(one, one.number))
    await Promise.all([...removed, ...numbers, transaction.done])
    return Promise.all(numbers)
  }
  close(): void {
    this.db?.then(db => db.close()).catch(() => {})
  }
}

function runsOf(task: string): IDBKeyRange {
  return IDBKeyRange.bound([task, -1], [task, Number.MAX_SAFE_INTEGER])
}

export class MemoryTasks implements TaskStorage {
  private readonly taskOf = new Map<string, Task>()
  private readonly progressOf = new Map<string, Progress>()
  private readonly runsOf = new Map<string, readonly TaskRun[]>()
  private readonly lines = new Map<number, KeptLines>()
  private last = 0

  constructor(readonly notKept: string | null = null) {}

  async tasks(): Promise<readonly Task[]> {
    return [...this.taskOf.values()]
  }
  async put(task: Task): Promise<void> {
    this.taskOf.set(task.id, task)
  }
  async erase(id: string): Promise<void> {
    this.taskOf.delete(id)
    this.progressOf.delete(id)
    this.runsOf.delete(id)
  }
  async progress(): Promise<readonly Progress[]> {
    return [...this.progressOf.values()]
  }
  async runs(task: string | null): Promise<readonly TaskRun[]> {
    return task === null ? [...this.runsOf.values()].flat() : (this.runsOf.get(task) ?? [])
  }
  async save(runs: readonly TaskRun[], progress: readonly Progress[]): Promise<void> {
    for (const run of runs) {
      const others = (this.runsOf.get(run.task) ?? []).filter(one => one.number !== run.number)
      this.runsOf.set(run.task, newestRuns([run, ...others]))
    }
    for (const one of progress) this.progressOf.set(one.task, one)
  }
  async kept(): Promise<readonly KeptLines[]> {
    return [...this.lines.values()]
  }
  async keep(added: readonly NewLines[], gone: readonly number[]): Promise<readonly number[]> {
    for (const number of gone) this.lines.delete(number)
    return added.map(one => {
      const number = one.number ?? ++this.last
      this.lines.set(number, { ...one, number })
      return number
    })
  }
  close(): void {}
}

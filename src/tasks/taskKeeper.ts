// Keeps tasks running: one of these, whatever the number of tabs. It has no timers of its own: it is given a clock, and
// a way to be called again. What is to be run is stored before it begins, so that no crash makes a slot run twice.
import type { RetryQueue } from './retryQueue.ts'
import { Scheduler } from './scheduler.ts'
import type { RunOutcome, Task, TaskRun } from './task.ts'
import type { TaskStorage } from './taskStorage.ts'

export interface Clock {
  /** Wall clock, nanoseconds since 1970. */
  now(): bigint
  /** Calls once, at a moment or somewhat before or after it; the function it gives takes that back. */
  wake(at: bigint, act: () => void): () => void
}

export interface KeeperOptions {
  readonly storage: TaskStorage
  readonly clock: Clock
  /** Runs a script; never rejects. It ends early when the signal says so, and its outcome is then of no interest. */
  readonly execute: (run: TaskRun, task: Task, lastSuccess: bigint | null, signal: AbortSignal) => Promise<RunOutcome>
  readonly queue: RetryQueue | null
  /** Something about tasks or runs is stored anew. */
  readonly changed: (runs: readonly TaskRun[]) => void
}

export class TaskKeeper {
  private readonly running = new Map<string, AbortController>()
  private readonly underWay = new Set<Promise<void>>()
  private tasks = new Map<string, Task>()
  private cancelWake: () => void = () => {}
  private turn: Promise<unknown> = Promise.resolve()
  private closed = false
  private retrying = false
  /** Why what the tasks do could not be stored, the last time. */
  problem: string | null = null

  private constructor(
    private readonly options: KeeperOptions,
    private readonly scheduler: Scheduler,
  ) {}

  static async open(options: KeeperOptions): Promise<TaskKeeper> {
    const { storage, clock } = options
    const [progress, runs] = await Promise.all([storage.progress(), storage.runs(null)])
    const keeper = new TaskKeeper(options, new Scheduler({ progress, runs }, clock.now()))
    await keeper.tasksChanged()
    return keeper
  }

  /** Tasks were added, changed or removed in the storage. */
  tasksChanged(): Promise<void> {
    return this.step(async now => {
      const tasks = await this.options.storage.tasks()
      this.tasks = new Map(tasks.map(task => [task.id, task]))
      this.scheduler.setTasks(tasks, now)
    })
  }

  runNow(task: string): Promise<void> {
    return this.step(now => void this.scheduler.runNow(task, now))
  }

  cancel(task: string, number: number): Promise<void> {
    return this.step(now => this.scheduler.cancel(task, number, now))
  }

  /** Begins nothing more; resolves once the runs under way are over and stored. */
  async close(): Promise<void> {
    this.closed = true
    this.cancelWake()
    this.scheduler.halt()
    await Promise.all(this.underWay)
  }

  /** Tells the scheduler something, then does what follows from it. One step at a time. */
  private step(tell: (now: bigint) => void | Promise<void>): Promise<void> {
    const turn = this.turn.then(async () => {
      const { clock } = this.options
      await tell(clock.now())
      if (!this.closed) this.scheduler.tick(clock.now())
      await this.follow()
    })
    this.turn = turn.catch(() => {})
    return turn
  }

  private async follow(): Promise<void> {
    const { storage, changed } = this.options
    const { start, stop, runs, progress } = this.scheduler.work()
    for (const run of stop) this.running.get(keyOf(run))?.abort()
    if (runs.length > 0 || progress.length > 0) {
      // a browser without room must not stop the tasks: what they did is only not remembered
      await storage.save(runs, progress).then(
        () => (this.problem = null),
        error => (this.problem = error instanceof Error ? error.message : String(error)),
      )
      changed(runs)
    }
    for (const run of start) {
      const over = this.run(run)
      this.underWay.add(over)
      void over.then(() => this.underWay.delete(over))
    }
    this.sleep()
  }

  private async run(run: TaskRun): Promise<void> {
    const task = this.tasks.get(run.task)!
    const controller = new AbortController()
    this.running.set(keyOf(run), controller)
    const outcome = await this.options.execute(run, task, this.scheduler.lastSuccess(run.task), controller.signal)
    this.running.delete(keyOf(run))
    const ended = this.options.clock.now()
    await this.step(() => this.scheduler.finished(run, ended, outcome)).catch(() => {})
  }

  private async retry(): Promise<void> {
    if (this.retrying || !this.options.queue) return
    this.retrying = true
    await this.options.queue.retry().catch(() => {})
    this.retrying = false
    this.sleep()
  }

  /** Until the next slot, or until lines are to be tried again. */
  private sleep(): void {
    this.cancelWake()
    if (this.closed) return
    const { clock, queue } = this.options
    const retry = this.retrying ? null : (queue?.wakeAt() ?? null)
    const times = [this.scheduler.wakeAt(), retry].filter(time => time !== null)
    if (times.length === 0) return
    const next = times.reduce((a, b) => (a < b ? a : b))
    this.cancelWake = clock.wake(next, () => {
      void this.retry()
      this.step(() => {}).catch(() => {})
    })
  }
}

const keyOf = ({ task, number }: TaskRun): string => `${task}/${number}`

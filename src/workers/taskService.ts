// The tasks of this browser, as the page asks for them. Every tab has one of these over one storage; the tab that leads
// has the keeper as well. They tell each other over a channel what has changed, and what was asked of the one that leads.
import {
  type Clock,
  type InfluxTarget,
  nextDue,
  RetryQueue,
  type Send,
  type Task,
  TaskKeeper,
  type TaskStorage,
  type TokenTarget,
  waitingLines,
} from '../tasks/index.ts'
import { fault } from '../values/index.ts'
import type { InfluxServer, TaskInfo, TaskOverview, TaskService } from './protocol.ts'
import type { TaskRunner } from './taskRunner.ts'

type Message =
  | { readonly kind: 'changed' }
  | { readonly kind: 'tasks' }
  | { readonly kind: 'run'; readonly task: string }
  | { readonly kind: 'cancel'; readonly task: string; readonly number: number }
  | { readonly kind: 'discard'; readonly target: InfluxTarget }

export interface TaskHubOptions {
  readonly storage: Promise<TaskStorage>
  readonly runner: Pick<TaskRunner, 'execute' | 'surroundings'>
  readonly send: Send
  readonly exportTask: (server: InfluxServer, text: string) => Promise<string>
  readonly clock: Clock
  /** Reaches the other tabs. */
  readonly channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>
  /** Calls once this one is to run the tasks. */
  readonly lead: (work: () => void) => void | Promise<void>
}

/** How long a removed task can be brought back, in nanoseconds. */
const KEPT = 3_600_000_000_000n

export class TaskHub {
  /** Where this tab leads. */
  private keeper: Promise<TaskKeeper> | null = null
  private problem: () => string | null = () => null
  private queue: RetryQueue | null = null
  private readonly watchers = new Set<() => void>()

  constructor(private readonly options: TaskHubOptions) {
    options.channel.addEventListener('message', event => this.told(event.data as Message))
    void options.lead(() => {
      this.keeper = this.begin()
      this.keeper.then(
        () => this.tell(),
        () => {},
      )
    })
  }

  writeLines({
    target,
    lines,
  }: {
    readonly target: TokenTarget
    readonly lines: readonly string[]
  }): Promise<readonly string[]> {
    if (!this.queue) throw fault('unavailable', 'the tasks of this page are run by another tab')
    return this.queue.write(target, lines)
  }

  readonly service: TaskService = {
    tasks: () => this.overview(),
    taskRuns: async ({ task }) => (await this.options.storage).runs(task),
    saveTask: async ({ id, text, grants }) => {
      const { taskOf } = await import('../language/index.ts')
      const reading = taskOf(text)
      const [problem] = reading?.problems ?? []
      if (!reading)
        throw fault('invalid', 'no task options defined', {
          steps: ['Begin the script with `option task = {name: "…", every: 1m}`.'],
        })
      if (!reading.options) throw fault('invalid', problem.message, { steps: problem.notes ?? [] })
      const known = (await (await this.options.storage).tasks()).find(one => one.id === id)
      const fresh = { id: newId(), paused: false, createdAt: this.options.clock.now(), removedAt: null }
      const task: Task = { ...(known ?? fresh), text, grants, options: reading.options }
      await this.put(task)
      return task
    },
    pauseTask: ({ task, paused }) => this.change(task, { paused }),
    removeTask: ({ task }) => this.change(task, { removedAt: this.options.clock.now() }),
    restoreTask: ({ task }) => this.change(task, { removedAt: null }),
    runTask: async ({ task }) => this.ask({ kind: 'run', task }),
    cancelRun: async ({ task, number }) => this.ask({ kind: 'cancel', task, number }),
    discardLines: async ({ target }) => this.ask({ kind: 'discard', target }),
    exportTask: ({ server, text }) => this.options.exportTask(server, text),
    taskSurroundings: surroundings => {
      this.options.runner.surroundings = surroundings
    },
    watchTasks: (_, { progress, signal }) =>
      new Promise(resolve => {
        const tell = (): void => progress(null)
        this.watchers.add(tell)
        signal.addEventListener('abort', () => {
          this.watchers.delete(tell)
          resolve()
        })
      }),
  }

  private async begin(): Promise<TaskKeeper> {
    const { send, clock, runner } = this.options
    const storage = await this.options.storage
    const old = clock.now() - KEPT
    for (const task of await storage.tasks())
      if (task.removedAt !== null && task.removedAt < old) await storage.erase(task.id)
    this.queue = new RetryQueue({ storage, send, now: clock.now })
    const keeper = await TaskKeeper.open({
      storage,
      clock,
      queue: this.queue,
      execute: (run, task, lastSuccess, signal) => runner.execute(run, task, lastSuccess, signal),
      changed: () => this.tell(),
    })
    this.problem = () => keeper.problem
    return keeper
  }

  private async overview(): Promise<TaskOverview> {
    const storage = await this.options.storage
    const [tasks, progress, runs, kept] = await Promise.all([
      storage.tasks(),
      storage.progress(),
      storage.runs(null),
      storage.kept(),
    ])
    const infoOf = (task: Task): TaskInfo => {
      const own = progress.find(one => one.task === task.id)
      const last = runs.filter(run => run.task === task.id).toSorted((a, b) => b.number - a.number)[0] ?? null
      const next = task.paused || !own ? null : nextDue(task.options, own.latest)
      return { task, next, last, lastSuccess: own?.lastSuccess ?? null }
    }
    const present = tasks.filter(task => task.removedAt === null)
    return {
      tasks: present.toSorted((a, b) => Number(a.createdAt - b.createdAt)).map(infoOf),
      waiting: waitingLines(kept),
      notKept: storage.notKept,
      problem: this.problem(),
    }
  }

  private async change(id: string, change: Partial<Task>): Promise<void> {
    const task = (await (await this.options.storage).tasks()).find(one => one.id === id)
    if (!task) throw fault('not found', `there is no task ${id} any more`)
    await this.put({ ...task, ...change })
  }

  private async put(task: Task): Promise<void> {
    await (await this.options.storage).put(task)
    await this.ask({ kind: 'tasks' })
    this.tell()
  }

  /** Has the tab that leads do something; another one is not waited for. */
  private async ask(message: Message): Promise<void> {
    if (this.keeper) await this.follow(await this.keeper, message)
    else this.options.channel.postMessage(message)
  }

  private told(message: Message): void {
    if (message.kind === 'changed') for (const tell of this.watchers) tell()
    else this.keeper?.then(keeper => this.follow(keeper, message)).catch(() => {})
  }

  private async follow(keeper: TaskKeeper, message: Message): Promise<void> {
    if (message.kind === 'tasks') await keeper.tasksChanged()
    if (message.kind === 'run') await keeper.runNow(message.task)
    if (message.kind === 'cancel') await keeper.cancel(message.task, message.number)
    if (message.kind !== 'discard') return
    await this.queue?.discard(message.target)
    this.tell()
  }

  private tell(): void {
    for (const tell of this.watchers) tell()
    this.options.channel.postMessage({ kind: 'changed' } satisfies Message)
  }
}

/** Sixteen hexadecimal digits, as ids of InfluxDB are. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

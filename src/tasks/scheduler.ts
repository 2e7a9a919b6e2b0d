// Which runs of which tasks begin when. A state machine without a clock: whoever holds one tells it the time, what has
// changed about the tasks and how runs ended, and takes from it what is to be begun, ended and stored.
//
// Of several slots that are found due at once, because the machine slept, the tab was throttled or closed, only the last
// is run; the ones before it are marked as missed. Runs that take longer than the interval wait for each other.
import { dueSlots, dueTime, slotAfter, slotUpTo, startingPoint } from './schedule.ts'
import { isOver, KEPT_RUNS, type Progress, type RunOutcome, type Schedule, type Task, type TaskRun } from './task.ts'

/** What there is to do after something was told to the scheduler. */
export interface Work {
  /** Runs that begin now. */
  readonly start: readonly TaskRun[]
  /** Runs under way that are to be ended; they are over already. */
  readonly stop: readonly TaskRun[]
  /** Runs and progress to be stored. */
  readonly runs: readonly TaskRun[]
  readonly progress: readonly Progress[]
}

/** What a scheduler knows of earlier sessions. */
export interface Past {
  readonly progress: readonly Progress[]
  /** The newest runs of all tasks. */
  readonly runs: readonly TaskRun[]
}

/** Runs that wait are at most these many; older ones are given up as missed. */
const LONGEST_QUEUE = 60
/** Runs of all tasks that are under way at once. */
const AT_ONCE = 4

interface Entry {
  task: Task
  progress: Progress
  number: number
  /** Queued and running, oldest first. */
  open: TaskRun[]
}

export class Scheduler {
  private readonly entries = new Map<string, Entry>()
  private readonly changedRuns = new Map<string, TaskRun>()
  private readonly changedProgress = new Set<Entry>()
  private readonly stopping: TaskRun[] = []
  private readonly known: Map<string, Progress>
  /** Tasks that were removed since the scheduler began. */
  private readonly removed = new Set<string>()
  private readonly numbers = new Map<string, number>()
  private begun: TaskRun[] = []
  private halted = false

  /** Runs that an earlier session left open are closed: nobody knows how far they came. */
  constructor({ progress, runs }: Past, now: bigint) {
    this.known = new Map(progress.map(one => [one.task, one]))
    for (const run of runs) {
      this.numbers.set(run.task, Math.max(run.number, this.numbers.get(run.task) ?? 0))
      if (isOver(run)) continue
      const why = 'The page was closed before it ended.'
      const state = run.state === 'queued' ? 'missed' : 'canceled'
      this.note({ ...run, state, finishedAt: now, error: why })
    }
  }

  /** The tasks there are now: new ones begin with their next slot, those that are gone end. */
  setTasks(tasks: readonly Task[], now: bigint): void {
    const present = new Map(tasks.filter(task => task.removedAt === null).map(task => [task.id, task]))
    for (const [id, entry] of this.entries) {
      if (present.has(id)) continue
      this.drop(entry, now, 'The task was removed.')
      this.numbers.set(id, entry.number)
      this.known.set(id, entry.progress)
      this.removed.add(id)
      this.entries.delete(id)
    }
    for (const task of present.values()) {
      const entry = this.entries.get(task.id)
      if (entry) this.change(entry, task, now)
      else this.add(task, now)
    }
  }

  /** Queues what is due and begins what may begin. */
  tick(now: bigint): void {
    for (const entry of this.entries.values()) {
      if (!entry.task.paused) this.queueDue(entry, now)
    }
    this.begin(now)
  }

  /** A run that someone asked for, as the task would run now: for its last slot. Its number; null without such a task. */
  runNow(id: string, now: bigint): number | null {
    const entry = this.entries.get(id)
    if (!entry) return null
    const slot = slotUpTo(entry.task.options, now) ?? now
    const run = this.queue(entry, slot, true)
    this.begin(now)
    return run.number
  }

  cancel(id: string, number: number, now: bigint): void {
    const entry = this.entries.get(id)
    const run = entry?.open.find(one => one.number === number)
    if (entry && run) this.end(entry, run, now, 'canceled', 'It was canceled.')
    this.begin(now)
  }

  /** How a run ended; one that was ended from here before is left as it is. */
  finished(run: TaskRun, now: bigint, outcome: RunOutcome): void {
    const entry = this.entries.get(run.task)
    const open = entry?.open.find(one => one.number === run.number)
    if (!entry || !open) return
    entry.open = entry.open.filter(one => one !== open)
    const { error } = outcome
    this.note({ ...open, state: error === null ? 'success' : 'failed', finishedAt: now, ...outcome })
    const { lastSuccess } = entry.progress
    if (error === null && (lastSuccess === null || open.scheduledFor > lastSuccess))
      this.advance(entry, { lastSuccess: open.scheduledFor })
    this.begin(now)
  }

  lastSuccess(id: string): bigint | null {
    return this.entries.get(id)?.progress.lastSuccess ?? null
  }

  /** When the next slot of any task is due; null when none ever is. */
  wakeAt(): bigint | null {
    let first: bigint | null = null
    for (const { task, progress } of this.entries.values()) {
      const due = task.paused ? null : nextDue(task.options, progress.latest)
      if (due !== null && (first === null || due < first)) first = due
    }
    return first
  }

  /** Begins no run from now on. */
  halt(): void {
    this.halted = true
  }

  /** What there is to do since it was last asked. */
  work(): Work {
    const work = {
      start: this.begun.filter(run => this.changedRuns.get(keyOf(run)) === run),
      stop: [...this.stopping],
      runs: [...this.changedRuns.values()],
      progress: [...this.changedProgress].map(entry => entry.progress),
    }
    this.begun = []
    this.stopping.length = 0
    this.changedRuns.clear()
    this.changedProgress.clear()
    return work
  }

  private add(task: Task, now: bigint): void {
    const known = this.known.get(task.id)
    const progress = known ?? { task: task.id, latest: startingPoint(task.options, now), lastSuccess: null }
    const entry = { task, progress, number: this.numbers.get(task.id) ?? 0, open: [] }
    this.entries.set(task.id, entry)
    if (!known) this.changedProgress.add(entry)
    else if (task.paused || this.removed.delete(task.id)) this.skip(entry, now)
  }

  private change(entry: Entry, task: Task, now: bigint): void {
    const before = entry.task
    entry.task = task
    // slots of another schedule, and those that passed while it was paused, were never meant to run
    if (before.paused || !sameSchedule(before.options, task.options)) this.skip(entry, now)
    if (task.paused && !before.paused) {
      for (const run of entry.open.filter(one => one.state === 'queued'))
        this.end(entry, run, now, 'canceled', 'The task was paused before it began.')
    }
  }

  /** Slots that have passed are done with. */
  private skip(entry: Entry, now: bigint): void {
    const latest = startingPoint(entry.task.options, now)
    if (latest > entry.progress.latest) this.advance(entry, { latest })
  }

  private queueDue(entry: Entry, now: bigint): void {
    const { options } = entry.task
    const { last, count } = dueSlots(options, entry.progress.latest, now)
    if (last === null) return
    if (count > 1) this.miss(entry, slotUpTo(options, last - 1n)!, count - 1, now)
    this.advance(entry, { latest: last })
    this.queue(entry, last, false)
    const waiting = entry.open.filter(one => one.state === 'queued')
    for (const run of waiting.slice(0, Math.max(0, waiting.length - LONGEST_QUEUE)))
      this.end(entry, run, now, 'missed', 'The runs before it took too long.')
  }

  private miss(entry: Entry, slot: bigint, slots: number, now: bigint): void {
    const why = 'The page was closed or asleep when it was due.'
    const run = newRun(entry.task.id, ++entry.number, slot, false)
    this.note({ ...run, state: 'missed', finishedAt: now, slots, error: why })
  }

  private queue(entry: Entry, slot: bigint, manual: boolean): TaskRun {
    const run = newRun(entry.task.id, ++entry.number, slot, manual)
    entry.open.push(run)
    this.note(run)
    return run
  }

  /** Oldest slots first, over all tasks. */
  private begin(now: bigint): void {
    const all = [...this.entries.values()]
    let running = all.reduce((n, entry) => n + runningIn(entry), 0)
    while (running < AT_ONCE && !this.halted) {
      let next: { entry: Entry; run: TaskRun } | null = null
      for (const entry of all) {
        if (runningIn(entry) >= entry.task.options.concurrency) continue
        const run = entry.open.find(one => one.state === 'queued')
        if (run && (next === null || run.scheduledFor < next.run.scheduledFor)) next = { entry, run }
      }
      if (next === null) return
      const { entry, run } = next
      const begun: TaskRun = { ...run, state: 'running', startedAt: now }
      entry.open = entry.open.map(one => (one === run ? begun : one))
      this.note(begun)
      this.begun.push(begun)
      running++
    }
  }

  private drop(entry: Entry, now: bigint, why: string): void {
    for (const run of entry.open) this.end(entry, run, now, 'canceled', why)
  }

  private end(entry: Entry, run: TaskRun, now: bigint, state: 'canceled' | 'missed', why: string): void {
    entry.open = entry.open.filter(one => one !== run)
    if (run.state === 'running') this.stopping.push(run)
    this.note({ ...run, state, finishedAt: now, error: why })
  }

  private advance(entry: Entry, change: Partial<Progress>): void {
    entry.progress = { ...entry.progress, ...change }
    this.changedProgress.add(entry)
  }

  private note(run: TaskRun): void {
    this.changedRuns.set(keyOf(run), run)
  }
}

/** When the slot after one is due. */
export function nextDue(schedule: Schedule, latest: bigint): bigint | null {
  const slot = slotAfter(schedule, latest)
  return slot === null ? null : dueTime(schedule, slot)
}

/** The newest runs of a task, newest first. */
export function newestRuns(runs: readonly TaskRun[]): readonly TaskRun[] {
  return runs.toSorted((a, b) => b.number - a.number).slice(0, KEPT_RUNS)
}

const keyOf = ({ task, number }: TaskRun): string => `${task}/${number}`
const runningIn = ({ open }: Entry): number => open.filter(run => run.state === 'running').length

function newRun(task: string, number: number, scheduledFor: bigint, manual: boolean): TaskRun {
  const open = { startedAt: null, finishedAt: null, state: 'queued' as const, error: null }
  return { task, number, scheduledFor, manual, ...open, slots: 1, rows: 0, log: [] }
}

function sameSchedule(a: Schedule, b: Schedule): boolean {
  const same = (x: Schedule['every'], y: Schedule['every']): boolean => x?.months === y?.months && x?.ns === y?.ns
  return a.cron === b.cron && same(a.every, b.every) && same(a.offset, b.offset)
}

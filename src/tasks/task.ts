// What a task is, what a run of it was, and where its runs stand. Times are nanoseconds since 1970.

/** A calendar part and a fixed part, each with its sign. */
export interface Span {
  readonly months: bigint
  readonly ns: bigint
}

/** When a task is due: exactly one of every and cron is set. */
export interface Schedule {
  readonly every: Span | null
  /** Five fields, six with seconds in front, seven with a year behind; in UTC. */
  readonly cron: string | null
  /** How long after a slot its run begins; before it, when negative. */
  readonly offset: Span
}

export interface TaskOptions extends Schedule {
  readonly name: string
  /** How many of its runs may be under way at once. */
  readonly concurrency: number
  readonly retry: number
}

/** A place a script may reach, as src/hosts asks for it. */
export interface TaskGrant {
  readonly place: string
  readonly direction: 'read' | 'write'
}

export interface Task {
  readonly id: string
  readonly text: string
  readonly options: TaskOptions
  readonly paused: boolean
  /** What it may reach; null is everything, for a script of the reader's own. */
  readonly grants: readonly TaskGrant[] | null
  readonly createdAt: bigint
  /** Removed tasks are kept for a while, so that they can be brought back. */
  readonly removedAt: bigint | null
}

export type RunState = 'queued' | 'running' | 'success' | 'failed' | 'canceled' | 'missed'

export interface TaskRun {
  readonly task: string
  /** Grows with each run of the task. */
  readonly number: number
  /** What `now()` is in it. */
  readonly scheduledFor: bigint
  /** Someone asked for it. */
  readonly manual: boolean
  readonly startedAt: bigint | null
  readonly finishedAt: bigint | null
  readonly state: RunState
  /** How many slots it stands for: more than one only where several in a row were missed. */
  readonly slots: number
  /** Of all its results. */
  readonly rows: number
  /** What the script and the scheduler noted, a sentence each. */
  readonly log: readonly string[]
  readonly error: string | null
  /** The bucket that it did not find. */
  readonly missingBucket?: string
}

/** How far a task has come. */
export interface Progress {
  readonly task: string
  /** No slot up to here is run again, whatever the clock says. */
  readonly latest: bigint
  /** What the last run that ended well was scheduled for. */
  readonly lastSuccess: bigint | null
}

export interface RunOutcome {
  readonly rows: number
  readonly log: readonly string[]
  /** Null when it ended well. */
  readonly error: string | null
  /** The bucket that it did not find. */
  readonly missingBucket?: string
}

/** More runs of a task are not kept. */
export const KEPT_RUNS = 100

export function isOver({ state }: TaskRun): boolean {
  return state !== 'queued' && state !== 'running'
}

// Runs the scripts of tasks in workers of their own. One stays warm between runs; a run that is canceled or takes too
// long loses its worker.
import type { RunOutcome, Task, TaskRun } from '../tasks/index.ts'
import { type Live, live, type WorkerLike } from './live.ts'
import { plainRun, type RunRequest, type RunService, type RunSummary } from './protocol.ts'
import { RemoteError, transfer } from './rpc.ts'

/** A run that takes longer is ended. */
const LIMIT_MS = 10 * 60_000

export type TaskSurroundings = Pick<RunRequest, 'secrets' | 'proxy'>

export interface TaskRunnerOptions {
  readonly start: () => WorkerLike
  /** Serves the other end of a run's channel. */
  readonly attach: (port: MessagePort) => void
  readonly limitMs?: number
}

export class TaskRunner {
  surroundings: TaskSurroundings = { secrets: {}, proxy: null }
  private idle: Live<RunService> | null = null

  constructor(private readonly options: TaskRunnerOptions) {}

  async execute(run: TaskRun, task: Task, lastSuccess: bigint | null, signal: AbortSignal): Promise<RunOutcome> {
    const worker = this.idle ?? this.begin()
    this.idle = null
    const limit = this.options.limitMs ?? LIMIT_MS
    const stop = (): void => worker.end('canceled')
    signal.addEventListener('abort', stop)
    const tooLong = `the run took longer than ${Math.round(limit / 60_000)} minutes and was ended`
    const timer = setTimeout(() => worker.end(tooLong), limit)
    try {
      const { remote } = await worker.connected
      const summary = await remote.run(this.request(run, task, lastSuccess))
      if (this.idle === null && !signal.aborted) this.idle = worker
      else worker.end('done')
      return outcomeOf(summary)
    } catch (error) {
      worker.end('failed')
      const bug = error instanceof RemoteError && error.remoteName === 'Closed' ? '' : 'Internal error: '
      return { rows: 0, log: [], error: `${bug}${error instanceof Error ? error.message : String(error)}` }
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
  }

  private begin(): Live<RunService> {
    const worker = live<RunService>(this.options.start())
    const { port1, port2 } = new MessageChannel()
    this.options.attach(port2)
    worker.connected.then(({ remote }) => remote.connect(transfer({ data: port1 }, [port1]))).catch(() => {})
    return worker
  }

  private request(run: TaskRun, { text, grants }: Task, lastSuccess: bigint | null): RunRequest {
    const { secrets, proxy } = this.surroundings
    return {
      ...plainRun,
      text,
      grants,
      // a script that came by a link is given no secrets
      secrets: grants === null ? secrets : {},
      proxy,
      task: { now: run.scheduledFor, lastSuccess, unattended: true },
    }
  }
}

/** What a task keeps of a run. */
export function outcomeOf({ problems, results, notices, failure }: Omit<RunSummary, 'ms' | 'stages'>): RunOutcome {
  const wrong = failure ?? problems.find(problem => problem.severity === 'error') ?? null
  const error = wrong && [wrong.message, ...(wrong.notes ?? [])].join('\n')
  const missingBucket = failure?.advice?.bucket
  return {
    rows: results.reduce((n, one) => n + one.rows, 0),
    log: notices.map(notice => notice.message),
    error,
    ...(missingBucket === undefined ? {} : { missingBucket }),
  }
}

// What a run of a task costs beside its script: being due, stored before and after, and told.
import { type Clock, MemoryTasks, openTaskStorage, type Task, TaskKeeper, type TaskStorage } from '../../tasks/index.ts'
import type { Workload } from '../workload.ts'

const RUNS = 100
const SECOND = 1_000_000_000n
const START = 1_700_000_000n * SECOND

export const taskWorkloads: readonly Workload[] = [
  {
    name: 'task: 100 runs due, stored and told',
    size: RUNS,
    unit: 'row',
    target: 500,
    variants: async () => [{ name: 'ours', run: runAll }],
  },
]

async function runAll(): Promise<number> {
  const storage = await freshStorage()
  await storage.put(task)
  const clock = new SteppedClock()
  let [ran, next] = [0, () => {}]
  const keeper = await TaskKeeper.open({
    storage,
    clock,
    queue: null,
    execute: async () => ({ rows: 1, log: [], error: null }),
    changed: runs => {
      if (!runs.some(run => run.state === 'success')) return
      ran++
      next()
    },
  })
  while (ran < RUNS) {
    const stored = new Promise<void>(resolve => {
      next = resolve
    })
    clock.step()
    await stored
  }
  await keeper.close()
  storage.close()
  return ran
}

/** A second passes when it is told to. */
class SteppedClock implements Clock {
  private time = START
  private act: (() => void) | null = null
  now(): bigint {
    return this.time
  }
  wake(_: bigint, act: () => void): () => void {
    this.act = act
    return () => {
      if (this.act === act) this.act = null
    }
  }
  step(): void {
    this.time += SECOND
    this.act?.()
  }
}

const task: Task = {
  id: 'a',
  text: '',
  options: {
    name: 'a',
    every: { months: 0n, ns: SECOND },
    cron: null,
    offset: { months: 0n, ns: 0n },
    concurrency: 1,
    retry: 1,
  },
  paused: false,
  grants: null,
  createdAt: START,
  removedAt: null,
}

let databases = 0

function freshStorage(): Promise<TaskStorage> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(new MemoryTasks())
  return openTaskStorage(`bench tasks ${Date.now()} ${databases++}`)
}

// `flux task FILE`: the scheduler of the page without a page. Runs are told on stderr, a line each; what the task writes
// goes to buckets in a directory, or to the InfluxDB that the script names.
import { openFiles, storeOn } from '../buckets/index.ts'
import { analyze, run as runScript } from '../flux.ts'
import { nodeHost } from '../hosts/index.ts'
import type { Host } from '../library/index.ts'
import { countRows } from '../tables/index.ts'
import {
  MemoryTasks,
  RetryQueue,
  type RunOutcome,
  slotUpTo,
  type Task,
  TaskKeeper,
  type TaskRun,
} from '../tasks/index.ts'
import { formatTime } from '../values/index.ts'
import { wallClock } from './clock.ts'
import { sendThrough } from './taskLines.ts'

export interface TaskCommand {
  readonly text: string
  readonly options: Task['options']
  /** A directory of buckets; null where there are none. */
  readonly buckets: string | null
  /** Buckets to create in it, unless they are there. */
  readonly create: readonly string[]
  /** One run, of the last slot, instead of all that come. */
  readonly once: boolean
  /** Nanoseconds since 1970: no run begins later; null runs on. */
  readonly until: bigint | null
  readonly print: (line: string) => void
  /** Ends it after the run under way. */
  readonly signal: AbortSignal
}

/** Resolves with whether all runs ended well. */
export async function keepTask(command: TaskCommand): Promise<boolean> {
  const { text, options, once, until, print, signal } = command
  const { host, close } = await openHost(command)
  const storage = new MemoryTasks()
  const queue = new RetryQueue({ storage, send: sendThrough(host), now: wallClock.now })
  const task: Task = { id: 'task', text, options, paused: once, grants: null, createdAt: wallClock.now(), removedAt: null } // biome-ignore format: one record
  await storage.put(task)
  let [ended, failed] = [0, false]
  let over: () => void = () => {}
  const done = new Promise<void>(resolve => {
    over = resolve
  })
  const keeper = await TaskKeeper.open({
    storage,
    clock: wallClock,
    queue,
    execute: (run, _, lastSuccess) => execute(text, run, { ...host, write: writeThrough(queue) }, lastSuccess),
    changed: runs => {
      for (const run of runs.filter(
        one => one.state === 'success' || one.state === 'failed' || one.state === 'missed',
      )) {
        ended++
        failed ||= run.state === 'failed'
        print(lineOf(run))
      }
      if (once && ended > 0) over()
    },
  })
  signal.addEventListener('abort', over)
  const stopWaiting = until === null ? () => {} : waitUntil(until, over)
  if (once) await keeper.runNow(task.id)
  else print(`${options.name}: ${waitingText(options)}`)
  if (!signal.aborted) await done
  stopWaiting()
  await keeper.close()
  close()
  return !failed
}

async function openHost({ buckets, create }: TaskCommand): Promise<{ host: Host; close: () => void }> {
  if (buckets === null) return { host: nodeHost(), close: () => {} }
  const store = storeOn(await openFiles(buckets))
  const known = await store.list()
  for (const name of create) if (!known.some(one => one.name === name)) await store.create(name, 0n)
  return { host: nodeHost({ buckets: store }), close: () => store.close() }
}

function writeThrough(queue: RetryQueue): Host['write'] {
  return (target, lines) => queue.write(target, [...lines])
}

async function execute(text: string, run: TaskRun, host: Host, lastSuccess: bigint | null): Promise<RunOutcome> {
  const own: Host = { ...host, lastSuccess: () => lastSuccess }
  const { results, notices, failure } = await runScript(analyze(text), own, { now: run.scheduledFor })
  return {
    rows: results.reduce((n, { stream }) => n + countRows(stream), 0),
    log: notices.map(one => one.message),
    error: failure && [failure.official, ...(failure.notes ?? [])].join('\n'),
  }
}

/** The clock is looked at again and again, for it may be set. */
function waitUntil(until: bigint, over: () => void): () => void {
  let cancel = (): void => {}
  const look = (): void => {
    if (wallClock.now() >= until) over()
    else cancel = wallClock.wake(until, look)
  }
  look()
  return () => cancel()
}

function lineOf({ scheduledFor, state, slots, rows, startedAt, finishedAt, log, error }: TaskRun): string {
  const took = startedAt === null || finishedAt === null ? '' : ` ${(finishedAt - startedAt) / 1_000_000n} ms`
  const what = state === 'success' ? ` ${rows} rows` : state === 'missed' && slots > 1 ? ` ${slots} runs` : ''
  const more = [...(error === null ? [] : error.split('\n')), ...log].map(one => `\n  ${one}`).join('')
  return `${formatTime(scheduledFor)} ${state}${what}${took}${more}`
}

function waitingText(options: Task['options']): string {
  const last = slotUpTo(options, wallClock.now())
  return `waits for its next slot${last === null ? '' : ` after ${formatTime(last)}`}; Ctrl-C ends it after the run under way`
}

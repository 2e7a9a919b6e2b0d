// Tasks on a clock that is set by hand: the documentation's script runs exactly at its slots, and what is to run is
// stored before it begins.
import { expect, test } from 'vitest'
import { analyze, run as runScript } from '../flux.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { recordingHost } from '../testing/recordingHost.ts'
import { type Fault, fault, formatTime, parseTime } from '../values/index.ts'
import { RetryQueue } from './retryQueue.ts'
import type { RunOutcome, Task, TaskRun } from './task.ts'
import { type Clock, type KeeperOptions, TaskKeeper } from './taskKeeper.ts'
import { MemoryTasks } from './taskStorage.ts'

const SECOND = 1_000_000_000n

/** Moves when it is told to, and calls what is due on the way. */
class FakeClock implements Clock {
  private readonly calls = new Map<object, { readonly at: bigint; readonly act: () => void }>()
  constructor(private time: bigint) {}
  now(): bigint {
    return this.time
  }
  wake(at: bigint, act: () => void): () => void {
    const key = {}
    this.calls.set(key, { at, act })
    return () => void this.calls.delete(key)
  }
  async to(time: bigint): Promise<void> {
    for (;;) {
      await settled()
      const next = [...this.calls].filter(([, { at }]) => at <= time).sort((a, b) => Number(a[1].at - b[1].at))[0]
      if (!next) break
      const [key, { at, act }] = next
      this.calls.delete(key)
      if (at > this.time) this.time = at
      act()
    }
    this.time = time
  }
  /** As a machine does that was asleep. */
  async jump(time: bigint): Promise<void> {
    this.time = time
    await this.to(time)
  }
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise(resolve => setTimeout(resolve, 0))
}

const documented = `import "experimental/prometheus"

option task = {name: "Scrape Prometheus metrics", every: 10s}

prometheus.scrape(url: "http://localhost:8086/metrics")
    |> to(bucket: "example-bucket")
`
const start = parseTime('2024-01-01T00:00:03Z')!

function task(text: string, more: Partial<Task['options']> = {}): Task {
  const every = { months: 0n, ns: 10n * SECOND }
  const offset = { months: 0n, ns: 0n }
  return {
    id: 'a',
    text,
    options: { name: 'a', every, cron: null, offset, concurrency: 1, retry: 1, ...more },
    paused: false,
    grants: null,
    createdAt: start,
    removedAt: null,
  }
}

async function keep(one: Task, execute: KeeperOptions['execute'], queue: KeeperOptions['queue'] = null) {
  const storage = new MemoryTasks()
  const clock = new FakeClock(start)
  await storage.put(one)
  const open = () => TaskKeeper.open({ storage, clock, execute, queue, changed: () => {} })
  return { storage, clock, open, keeper: await open() }
}

const fine: RunOutcome = { rows: 0, log: [], error: null }

test("the documentation's script runs exactly at its slots, and its points arrive", async () => {
  const buckets = naiveBuckets('example-bucket')
  const host = { ...recordingHost({ 'http://localhost:8086/metrics': 'up 1\n' }, start), buckets }
  const nows: bigint[] = []
  const { clock, storage } = await keep(task(documented), async ({ scheduledFor }, { text }) => {
    nows.push(scheduledFor)
    expect(clock.now()).toBe(scheduledFor)
    const { failure, results } = await runScript(analyze(text), { ...host, now: () => clock.now() }, { now: scheduledFor })
    return { rows: results.length, log: [], error: failure?.official ?? null }
  }) // biome-ignore format: one run
  await clock.to(start + 60n * SECOND)
  expect(nows.map(now => formatTime(now).slice(14))).toEqual([
    '00:10Z',
    '00:20Z',
    '00:30Z',
    '00:40Z',
    '00:50Z',
    '01:00Z',
  ])
  const runs = await storage.runs('a')
  expect(runs.map(run => run.state)).toEqual(Array(6).fill('success'))
  const [{ id }] = await buckets.list()
  const points = await buckets.read(id, { start: 0n, stop: 2n ** 62n }, null, new AbortController().signal)
  expect([...points.times]).toEqual(nows)
})

test('tasks.lastSuccess is the slot of the last run that ended well', async () => {
  const told: Array<bigint | null> = []
  let failing = false
  const { clock } = await keep(task(''), async (_, __, lastSuccess) => {
    told.push(lastSuccess)
    failing = !failing
    return failing ? fine : { ...fine, error: 'no' }
  })
  await clock.to(start + 40n * SECOND)
  const slot = (n: number): bigint => parseTime(`2024-01-01T00:00:${n}Z`)!
  expect(told).toEqual([null, slot(10), slot(10), slot(30)])
})

test('a run is stored as running before it begins, so that a crash does not run its slot again', async () => {
  const begun: bigint[] = []
  const never = new Promise<RunOutcome>(() => {})
  const { clock, storage, keeper, open } = await keep(task(''), (run: TaskRun) => {
    begun.push(run.scheduledFor)
    return never
  })
  await clock.to(start + 8n * SECOND)
  expect((await storage.runs('a')).map(run => run.state)).toEqual(['running'])
  keeper.close()
  await open()
  await clock.to(start + 9n * SECOND)
  expect(begun).toHaveLength(1)
  expect((await storage.runs('a'))[0]).toMatchObject({
    state: 'canceled',
    error: 'The page was closed before it ended.',
  })
})

test('after a sleep the last slot is run and the others are missed', async () => {
  const { clock, storage } = await keep(task(''), async () => fine)
  await clock.to(start + 8n * SECOND)
  await clock.jump(start + 3600n * SECOND)
  const runs = await storage.runs('a')
  expect(runs.map(run => [run.state, run.slots, formatTime(run.scheduledFor)])).toEqual([
    ['success', 1, '2024-01-01T01:00:00Z'],
    ['missed', 358, '2024-01-01T00:59:50Z'],
    ['success', 1, '2024-01-01T00:00:10Z'],
  ])
})

test('a canceled run is told to end, and the one that waits begins', async () => {
  const signals: AbortSignal[] = []
  const { clock, storage, keeper } = await keep(task(''), (_, __, ___, signal) => {
    signals.push(signal)
    return new Promise(resolve => signal.addEventListener('abort', () => resolve(fine)))
  })
  await clock.to(start + 18n * SECOND)
  await keeper.cancel('a', 1)
  await settled()
  expect(signals.map(signal => signal.aborted)).toEqual([true, false])
  expect((await storage.runs('a')).map(run => run.state)).toEqual(['running', 'canceled'])
})

test('a storage that takes nothing stops no task, and is told', async () => {
  let count = 0
  const { clock, storage, keeper } = await keep(task(''), async () => {
    count++
    return fine
  })
  storage.save = () => Promise.reject(new Error('no room'))
  await clock.to(start + 30n * SECOND)
  expect([count, keeper.problem]).toEqual([3, 'no room'])
})

test('what a server could not take is tried again between runs', async () => {
  const target = { host: 'http://h', bucket: 'b', token: 't' }
  const [taken, state] = [[] as string[], { away: true }]
  const lines = new MemoryTasks()
  let now = (): bigint => start
  const queue = new RetryQueue({
    storage: lines,
    now: () => now(),
    async send(_, batch) {
      if (state.away) return { kind: 'later', stored: 0, fault: fault('unavailable', 'away') }
      taken.push(...batch)
      return { kind: 'stored', warnings: [] }
    },
  })
  const execute = async ({ number }: TaskRun): Promise<RunOutcome> => {
    try {
      return { ...fine, log: await queue.write(target, [`m v=${number} ${number}`]) }
    } catch (error) {
      return { ...fine, error: (error as Fault).message }
    }
  }
  const { clock, storage } = await keep(task('', { every: { months: 0n, ns: 60n * SECOND } }), execute, queue)
  now = () => clock.now()
  await clock.to(start + 59n * SECOND)
  expect((await storage.runs('a')).map(run => run.state)).toEqual(['failed'])
  state.away = false
  await clock.to(start + 61n * SECOND)
  expect(taken).toEqual(['m v=1 1'])
  expect(await lines.kept()).toEqual([])
})

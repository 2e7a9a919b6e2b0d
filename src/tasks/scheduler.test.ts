// The scheduler against a simulation that counts slot by slot, and the cases that have a name.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTime, parseDuration, parseTime } from '../values/index.ts'
import { dueTime, slotAfter, startingPoint } from './schedule.ts'
import { Scheduler } from './scheduler.ts'
import type { RunOutcome, Task, TaskOptions, TaskRun } from './task.ts'

const at = (text: string): bigint => parseTime(text)!
const SECOND = 1_000_000_000n
const nothing = { months: 0n, ns: 0n }
const start = at('2024-01-01T00:00:03Z')

function task(options: Partial<TaskOptions> = {}, more: Partial<Task> = {}): Task {
  const every = { months: 0n, ns: 10n * SECOND }
  return {
    id: 'a',
    text: '',
    options: { name: 'a', every, cron: null, offset: nothing, concurrency: 1, retry: 1, ...options },
    paused: false,
    grants: null,
    createdAt: start,
    removedAt: null,
    ...more,
  }
}

const none = { progress: [], runs: [] }
const fine = { rows: 1, log: [], error: null }
const failed = { rows: 0, log: [], error: 'no' }
const seconds = (n: number): bigint => start + BigInt(n) * SECOND

class Watched {
  readonly scheduler: Scheduler
  readonly runs = new Map<string, TaskRun>()
  readonly started: TaskRun[] = []
  readonly stopped: TaskRun[] = []
  constructor(past = none as ConstructorParameters<typeof Scheduler>[0], now = start) {
    this.scheduler = new Scheduler(past, now)
    this.take()
  }
  do(act: (scheduler: Scheduler) => void): void {
    act(this.scheduler)
    this.take()
  }
  private take(): void {
    const { start, stop, runs } = this.scheduler.work()
    this.started.push(...start)
    this.stopped.push(...stop)
    for (const run of runs) this.runs.set(`${run.task}/${run.number}`, run)
  }
  all(): string[] {
    return [...this.runs.values()].map(run => `${formatTime(run.scheduledFor).slice(14, -1)} ${run.state}`)
  }
  end(outcome: RunOutcome = fine, now = start): void {
    const run = this.started.find(one => this.runs.get(`${one.task}/${one.number}`)?.state === 'running')
    if (run) this.do(s => s.finished(run, now, outcome))
  }
}

test('begins with the slot after its creation', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  watched.do(s => s.tick(seconds(6)))
  expect(watched.all()).toEqual([])
  expect(watched.scheduler.wakeAt()).toBe(seconds(7))
  watched.do(s => s.tick(seconds(7)))
  expect(watched.all()).toEqual(['00:10 running'])
})

test('of several slots found due at once the last is run', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  watched.do(s => s.tick(seconds(3600)))
  const [missed, run] = [...watched.runs.values()]
  expect(missed).toMatchObject({ state: 'missed', slots: 359, scheduledFor: at('2024-01-01T00:59:50Z') })
  expect(run).toMatchObject({ state: 'running', slots: 1, scheduledFor: at('2024-01-01T01:00:00Z') })
})

test('runs that take too long wait, as many as concurrency says run at once, and in the end the oldest are given up', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task({ concurrency: 2 })], start))
  for (let i = 0; i < 70; i++) watched.do(s => s.tick(seconds(7 + 10 * i)))
  const states = [...watched.runs.values()].map(run => run.state)
  expect(states.slice(0, 3)).toEqual(['running', 'running', 'missed'])
  expect(states.filter(s => s === 'queued')).toHaveLength(60)
  watched.end()
  expect(watched.started).toHaveLength(3)
  expect(watched.started[2].scheduledFor).toBe(at('2024-01-01T00:01:50Z'))
})

test('a clock that is set back runs no slot twice', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  for (const now of [7, 17, 27, 7, 8, 17, 27, 36]) {
    watched.do(s => s.tick(seconds(now)))
    watched.end()
  }
  expect(watched.started.map(run => formatTime(run.scheduledFor).slice(17, 19))).toEqual(['10', '20', '30'])
  watched.do(s => s.tick(seconds(37)))
  expect(watched.started).toHaveLength(4)
})

test('pausing drops what waits, resuming begins with the next slot', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  watched.do(s => s.tick(seconds(7)))
  watched.do(s => s.tick(seconds(17)))
  watched.do(s => s.setTasks([task({}, { paused: true })], seconds(18)))
  expect(watched.scheduler.wakeAt()).toBeNull()
  watched.end()
  watched.do(s => s.tick(seconds(50)))
  watched.do(s => s.setTasks([task()], seconds(55)))
  watched.do(s => s.tick(seconds(55)))
  watched.do(s => s.tick(seconds(57)))
  expect(watched.all()).toEqual(['00:10 success', '00:20 canceled', '01:00 running'])
})

test('another schedule begins with its own next slot', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  watched.do(s => s.setTasks([task({ every: null, cron: '* * * * *' })], seconds(30)))
  watched.do(s => s.tick(seconds(56)))
  expect(watched.all()).toEqual([])
  watched.do(s => s.tick(seconds(57)))
  expect(watched.all()).toEqual(['01:00 running'])
})

test('removing ends what is under way; brought back it goes on counting', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  watched.do(s => s.tick(seconds(7)))
  watched.end()
  watched.do(s => s.tick(seconds(17)))
  watched.do(s => s.setTasks([task({}, { removedAt: start })], seconds(18)))
  expect(watched.stopped.map(run => run.number)).toEqual([2])
  watched.do(s => s.finished(watched.started[1], seconds(19), fine))
  watched.do(s => s.setTasks([task()], seconds(40)))
  watched.do(s => s.tick(seconds(47)))
  expect(watched.all()).toEqual(['00:10 success', '00:20 canceled', '00:50 running'])
  expect(watched.scheduler.lastSuccess('a')).toBe(at('2024-01-01T00:00:10Z'))
})

test('a run that was asked for is that of the last slot, and leaves the schedule alone', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task({}, { paused: true })], start))
  watched.do(s => expect(s.runNow('a', seconds(14))).toBe(1))
  expect(watched.started[0]).toMatchObject({ manual: true, scheduledFor: at('2024-01-01T00:00:10Z') })
  expect(watched.scheduler.runNow('nobody', start)).toBeNull()
  watched.do(s => s.cancel('a', 1, seconds(15)))
  expect([watched.all(), watched.stopped.length]).toEqual([['00:10 canceled'], 1])
})

test('the last success is that of the last run that ended well', () => {
  const watched = new Watched()
  watched.do(s => s.setTasks([task()], start))
  for (const [i, outcome] of [fine, failed, fine, failed].entries()) {
    watched.do(s => s.tick(seconds(7 + 10 * i)))
    watched.end(outcome)
  }
  expect(formatTime(watched.scheduler.lastSuccess('a')!)).toBe('2024-01-01T00:00:30Z')
})

describe('after the page was closed', () => {
  const latest = at('2024-01-01T00:00:00Z')
  const progress = [{ task: 'a', latest, lastSuccess: latest }]
  const run = (number: number, state: TaskRun['state']): TaskRun => ({
    task: 'a', number, scheduledFor: latest, manual: false, startedAt: null, finishedAt: null, state, slots: 1, rows: 0, log: [], error: null,
  }) // biome-ignore format: a record

  test('what was open is closed, what was due is missed, and the last slot is run', () => {
    const watched = new Watched({ progress, runs: [run(7, 'running'), run(8, 'queued'), run(6, 'success')] })
    watched.do(s => s.setTasks([task()], seconds(38)))
    watched.do(s => s.tick(seconds(38)))
    expect(watched.all()).toEqual(['00:00 canceled', '00:00 missed', '00:30 missed', '00:40 running'])
    expect([...watched.runs.keys()]).toEqual(['a/7', 'a/8', 'a/9', 'a/10'])
    expect(watched.scheduler.lastSuccess('a')).toBe(latest)
  })

  test('a task that was paused misses nothing', () => {
    const watched = new Watched({ progress, runs: [] })
    watched.do(s => s.setTasks([task({}, { paused: true })], seconds(38)))
    watched.do(s => s.setTasks([task()], seconds(39)))
    watched.do(s => s.tick(seconds(39)))
    expect(watched.all()).toEqual([])
  })
})

const options = fc.record({
  every: fc.constantFrom('1s', '7s', '10s', '1m', '1h').map(text => parseDuration(text)!),
  cron: fc.constant(null),
  offset: fc.constantFrom('0s', '3s', '-4s', '90s').map(text => parseDuration(text)!),
  concurrency: fc.integer({ min: 1, max: 3 }),
})
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 4_000_000 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: -60_000, max: 0 }) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('end' as const, 'pause' as const), ms: fc.constant(0) }) },
  ),
  { maxLength: 60 },
) // biome-ignore format: one a line

test('every slot is run or missed, once, and only the last of several due is run', () => {
  fc.assert(
    fc.property(options, steps, (given, moves) => {
      const watched = new Watched()
      let [now, paused, latest] = [start, false, startingPoint(task(given).options, start)]
      const [ran, missed] = [[] as bigint[], [] as Array<readonly [bigint, number]>]
      watched.do(s => s.setTasks([task(given)], now))
      for (const move of moves) {
        if (move.kind === 'end') watched.end(fine, now)
        if (move.kind === 'pause') {
          paused = !paused
          watched.do(s => s.setTasks([task(given, { paused })], now))
          const reached = startingPoint(task(given).options, now)
          if (!paused && reached > latest) latest = reached
        }
        now += BigInt(move.ms) * 1_000_000n
        watched.do(s => s.tick(now))
        if (paused) continue
        const due: bigint[] = []
        for (let slot = slotAfter(task(given).options, latest)!; dueTime(task(given).options, slot) <= now; slot = slotAfter(task(given).options, slot)!) due.push(slot)
        if (due.length === 0) continue
        latest = due.at(-1)!
        if (due.length > 1) missed.push([due.at(-2)!, due.length - 1])
        ran.push(latest)
      }
      const runs = [...watched.runs.values()]
      const asleep = runs.filter(run => run.error?.startsWith('The page'))
      expect(asleep.map(run => [run.scheduledFor, run.slots])).toEqual(missed)
      expect(runs.filter(run => !asleep.includes(run)).map(run => run.scheduledFor)).toEqual(ran)
      expect(runs.filter(run => run.state === 'running').length).toBeLessThanOrEqual(given.concurrency)
      expect(new Set(watched.started.map(run => run.scheduledFor)).size).toBe(watched.started.length)
    }),
    { numRuns: 400 },
  )
}) // biome-ignore format: a property

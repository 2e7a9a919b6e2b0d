// Runs of tasks in workers: the real run service over message channels, and what becomes of a worker that hangs.
import { expect, test } from 'vitest'
import type { Task, TaskRun } from '../tasks/index.ts'
import { parseTime } from '../values/index.ts'
import type { WorkerLike } from './live.ts'
import { type RunPort, readyMessage } from './protocol.ts'
import { type Channel, type Service, serve } from './rpc.ts'
import { runService } from './run.worker.ts'
import { TaskRunner } from './taskRunner.ts'

const slot = parseTime('2024-01-01T00:00:00Z')!
const run = { task: 'a', number: 1, scheduledFor: slot } as TaskRun
const task = (text: string, grants: Task['grants'] = null) => ({ id: 'a', text, grants }) as Task
const rows = 'import "array"\n\narray.from(rows: [{_time: now(), _measurement: "m", _field: "f", _value: 1.0}])'
const away = `to(host: "http://localhost:9", token: "t", org: "o", bucket: "b")`
const never = new AbortController().signal

function setUp(service: () => Service = () => runService('http://localhost/'), limitMs?: number) {
  const seen = { workers: 0, ended: 0, lines: [] as string[], ports: [] as MessagePort[] }
  const start = (): WorkerLike => {
    seen.workers++
    const { port1, port2 } = new MessageChannel()
    serve(port2 as unknown as Channel, service())
    port2.postMessage(readyMessage)
    const terminate = (): void => {
      seen.ended++
      port1.close()
      port2.close()
      for (const port of seen.ports) port.close()
    }
    return Object.assign(port1 as unknown as WorkerLike, { terminate })
  }
  const port: Partial<RunPort> = {
    list: async () => [],
    writeLines: async ({ lines }) => {
      seen.lines.push(...lines)
      return ['3 lines kept from earlier were written.']
    },
  }
  const attach = (end: MessagePort): void => {
    seen.ports.push(end)
    serve(end as unknown as Channel, port as unknown as Service)
  }
  return { seen, runner: new TaskRunner({ start, attach, limitMs }) }
}

test('now() is the slot, rows are counted, and a worker is used again', async () => {
  const { seen, runner } = setUp()
  const script = `${rows} |> ${away}`
  const outcome = await runner.execute(run, task(script), null, never)
  expect(outcome).toEqual({ rows: 1, log: ['3 lines kept from earlier were written.'], error: null })
  expect(seen.lines).toEqual([`m f=1 ${slot}`])
  await runner.execute(run, task(script), null, never)
  expect(seen.workers).toBe(1)
})

test('the last success reaches the script', async () => {
  const { runner, seen } = setUp()
  const script = `import "array"\nimport "influxdata/influxdb/tasks"\n\narray.from(rows: [{_time: tasks.lastSuccess(orTime: -1h), _measurement: "m", _field: "f", _value: 1.0}]) |> ${away}`
  await runner.execute(run, task(script), slot - 60_000_000_000n, never)
  await runner.execute(run, task(script), null, never)
  expect(seen.lines).toEqual([`m f=1 ${slot - 60_000_000_000n}`, `m f=1 ${slot - 3_600_000_000_000n}`])
})

test('what a task was not granted fails and says so', async () => {
  const { runner, seen } = setUp()
  const outcome = await runner.execute(run, task(`${rows} |> ${away}`, []), null, never)
  expect(outcome.error).toContain('this task was not allowed to write to http://localhost:9')
  const granted = [{ place: 'http://localhost:9', direction: 'write' as const }]
  expect((await runner.execute(run, task(`${rows} |> ${away}`, granted), null, never)).error).toBeNull()
  expect(seen.lines).toHaveLength(1)
})

test('an error of the script is that of the run', async () => {
  const { runner } = setUp()
  expect((await runner.execute(run, task('x = 1 + "a"'), null, never)).error).toContain('expected int but found string')
  const failed = await runner.execute(run, task('from(bucket: "nope") |> range(start: -1h)'), null, never)
  expect(failed.error).toContain('could not find bucket "nope"')
  expect(failed.missingBucket).toBe('nope')
})

const hanging = (): Service => ({ connect: () => {}, run: () => new Promise(() => {}) }) as unknown as Service

test('a run that hangs is ended, and the next one has a worker of its own', async () => {
  const { runner, seen } = setUp(hanging, 30)
  expect((await runner.execute(run, task(''), null, never)).error).toContain('took longer than')
  const controller = new AbortController()
  const outcome = runner.execute(run, task(''), null, controller.signal)
  controller.abort()
  expect((await outcome).error).toBe('canceled')
  expect([seen.workers, seen.ended >= 2]).toEqual([2, true])
})

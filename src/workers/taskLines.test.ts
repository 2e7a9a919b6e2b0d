// Lines of tasks and an InfluxDB that fails in every way it can: nothing is lost, nothing is stored twice.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeHost } from '../hosts/index.ts'
import { MemoryTasks, RetryQueue, type TokenTarget, waitingLines } from '../tasks/index.ts'
import { type Answered, type InfluxServer, influxServer, ORG, TOKEN } from '../testing/influxServer.ts'
import { sendThrough } from './taskLines.ts'

const WRITE = '/api/v2/write'
const problem = (code: string, message: string): string => JSON.stringify({ code, message })

let server: InfluxServer
let target: TokenTarget
const storage = { current: new MemoryTasks() }
beforeEach(async () => {
  server = await influxServer('b')
  target = { host: server.url, org: ORG, bucket: 'b', token: TOKEN }
  storage.current = new MemoryTasks()
})
afterEach(() => server.stop())

const clock = { now: 1_704_067_200_000_000_000n }
const open = (): RetryQueue =>
  new RetryQueue({ storage: storage.current, send: sendThrough(nodeHost()), now: () => clock.now })
const lines = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `m f=${from + i} ${clock.now + BigInt(from + i)}`)
const stored = async (): Promise<number> => {
  const [bucket] = await server.store.list()
  const range = { start: 0n, stop: 2n ** 62n }
  return (await server.store.read(bucket.id, range, null, new AbortController().signal)).times.length
}
const kept = async (): Promise<number> => waitingLines(await storage.current.kept())[0]?.lines ?? 0

const passing: ReadonlyArray<readonly [string, Answered]> = [
  ['500', { status: 500, body: problem('internal error', 'boom') }],
  ['502 of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }],
  ['503', { status: 503, body: problem('unavailable', 'busy') }],
  ['504', { status: 504 }],
  ['429', { status: 429, body: problem('too many requests', 'slow down') }],
]

test.each(passing)('%s: the lines wait, and arrive once', async (_, answer) => {
  server.fail(WRITE, answer, answer)
  const queue = open()
  await expect(queue.write(target, lines(0, 3))).rejects.toThrow(String(answer.status))
  await expect(queue.write(target, lines(3, 5))).rejects.toThrow(String(answer.status))
  expect([await kept(), await stored()]).toEqual([5, 0])
  clock.now = queue.wakeAt()!
  await queue.retry()
  expect([await kept(), await stored()]).toEqual([0, 5])
})

const lasting: ReadonlyArray<readonly [string, Answered]> = [
  ['400', { status: 400, body: problem('invalid', 'unable to parse') }],
  ['401', { status: 401, body: problem('unauthorized', 'unauthorized access') }],
  ['404', { status: 404, body: problem('not found', 'bucket "b" not found') }],
  ['413', { status: 413, body: problem('request too large', 'too large') }],
  ['422', { status: 422, body: problem('unprocessable entity', 'something else') }],
]

test.each(lasting)('%s is not tried again', async (status, answer) => {
  server.fail(WRITE, answer, answer, answer)
  await expect(open().write(target, lines(0, 1))).rejects.toThrow(status)
  expect(await kept()).toBe(0)
})

test('a partial write has stored what could be stored', async () => {
  const message = 'failure writing points to database: partial write: field type conflict: x dropped=1'
  server.fail(WRITE, { status: 422, body: problem('unprocessable entity', message) })
  expect(await open().write(target, lines(0, 2))).toEqual([expect.stringContaining('took the points only in part')])
  expect(await kept()).toBe(0)
})

test('nobody listens: lines wait through a reload for the next run, and its token', async () => {
  const gone = await influxServer()
  await gone.stop()
  const away = { ...target, host: gone.url }
  await expect(open().write(away, lines(0, 4))).rejects.toThrow('no server listens')
  expect(JSON.stringify(waitingLines(await storage.current.kept()), (_, v) => String(v))).not.toContain(TOKEN)
  const later = open()
  await later.retry()
  expect(await kept()).toBe(4)
})

// a batch that is answered with a made-up 204 is not stored: what arrives shows what was sent after it
test('a server that fails between two batches is sent the second one only', async () => {
  server.fail(WRITE, { status: 204 }, { status: 503 })
  const queue = open()
  await expect(queue.write(target, lines(0, 7000))).rejects.toThrow('503')
  expect(await kept()).toBe(2000)
  await queue.write(target, lines(7000, 7001))
  expect(await stored()).toBe(2001)
  const writes = server.asked.filter(one => one.includes(WRITE))
  expect(writes).toHaveLength(4)
})

test('a batch that is too large is halved, and of its halves only what failed is sent again', async () => {
  server.fail(WRITE, { status: 413 }, { status: 204 }, { status: 503 })
  const queue = open()
  await expect(queue.write(target, lines(0, 100))).rejects.toThrow('503')
  expect(await kept()).toBe(50)
  await queue.write(target, [])
  expect(await stored()).toBe(50)
})

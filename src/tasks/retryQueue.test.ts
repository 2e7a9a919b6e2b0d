// Lines that could not be written: nothing is lost, nothing is sent twice, older points come before newer ones.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fault } from '../values/index.ts'
import type { TokenTarget } from './keptLines.ts'
import { RetryQueue, type Sent, waitingLines } from './retryQueue.ts'
import { MemoryTasks } from './taskStorage.ts'

const target: TokenTarget = { host: 'http://h', bucket: 'b', token: 'secret' }
const away: Sent = { kind: 'later', stored: 0, fault: fault('unavailable', 'it is away') }
const busyAfter = (stored: number): Sent => ({ kind: 'later', stored, fault: fault('unavailable', 'it is busy') })
const wrongToken: Sent = { kind: 'refused', token: true, fault: fault('unauthenticated', '401') }
const refused: Sent = { kind: 'refused', token: false, fault: fault('invalid', 'cannot parse') }
const ok: Sent = { kind: 'stored', warnings: [] }

/** A server that answers as it is told, and takes what it says it took. */
class Server {
  readonly taken: string[] = []
  readonly tokens = new Set<string>()
  requests = 0
  answers: Sent[] = []
  readonly send = async ({ token }: TokenTarget, lines: readonly string[]): Promise<Sent> => {
    this.requests++
    this.tokens.add(token)
    const answer = this.answers.shift() ?? ok
    const stored = answer.kind === 'stored' ? lines.length : answer.kind === 'later' ? Math.min(answer.stored, lines.length - 1) : 0
    this.taken.push(...lines.slice(0, stored))
    return answer.kind === 'later' ? { ...answer, stored } : answer
  } // biome-ignore format: one server
}

function setup(maxBytes?: number, storage = new MemoryTasks(), server = new Server()) {
  const clock = { now: 0n }
  const queue = new RetryQueue({ storage, send: server.send, now: () => clock.now, maxBytes })
  return { clock, queue, storage, server }
}

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `m v=${from + i} ${from + i}`)
const said = (error: Error): string =>
  [error.message, ...((error as { advice?: { steps: string[] } }).advice?.steps ?? [])].join(' ')

test('what the server takes is written at once', async () => {
  const { queue, server, storage } = setup()
  expect(await queue.write(target, numbered(0, 3))).toEqual([])
  expect(server.taken).toEqual(numbered(0, 3))
  expect(await storage.kept()).toEqual([])
  expect(queue.wakeAt()).toBeNull()
})

test('lines wait for a server that is away, at longer and longer intervals, and come first then', async () => {
  const { queue, server, clock, storage } = setup()
  server.answers = [away, away, away, away]
  const failure = await queue.write(target, numbered(0, 3)).catch(said)
  expect(failure).toContain('it is away')
  expect(failure).toContain('3 lines of this run are kept')
  const waits: bigint[] = []
  for (let i = 0; i < 3; i++) {
    waits.push(queue.wakeAt()! - clock.now)
    clock.now = queue.wakeAt()!
    await queue.retry()
  }
  expect(waits).toEqual([1_000_000_000n, 2_000_000_000n, 4_000_000_000n])
  expect(await queue.write(target, numbered(3, 4))).toEqual(['3 lines kept from earlier were written.'])
  expect(server.taken).toEqual(numbered(0, 4))
  expect(await storage.kept()).toEqual([])
})

test('after a reload lines wait for a token; it is not kept with them', async () => {
  const { queue, server, storage, clock } = setup()
  server.answers = [away]
  await queue.write(target, numbered(0, 2)).catch(() => {})
  expect(JSON.stringify(await storage.kept(), (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain('secret')
  const later = new RetryQueue({ storage, send: server.send, now: () => clock.now })
  await later.retry()
  expect([server.requests, later.wakeAt()]).toEqual([1, null])
  expect(waitingLines(await storage.kept())).toMatchObject([{ lines: 2, target: { host: 'http://h', bucket: 'b' } }])
  await later.write({ ...target, token: 'another' }, numbered(2, 3))
  expect(server.taken).toEqual(numbered(0, 3))
  expect([...server.tokens]).toEqual(['secret', 'another'])
})

test('a batch taken in part is cut to what is left', async () => {
  const { queue, server, storage } = setup()
  server.answers = [busyAfter(2), busyAfter(1), ok]
  await queue.write(target, numbered(0, 5)).catch(() => {})
  await queue.write(target, numbered(5, 6)).catch(() => {})
  expect(waitingLines(await storage.kept())).toMatchObject([{ lines: 3 }])
  await queue.write(target, [])
  expect(server.taken).toEqual(numbered(0, 6))
})

test('what a server will never take is not kept', async () => {
  const { queue, server, storage } = setup()
  server.answers = [refused]
  await expect(queue.write(target, numbered(0, 2))).rejects.toThrow('cannot parse')
  expect(await storage.kept()).toEqual([])
  server.answers = [away, refused, ok]
  await queue.write(target, numbered(0, 2)).catch(() => {})
  expect(await queue.write(target, numbered(2, 3))).toEqual(['2 lines kept from earlier were given up: cannot parse'])
  expect(server.taken).toEqual(numbered(2, 3))
})

test('a token that is not known keeps what waits, and adds nothing to it', async () => {
  const { queue, server, storage } = setup()
  server.answers = [away, wrongToken]
  await queue.write(target, numbered(0, 2)).catch(() => {})
  await expect(queue.write(target, numbered(2, 4))).rejects.toThrow('401')
  expect(waitingLines(await storage.kept())).toMatchObject([{ lines: 2 }])
  expect(queue.wakeAt()).toBeNull()
})

test('what does not fit is given up, oldest first, and told', async () => {
  const { queue, server, storage } = setup(40)
  server.answers = [away, away, away]
  await queue.write(target, numbered(0, 4)).catch(() => {})
  const failure = await queue.write(target, numbered(4, 7)).catch(said)
  expect(failure).toContain('the oldest 4 lines were given up')
  expect((await storage.kept()).flatMap(one => one.lines)).toEqual(numbered(4, 7))
})

test('a storage without room is told', async () => {
  const full = Object.assign(new MemoryTasks(), { keep: () => Promise.reject(new Error('QuotaExceededError')) })
  const { queue, server } = setup(undefined, full)
  server.answers = [away]
  expect(await queue.write(target, numbered(0, 1)).catch(said)).toContain('1 line could not be kept')
})

test('places do not wait for each other', async () => {
  const { queue, server } = setup()
  server.answers = [away]
  await queue.write(target, numbered(0, 1)).catch(() => {})
  expect(await queue.write({ ...target, bucket: 'c' }, numbered(1, 2))).toEqual([])
  await queue.discard({ host: 'http://h', bucket: 'b' })
  expect(await queue.write(target, numbered(2, 3))).toEqual([])
  expect(server.taken).toEqual(numbered(1, 3))
})

const answers = fc.oneof(
  fc.constant(ok),
  fc.constant(away),
  fc.nat({ max: 3000 }).map(busyAfter),
) // biome-ignore format: a list
const moves = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('write' as const), lines: fc.nat({ max: 30 }) }),
    fc.record({ kind: fc.constant('write' as const), lines: fc.integer({ min: 4990, max: 10_010 }) }),
    fc.record({ kind: fc.constantFrom('retry' as const, 'reload' as const), lines: fc.constant(0) }),
  ),
  { maxLength: 12 },
)

test('nothing is lost, nothing is sent twice, and the order stays', async () => {
  await fc.assert(
    fc.asyncProperty(moves, fc.array(answers, { maxLength: 25 }), async (steps, planned) => {
      const storage = new MemoryTasks()
      const server = new Server()
      server.answers = [...planned]
      const clock = { now: 0n }
      const open = (): RetryQueue => new RetryQueue({ storage, send: server.send, now: () => clock.now })
      let [queue, count] = [open(), 0]
      for (const { kind, lines } of steps) {
        if (kind === 'reload') queue = open()
        if (kind === 'retry') {
          clock.now = queue.wakeAt() ?? clock.now
          await queue.retry()
        }
        if (kind === 'write') await queue.write(target, numbered(count, (count += lines))).catch(() => {})
        const kept = (await storage.kept()).toSorted((a, b) => a.number - b.number).flatMap(one => one.lines)
        expect([...server.taken, ...kept]).toEqual(numbered(0, count))
      }
    }),
    { numRuns: 60 },
  )
})

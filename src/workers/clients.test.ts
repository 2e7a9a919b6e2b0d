// The life of the workers, over real message channels, with services that stand in for the engine.
import { afterEach, describe, expect, test } from 'vitest'
import type { WorkerRole } from './bootstrap.ts'
import { createEngines, type WorkerLike } from './clients.ts'
import { plainRun, type RunSummary, readyMessage } from './protocol.ts'
import { serve } from './rpc.ts'

const empty: RunSummary = { problems: [], results: [], stages: [], notices: [], failure: null, unsent: null, ms: 0 }

interface FakeWorker {
  readonly role: string
  ended: boolean
}

const workers: FakeWorker[] = []
afterEach(() => void workers.splice(0))
const alive = (role: string): number => workers.filter(w => w.role === role && !w.ended).length

function start(role: WorkerRole): WorkerLike {
  const { port1, port2 } = new MessageChannel()
  const worker: FakeWorker = { role, ended: false }
  workers.push(worker)
  serve(port2 as never, {
    run: async ({ text }: { text: string }) => {
      if (text === 'forever') await new Promise(() => {})
      return empty
    },
    connect: () => {},
    attach: () => {},
    find: () => Int32Array.of(workers.indexOf(worker)),
    analyze: async ({ text }: { text: string }) => {
      if (text === 'forever') await new Promise(() => {})
      return [{ code: 'x', severity: 'error', from: 0, to: text.length, message: text }]
    },
  })
  port2.postMessage(readyMessage)
  const terminate = (): void => {
    worker.ended = true
    port1.close()
    port2.close()
  }
  return Object.assign(port1 as unknown as WorkerLike, { terminate })
}

const request = (text: string) => ({ ...plainRun, text })
const events = { onProgress: () => {}, onQuestion: () => Promise.resolve(false) }
const engines = () => createEngines({ start, analyzeLimitMs: 40, spareDelayMs: 5 })

describe('run workers', () => {
  test('a run starts in the spare and the next spare follows', async () => {
    const client = engines()
    expect(alive('run')).toBe(1)
    const { handle } = await client.run(request('a'), events).done
    expect([...(await handle.find(0, ''))]).toEqual([0])
    expect(alive('run')).toBe(2)
  })

  test('a cancelled run ends only its own worker, and the held result still answers', async () => {
    const client = engines()
    const { handle } = await client.run(request('a'), events).done
    const ticket = client.run(request('forever'), events)
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(alive('run')).toBe(3)
    ticket.cancel()
    await expect(ticket.done).rejects.toMatchObject({ remoteName: 'Closed' })
    expect([...(await handle.find(0, ''))]).toEqual([0])
    expect(alive('run')).toBe(2)
  })

  test('releasing the old result leaves the new one and the spare', async () => {
    const client = engines()
    const first = await client.run(request('a'), events).done
    const second = await client.run(request('b'), events).done
    first.handle.release()
    await expect(first.handle.find(0, '')).rejects.toMatchObject({ remoteName: 'Closed' })
    expect([...(await second.handle.find(0, ''))]).toEqual([1])
    expect(alive('run')).toBe(2)
  })
})

describe('the language worker', () => {
  test('answers, and is started anew when it does not', async () => {
    const client = engines()
    expect(await client.analyze('abc')).toMatchObject([{ message: 'abc' }])
    expect(await client.analyze('forever')).toBeNull()
    expect(await client.analyze('again')).toMatchObject([{ message: 'again' }])
    expect(workers.filter(w => w.role === 'language').map(w => w.ended)).toEqual([true, false])
  })
})

import { afterEach, describe, expect, test } from 'vitest'
import { type CallContext, connect, RemoteError, serve, transfer } from './rpc.ts'

interface Sums {
  add(args: { a: number; b: number }): number
  later(args: { ms: number }, context: CallContext): Promise<string>
  bytes(args: { size: number }): Uint8Array
  fail(args: null): never
}

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

function pair() {
  const { port1, port2 } = new MessageChannel()
  ports.push(port1, port2)
  const sent: Uint8Array[] = []
  serve(port2 as never, {
    add: ({ a, b }: { a: number; b: number }) => a + b,
    later: ({ ms }: { ms: number }, { signal, progress }: CallContext) =>
      new Promise((resolve, reject) => {
        progress('begun')
        setTimeout(() => resolve('done'), ms)
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      }),
    bytes: ({ size }: { size: number }) => {
      const bytes = new Uint8Array(size).fill(7)
      sent.push(bytes)
      return transfer(bytes, [bytes.buffer])
    },
    fail: () => {
      throw new TypeError('no such thing')
    },
  })
  return { ...connect<Sums>(port1 as never), sent }
}

describe('calls over a channel', () => {
  test('answers come back to the call they belong to', async () => {
    const { remote } = pair()
    expect(await Promise.all([remote.add({ a: 1, b: 2 }), remote.add({ a: 3, b: 4 })])).toEqual([3, 7])
  })

  test('an error keeps its name and its stack', async () => {
    const error = await pair().remote.fail(null).catch((e: unknown) => e) // biome-ignore format: one line reads best
    expect(error).toBeInstanceOf(RemoteError)
    expect(error).toMatchObject({ message: 'no such thing', remoteName: 'TypeError' })
    expect((error as RemoteError).remoteStack).toContain('no such thing')
  })

  test('an unknown method is an error, not a call that never ends', async () => {
    const { remote } = pair()
    await expect((remote as never as Record<string, (a: null) => Promise<void>>).toString2(null)).rejects.toThrow()
  })

  test('a call reports progress and can be aborted', async () => {
    const { remote } = pair()
    const seen: string[] = []
    const controller = new AbortController()
    const call = remote.later({ ms: 5000 }, { signal: controller.signal, onProgress: (v: string) => seen.push(v) })
    setTimeout(() => controller.abort(), 10)
    await expect(call).rejects.toThrow('aborted')
    expect(seen).toEqual(['begun'])
  })

  test('buffers move', async () => {
    const { remote, sent } = pair()
    const bytes = await remote.bytes({ size: 64 })
    expect([...new Set(bytes)]).toEqual([7])
    expect(sent[0].byteLength).toBe(0)
  })

  test('closing fails what is under way and what comes later', async () => {
    const { remote, close } = pair()
    const call = remote.later({ ms: 5000 })
    close('canceled')
    await expect(call).rejects.toMatchObject({ remoteName: 'Closed', message: 'canceled' })
    await expect(remote.add({ a: 1, b: 1 })).rejects.toMatchObject({ remoteName: 'Closed' })
  })
})

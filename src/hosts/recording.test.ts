// A run had again from what it was answered: the same answers in the same order, and nobody asked.
import { describe, expect, test } from 'vitest'
import type { Host, HttpRequest } from '../library/index.ts'
import { BUCKETS, ownScript } from './consent.ts'
import { answersOf, Recorder, type Recording, replayedOver } from './recording.ts'

const never = new AbortController().signal
const ask = (url: string, method = 'GET'): HttpRequest =>
  ({ method, url, headers: {}, body: null, purpose: 'read', maxBytes: 1e9 }) as unknown as HttpRequest

function answering(...bodies: (string | Uint8Array)[]): Host['request'] {
  return ({ url }) => {
    const body = bodies.shift()!
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3)
    }
    const headers = new Map([['content-type', 'text/csv']])
    return Promise.resolve({ status: 203, statusText: 'So', headers, url: `http://page/${url}`, chunks: chunks() })
  }
}

const bare = (over: Partial<Host> = {}): Host =>
  ({ now: () => 5n, random: () => 0.5, file: () => null, secret: () => null, ...over }) as unknown as Host

async function textOf(answer: Awaited<ReturnType<Host['request']>>): Promise<string> {
  const pieces: number[] = []
  for await (const piece of answer.chunks) pieces.push(...piece)
  return new TextDecoder().decode(Uint8Array.from(pieces))
}

describe('a recording', () => {
  test('answers as the outside did, each question in its turn', async () => {
    const recorder = new Recorder()
    const live = recorder.through(answering('ö1\n', '2\n', '3\n'))
    const questions = [ask('a'), ask('b', 'POST'), ask('a')]
    const first = []
    for (const one of questions) first.push(await textOf(await live(one, never)))
    const replay = answersOf(recorder.recording() as Recording)
    const again = []
    for (const one of questions) again.push(await textOf(await replay(one, never)))
    expect(again).toEqual(first)
    await expect(replay(ask('a'), never)).rejects.toThrow('the link holds no answer of a')
  })

  test('keeps status, type and the address that tables show', async () => {
    const recorder = new Recorder()
    await textOf(await recorder.through(answering('x'))(ask('a'), never))
    const answer = await answersOf(recorder.recording() as Recording)(ask('a'), never)
    expect(answer).toMatchObject({ status: 203, statusText: 'So', url: 'http://page/a' })
    expect(answer.headers.get('content-type')).toBe('text/csv')
  })

  test('repeats the clock, the random numbers and the files, and has no secrets', () => {
    let time = 10n
    const recorder = new Recorder()
    const host = recorder.over(
      bare({ now: () => time++, random: () => 0.25, file: name => (name === 'a' ? 'A' : null) }),
    )
    const draws = [host.now(), host.now(), host.random(), host.file?.('a'), host.file?.('b')]
    const again = replayedOver(bare({ secret: () => 's' }), recorder.recording() as Recording)
    expect([again.now(), again.now(), again.random(), again.file?.('a'), again.file?.('b')]).toEqual(draws)
    expect(again.now()).toBe(11n)
    expect(again.secret?.('k')).toBe('')
  })

  test('of what is too large, no text, told a secret or used buckets is none', async () => {
    const hear = async (body: string | Uint8Array, over: Partial<Host> = {}): Promise<unknown> => {
      const recorder = new Recorder()
      recorder.over(bare(over)).secret?.('k')
      await textOf(await recorder.through(answering(body))(ask('a'), never))
      return recorder.recording()
    }
    expect(await hear('x'.repeat(400_001))).toBe('large')
    expect(await hear(Uint8Array.of(0xff, 0xfe, 0))).toBe('binary')
    expect(await hear('the word: hunter2', { secret: () => 'hunter2' })).toBe('secret')
    expect(await hear('nothing of it', { secret: () => 'hunter2' })).toHaveProperty('answers')
    const recorder = new Recorder()
    await recorder.consent(ownScript).asks(BUCKETS, 'read', 'x')
    expect(recorder.recording()).toBe('buckets')
  })
})

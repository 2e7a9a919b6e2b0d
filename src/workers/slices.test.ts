import { expect, test } from 'vitest'
import { inSlices } from './slices.ts'

function* steps(count: number, ms: number, taken: number[]): Generator<void, void> {
  for (let step = 0; step < count; step++) {
    const until = performance.now() + ms
    while (performance.now() < until);
    taken.push(step)
    yield
  }
}

test('takes every step in order, after what runs now', async () => {
  const taken: number[] = []
  const done = inSlices(steps(50, 0, taken))
  expect(taken).toEqual([])
  await done
  expect(taken).toEqual(Array.from({ length: 50 }, (_, step) => step))
})

test('a message waits for one slice, not for all', async () => {
  const taken: number[] = []
  const slices: number[] = []
  const done = inSlices(steps(20, 3, taken), ms => slices.push(ms))
  const { port1, port2 } = new MessageChannel()
  const answered = new Promise<number>(resolve => {
    port2.onmessage = () => resolve(taken.length)
  })
  setTimeout(() => port1.postMessage('now'))
  expect(await answered).toBeLessThan(20)
  await done
  port1.close()
  expect(slices.length).toBeGreaterThanOrEqual(10)
  expect(taken).toHaveLength(20)
})

test('a step that throws ends it', async () => {
  const failing = (function* () {
    yield
    throw new Error('no')
  })()
  await expect(inSlices(failing)).rejects.toThrow('no')
})

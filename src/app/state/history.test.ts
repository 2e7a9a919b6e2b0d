// What is kept of past runs: one entry a script, bounded, through a reload.
import { expect, test } from 'vitest'
import { createHistory } from './history.ts'
import { browserMemory } from './storage.ts'

function fakeStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage
}

const run = (text: string, at: number) => ({ name: 'Untitled', text, at, summary: '1 tables · 1 rows', failed: false })

test('the newest is first, and a script that is run again is one entry', () => {
  const storage = fakeStorage()
  const history = createHistory(browserMemory(storage))
  history.add(run('a', 1))
  history.add(run('b', 2))
  history.add(run('a', 3))
  expect(history.getState().runs.map(({ text, at, times }) => [text, at, times])).toEqual([['a', 3, 2], ['b', 2, 1]]) // biome-ignore format: one row
  expect(createHistory(browserMemory(storage)).getState().runs).toHaveLength(2)
  history.forget(history.getState().runs[1].id)
  expect(history.getState().runs.map(one => one.text)).toEqual(['a'])
  history.forget(null)
  expect(createHistory(browserMemory(storage)).getState().runs).toEqual([])
})

test('is bounded by number and by size', () => {
  const history = createHistory(browserMemory(fakeStorage()))
  for (let i = 0; i < 250; i++) history.add(run(`script ${i}`, i))
  expect(history.getState().runs).toHaveLength(200)
  for (let i = 0; i < 5; i++) history.add(run(`${i}${'x'.repeat(300_000)}`, 1000 + i))
  const sizes = history.getState().runs.map(one => one.text.length)
  expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(1_000_000)
  expect(history.getState().runs[0].text[0]).toBe('4')
})

// Tasks in IndexedDB and in memory: the same answers, and what two tabs see of each other.
import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import type { Task, TaskRun } from './task.ts'
import { MemoryTasks, openTaskStorage, type TaskStorage } from './taskStorage.ts'

const nothing = { months: 0n, ns: 0n }
const task = (id: string): Task => ({
  id,
  text: `option task = {name: "${id}", every: 1m}`,
  options: { name: id, every: { months: 0n, ns: 60_000_000_000n }, cron: null, offset: nothing, concurrency: 1, retry: 1 },
  paused: false,
  grants: [{ place: 'http://h', direction: 'read' }],
  createdAt: 5n,
  removedAt: null,
}) // biome-ignore format: a record
const run = (id: string, number: number, state: TaskRun['state'] = 'success'): TaskRun => ({
  task: id, number, scheduledFor: BigInt(number), manual: false, startedAt: 1n, finishedAt: 2n, state, slots: 1, rows: 3, log: ['a'], error: null,
}) // biome-ignore format: a record
const target = { host: 'http://h', bucket: 'b' }
const lines = (text: string) => ({ target, lines: [text], bytes: text.length, since: 1n })

let databases = 0
describe.each([
  ['IndexedDB', () => openTaskStorage(`tasks-${++databases}`)],
  ['memory', async () => new MemoryTasks()],
] as ReadonlyArray<readonly [string, () => Promise<TaskStorage>]>)('%s', (_, open) => {
  test('tasks, their progress and their runs', async () => {
    const storage = await open()
    await storage.put(task('a'))
    await storage.put(task('b'))
    await storage.put({ ...task('a'), paused: true })
    expect(await storage.tasks()).toEqual([{ ...task('a'), paused: true }, task('b')])
    await storage.save([run('a', 1, 'running'), run('b', 1)], [{ task: 'a', latest: 7n, lastSuccess: null }])
    await storage.save([run('a', 1), run('a', 2)], [{ task: 'a', latest: 8n, lastSuccess: 7n }])
    expect(await storage.progress()).toEqual([{ task: 'a', latest: 8n, lastSuccess: 7n }])
    expect(await storage.runs('a')).toEqual([run('a', 2), run('a', 1)])
    expect(await storage.runs(null)).toHaveLength(3)
    await storage.erase('a')
    expect([await storage.tasks(), await storage.progress(), await storage.runs('a')]).toEqual([[task('b')], [], []])
  })

  test('of the runs the newest hundred stay', async () => {
    const storage = await open()
    for (let i = 1; i <= 130; i++) await storage.save([run('a', i), run('b', 1)], [])
    const runs = await storage.runs('a')
    expect([runs.length, runs[0].number, runs.at(-1)!.number]).toEqual([100, 130, 31])
    expect(await storage.runs('b')).toHaveLength(1)
  })

  test('kept lines are added, changed and removed', async () => {
    const storage = await open()
    const [one, two] = await storage.keep([lines('m v=1'), lines('m v=2')], [])
    await storage.keep([{ ...lines('m v=3'), number: one }], [two])
    expect(await storage.kept()).toEqual([{ ...lines('m v=3'), number: one }])
    const [three] = await storage.keep([lines('m v=4')], [])
    expect(three).toBeGreaterThan(two)
  })
})

test('two tabs share one storage', async () => {
  const [a, b] = [await openTaskStorage('shared'), await openTaskStorage('shared')]
  await a.put(task('a'))
  expect(await b.tasks()).toEqual([task('a')])
  await b.save([run('a', 1)], [])
  expect(await a.runs('a')).toEqual([run('a', 1)])
  expect(a.notKept).toBeNull()
})

test('a page in a frame of another site sees none of the tasks that are kept', async () => {
  await (await openTaskStorage('framed')).put(task('a'))
  const storage = await openTaskStorage(null)
  expect(storage.notKept).toContain('in a frame of another site')
  expect(await storage.tasks()).toEqual([])
})

test('where the browser keeps nothing tasks are in memory, and it is told', async () => {
  const real = indexedDB.open
  indexedDB.open = () => {
    throw new DOMException('The user denied it', 'SecurityError')
  }
  const storage = await openTaskStorage('denied')
  indexedDB.open = real
  expect(storage.notKept).toContain('The user denied it')
  await storage.put(task('a'))
  expect(await storage.tasks()).toHaveLength(1)
})

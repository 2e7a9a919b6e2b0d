// Tasks as the page knows them: what a script on screen is, which task it became, and what is asked of the data worker.
import { expect, test } from 'vitest'
import type { Engines } from '../../workers/clients.ts'
import { RemoteError } from '../../workers/clients.ts'
import type { ScriptTask, Task, TaskInfo } from '../../workers/protocol.ts'
import { createConnections } from './connections.ts'
import { createProgram } from './program.ts'
import { createSources } from './sources.ts'
import { browserMemory } from './storage.ts'
import { createTasks } from './tasks.ts'

type Data = Awaited<ReturnType<Engines['data']>>

const settle = (ms = 5): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const script = (name: string): string => `option task = {name: "${name}", every: 1m}\n`

function fakeStorage(): Storage {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage
}

/** A data worker that only remembers. */
function setUp(storage = fakeStorage(), known: Task[] = []) {
  const asked: string[] = []
  const surroundings: unknown[] = []
  let changed: () => void = () => {}
  const data = {
    tasks: async () => ({
      tasks: known.filter(t => t.removedAt === null).map(task => ({ task, next: null, last: null, lastSuccess: null })),
      waiting: [],
      notKept: null,
      problem: null,
    }),
    taskRuns: async () => [],
    saveTask: async ({ id, text, grants }) => {
      if (text.includes('wrong')) throw new RemoteError('no task options defined', 'Fault', null, { advice: { steps: ['Give one.'] } })
      const task = { ...known.find(one => one.id === id), id: id ?? `task${known.length}`, text, grants, removedAt: null } as Task
      known.splice(known.findIndex(one => one.id === id) >>> 0, 1, { ...task, options: { name: 'a' } } as Task)
      return task
    },
    removeTask: async ({ task }) => {
      known.splice(0, known.length, ...known.map(one => (one.id === task ? { ...one, removedAt: 1n } : one)))
    },
    restoreTask: async ({ task }) => {
      known.splice(0, known.length, ...known.map(one => (one.id === task ? { ...one, removedAt: null } : one)))
    },
    taskSurroundings: async given => void surroundings.push(given),
    watchTasks: (_, options) => {
      changed = () => options!.onProgress!(null as never)
      return new Promise(() => {})
    },
    exportTask: async () => 'the-id',
  } satisfies Partial<Data> as unknown as Data
  const engines = {
    data: async () => data,
    task: async (text: string) => {
      asked.push(text)
      return { options: { name: 'a' }, problems: [], last: 1n, next: 2n } as unknown as ScriptTask
    },
  }
  const memory = browserMemory(storage)
  const program = createProgram({ memory, first: { name: 'Untitled', text: '// none' }, now: () => 1, saveAfterMs: 0 })
  const [sources, connections] = [createSources(), createConnections(memory)]
  const tasks = createTasks({ engines, memory, program, sources, connections, afterMs: 0 })
  return { tasks, program, connections, known, asked, surroundings, storage, change: () => changed() }
} // biome-ignore format: one fake

test('a script is read as a task only where it may be one', async () => {
  const { tasks, program, asked } = setUp()
  program.edit('x = 1 // task')
  await settle(180)
  expect([asked, tasks.getState().script]).toEqual([[], null])
  program.edit(script('a'))
  await settle(180)
  expect(asked).toEqual([script('a')])
  expect(tasks.getState()).toMatchObject({ scriptText: script('a'), script: { next: 2n } })
})

test('starting links the script to its task, and saving again changes that one', async () => {
  const { tasks, program, known, storage } = setUp()
  program.edit(script('a'))
  await tasks.save(null)
  expect(tasks.current()?.task).toMatchObject({ id: 'task0', text: script('a') })
  program.edit(script('b'))
  await tasks.save(null)
  expect(known).toHaveLength(1)
  expect(tasks.current()?.task.text).toBe(script('b'))
  program.flush()
  const again = setUp(storage, known)
  await settle()
  expect(again.tasks.current()?.task.id).toBe('task0')
  again.program.create('Another', script('c'))
  expect(again.tasks.current()).toBeNull()
})

test('editing opens the script it came from, or its text where there is none any more', async () => {
  const { tasks, program } = setUp()
  program.edit(script('a'))
  await tasks.save(null)
  const info = tasks.current() as TaskInfo
  const document = program.getState().current.id
  program.create('Another', 'x = 1')
  tasks.edit(info)
  expect(program.getState().current.id).toBe(document)
  program.create('Another', 'x = 1')
  program.remove(document)
  tasks.edit(info)
  expect(program.getState()).toMatchObject({ text: script('a'), current: { name: 'a' } })
  expect(tasks.current()?.task.id).toBe(info.task.id)
})

test('what cannot be done is said with what to do', async () => {
  const { tasks, program } = setUp()
  program.edit('wrong')
  await tasks.save(null)
  expect(tasks.getState().problem).toEqual(['no task options defined', 'Give one.'])
  program.edit(script('a'))
  await tasks.save(null)
  expect(tasks.getState().problem).toBeNull()
})

test('a removal is taken back', async () => {
  const { tasks, program } = setUp()
  program.edit(script('a'))
  await tasks.save(null)
  await tasks.remove(tasks.current()!)
  expect([tasks.current(), tasks.getState().undo?.title]).toEqual([null, 'a was removed.'])
  await tasks.getState().undo!.run()
  expect(tasks.current()).not.toBeNull()
})

test('runs are handed secrets as they change, and changes elsewhere are shown', async () => {
  const { tasks, connections, surroundings, known, change } = setUp()
  await settle()
  connections.setSecret('KEY', 'value')
  await settle()
  expect(surroundings).toMatchObject([{ secrets: {} }, { secrets: { KEY: 'value' } }])
  known.push({ id: 'other', removedAt: null, options: {} } as Task)
  change()
  await settle()
  expect(tasks.getState().overview?.tasks).toHaveLength(1)
  await tasks.exportTo({ host: 'http://h', token: 't' }, 'a', script('a'))
  expect(tasks.getState().notice).toBe('a runs on http://h now, as task the-id.')
})

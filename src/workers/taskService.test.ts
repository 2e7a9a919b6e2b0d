// Two tabs over one storage: one runs the tasks, both show the same and may ask for anything.
import { afterEach, expect, test } from 'vitest'
import { MemoryTasks, type RunOutcome, type TaskRun } from '../tasks/index.ts'
import { wallClock } from './clock.ts'
import { TaskHub } from './taskService.ts'

const channels: BroadcastChannel[] = []
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close()
})

let names = 0
const fine: RunOutcome = { rows: 2, log: ['noted'], error: null }
const script = (name: string, every = '1h'): string => `option task = {name: "${name}", every: ${every}}\n`

/** The first tab leads. */
function tabs(execute: (run: TaskRun, signal: AbortSignal) => Promise<RunOutcome> = async () => fine) {
  const storage = new MemoryTasks()
  const name = `tasks-${++names}`
  const runner = {
    surroundings: { secrets: {}, proxy: null },
    execute: (run: TaskRun, _: unknown, __: unknown, signal: AbortSignal) => execute(run, signal),
  }
  const open = (leads: boolean) => {
    const channel = new BroadcastChannel(name)
    channels.push(channel)
    const send = () => Promise.resolve({ kind: 'stored' as const, warnings: [] })
    const lead = (work: () => void): void => {
      if (leads) work()
    }
    const exportTask = () => Promise.resolve('0')
    const options = { storage: Promise.resolve(storage), runner, send, exportTask, clock: wallClock, channel, lead }
    return new TaskHub(options).service
  }
  return [open(true), open(false)] as const
}

const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 200 && !(await what()); i++) await new Promise(resolve => setTimeout(resolve, 5))
  expect(await what()).toBe(true)
}
const nobody = { progress: () => {}, signal: new AbortController().signal }

test('a task of one tab is run by the other, and both see its runs', async () => {
  const [leader, other] = tabs()
  const task = await other.saveTask({ id: null, text: script('a'), grants: null })
  expect(task).toMatchObject({ paused: false, options: { name: 'a' } })
  expect(task.id).toMatch(/^[0-9a-f]{16}$/)
  await until(async () => (await leader.tasks(null)).tasks[0]?.next !== null)
  await other.runTask({ task: task.id })
  await until(async () => (await other.taskRuns({ task: task.id }))[0]?.state === 'success')
  const [info] = (await leader.tasks(null)).tasks
  expect(info.last).toMatchObject({ rows: 2, log: ['noted'], manual: true })
  expect(info.lastSuccess).toBe(info.last!.scheduledFor)
})

test('changes are told to whoever watches, in both tabs', async () => {
  const [leader, other] = tabs()
  let told = 0
  void other.watchTasks(null, { ...nobody, progress: () => told++ })
  await leader.saveTask({ id: null, text: script('a'), grants: null })
  await until(async () => told > 0)
})

test('pausing, changing, removing and bringing back', async () => {
  const [leader, other] = tabs()
  const { id } = await leader.saveTask({ id: null, text: script('a'), grants: null })
  await other.pauseTask({ task: id, paused: true })
  expect((await leader.tasks(null)).tasks[0]).toMatchObject({ next: null, task: { paused: true } })
  await other.saveTask({ id, text: script('b', '2h'), grants: null })
  const [{ task }] = (await leader.tasks(null)).tasks
  expect(task).toMatchObject({ id, paused: true, options: { name: 'b' } })
  await leader.removeTask({ task: id })
  expect((await other.tasks(null)).tasks).toEqual([])
  await other.restoreTask({ task: id })
  expect((await leader.tasks(null)).tasks).toHaveLength(1)
  await expect(leader.removeTask({ task: 'gone' })).rejects.toThrow('there is no task gone')
})

test('a run under way is canceled from the other tab', async () => {
  const [leader, other] = tabs(
    (_, signal) => new Promise(resolve => signal.addEventListener('abort', () => resolve(fine))),
  )
  const { id } = await leader.saveTask({ id: null, text: script('a'), grants: null })
  await leader.runTask({ task: id })
  await until(async () => (await other.taskRuns({ task: id }))[0]?.state === 'running')
  await other.cancelRun({ task: id, number: 1 })
  await until(async () => (await other.taskRuns({ task: id }))[0]?.state === 'canceled')
})

test('what is wrong with a task option is said in the official words', async () => {
  const [leader] = tabs()
  const save = (text: string) => leader.saveTask({ id: null, text, grants: null })
  await expect(save('x = 1')).rejects.toThrow('no task options defined')
  await expect(save('option task = {name: "a"}')).rejects.toThrow('missing required option: cron or every')
  expect((await leader.tasks(null)).tasks).toEqual([])
})

// The tasks of this browser, as the page shows them, and what the script on screen is as a task. What is here is a copy:
// it is asked for anew whenever the data worker says that something has changed.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Engines, RemoteError } from '../../workers/clients.ts'
import type {
  Grant,
  InfluxServer,
  InfluxTarget,
  ScriptTask,
  TaskInfo,
  TaskOverview,
  TaskRun,
} from '../../workers/protocol.ts'
import type { ConnectionsStore } from './connections.ts'
import type { Program } from './program.ts'
import type { SourcesState } from './sources.ts'
import type { Memory } from './storage.ts'

export interface TasksState {
  /** Null before the first answer. */
  readonly overview: TaskOverview | null
  /** The task option of `scriptText`; null when it has none. */
  readonly script: ScriptTask | null
  readonly scriptText: string
  readonly opened: { readonly task: string; readonly runs: readonly TaskRun[] | null } | null
  /** Why the last thing could not be done, and what to do. */
  readonly problem: readonly string[] | null
  /** What was done elsewhere. */
  readonly notice: string | null
  readonly undo: { readonly title: string; readonly run: () => Promise<void> } | null
  /** The task that each script became, by the id of its document. */
  readonly taskOf: Readonly<Record<string, string>>
}

export interface TasksStore extends StoreApi<TasksState> {
  /** Makes the script on screen a task, or changes the one that it is. */
  save(grants: readonly Grant[] | null): Promise<void>
  open(task: string | null): void
  pause(task: string, paused: boolean): Promise<void>
  remove(info: TaskInfo): Promise<void>
  runNow(task: string): Promise<void>
  cancel(run: TaskRun): Promise<void>
  /** Adds one from elsewhere, paused; false where it could not be added. */
  adopt(text: string): Promise<boolean>
  /** Asks for what there is. */
  refresh(): Promise<void>
  /** Shows its script. */
  edit(info: TaskInfo): void
  discard(target: InfluxTarget): Promise<void>
  /** Creates it on an InfluxDB. */
  exportTo(server: InfluxServer, name: string, text: string): Promise<void>
  /** The task that the script on screen is. */
  current(): TaskInfo | null
  /** Reads the script on screen anew: its slots pass. */
  read(): Promise<ScriptTask | null>
}

export interface TasksOptions {
  readonly engines: Pick<Engines, 'data' | 'task'>
  readonly memory: Memory
  readonly program: Program
  readonly sources: StoreApi<SourcesState>
  readonly connections: ConnectionsStore
  /** How long after the start of the page the data worker is asked for tasks that run. */
  readonly afterMs?: number
}

type Data = Awaited<ReturnType<Engines['data']>>

export function createTasks(options: TasksOptions): TasksStore {
  const { engines, memory, program } = options
  const taskOf = memory.read<Record<string, string>>('task-scripts') ?? {}
  const store = createStore<TasksState>(() => ({
    overview: null,
    script: null,
    scriptText: '',
    opened: null,
    problem: null,
    notice: null,
    undo: null,
    taskOf,
  }))
  const link = (document: string, task: string): void => {
    store.setState({ taskOf: { ...store.getState().taskOf, [document]: task } })
    memory.write('task-scripts', store.getState().taskOf)
  }
  const refresh = refresher(engines, store)
  /** Does something, and says why where it could not be done. */
  async function attempt(act: (data: Data) => Promise<unknown>): Promise<boolean> {
    store.setState({ problem: null, notice: null, undo: null })
    try {
      await act(await engines.data())
      await refresh()
      return true
    } catch (error) {
      store.setState({ problem: wordsOf(error) })
      return false
    }
  }
  const current = (): TaskInfo | null => {
    const id = store.getState().taskOf[program.getState().current.id]
    return store.getState().overview?.tasks.find(one => one.task.id === id) ?? null
  }
  const read = watchScript(options, store)
  setTimeout(() => void follow(options, refresh).catch(() => {}), options.afterMs ?? 800)
  return {
    ...store,
    current,
    read,
    async save(grants) {
      const { text, current: document } = program.getState()
      await attempt(async data => {
        const task = await data.saveTask({ id: current()?.task.id ?? null, text, grants })
        link(document.id, task.id)
      })
    },
    open(task) {
      store.setState({ opened: task === null ? null : { task, runs: null } })
      if (task !== null) void refresh()
    },
    pause: async (task, paused) => void (await attempt(data => data.pauseTask({ task, paused }))),
    async remove({ task: { id, options } }) {
      const restore = async (): Promise<void> => void (await attempt(data => data.restoreTask({ task: id })))
      const done = await attempt(data => data.removeTask({ task: id }))
      if (done) store.setState({ undo: { title: `${options.name} was removed.`, run: restore } })
    },
    adopt: text =>
      attempt(async data => {
        const { id } = await data.saveTask({ id: null, text, grants: null })
        await data.pauseTask({ task: id, paused: true })
      }),
    refresh: () => refresh().catch(() => {}),
    runNow: async task => void (await attempt(data => data.runTask({ task }))),
    cancel: async ({ task, number }) => void (await attempt(data => data.cancelRun({ task, number }))),
    edit({ task }) {
      const { documents } = program.getState()
      const document = documents.find(one => store.getState().taskOf[one.id] === task.id)
      if (document) return program.open(document.id)
      program.create(task.options.name, task.text)
      link(program.getState().current.id, task.id)
    },
    discard: async target => void (await attempt(data => data.discardLines({ target }))),
    async exportTo(server, name, text) {
      let id = ''
      const done = await attempt(async data => {
        id = await data.exportTask({ server, text })
      })
      if (done) store.setState({ notice: `${name} runs on ${server.host} now, as task ${id}.` })
    },
  }
}

/** Asks for everything that is shown; calls while an answer is under way become one. */
function refresher(engines: Pick<Engines, 'data'>, store: StoreApi<TasksState>): () => Promise<void> {
  let underWay: Promise<void> | null = null
  let again = false
  const ask = async (): Promise<void> => {
    do {
      again = false
      const data = await engines.data()
      const { opened } = store.getState()
      const [overview, runs] = await Promise.all([
        data.tasks(null),
        opened ? data.taskRuns({ task: opened.task }) : null,
      ])
      const still = store.getState().opened
      store.setState({ overview, ...(still && still.task === opened?.task ? { opened: { ...still, runs } } : {}) })
    } while (again)
  }
  return () => {
    again = true
    underWay ??= ask().finally(() => {
      underWay = null
    })
    return underWay
  }
}

/** Shows what happens to tasks, here and in other tabs, and hands runs what they may use. */
async function follow({ engines, sources, connections }: TasksOptions, refresh: () => Promise<void>): Promise<void> {
  const data = await engines.data()
  const tell = (): void => {
    const [{ secrets }, { proxy }] = [connections.getState(), sources.getState()]
    void data.taskSurroundings({ secrets, proxy }).catch(() => {})
  }
  tell()
  connections.subscribe((now, before) => now.secrets !== before.secrets && tell())
  sources.subscribe((now, before) => now.proxy !== before.proxy && tell())
  void data.watchTasks(null, { onProgress: () => void refresh().catch(() => {}) }).catch(() => {})
  await refresh()
}

/** Has every version of the script that may be a task read as one; the function it gives does that at once. */
function watchScript({ engines, program }: TasksOptions, store: StoreApi<TasksState>): TasksStore['read'] {
  let timer: ReturnType<typeof setTimeout> | undefined
  const read = async (): Promise<ScriptTask | null> => {
    const { text } = program.getState()
    const now = BigInt(Date.now()) * 1_000_000n
    const script = /\boption\s+task\b/.test(text) ? await engines.task(text, now).catch(() => null) : null
    if (program.getState().text === text) store.setState({ script, scriptText: text })
    return script
  }
  program.subscribe((now, before) => {
    if (now.text === before.text) return
    clearTimeout(timer)
    timer = setTimeout(read, 150)
  })
  timer = setTimeout(read, 150)
  return read
}

function wordsOf(error: unknown): readonly string[] {
  const message = error instanceof Error ? error.message : String(error)
  const advice = error instanceof RemoteError ? (error.detail.advice as { steps?: readonly string[] } | null) : null
  return [message, ...(advice?.steps ?? [])]
}

// The page's side of the workers. A spare run worker is always warm and every run starts in it; the worker that holds
// the result on screen lives until the next result is swapped in, so a cancel ends only the new run. At most three run
// workers are alive: the one on screen, the one running, the spare.
import type { Frame } from '../tables/index.ts'
import { startWorker, type WorkerRole } from './bootstrap.ts'
import moduleUrl from './engine.worker.ts?worker&url'
import { type Live, live, type WorkerLike } from './live.ts'
import { unpackFrame } from './pack.ts'
import type {
  Arranged,
  Chart,
  ChartQuery,
  ColumnFacts,
  Comparison,
  DataService,
  Directory,
  LanguageService,
  PageFacts,
  PinnedResults,
  Problem,
  Question,
  Reach,
  Readings,
  ReadingsQuery,
  Recording,
  RestingRun,
  ResultFormat,
  RowRanges,
  RunProgress,
  RunRequest,
  RunService,
  RunSummary,
  ScriptTask,
  SortBy,
  StagePair,
  TablesOf,
  Unrecorded,
} from './protocol.ts'
import { type Connection, type Remote, RemoteError, transfer } from './rpc.ts'

/** Other workers of the page (Monaco's) start the same way. */
export { startWorker } from './bootstrap.ts'
/** What a call fails with: the other side's error, or that its worker is gone (`remoteName` is then `Closed`). */
export { RemoteError } from './rpc.ts'

/** Rows of tables as frames; `places` has for each range asked for its frame and its table in that frame. */
export interface RowsPage {
  readonly frames: readonly Frame[]
  readonly places: Int32Array
}

/** The results of one run, which stay in its worker. */
export interface ResultHandle {
  directory(result: TablesOf): Promise<Directory>
  rows(result: TablesOf, ranges: RowRanges, sort?: readonly SortBy[]): Promise<RowsPage>
  /** The places of all tables, in the order of their first rows once these are sorted. */
  sorted(result: TablesOf, sort: readonly SortBy[]): Promise<Int32Array>
  find(result: TablesOf, text: string, keys?: boolean): Promise<Int32Array>
  text(
    result: number | null,
    format: ResultFormat,
    limit?: number,
    arranged?: Arranged | null,
  ): Promise<{ blob: Blob; whole: boolean }>
  chart(query: ChartQuery): Promise<Chart>
  readings(query: ReadingsQuery): Promise<Readings>
  /** Null where the stage was given no tables, or they are not kept. */
  difference(stage: number): Promise<StagePair | null>
  /** All results of the run, to compare those of a later run with; how many bytes where they are too many to move. */
  pin(): Promise<PinnedResults | number>
  /** The result against one of those pinned, whose tables can be asked for from then on. */
  compare(pinned: PinnedResults, place: number, result: number, without: readonly string[]): Promise<Comparison>
  columnFacts(): Promise<readonly (readonly ColumnFacts[] | null)[]>
  /** What the run was answered; or why it cannot be had again from that. */
  recording(): Promise<Recording | Unrecorded | 'forgotten'>
  /** Ends the worker; the tables are gone then. */
  release(): void
  /**
   * Moves the tables to the page, if they are no more than so many bytes, and ends the worker; the next call starts
   * another. Resolves with the bytes, and whether the tables of stages came along; with null the tables are gone.
   */
  rest(room: number): Promise<{ readonly bytes: number; readonly stages: boolean } | null>
}

export interface RunTicket {
  readonly done: Promise<{ readonly summary: RunSummary; readonly handle: ResultHandle }>
  /** Ends the run at once, whatever it is doing; `done` rejects with a RemoteError named Closed. */
  cancel(): void
}

export interface RunEvents {
  readonly onProgress: (progress: RunProgress) => void
  /** The run waits for the answer. */
  readonly onQuestion: (question: Question) => Promise<boolean>
}

export interface Engines {
  run(request: RunRequest, events: RunEvents): RunTicket
  /** What an editor asks. Null when it took too long to answer; the worker is then started anew. */
  language<T>(ask: (service: Remote<LanguageService>) => Promise<T>): Promise<T | null>
  /** What the language worker is to know besides scripts, from now on. */
  know(facts: PageFacts): void
  analyze(text: string, variables?: string | null): Promise<readonly Problem[] | null>
  /** What the text would read and write; null when that took too long to find out. */
  reach(text: string, variables?: string | null): Promise<Reach | null>
  /** The script as a task; null when it is none. */
  task(text: string, now: bigint): Promise<ScriptTask | null>
  /** The buckets and tasks of this browser. */
  data(): Promise<Remote<DataService>>
  dispose(): void
}

export type { WorkerLike } from './live.ts'

export interface EngineOptions {
  /** Nothing that the browser keeps is seen, and no task runs. */
  readonly apart?: boolean
  readonly start?: (role: WorkerRole) => WorkerLike
  /** A check longer than this restarts the language worker. */
  readonly analyzeLimitMs?: number
  /** How long after the start of a run the next spare is warmed up, so that it does not compete with it. */
  readonly spareDelayMs?: number
}

export function createEngines(options: EngineOptions = {}): Engines {
  const start = options.start ?? (role => startWorker(moduleUrl, role, document.baseURI, options.apart))
  let data: Live<DataService> | null = null
  /** Ends of channels for a data worker that is not there yet. */
  const waiting: MessagePort[] = []
  let spare: Live<RunService> | null = startRun()
  let language: Live<LanguageService> | null = null
  let known: PageFacts | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const warmSpare = (): void => {
    clearTimeout(timer)
    spare ??= startRun()
  }
  /** The spare, which another follows. */
  function take(): Live<RunService> {
    const worker = spare ?? startRun()
    spare = null
    clearTimeout(timer)
    timer = setTimeout(warmSpare, options.spareDelayMs ?? 400)
    return worker
  }
  function startRun(): Live<RunService> {
    const worker = live<RunService>(start('run'))
    const { port1, port2 } = new MessageChannel()
    worker.connected.then(({ remote }) => remote.connect(transfer({ data: port1 }, [port1]))).catch(() => {})
    waiting.push(port2)
    if (data !== null) startData()
    return worker
  }
  /** The data worker stays until the page goes. */
  function startData(): Live<DataService> {
    data ??= live<DataService>(start('data'))
    const { connected } = data
    for (const port of waiting.splice(0))
      connected.then(({ remote }) => remote.attach(transfer({ port }, [port]))).catch(() => {})
    return data
  }
  /** Null when the language worker took too long; it is started anew then. */
  async function ask<T>(call: (remote: Remote<LanguageService>) => Promise<T>): Promise<T | null> {
    const own = (language ??= startLanguage())
    const { remote } = await own.connected
    const late = timeout(options.analyzeLimitMs ?? 4000)
    const answer = await Promise.race([call(remote), late.promise])
    late.clear()
    if (answer !== 'late') return answer
    own.end('checking took too long')
    if (language === own) language = null
    return null
  }
  function startLanguage(): Live<LanguageService> {
    const worker = live<LanguageService>(start('language'))
    if (known) tell(worker, known)
    return worker
  }
  const tell = ({ connected }: Live<LanguageService>, facts: PageFacts): void =>
    void connected.then(({ remote }) => remote.know(facts)).catch(() => {})
  const dataTimer = setTimeout(startData, options.spareDelayMs ?? 400)
  return {
    run(request, { onProgress, onQuestion }) {
      const worker = take()
      const done = (async () => {
        const { remote } = await worker.connected
        const told = async (event: RunProgress | { readonly question: Question }): Promise<void> => {
          if (!('question' in event)) return onProgress(event)
          const allowed = await onQuestion(event.question)
          await remote.decide({ id: event.question.id, allowed })
        }
        const summary = await remote.run(request, { onProgress: event => void told(event).catch(() => {}) })
        return { summary, handle: handleOf(worker, take) }
      })()
      done.then(warmSpare, warmSpare)
      return { done, cancel: () => worker.end('canceled') }
    },
    language: ask,
    know(facts) {
      known = facts
      if (language) tell(language, facts)
    },
    analyze: (text, variables = null) => ask(remote => remote.analyze({ text, variables })),
    reach: (text, variables = null) => ask(remote => remote.reach({ text, variables })),
    task: (text, now) => ask(remote => remote.task({ text, now })),
    data: async () => (await startData().connected).remote,
    dispose() {
      clearTimeout(timer)
      clearTimeout(dataTimer)
      spare?.end('closed')
      language?.end('closed')
      data?.end('closed')
    },
  }
}

/** `take` gives a worker that has not run yet, for tables that rested in the page. */
function handleOf(first: Live<RunService>, take: () => Live<RunService>): ResultHandle {
  let worker: Live<RunService> | null = first
  let held: PinnedResults | null = null
  let resting: RestingRun | null = null
  let released = false
  let calls = 0
  const call = async <T>(ask: (remote: Connection<RunService>['remote']) => Promise<T>): Promise<T> => {
    calls++
    if (worker === null && resting !== null && !released) {
      worker = take()
      const run = resting
      void worker.connected.then(({ remote }) => remote.restore({ run })).catch(() => {})
    }
    if (worker === null) throw new RemoteError('released', 'Closed')
    return ask((await worker.connected).remote)
  }
  const end = (reason: string): void => {
    worker?.end(reason)
    worker = null
    held = null
  }
  return {
    directory: result => call(remote => remote.directory({ result })),
    rows: async (result, ranges, sort = []) => {
      const page = await call(remote => remote.rows({ result, ranges, sort }))
      return { frames: page.frames.map(unpackFrame), places: page.places }
    },
    difference: stage => call(remote => remote.difference({ stage })),
    pin: () => call(remote => remote.pin(null)),
    compare: (pinned, place, result, without) =>
      call(async remote => {
        if (held !== pinned) await remote.hold({ pinned: (held = pinned) })
        return remote.compare({ pinned: place, result, without })
      }),
    sorted: (result, sort) => call(remote => remote.sorted({ result, sort })),
    columnFacts: () => call(remote => remote.columnFacts({})),
    find: (result, text, keys = false) => call(remote => remote.find({ result, text, keys })),
    text: (result, format, limit = Infinity, arranged = null) =>
      call(remote => remote.text({ result, format, limit, arranged })),
    chart: query => call(remote => remote.chart(query)),
    readings: query => call(remote => remote.readings(query)),
    recording: () => call(remote => remote.recording(null)),
    release() {
      released = true
      resting = null
      end('released')
    },
    async rest(room) {
      const asked = worker !== null && !resting ? call(remote => remote.rest({ room })).catch(() => null) : resting
      const before = calls
      const run = await asked
      if (!released) resting = run
      // who asked meanwhile has it on screen again
      if (calls === before || !run) end('at rest')
      return resting && { bytes: resting.bytes, stages: resting.stages.length > 0 }
    },
  }
}

function timeout(ms: number): { promise: Promise<'late'>; clear: () => void } {
  let id: ReturnType<typeof setTimeout> | undefined
  const promise = new Promise<'late'>(resolve => (id = setTimeout(() => resolve('late'), ms)))
  return { promise, clear: () => clearTimeout(id) }
}

// The page's side of the workers. A spare run worker is always warm and every run starts in it; the worker that holds
// the result on screen lives until the next result is swapped in, so a cancel ends only the new run. At most three run
// workers are alive: the one on screen, the one running, the spare.
import type { Frame } from '../tables/index.ts'
import { startWorker } from './bootstrap.ts'
import moduleUrl from './engine.worker.ts?worker&url'
import { unpackFrame } from './pack.ts'
import {
  type Directory,
  type LanguageService,
  type Problem,
  type RowRanges,
  type RunProgress,
  type RunRequest,
  type RunService,
  type RunSummary,
  readyMessage,
} from './protocol.ts'
import { type Channel, type Connection, connect, RemoteError } from './rpc.ts'

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
  directory(result: number): Promise<Directory>
  rows(result: number, ranges: RowRanges): Promise<RowsPage>
  find(result: number, text: string): Promise<Int32Array>
  csv(result: number | null, limit?: number): Promise<{ blob: Blob; whole: boolean }>
  /** Ends the worker; the tables are gone then. */
  release(): void
}

export interface RunTicket {
  readonly done: Promise<{ readonly summary: RunSummary; readonly handle: ResultHandle }>
  /** Ends the run at once, whatever it is doing; `done` rejects with a RemoteError named Closed. */
  cancel(): void
}

export interface Engines {
  run(request: RunRequest, onProgress: (progress: RunProgress) => void): RunTicket
  /** Null when the text took too long to check; the checker is then started anew. */
  analyze(text: string): Promise<readonly Problem[] | null>
  dispose(): void
}

/** A worker, or what stands in for one in tests. */
export interface WorkerLike extends Channel {
  terminate(): void
}

export interface EngineOptions {
  readonly start?: (role: 'run' | 'language') => WorkerLike
  /** A check longer than this restarts the language worker. */
  readonly analyzeLimitMs?: number
  /** How long after the start of a run the next spare is warmed up, so that it does not compete with it. */
  readonly spareDelayMs?: number
}

export function createEngines(options: EngineOptions = {}): Engines {
  const start = options.start ?? (role => startWorker(moduleUrl, role))
  let spare: Live<RunService> | null = live(start('run'))
  let language: Live<LanguageService> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const warmSpare = (): void => {
    clearTimeout(timer)
    spare ??= live(start('run'))
  }
  return {
    run(request, onProgress) {
      const worker = spare ?? live<RunService>(start('run'))
      spare = null
      clearTimeout(timer)
      timer = setTimeout(warmSpare, options.spareDelayMs ?? 400)
      const done = (async () => {
        const { remote } = await worker.connected
        const summary = await remote.run(request, { onProgress })
        return { summary, handle: handleOf(worker) }
      })()
      done.then(warmSpare, warmSpare)
      return { done, cancel: () => worker.end('canceled') }
    },
    async analyze(text) {
      language ??= live(start('language'))
      const own = language
      const { remote } = await own.connected
      const late = timeout(options.analyzeLimitMs ?? 4000)
      const answer = await Promise.race([remote.analyze({ text }), late.promise])
      late.clear()
      if (answer === 'late') {
        own.end('checking took too long')
        if (language === own) language = null
        return null
      }
      return answer
    },
    dispose() {
      clearTimeout(timer)
      spare?.end('closed')
      language?.end('closed')
    },
  }
}

/** A worker and the connection that stands once it has said that it is ready. */
interface Live<S> {
  readonly connected: Promise<Connection<S>>
  end(reason: string): void
}

function live<S extends object>(worker: WorkerLike): Live<S> {
  let connection: Connection<S> | null = null
  let giveUp: (error: Error) => void = () => {}
  const end = (reason: string): void => {
    worker.terminate()
    connection?.close(reason)
    giveUp(new RemoteError(reason, 'Closed'))
  }
  const connected = new Promise<Connection<S>>((resolve, reject) => {
    giveUp = reject
    const ready = (event: MessageEvent): void => {
      if ((event.data as { kind?: string })?.kind !== readyMessage.kind) return
      worker.removeEventListener('message', ready)
      resolve((connection = connect<S>(worker)))
    }
    worker.addEventListener('message', ready)
    const failed = (event: Event): void => end((event as ErrorEvent).message || 'the worker could not be started')
    ;(worker as Partial<EventTarget>).addEventListener?.('error', failed)
    worker.start?.()
  })
  connected.catch(() => {})
  return { connected, end }
}

function handleOf(worker: Live<RunService>): ResultHandle {
  const call = async <T>(ask: (remote: Connection<RunService>['remote']) => Promise<T>): Promise<T> =>
    ask((await worker.connected).remote)
  return {
    directory: result => call(remote => remote.directory({ result })),
    rows: async (result, ranges) => {
      const page = await call(remote => remote.rows({ result, ranges }))
      return { frames: page.frames.map(unpackFrame), places: page.places }
    },
    find: (result, text) => call(remote => remote.find({ result, text })),
    csv: (result, limit = Infinity) => call(remote => remote.csv({ result, limit })),
    release: () => worker.end('released'),
  }
}

function timeout(ms: number): { promise: Promise<'late'>; clear: () => void } {
  let id: ReturnType<typeof setTimeout> | undefined
  const promise = new Promise<'late'>(resolve => (id = setTimeout(() => resolve('late'), ms)))
  return { promise, clear: () => clearTimeout(id) }
}

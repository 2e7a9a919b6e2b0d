// The page's state and the moves that touch more than one store: checking, running, cancelling, choosing a result.
import type { StoreApi } from 'zustand/vanilla'
import { type Engines, RemoteError, type RunTicket } from '../../workers/clients.ts'
import { plainRun, type TaskMoment } from '../../workers/protocol.ts'
import type { Arrangements } from './arrangements.ts'
import type { BucketsStore } from './buckets.ts'
import type { ConnectionsStore } from './connections.ts'
import type { ConsentStore } from './consent.ts'
import type { Frame } from './frame.ts'
import type { HistoryStore } from './history.ts'
import type { LayoutState } from './layout.ts'
import { type Preview, previewOf } from './preview.ts'
import { isStrangers, type Program } from './program.ts'
import type { Ending, ResultsState, Shown } from './results.ts'
import type { RunState } from './run.ts'
import { createScreens } from './screens.ts'
import type { Settings } from './settings.ts'
import { type ShareState, say } from './share.ts'
import type { SourcesState } from './sources.ts'
import type { TasksStore } from './tasks.ts'
import type { VariablesStore } from './variables.ts'

export interface Stores {
  readonly program: Program
  readonly run: StoreApi<RunState>
  readonly results: StoreApi<ResultsState>
  readonly layout: StoreApi<LayoutState>
  readonly settings: StoreApi<Settings>
  readonly share: StoreApi<ShareState>
  readonly sources: StoreApi<SourcesState>
  readonly consent: ConsentStore
  readonly history: HistoryStore
  readonly buckets: BucketsStore
  readonly tasks: TasksStore
  readonly connections: ConnectionsStore
  readonly variables: VariablesStore
  readonly arrangements: Arrangements
  readonly frame: Frame
}

export interface StartOptions {
  readonly skipUnwritable?: boolean
  readonly dryRun?: boolean
  readonly task?: Omit<TaskMoment, 'unattended'>
}

export interface Session extends Stores {
  /**
   * Runs the script. One that came by a link may reach what it was granted, and asks for the rest. `skipUnwritable`
   * leaves out rows that no point can be made of; `task` runs it here, once, as the task that it is would run now;
   * `dryRun` tells what it would send and sends nothing.
   */
  start(options?: StartOptions): void
  cancel(): void
  /** The first tables a script gives, beside what is on screen. */
  preview(text: string): Promise<Preview>
  /** Runs a script of the page's own beside what is on screen; resolves with why it failed, or null. */
  aside(text: string): Promise<string | null>
  /** Runs the script now and then every so many milliseconds; null ends that. */
  watch(everyMs: number | null): void
  pauseWatch(paused: boolean): void
  /** What an editor asks about the script; null when it took too long. */
  readonly language: Engines['language']
  /** Shows another of the named results. */
  select(result: number): Promise<void>
}

/** Hears of every run that ended, and of which script it was. */
export type OnEnd = (ended: Ending | Shown, script: string) => void

export function createSession(stores: Stores, engines: Engines, clock: () => number, onEnd: OnEnd = () => {}): Session {
  const { program, run, results, share, sources, consent, buckets, connections, variables, layout, frame } = stores
  let ticket: RunTicket | null = null
  let runs = 0
  let timer: ReturnType<typeof setInterval> | undefined

  const screens = createScreens(program, results, name =>
    say(share, `The tables of ${name} were too large to keep while another script is open: run it again.`),
  )

  /** So that no more workers are alive than the one on screen, the one that runs and the spare. */
  function forgetFailed(): void {
    const { failed } = results.getState()
    if (failed === null) return
    failed.handle.release()
    results.setState({ failed: null, stage: null })
  }

  async function start({ skipUnwritable = false, dryRun = false, task }: StartOptions = {}): Promise<void> {
    const watched = run.getState().watch !== null
    ticket?.cancel()
    consent.clear()
    forgetFailed()
    const { text, current } = program.getState()
    const end = (ending: Ending): void => {
      screens.set(current.id, { ending, old: screens.get(current.id).shown !== null })
      onEnd(ending, current.name)
    }
    const { recording } = share.getState()
    const recorded = recording && Number((recording.times[0] ?? 0n) / 1_000_000n)
    const grants = frame.foreign || isStrangers(current) ? consent.grantsFor(current.id) : null
    const started = clock()
    share.setState({ waiting: false, notice: null })
    run.setState({ phase: 'running', started, progress: null })
    const { proxy, files, pasted } = sources.getState()
    const own = engines.run(
      {
        text,
        grants,
        skipUnwritable,
        watched,
        server: task || recording ? null : connections.server(),
        variables: variables.record(recorded ?? Date.now(), layout.getState().resultsWidth),
        // a stranger's script is given no secrets
        secrets: grants === null ? connections.getState().secrets : {},
        proxy,
        files,
        pasted,
        ...(recording ? { recording } : {}),
        ...(dryRun ? { dryRun } : {}),
        ...(task ? { task: { ...task, unattended: false } } : {}),
      },
      {
        onProgress(progress) {
          if (ticket === own) run.setState({ progress })
        },
        onQuestion: question => (ticket === own ? consent.ask(question) : Promise.resolve(false)),
      },
    )
    ticket = own
    try {
      const { summary, handle } = await own.done
      if (ticket !== own) return handle.release()
      const refused = summary.problems.some(p => p.severity === 'error')
      const shownBefore = screens.get(current.id).shown
      const hasTables = shownBefore !== null && shownBefore.summary.results.length > 0
      const gaveNothing = summary.results.length === 0 && summary.stages.length === 0
      if (refused || (summary.failure !== null && (gaveNothing || hasTables))) {
        if (refused || summary.stages.length === 0) handle.release()
        else {
          const failed = { run: ++runs, watched, recorded, text, summary, handle, elapsed: clock() - started }
          if (program.getState().current.id === current.id) results.setState({ failed, stage: null })
          else handle.release()
        }
        end(summary.failure ? { kind: 'failed', text, failure: summary.failure } : { kind: 'refused', text, problems: summary.problems }) // biome-ignore format: two ways
        return
      }
      const directory = await handle.directory(0)
      if (ticket !== own) return handle.release()
      const before = screens.get(current.id).shown
      const ending: Ending | null = summary.failure && { kind: 'failed', text, failure: summary.failure }
      const shown = { run: ++runs, watched, recorded, text, summary, handle, elapsed: clock() - started }
      screens.set(current.id, {
        shown,
        ending,
        old: false,
        selected: 0,
        directory,
        ...(watched ? {} : { stage: null }),
      })
      before?.handle.release()
      onEnd(ending ?? shown, current.name)
    } catch (error) {
      if (ticket !== own) return
      if (error instanceof RemoteError && error.message === 'canceled')
        end({ kind: 'canceled', text, after: clock() - started })
      else end(brokenBy(error, text))
    } finally {
      if (ticket === own) {
        ticket = null
        consent.clear()
        if (layout.getState().drawer === 'buckets') void buckets.refresh()
        run.setState({ phase: 'idle', progress: null })
      }
    }
  }

  /** A run that is still on is waited for; a script that is being written, and one that asks, too. */
  function tick(): void {
    const { watch, phase } = run.getState()
    const { problems, checkedText, text } = program.getState()
    const broken = checkedText !== text || problems?.some(p => p.severity === 'error')
    if (watch && !watch.paused && phase === 'idle' && !broken && !share.getState().waiting) void start()
  }

  const watch = (everyMs: number | null): void => {
    clearInterval(timer)
    run.setState({ watch: everyMs === null ? null : { everyMs, paused: false } })
    if (everyMs === null) return
    void start()
    timer = setInterval(tick, everyMs)
  }
  program.subscribe((now, before) => {
    if (now.current.id !== before.current.id && run.getState().watch) watch(null)
  })

  /** Runs a script of the page's own, which is granted nothing outside this browser. */
  function beside(text: string): RunTicket['done'] {
    const events = { onProgress: () => {}, onQuestion: () => Promise.resolve(false) }
    return engines.run({ ...plainRun, text }, events).done
  }

  watchScript(program, variables, engines)
  return {
    ...stores,
    language: engines.language,
    start: options => void start(options),
    cancel: () => ticket?.cancel(),
    async preview(text) {
      const { summary, handle } = await beside(text)
      try {
        return await previewOf(summary, handle)
      } finally {
        handle.release()
      }
    },
    async aside(text) {
      const { summary, handle } = await beside(text)
      handle.release()
      return summary.failure?.message ?? summary.problems.find(p => p.severity === 'error')?.message ?? null
    },
    watch,
    pauseWatch(paused) {
      const { watch } = run.getState()
      if (watch) run.setState({ watch: { ...watch, paused } })
      if (!paused) tick()
    },
    async select(result) {
      const { shown } = results.getState()
      if (!shown) return
      const directory = await shown.handle.directory(result)
      if (results.getState().shown === shown) results.setState({ selected: result, directory })
    },
  }
}

function brokenBy(error: unknown, text: string): Ending {
  const message = error instanceof Error ? error.message : String(error)
  const stack = error instanceof RemoteError ? error.remoteStack : error instanceof Error ? error.stack : null
  return { kind: 'broken', text, message, report: `${message}\n${stack ?? ''}\n\nThe script:\n${text}` }
}

/** Has every version of the script checked, the newest last; an answer for an older version is dropped. */
function watchScript(program: Program, variables: VariablesStore, engines: Engines): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const check = async (): Promise<void> => {
    const { text } = program.getState()
    const record = variables.record(0, 0)
    const problems = await engines.analyze(text, record).catch(() => null)
    if (problems && program.getState().text === text) program.setState({ problems, checkedText: text })
    if (program.getState().reach?.text === text) return
    const found = await engines.reach(text, record).catch(() => null)
    if (program.getState().text === text) program.setState({ reach: { text, found } })
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(check, 120)
  }
  program.subscribe((now, before) => {
    if (now.text !== before.text) soon()
  })
  variables.subscribe(soon)
  void check()
}

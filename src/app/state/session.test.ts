// What is on screen through runs that end in every way, with workers that stand in for the engine.
import { describe, expect, test } from 'vitest'
import { type Engines, RemoteError, type ResultHandle } from '../../workers/clients.ts'
import type { Directory, Failure, Problem, RunProgress, RunSummary } from '../../workers/protocol.ts'
import { createArrangements } from './arrangements.ts'
import { createBuckets } from './buckets.ts'
import { createConnections } from './connections.ts'
import { createConsent } from './consent.ts'
import { createHistory } from './history.ts'
import { createLayout } from './layout.ts'
import { createProgram } from './program.ts'
import { createResults, type Ending, type Shown } from './results.ts'
import { createRun } from './run.ts'
import { createSession } from './session.ts'
import { createSettings } from './settings.ts'
import { createShare } from './share.ts'
import { createSources } from './sources.ts'
import { browserMemory } from './storage.ts'
import { createTasks } from './tasks.ts'
import { createVariables } from './variables.ts'

const directory: Directory = { schemas: [], schemaOf: new Int32Array(), rowsOf: new Int32Array(), shared: [] }
const summary = (part: Partial<RunSummary> = {}): RunSummary => ({ problems: [], results: [{ name: '_result', tables: 1, rows: 1 }], stages: [], notices: [], failure: null, unsent: null, ms: 1, ...part }) // biome-ignore format: one record
const failure: Failure = { code: 'unavailable', severity: 'error', from: 0, to: 1, message: 'it is down' }
const mistake: Problem = { code: 'names', severity: 'error', from: 0, to: 1, message: 'no such name' }

function fakeStorage(): Storage {
  const kept = new Map<string, string>()
  return {
    getItem: (k: string) => kept.get(k) ?? null,
    setItem: (k: string, v: string) => void kept.set(k, v),
    removeItem: (k: string) => void kept.delete(k),
  } as unknown as Storage
}

interface Asked {
  readonly answer: (s: RunSummary) => Promise<void>
  readonly progress: (p: RunProgress) => void
}

function setUp(storage = fakeStorage()) {
  const asked: Asked[] = []
  const roomNeeded = { bytes: 1 }
  const released: number[] = []
  const rested: number[] = []
  const ended: (Ending | Shown)[] = []
  const engines: Engines = {
    analyze: async () => [],
    reach: async () => null,
    task: async () => null,
    language: async () => null,
    know: () => {},
    dispose: () => {},
    data: () => Promise.reject(new Error('no data worker')),
    run(_, { onProgress }) {
      const at = asked.length
      const handle: ResultHandle = {
        directory: async () => directory,
        rows: async () => ({ frames: [], places: new Int32Array() }),
        sorted: async () => new Int32Array(0),
        find: async () => new Int32Array(),
        difference: async () => null,
        pin: async () => ({ results: [], bytes: 0 }),
        compare: () => Promise.reject(new Error('nothing to compare')),
        columnFacts: async () => [],
        text: async () => ({ blob: new Blob(), whole: true }),
        chart: async () => ({ kind: 'none', reason: '', advice: '' }),
        readings: async () => ({ time: null, values: [] }),
        recording: async () => 'buckets',
        release: () => void released.push(at),
        rest: async room => {
          rested.push(at)
          return room > roomNeeded.bytes ? { bytes: roomNeeded.bytes, stages: false } : null
        },
      }
      let cancel = (): void => {}
      const done = new Promise<{ summary: RunSummary; handle: ResultHandle }>((resolve, reject) => {
        cancel = () => reject(new RemoteError('canceled', 'Closed'))
        asked.push({
          progress: onProgress,
          answer: async s => {
            resolve({ summary: s, handle })
            await new Promise(r => setTimeout(r, 5))
          },
        })
      })
      return { done, cancel: () => cancel() }
    },
  }
  const memory = browserMemory(storage)
  const first = { name: 'Untitled', text: '// first' }
  const program = createProgram({ memory, first, now: () => 1, saveAfterMs: 0 })
  const [sources, connections] = [createSources(), createConnections(memory)]
  const session = createSession(
    {
      program,
      variables: createVariables(memory, program),
      arrangements: createArrangements(),
      run: createRun(),
      results: createResults(),
      layout: createLayout(false),
      frame: { embedded: false, foreign: false, view: 'split', theme: null },
      settings: createSettings(memory),
      share: createShare(),
      sources,
      consent: createConsent(memory),
      history: createHistory(memory),
      buckets: createBuckets(engines),
      connections,
      tasks: createTasks({ engines, memory, program, sources, connections }),
    },
    engines,
    () => 0,
    one => ended.push(one),
  )
  return { session, asked, released, rested, ended, roomNeeded, storage }
}

const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 5))

describe('runs', () => {
  test('tables replace tables, and the old worker goes only then', async () => {
    const { session, asked, released } = setUp()
    session.start()
    await asked[0].answer(summary())
    expect(session.results.getState()).toMatchObject({ old: false, ending: null, shown: { run: 1 } })
    session.start()
    expect(released).toEqual([])
    await asked[1].answer(summary())
    expect(released).toEqual([0])
    expect(session.results.getState().shown?.run).toBe(2)
    expect(session.run.getState().phase).toBe('idle')
  })

  test('a failure keeps the old tables and says that they are old', async () => {
    const { session, asked, released } = setUp()
    session.start()
    await asked[0].answer(summary())
    session.start()
    await asked[1].answer(summary({ results: [], failure }))
    expect(session.results.getState()).toMatchObject({
      old: true,
      ending: { kind: 'failed', failure },
      shown: { run: 1 },
    })
    expect(released).toEqual([1])
  })

  test('a run that failed keeps its stages until the next begins', async () => {
    const { session, asked, released } = setUp()
    const stage = { id: '1', name: 'from', from: 0, to: 4, tables: 1, rows: 1, ms: 1, included: [], inputs: [], kept: true } // biome-ignore format: one record
    session.start()
    await asked[0].answer(summary({ results: [], stages: [stage], failure }))
    expect(session.results.getState()).toMatchObject({ old: false, shown: { run: 1 }, failed: null })
    session.start()
    await asked[1].answer(summary())
    expect(released).toEqual([0])
    session.start()
    await asked[2].answer(summary({ results: [], stages: [stage], failure }))
    expect(session.results.getState()).toMatchObject({ old: true, shown: { run: 2 }, failed: { run: 3 } })
    expect(released).toEqual([0])
    session.start()
    expect(session.results.getState().failed).toBeNull()
    expect(released).toEqual([0, 2])
  })

  test('what was finished before a failure is shown where there is nothing else', async () => {
    const { session, asked } = setUp()
    session.start()
    await asked[0].answer(summary({ failure }))
    expect(session.results.getState()).toMatchObject({ old: false, ending: { kind: 'failed' }, shown: { run: 1 } })
  })

  test('a script with a mistake shows nothing new', async () => {
    const { session, asked } = setUp()
    session.start()
    await asked[0].answer(summary({ results: [], problems: [mistake] }))
    expect(session.results.getState()).toMatchObject({ old: false, shown: null, ending: { kind: 'refused' } })
  })

  test('a cancel ends the run and keeps the tables', async () => {
    const { session, asked, released } = setUp()
    session.start()
    await asked[0].answer(summary())
    session.start()
    asked[1].progress({ stage: 'map', tables: 3, rows: 9 })
    expect(session.run.getState()).toMatchObject({ phase: 'running', progress: { rows: 9 } })
    session.cancel()
    await settle()
    expect(session.run.getState()).toMatchObject({ phase: 'idle', progress: null })
    expect(session.results.getState()).toMatchObject({ old: true, ending: { kind: 'canceled' }, shown: { run: 1 } })
    expect(released).toEqual([])
  })

  test('a second Run takes the place of the first', async () => {
    const { session, asked } = setUp()
    session.start()
    session.start()
    await settle()
    expect(session.run.getState().phase).toBe('running')
    await asked[1].answer(summary())
    expect(session.results.getState()).toMatchObject({ ending: null, shown: { run: 1 } })
  })

  test('running is the word a stranger’s script waited for', () => {
    const { session } = setUp()
    session.share.setState({ waiting: true })
    session.start()
    expect(session.share.getState().waiting).toBe(false)
  })
})

describe('several scripts', () => {
  test('each has its own result, which rests while another is on screen', async () => {
    const { session, asked, released, rested, ended } = setUp()
    const { program, results } = session
    const first = program.getState().current.id
    session.start()
    await asked[0].answer(summary())
    program.create('b', '// b')
    expect([results.getState().shown, rested]).toEqual([null, [0]])
    session.start()
    await asked[1].answer(summary())
    program.open(first)
    expect(results.getState().shown?.text).toBe('// first')
    expect([released, rested]).toEqual([[], [0, 1]])
    program.close(program.getState().tabs[1])
    expect(released).toEqual([1])
    expect(ended).toHaveLength(2)
  })

  test('a run that ends while another script is on screen is there when one comes back', async () => {
    const { session, asked, ended } = setUp()
    const { program, results } = session
    const first = program.getState().current.id
    session.start()
    program.create('b', '// b')
    await asked[0].answer(summary({ results: [], failure }))
    expect(results.getState()).toMatchObject({ shown: null, ending: null })
    program.open(first)
    expect(results.getState().ending).toMatchObject({ kind: 'failed', text: '// first' })
    expect(ended).toHaveLength(1)
  })

  test('tables too large to rest are told to be gone', async () => {
    const { session, asked, roomNeeded } = setUp()
    const first = session.program.getState().current.id
    session.start()
    await asked[0].answer(summary())
    roomNeeded.bytes = 1e9
    session.program.create('b', '// b')
    await settle()
    expect(session.share.getState().notice).toContain('Untitled')
    session.program.open(first)
    expect(session.results.getState().shown).toBeNull()
  })
})

describe('scripts', () => {
  test('survive the page', async () => {
    const { session, storage } = setUp()
    session.program.edit('// mine')
    await settle()
    expect(session.program.getState().saved).toBe('yes')
    expect(setUp(storage).session.program.getState().text).toBe('// mine')
  })

  test('of a link are documents of their own, and known again until they are edited', () => {
    const { session } = setUp()
    session.program.edit('// mine')
    session.program.create('From a link', '// theirs', '#f1:x')
    expect(session.program.fromLink('#f1:x')?.id).toBe(session.program.getState().current.id)
    session.program.edit('// theirs, changed')
    expect(session.program.fromLink('#f1:x')).toBeNull()
    const mine = session.program.getState().documents.find(d => d.name === 'Untitled')!
    session.program.open(mine.id)
    expect(session.program.getState().text).toBe('// mine')
  })

  test('are not said to be saved when the browser keeps nothing', async () => {
    const full = { ...fakeStorage(), setItem: () => { throw new Error('quota') } } as unknown as Storage // biome-ignore format: one storage
    const { session } = setUp(full)
    session.program.edit('// mine')
    await settle()
    expect(session.program.getState().saved).toBe('refused')
  })
})

// Runs one script and keeps its results: the page asks for what it shows. The worker is ended to cancel a run, so
// nothing here has to notice an abort.
import { analyze, type RunFailure, run, type StageResult, scriptWithVariables, serverFailure } from '../flux.ts'
import { type ResultFormat, resultTexts } from '../formats/index.ts'
import { answersOf, browserHost, type Consent, dryHost, ownScript, Recorder, replayedOver } from '../hosts/index.ts'
import type { Host, InfluxServer, UnsentRequest } from '../library/index.ts'
import { queryServer } from '../remote/index.ts'
import { countRows, countTables, emptyStream, type TableStream } from '../tables/index.ts'
import { Fault, fault } from '../values/index.ts'
import { bucketClient, linesThrough } from './bucketClient.ts'
import { Charts } from './chart/charts.ts'
import { compareStreams } from './compare/compare.ts'
import { packResults, packRun, unpackResults, unpackStream } from './compare/pinned.ts'
import { directoryOf } from './directory.ts'
import { packRows } from './pack.ts'
import { pastedOver } from './pasted.ts'
import {
  plainRun,
  type Question,
  type RunPort,
  type RunProgress,
  type RunRequest,
  type RunService,
  type RunSummary,
  type TablesOf,
} from './protocol.ts'
import { grantedOnly, Questions } from './questions.ts'
import { type Channel, connect, type Remote, type Service, transfer } from './rpc.ts'
import { tablesWith } from './search.ts'
import { arranged } from './sorting/arranged.ts'
import { Sorter } from './sorting/sorter.ts'
import { differenceAt, type KeptStage, keepStages, type OpenStage } from './stages/runStages.ts'
import { columnFacts } from './stages/stageFacts.ts'

interface Finished {
  readonly name: string
  readonly stream: TableStream
}

/** Between two reports of progress. */
const PROGRESS_MS = 100

/** `base` is the page's address, against which relative ones resolve. */
export function runService(base: string): Service {
  let results: readonly Finished[] = []
  let stages: readonly OpenStage[] = []
  let pinned: readonly Finished[] = []
  const streamAt = (tables: TablesOf): TableStream => {
    if (typeof tables === 'number') return results[tables]?.stream ?? emptyStream
    return ('stage' in tables ? stages[tables.stage] : pinned[tables.pinned])?.stream ?? emptyStream
  }
  let port: Remote<RunPort> | undefined
  const questions = new Questions()
  const charts = new Charts()
  const sorter = new Sorter()
  // none in a worker that only holds the tables of a run that rested
  let recorder: Recorder | null = null
  const service: RunService = {
    connect({ data }) {
      port = connect<RunPort>(data as unknown as Channel).remote
    },
    decide: ({ id, allowed }) => questions.answer(id, allowed),
    async run(request, context) {
      const started = performance.now()
      const put = (question: Question): void => context.progress({ question })
      const { grants, task, watched } = request
      const consent =
        grants === null ? ownScript : task?.unattended ? grantedOnly(grants) : questions.consent(grants, put)
      recorder = new Recorder()
      const surroundings = { base, consent, port, remembers: watched, recorder }
      const outcome = await runScript(request, surroundings, throttled(context.progress), context.signal)
      results = task?.unattended ? [] : outcome.results
      stages = task?.unattended ? [] : outcome.stages
      return { ...outcome.summary, ms: performance.now() - started }
    },
    directory: ({ result }) => {
      const directory = directoryOf(streamAt(result))
      return transfer(directory, [directory.rowsOf.buffer as ArrayBuffer, directory.schemaOf.buffer as ArrayBuffer])
    },
    rows: ({ result, ranges, sort }) => {
      const stream = streamAt(result)
      const { page, buffers } = packRows(stream, ranges, sort.length > 0 ? sorter.order(stream, sort).rows : [])
      return transfer(page, buffers)
    },
    difference({ stage }) {
      const pair = differenceAt(stages, stage)
      return pair && transfer(pair, [pair.gone.buffer as ArrayBuffer, pair.came.buffer as ArrayBuffer])
    },
    pin() {
      const packed = packResults(results)
      return typeof packed === 'number' ? packed : transfer(packed.value, packed.buffers)
    },
    rest({ room }) {
      const packed = packRun(results, stages, room)
      return packed && transfer(packed.value, packed.buffers)
    },
    restore({ run }) {
      results = unpackResults(run.results)
      stages = run.stages.map(({ inputs, page }) => ({ count: { inputs }, stream: page && unpackStream(page) }))
    },
    hold({ pinned: given }) {
      pinned = unpackResults(given)
    },
    compare: ({ pinned, result, without }) => compareStreams(streamAt({ pinned }), streamAt(result), without),
    sorted: ({ result, sort }) => sorter.order(streamAt(result), sort).places,
    columnFacts: () => columnFacts(stages),
    find: ({ result, text, keys }) => tablesWith(streamAt(result), text, keys),
    async text({ result, format, limit, arranged: by }) {
      if (result === null || by === null)
        return textOf(result === null ? results : results.slice(result, result + 1), format, limit)
      const { name, stream } = results[result]
      const order = by.sort.length > 0 ? sorter.order(stream, by.sort) : null
      return textOf([{ name, stream: arranged(stream, order, by.labels) }], format, limit)
    },
    chart: query => {
      const { chart, buffers } = charts.chart(streamAt(query.result), query)
      return transfer(chart, buffers)
    },
    recording: () => recorder?.recording() ?? 'forgotten',
    readings: query => charts.readings(streamAt(query.result), query),
  }
  warmUp(base)
  return service as unknown as Service
}

interface Outcome {
  readonly summary: Omit<RunSummary, 'ms'>
  readonly results: readonly Finished[]
  readonly stages: readonly KeptStage[]
}

interface Surroundings {
  readonly base: string
  readonly consent: Consent
  readonly port?: Remote<RunPort>
  /** Whether what is scraped is kept for a while. */
  readonly remembers?: boolean
  readonly recorder: Recorder
}

async function runScript(
  request: RunRequest,
  surroundings: Surroundings,
  onProgress: (progress: RunProgress) => void,
  signal: AbortSignal,
): Promise<Outcome> {
  const { text, server, task } = request
  const variables = request.variables ?? undefined
  const { consent } = surroundings
  const unsent: UnsentRequest[] | null = request.dryRun ? [] : null
  const real = hostOf(request, surroundings)
  const host = unsent ? dryHost(real, Object.values(request.secrets), one => unsent.push(one)) : real
  if (server !== null) return runOnServer(text, variables, server, host, consent, signal, unsent !== null)
  const analysis = analyze(text, { variables })
  const problems = analysis.diagnostics
  if (problems.some(p => p.severity === 'error')) return { results: [], stages: [], summary: { ...nothing, problems } }
  const { results, stages, notices, failure } = await run(analysis, host, {
    signal,
    variables,
    onProgress,
    clock: () => performance.now(),
    ...(task ? { now: task.now } : {}),
  })
  const kept = keepStages(stages, results)
  const counts = { results: countsOf(results, stages), stages: kept.map(k => k.count) }
  const summary = { problems, ...counts, notices, failure, unsent }
  return { results, stages: kept, summary }
}

function hostOf(
  { proxy, secrets, files: given, task, skipUnwritable, pasted, recording }: RunRequest,
  { base, consent, port, remembers, recorder }: Surroundings,
): Host {
  const through = (ask: Host['request']): Host['request'] =>
    recorder.through(recording ? answersOf(recording) : pastedOver(ask, pasted, base))
  const buckets = port && bucketClient(port)
  const remember = remembers ? buckets?.remember : undefined
  const files = new Map(given.map(({ name, text }) => [name, text]))
  const options = { base, proxy: proxy ?? undefined, buckets, remember, secrets, files, through }
  const own = browserHost({ ...options, consent: recorder.consent(consent), skipsUnwritable: skipUnwritable })
  const host = recorder.over(recording ? replayedOver(own, recording) : own)
  if (!task) return host
  const lastSuccess = (): bigint | null => task.lastSuccess
  return { ...host, lastSuccess, ...(task.unattended && port ? { write: linesThrough(port, consent) } : {}) }
}

const nothing = { problems: [], results: [], stages: [], notices: [], failure: null, unsent: null }

/** The script as it is, on an InfluxDB: what is wrong with it is that server's to say. */
async function runOnServer(
  text: string,
  variables: string | undefined,
  server: InfluxServer,
  host: Host,
  consent: Consent,
  signal: AbortSignal,
  dry: boolean,
): Promise<Outcome> {
  const sent = variables === undefined ? { text, at: 0, added: 0 } : scriptWithVariables(text, variables)
  const failed = (error: Fault): RunFailure => {
    const failure = serverFailure(sent.text, error)
    const own = (offset: number): number => (offset > sent.at ? Math.max(sent.at, offset - sent.added) : offset)
    return { ...failure, from: own(failure.from), to: own(failure.to) }
  }
  try {
    if (dry)
      throw fault(
        'invalid',
        `a script that ${server.host} runs cannot be run without sending: what it sends is not seen here`,
        {
          steps: ['Choose to run it in this browser, and run it dry again.'],
        },
      )
    // a script that runs there may write there
    if (!(await consent.asks(new URL(server.host).origin, 'write', server.host)))
      throw fault('permission denied', `this script was not allowed to run on ${server.host}`)
    const { results, error } = await queryServer(server, sent.text, host.now(), host.request, signal)
    const failure = error === null ? null : failed(fault('unknown', error))
    return { results, stages: [], summary: { ...nothing, results: countsOf(results), failure } }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { results: [], stages: [], summary: { ...nothing, failure: failed(error) } }
  }
}

function countsOf(results: readonly Finished[], stages: readonly StageResult[] = []): RunSummary['results'] {
  return results.map(({ name, stream }) => {
    const stage = stages.findLastIndex(s => s.stream === stream)
    const counts = { name, tables: countTables(stream), rows: countRows(stream) }
    return stage < 0 ? counts : { ...counts, stage }
  })
}

function throttled(send: (progress: RunProgress) => void): (progress: RunProgress) => void {
  let last = performance.now()
  return progress => {
    const now = performance.now()
    if (now - last < PROGRESS_MS) return
    last = now
    send(progress)
  }
}

async function textOf(
  results: readonly Finished[],
  format: ResultFormat,
  limit: number,
): Promise<{ blob: Blob; whole: boolean }> {
  const parts: string[] = []
  let size = 0
  let whole = true
  for (const piece of resultTexts[format](results)) {
    parts.push(piece)
    size += piece.length
    if (size < limit) continue
    whole = false
    break
  }
  return { blob: new Blob(parts, { type: 'text/plain' }), whole }
}

/** Runs a little of everything once, so that the first click does not wait for code that never ran. */
function warmUp(base: string): void {
  const text =
    'import "array"\narray.from(rows: [{k: "a", v: 1.0}]) |> filter(fn: (r) => r.v > 0.0) |> group(columns: ["k"])'
  const request: RunRequest = { ...plainRun, text }
  runScript(
    request,
    { base, consent: ownScript, recorder: new Recorder() },
    () => {},
    new AbortController().signal,
  ).catch(() => {})
}

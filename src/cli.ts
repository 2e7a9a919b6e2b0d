// `npm run flux -- run|check|fmt|test|task PATH…`: the engine without the page. Tables go to stdout as annotated CSV, errors to
// stderr. With `--out DIR` many scripts run in one process, in a warm worker that is replaced only after a timeout or
// a crash, so that one script never stops the others.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostic } from './flux.ts'
import { diagnose, format, openScript, parse, taskOf, testCasesIn } from './language/index.ts'
import { parseTime, patternFault } from './values/index.ts'
import type { ScriptAnswer, ScriptQuestion } from './workers/cli.worker.ts'

const usage = `usage: flux run FILE…            run scripts, annotated CSV on stdout
       flux run --out DIR PATH…  run scripts in files and folders; for each write DIR/<same path>.csv and/or .error
       flux check [--json] PATH… report problems without running
       flux fmt PATH…            print scripts formatted; --write puts them back, --check names those that are not
       flux test PATH…           run the test cases in files and folders; last line: N passed, N failed, N skipped
       flux task FILE            run a script at the times its task option says, a line a run on stderr; --once runs it
                                 once, --until RFC3339 ends it then, --buckets DIR has the buckets it reads and writes,
                                 --create-bucket NAME creates one of them
options: --timeout SECONDS (default 10), --now RFC3339`

interface Options {
  readonly paths: readonly string[]
  readonly out: string | null
  readonly timeout: number
  readonly now: string | null
  /** Of `task`: buckets in a directory, those to create, and the end. */
  readonly buckets: string | null
  readonly create: readonly string[]
  readonly until: string | null
  /** Options without a value. */
  readonly flags: ReadonlySet<string>
}

function readOptions(args: readonly string[], known: readonly string[] = []): Options {
  const paths: string[] = []
  const flags = new Set<string>()
  const create: string[] = []
  let [out, timeout, now] = [null as string | null, 10, null as string | null]
  let [buckets, until] = [null as string | null, null as string | null]
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === '--out') out = optionValue(args, ++i, arg)
    else if (arg === '--timeout') timeout = Number(optionValue(args, ++i, arg).replace(/s$/, ''))
    else if (arg === '--now') now = optionValue(args, ++i, arg)
    else if (arg === '--buckets') buckets = optionValue(args, ++i, arg)
    else if (arg === '--create-bucket') create.push(optionValue(args, ++i, arg))
    else if (arg === '--until') until = optionValue(args, ++i, arg)
    else if (known.includes(arg)) flags.add(arg)
    else if (arg.startsWith('--')) stop(`unknown option ${arg}\n${usage}`)
    else paths.push(arg)
  }
  if (paths.length === 0 || !(timeout > 0)) stop(usage)
  return { paths, out, timeout, now, buckets, create, until, flags }
}

function optionValue(args: readonly string[], at: number, option: string): string {
  return args[at] ?? stop(`${option} needs a value\n${usage}`)
}

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

interface Script {
  readonly path: string
  /** Where its answer goes below `--out`. */
  readonly name: string
}

/** Files as they are; folders with all .flux files below, named by their path within. */
function scriptsIn(path: string): Script[] {
  if (!statSync(path, { throwIfNoEntry: false })) stop(`${path}: no such file or folder`)
  if (!statSync(path).isDirectory()) return [{ path, name: basename(path) }]
  const walk = (dir: string): string[] =>
    readdirSync(dir, { withFileTypes: true }).flatMap(e =>
      e.isDirectory() ? walk(join(dir, e.name)) : e.name.endsWith('.flux') ? [join(dir, e.name)] : [],
    )
  return walk(path)
    .sort()
    .map(file => ({ path: file, name: relative(path, file) }))
}

/** A worker that answers one script after another; a new one takes its place when it hangs or dies. */
class WarmWorker {
  private worker: Worker | null = null
  private settle: (answer: ScriptAnswer) => void = () => undefined
  constructor(private readonly timeout: number) {}

  async answer(text: string, now: string | null, labels = false): Promise<ScriptAnswer> {
    const worker = (this.worker ??= this.start())
    const answered = new Promise<ScriptAnswer>(resolve => {
      this.settle = resolve
    })
    const timer = setTimeout(() => this.giveUp(`timeout: no answer within ${this.timeout} s`), this.timeout * 1000)
    worker.postMessage({ text, now, labels } satisfies ScriptQuestion)
    const answer = await answered
    clearTimeout(timer)
    return answer
  }

  end(): void {
    const { worker } = this
    this.worker = null
    worker?.terminate()
  }

  private start(): Worker {
    const worker = new Worker(new URL('./workers/cli.start.mjs', import.meta.url))
    const ifCurrent = (act: () => void) => () => {
      if (this.worker === worker) act()
    }
    worker.on('message', (answer: ScriptAnswer) => this.settle(answer))
    worker.on('error', error => ifCurrent(() => this.giveUp(`crash: ${error.message}`))())
    worker.on('exit', code => ifCurrent(() => this.giveUp(`crash: the worker ended with ${code}`))())
    return worker
  }

  private giveUp(error: string): void {
    this.end()
    this.settle({ csv: null, error, wrongTables: 0, ms: 0 })
  }
}

async function run({ paths, out, timeout, now }: Options): Promise<number> {
  const worker = new WarmWorker(timeout)
  let failed = 0
  for (const { path, name } of paths.flatMap(scriptsIn)) {
    const answer = await worker.answer(readFileSync(path, 'utf8'), now)
    if (answer.error !== null) failed++
    if (out === null) print(path, answer)
    else save(join(out, name.replace(/\.flux$/, '')), answer)
  }
  worker.end()
  return failed > 0 ? 1 : 0
}

function print(path: string, { csv, error }: ScriptAnswer): void {
  if (csv !== null) process.stdout.write(csv)
  if (error !== null) process.stderr.write(`${path}: ${error}\n`)
}

function save(base: string, { csv, error }: ScriptAnswer): void {
  mkdirSync(dirname(base), { recursive: true })
  for (const [ending, text] of [
    ['.csv', csv],
    ['.error', error === null ? null : `${error}\n`],
  ] as const)
    if (text === null) rmSync(base + ending, { force: true })
    else writeFileSync(base + ending, text)
}

function check({ paths, flags }: Options): number {
  const found = paths.flatMap(scriptsIn).flatMap(({ path }) => problemsIn(path))
  if (flags.has('--json')) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
  else for (const problem of found) process.stdout.write(problemLine(problem) + reasonLines(problem))
  return found.some(problem => problem.severity === 'error') ? 1 : 0
}

/** A diagnostic as `--json` prints it; lines and columns from 1, offsets and columns in UTF-16 units. */
interface Problem extends Diagnostic {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** The related places, with their lines. */
  readonly reasons: readonly { readonly line: number; readonly column: number; readonly message: string }[]
}

function problemsIn(file: string): Problem[] {
  const text = readFileSync(file, 'utf8')
  return diagnose(openScript(text, { patternFault })).map(one => {
    const [start, end] = [placeOf(text, one.from), placeOf(text, one.to)]
    const reasons = (one.related ?? []).map(({ from, message }) => ({ ...placeOf(text, from), message }))
    return { file, reasons, ...start, endLine: end.line, endColumn: end.column, ...one }
  })
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

function problemLine({
  file,
  line,
  column,
  severity,
  code,
  message,
}: Pick<Problem, 'file' | 'line' | 'column' | 'severity' | 'code' | 'message'>): string {
  return `${file}:${line}:${column}: ${severity}[${code}] ${message}\n`
}

/** The places that say why, each on a line of its own below the problem. */
function reasonLines({ file, reasons }: Problem): string {
  return reasons.map(({ line, column, message }) => `  ${file}:${line}:${column}: ${message}\n`).join('')
}

/** Scripts with syntax errors are named and left alone. */
function formatScripts({ paths, flags }: Options): number {
  let failed = 0
  for (const { path } of paths.flatMap(scriptsIn)) {
    const text = readFileSync(path, 'utf8')
    const formatted = format(text)
    if ('problems' in formatted) {
      failed++
      for (const { from, code, message } of formatted.problems) {
        process.stderr.write(problemLine({ file: path, ...placeOf(text, from), severity: 'error', code, message }))
      }
    } else if (flags.has('--check')) {
      if (formatted.text === text) continue
      failed++
      process.stdout.write(`${path}\n`)
    } else if (!flags.has('--write')) process.stdout.write(formatted.text)
    else if (formatted.text !== text) writeFileSync(path, formatted.text)
  }
  return failed > 0 ? 1 : 0
}

/** Runs the test cases of files; those with a tag `skip` are left out. */
async function test({ paths, timeout, now }: Options): Promise<number> {
  const worker = new WarmWorker(timeout)
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const root of paths)
    for (const { path } of scriptsIn(root)) {
      const find = (reference: string) => {
        const base = [root, dirname(path)].map(dir => join(dir, `${reference.replace(/^flux\//, '')}.flux`))
        const found = base.find(file => statSync(file, { throwIfNoEntry: false }))
        return found === undefined ? null : parse(readFileSync(found, 'utf8'))
      }
      for (const { name, program, tags } of testCasesIn(parse(readFileSync(path, 'utf8')), find)) {
        const wrong = tags.includes('skip') ? null : await faultOf(program)
        counts[tags.includes('skip') ? 'skipped' : wrong === null ? 'passed' : 'failed']++
        if (wrong !== null) process.stderr.write(`FAILED ${path} ${name}\n${wrong.replace(/^/gm, '    ')}\n`)
      }
    }
  worker.end()
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`)
  return counts.failed > 0 ? 1 : 0

  async function faultOf(program: string | null): Promise<string | null> {
    if (program === null) return 'the case it extends is not there'
    const { csv, error, wrongTables } = await worker.answer(program, now, true)
    return error ?? (wrongTables > 0 ? csv : null)
  }
}

/** Runs one script as a task until it is told to end. */
async function task({ paths, buckets, create, until, flags }: Options): Promise<number> {
  const [path] = paths
  if (paths.length > 1) stop(`task takes one file\n${usage}`)
  const end = until === null ? null : (parseTime(until) ?? stop(`--until: ${until} is no time`))
  const text = readFileSync(path, 'utf8')
  const reading = taskOf(text) ?? stop(`${path}: no task options defined`)
  if (reading.options === null) {
    for (const { from, code, message } of reading.problems)
      process.stderr.write(problemLine({ file: path, ...placeOf(text, from), severity: 'error', code, message }))
    return 1
  }
  const { keepTask } = await import('./workers/taskCli.ts')
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  const fine = await keepTask({
    text,
    options: reading.options,
    buckets,
    create,
    once: flags.has('--once'),
    until: end,
    print: line => process.stderr.write(`${line}\n`),
    signal: stopping.signal,
  })
  return fine ? 0 : 1
}

const [command, ...rest] = process.argv.slice(2)
if (command === 'run') process.exitCode = await run(readOptions(rest))
else if (command === 'check') process.exitCode = check(readOptions(rest, ['--json']))
else if (command === 'fmt') process.exitCode = formatScripts(readOptions(rest, ['--write', '--check']))
else if (command === 'test') process.exitCode = await test(readOptions(rest))
else if (command === 'task') process.exitCode = await task(readOptions(rest, ['--once']))
else stop(usage)

// The front door: a text is analysed once, and an analysis is run. Faults become diagnostics here and nowhere else.
import { officialWording, runProgram, type StageRun } from './evaluator/index.ts'
import { catalogueOf, type Host, type Packages } from './library/index.ts'
import {
  type Analysis,
  analyze as analyzeFile,
  type Diagnostic,
  officialText,
  type PackageTypes,
  standardTypes,
  typeText,
  variableTypes,
} from './semantics/index.ts'
import { apart, packages } from './stdlib/index.ts'
import { type Expression, type FunctionExpression, parse, Source } from './syntax/index.ts'
import type { TableStream } from './tables/index.ts'
import { Fault, type FaultAdvice, fault, patternFault } from './values/index.ts'

export { operatorDiffers } from './evaluator/index.ts'
export type { Analysis, Diagnostic } from './semantics/index.ts'

let made: Packages | null = null

/** Every package a program can import. Some have no members before they are loaded, as `run` does for a script's imports. */
export function catalogue(): Packages {
  return (made ??= catalogueOf(packages, standardTypes, apart))
}

/** Longer scripts are not read: a paste gone wrong should not hang the page. */
export const MAX_SCRIPT = 1_000_000

export interface AnalyzeTextOptions {
  /** Allows label literals, as the reference's own tests do. */
  readonly labels?: boolean
  /** What can be imported, where that is not the standard library. */
  readonly packages?: PackageTypes
  /** What a dashboard would put into `v`, as the text of a record; see `run`. */
  readonly variables?: string
}

export function analyze(text: string, options: AnalyzeTextOptions = {}): Analysis {
  const { labels, packages: types = standardTypes, variables } = options
  const globals = variables === undefined ? undefined : variableTypes(variables, types)
  return analyzeFile(parse(text), types, { labels, globals, patternFault })
}

/** A script as a server is to run it: with `option v` behind its imports, on the line where they end. */
export function scriptWithVariables(text: string, variables: string): { text: string; at: number; added: number } {
  const { imports, package: clause } = parse(text)
  const last: { readonly to: number } | null = imports.at(-1) ?? clause
  const at = last?.to ?? 0
  const option = ` option v = ${variables} `
  return { text: text.slice(0, at) + option + text.slice(at), at, added: option.length }
}

/** Something to say about a place in the script that running it brought up. */
export type RunNote = Omit<Diagnostic, 'phase' | 'official'>

export interface RunFailure extends RunNote {
  readonly advice?: FaultAdvice
  /** What the reference engine would print. */
  readonly official: string
}

interface Call {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** What a step of the script did; the span is that of its call, and of those included where they are one pipeline. */
export interface StageResult extends Call {
  readonly id: string
  readonly tables: number
  readonly rows: number
  readonly ms: number
  /** Steps whose work it did too, in the order of the pipeline: a read takes in the range and filters after it. */
  readonly included: readonly Call[]
  /** The stages whose tables it was given, as places in the list. */
  readonly inputs: readonly number[]
  readonly stream: TableStream
}

export interface RunResult {
  /** In script order; after a failure those finished before it. */
  readonly results: readonly { readonly name: string; readonly stream: TableStream }[]
  /** In the order they finished. */
  readonly stages: readonly StageResult[]
  readonly notices: readonly RunNote[]
  readonly failure: RunFailure | null
  /** Nanoseconds since 1970: what `now()` was. */
  readonly now: bigint
}

export interface RunOptions {
  /** What the program was analysed with, where that is not the catalogue. */
  readonly packages?: Packages
  readonly signal?: AbortSignal
  readonly now?: bigint
  /** Milliseconds; for the time stages took. */
  readonly clock?: () => number
  /** False computes row functions row by row; only to show that the answers are the same. */
  readonly vectorise?: boolean
  /** What a dashboard would put into `v`, as the text of a record; the program must have been analysed with it. */
  readonly variables?: string
  readonly onProgress?: (progress: { readonly stage: string; readonly tables: number; readonly rows: number }) => void
}

/** Runs an analysed program. A program with errors does not run; its first error is the failure. */
export async function run(analysis: Analysis, host: Host, options: RunOptions = {}): Promise<RunResult> {
  const now = options.now ?? host.now()
  const source = new Source(analysis.file.text)
  const wrong = analysis.diagnostics.filter(d => d.severity === 'error')
  if (wrong.length > 0) {
    const failure = { ...wrong[0], official: officialText(wrong, source) }
    return { results: [], stages: [], notices: [], failure, now }
  }
  const globals = new Map<string, Expression>()
  const available = options.packages ?? catalogue()
  try {
    await available.load(analysis.file.imports.map(one => one.path.value))
    if (options.variables !== undefined) globals.set('v', recordOf(options.variables))
  } catch (error) {
    return { results: [], stages: [], notices: [], failure: failureOf(error, source), now }
  }
  const notices: RunNote[] = []
  const { results, stages, fault } = await runProgram(analysis.file, {
    packages: available,
    host,
    now,
    signal: options.signal ?? new AbortController().signal,
    clock: options.clock ?? (() => Number(host.now() / 1000n) / 1000),
    typeTextOf: node => typeTextOf(analysis, node),
    typeOf: analysis.typeOf,
    vectorise: options.vectorise ?? true,
    globals,
    notice: (message, from, to) => notices.push({ code: 'notice', severity: 'information', message, from, to }),
    progress: (stage, tables, rows) => options.onProgress?.({ stage, tables, rows }),
  })
  return {
    results,
    stages: stageResults(stages, analysis.file.text),
    notices,
    failure: fault === null ? null : failureOf(fault, source),
    now,
  }
}

/** The expression of a text such as `{timeRangeStart: -1h}`; throws a Fault for what is none. */
function recordOf(variables: string): Expression {
  const { body, errors } = parse(`v = ${variables}`)
  const [statement] = body
  if (errors.length === 0 && statement?.kind === 'VariableAssignment') return statement.init
  throw fault('invalid', `the variables in v cannot be read as Flux: ${errors[0]?.message ?? variables}`, {
    steps: [
      'Values are written as in a script: texts in double quotes, durations such as 1h, times such as 2024-01-01T00:00:00Z.',
    ],
  })
}

function typeTextOf(analysis: Analysis, node: FunctionExpression): string {
  const type = analysis.typeOf(node)
  return type ? withLetters(typeText(type, { oneLine: true })) : 'function'
}

/** Variables of a type as letters, in the order they come. */
function withLetters(text: string): string {
  const letters = new Map<string, string>()
  return text.replace(/#\w+/g, name => {
    if (!letters.has(name)) letters.set(name, String.fromCharCode(65 + letters.size))
    return letters.get(name)!
  })
}

function stageResults(all: readonly StageRun[], text: string): StageResult[] {
  const runs = oneACall(all)
  const places = new Map(runs.map(({ stage }, at) => [stage, at]))
  return runs.map(({ stage, included, inputs, tables, rows, ms, stream }) => {
    const calls = included.map(callOf)
    return {
      ...callOf(stage),
      from: beginning([...calls, stage], text),
      id: stage.id,
      tables,
      rows,
      ms,
      included: calls,
      inputs: inputs.flatMap(input => places.get(input) ?? []),
      stream,
    }
  })
}

/** Steps that one call is made of are one to the reader: the first goes into the next, where nothing else reads it. */
function oneACall(runs: readonly StageRun[]): StageRun[] {
  const byStage = new Map(runs.map(run => [run.stage, run]))
  const readers = new Map<StageRun['stage'], number>()
  for (const { inputs } of runs) for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1)
  const callOfId = (id: string): string => id.replace(/(?:>\d+)*#\d+$/, '')
  for (const { stage } of runs) {
    const run = byStage.get(stage)!
    const [inner] = run.inputs
    const first = inner && byStage.get(inner)
    if (!first || run.inputs.length > 1 || readers.get(inner) !== 1) continue
    if (callOfId(inner.id) !== callOfId(stage.id)) continue
    byStage.delete(inner)
    byStage.set(stage, { ...run, ms: run.ms + first.ms, inputs: first.inputs, included: first.included })
  }
  return [...byStage.values()]
}

const callOf = ({ name, from, to }: Call): Call => ({ name, from, to })

/** Nothing but a pipe between two calls, and comments. */
const onlyPipe = /^(?:\s|\/\/.*\n)*\|>(?:\s|\/\/.*\n)*$/

/** Where the calls that are one pipeline with the last of them begin. */
function beginning(calls: readonly Call[], text: string): number {
  let at = calls.length - 1
  while (at > 0 && onlyPipe.test(text.slice(calls[at - 1].to, calls[at].from))) at--
  return calls[at].from
}

/** A fault as a diagnostic at the innermost place of the script it passed through; anything else is a bug of ours. */
function failureOf(error: unknown, source: Source): RunFailure {
  if (!(error instanceof Fault)) return bugOf(error)
  const official = officialWording(error, source)
  const [place] = error.frames
  return {
    code: error.code.replaceAll(' ', '-'),
    severity: 'error',
    from: place?.from ?? 0,
    to: place?.to ?? 0,
    message: error.message,
    notes: error.advice ? [...error.advice.steps] : [],
    official,
    ...(error.advice ? { advice: error.advice } : {}),
  }
}

const place = /@(\d+):(\d+)-(\d+):(\d+)/

/** What a server says of a script it ran, at the place of the script its message names. */
export function serverFailure(text: string, error: Fault): RunFailure {
  const source = new Source(text)
  const found = place.exec(error.message)
  const [line, column, endLine, endColumn] = found ? found.slice(1).map(Number) : [1, 1, 1, 1]
  return {
    code: error.code.replaceAll(' ', '-'),
    severity: 'error',
    from: source.offsetOfOfficial({ line, column }),
    to: source.offsetOfOfficial({ line: endLine, column: endColumn }),
    message: error.message,
    notes: error.advice ? [...error.advice.steps] : [],
    official: error.message,
    ...(error.advice ? { advice: error.advice } : {}),
  }
}

function bugOf(error: unknown): RunFailure {
  const told = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)
  return {
    code: 'internal',
    severity: 'error',
    from: 0,
    to: 0,
    message: `Internal error, which is not the script's fault: ${error instanceof Error ? error.message : String(error)}`,
    notes: ['Copy this report and the script into an issue.', told],
    official: told,
  }
}

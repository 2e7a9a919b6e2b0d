// A whole program: statements top to bottom, then its outputs in script order. An expression that is suspended is
// evaluated again once the stage it waits for has read what it reads.
import { type Host, type Packages, StreamValue } from '../library/index.ts'
import type { Type } from '../semantics/index.ts'
import { type Expression, type File, type FunctionExpression, Source, type Statement } from '../syntax/index.ts'
import type { TableStream } from '../tables/index.ts'
import { Fault, type Value } from '../values/index.ts'
import { PackageValue } from './call.ts'
import { Evaluator, type Place, propertyName } from './evaluate.ts'
import { Graph, type Output } from './graph.ts'
import { Options } from './options.ts'
import { rowFunctionOf } from './rowFunction.ts'
import { Scope } from './scope.ts'
import { type StageRun, StageRunner, Suspension } from './stages.ts'
import { officialWording } from './wording.ts'

export interface ProgramServices {
  readonly packages: Packages
  readonly host: Host
  readonly signal: AbortSignal
  /** Nanoseconds since 1970: what `now()` is while no option says otherwise. */
  readonly now: bigint
  readonly typeTextOf: (node: FunctionExpression) => string
  readonly typeOf: (node: Expression) => Type | null
  readonly notice: (message: string, from: number, to: number) => void
  readonly vectorise: boolean
  /** Names the program knows without defining them, beside the prelude. */
  readonly globals: ReadonlyMap<string, Expression>
  readonly progress: (stage: string, tables: number, rows: number) => void
  readonly clock: () => number
}

export interface ProgramResult {
  readonly results: readonly { readonly name: string; readonly stream: TableStream }[]
  readonly stages: readonly StageRun[]
  readonly fault: unknown | null
}

export async function runProgram(file: File, services: ProgramServices): Promise<ProgramResult> {
  const results: Array<{ name: string; stream: TableStream }> = []
  const graph = new Graph()
  const runner = new StageRunner({
    host: services.host,
    signal: services.signal,
    inputsOf: stage => graph.inputsOf(stage),
    includedIn: stage => graph.includedIn(stage),
    precedingTrait: stage => graph.precedingTrait(stage),
    clock: services.clock,
    notice: (message, stage) => services.notice(message, stage.from, stage.to),
    progress: (stage, tables, rows) => services.progress(stage.name, tables, rows),
  })
  try {
    await evaluateProgram(file, services, graph, runner)
    const outputs = graph.outputs()
    for (const { stage } of outputs) runner.startReads(stage)
    for (const output of outputs) results.push(await resultOf(output, runner, results))
    return { results, stages: runner.finished, fault: null }
  } catch (error) {
    return { results, stages: runner.finished, fault: error }
  }
}

type Result = ProgramResult['results'][number]

/** An output's tables; those a fault leaves behind are kept beside it. */
async function resultOf({ name, stage }: Output, runner: StageRunner, results: Result[]): Promise<Result> {
  try {
    return { name, stream: await runner.output(stage) }
  } catch (error) {
    if (error instanceof Fault && error.delivered) results.push({ name, stream: error.delivered as TableStream })
    throw error
  }
}

async function evaluateProgram(
  file: File,
  services: ProgramServices,
  graph: Graph,
  runner: StageRunner,
): Promise<void> {
  const options = new Options()
  const source = new Source(file.text)
  const evaluator = new Evaluator({
    packages: services.packages,
    host: services.host,
    startedAt: services.now,
    options,
    graph,
    tables: stream => runner.now(stream),
    rowFunction: rowFunctionOf,
    vectorise: services.vectorise,
    typeTextOf: services.typeTextOf,
    typeOf: services.typeOf,
    placeOf: span => source.officialRange(span),
    wordingOf: fault => officialWording(fault, source),
    textOf: ({ from, to }) => file.text.slice(from, to),
  })
  const outer = new Scope(null)
  for (const [name, node] of services.globals)
    outer.set(name, evaluator.evaluate(node, { scope: outer, path: name, mode: 'program' }))
  const scope = new Scope(outer)
  for (const i of file.imports) {
    const path = i.path.value
    scope.set(i.alias?.name ?? path.slice(path.lastIndexOf('/') + 1), new PackageValue(path))
  }
  for (const statement of file.body)
    await executeStatement(statement, { scope, path: '', mode: 'program' }, evaluator, runner)
}

async function executeStatement(
  statement: Statement,
  place: Place,
  evaluator: Evaluator,
  runner: StageRunner,
): Promise<void> {
  for (;;) {
    try {
      execute(statement, place, evaluator)
      return
    } catch (error) {
      if (!(error instanceof Suspension)) throw error
      await runner.settled(error.stage)
    }
  }
}

function execute(statement: Statement, place: Place, evaluator: Evaluator): void {
  const at = (node: Expression): Place => ({ ...place, path: `${node.from}` })
  switch (statement.kind) {
    case 'ExpressionStatement': {
      const value = evaluator.evaluate(statement.expression, at(statement.expression))
      if (value instanceof StreamValue) evaluator.run.graph.addStatement(value.stage)
      return
    }
    case 'VariableAssignment':
      place.scope.set(statement.id.name, evaluator.evaluate(statement.init, at(statement.init)))
      return
    case 'OptionStatement': {
      const { assignment } = statement
      const value = evaluator.evaluate(assignment.init, at(assignment.init))
      if (assignment.kind === 'VariableAssignment') setOption(assignment.id.name, value, place.scope, evaluator)
      else setPackageOption(assignment.member.object, propertyName(assignment.member.property), value, place, evaluator)
      return
    }
    case 'ReturnStatement':
    case 'TestCaseStatement':
    case 'BuiltinStatement':
    case 'BadStatement':
      return
  }
}

function setOption(name: string, value: Value, scope: Scope, { run }: Evaluator): void {
  const path = run.packages.prelude.find(p => run.packages.member(p, name)?.kind === 'option')
  if (path) run.options.set(path, name, value)
  else scope.set(name, value)
}

function setPackageOption(object: Expression, name: string, value: Value, place: Place, evaluator: Evaluator): void {
  const owner = evaluator.evaluate(object, place)
  if (owner instanceof PackageValue) evaluator.run.options.set(owner.path, name, value)
}

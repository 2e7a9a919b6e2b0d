// The columns of a stream as far as anybody knows: what the script says, and what the last run saw at the same stage. A
// stage is the same when the text of the pipeline up to it is.
import { type Analysis, prune, recordParts, typeText } from '../../semantics/index.ts'
import { type Expression, type Node, type PipeExpression, walk } from '../../syntax/index.ts'
import { bare, memberText, settled } from '../calls.ts'
import type { ColumnFacts, RunFacts, StageFacts } from '../knowledge.ts'
import { type OpenScript, openScript } from '../openScript.ts'
import { keeping } from './flow.ts'

export interface KnownColumn {
  readonly name: string
  /** In Flux's words; null where only its name is known. */
  readonly type: string | null
  readonly inKey: boolean
  readonly texts: readonly string[]
}

/** The columns of a stream: those the last run saw first, in their order, then what the script says there may be. */
export function knownColumns(script: OpenScript, stream: Expression, run: RunFacts | null): readonly KnownColumn[] {
  const { analysis, columns } = script
  const found = new Map<string, KnownColumn>()
  const flow = columns.of(stream)
  const seen = run && nearestFacts(analysis, stream, factsByPipeline(run))
  // What the script surely took away is there no more, whatever a run of another text saw.
  for (const one of seen ?? []) if (!flow?.gone.has(one.name)) found.set(one.name, one)
  for (const [name, type] of typedColumns(analysis, stream)) {
    const own = found.get(name)
    found.set(name, { inKey: false, texts: [], ...own, name, type: own?.type ?? type })
  }
  for (const name of flow?.names ?? []) {
    if (!found.has(name)) found.set(name, { name, type: standardColumns.get(name) ?? null, inKey: false, texts: [] })
  }
  for (const [name, texts] of flow?.texts ?? []) {
    const own = found.get(name)
    if (own && own.texts.length === 0) found.set(name, { ...own, texts: [...texts] })
  }
  return [...found.values()]
}

/** What the last run saw at exactly this stage. */
export function stageFacts({ analysis }: OpenScript, stream: Expression, run: RunFacts): StageFacts | null {
  return factsByPipeline(run).get(pipelineText(analysis, stream)) ?? null
}

/** What these are does not depend on the data. */
const standardColumns: ReadonlyMap<string, string> = new Map([
  ['_time', 'time'],
  ['_start', 'time'],
  ['_stop', 'time'],
  ['_measurement', 'string'],
  ['_field', 'string'],
])

/** Facts of the stage itself, or of the last one before it that has some and whose columns stay as they are. */
function nearestFacts(
  analysis: Analysis,
  stream: Expression,
  facts: ReadonlyMap<string, StageFacts>,
): readonly ColumnFacts[] | null {
  let node = settled(analysis, stream)
  for (;;) {
    const found = facts.get(pipelineText(analysis, node))
    if (found) return found.columns
    if (node.kind !== 'PipeExpression') return null
    const member = memberText(analysis, node.call.callee)
    if (member === null || !keeping.has(member)) return null
    node = settled(analysis, node.argument)
  }
}

/** The pipeline that makes a stream, without spaces and comments, and with variables replaced by what they stand for. */
function pipelineText(analysis: Analysis, stream: Expression): string {
  const node = settled(analysis, stream)
  if (node.kind !== 'PipeExpression') return withoutSpace(analysis, node)
  return `${pipelineText(analysis, node.argument)}|>${withoutSpace(analysis, node.call)}`
}

function withoutSpace({ file }: Analysis, { from, to }: Node): string {
  return file.text.slice(from, to).replace(/\/\/[^\n]*|\s+/g, '')
}

const factsOfRuns = new WeakMap<RunFacts, ReadonlyMap<string, StageFacts>>()

function factsByPipeline(run: RunFacts): ReadonlyMap<string, StageFacts> {
  const known = factsOfRuns.get(run)
  if (known) return known
  const byCall = new Map(run.stages.map(stage => [`${stage.from} ${stage.to}`, stage]))
  const found = new Map<string, StageFacts>()
  const { analysis } = openScript(run.text)
  walk(analysis.file, node => {
    const call = node.kind === 'PipeExpression' ? node.call : node.kind === 'CallExpression' ? node : null
    const stage = call && byCall.get(`${call.from} ${call.to}`)
    if (stage) found.set(pipelineText(analysis, node as PipeExpression), stage)
    return true
  })
  factsOfRuns.set(run, found)
  return found
}

/** Columns that inference knows. */
function typedColumns({ typeOf }: Analysis, stream: Expression): [name: string, type: string][] {
  const type = typeOf(bare(stream))
  if (type?.kind !== 'stream') return []
  const row = prune(type.element)
  if (row.kind !== 'record') return []
  return recordParts(row).fields.flatMap(({ label, type }): [string, string][] => {
    if (typeof label !== 'string') return []
    const now = prune(type)
    return [[label, now.kind === 'basic' ? now.name : typeText(now, { oneLine: true })]]
  })
}

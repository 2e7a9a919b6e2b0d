// A stage in words: what it does, what its arguments say, what comes in, what goes out, and what that changes.
import { pathAt, type Span } from '../syntax/index.ts'
import { type MemberName, memberOf, nameOf } from './calls.ts'
import { type KnownColumn, knownColumns, stageFacts } from './columns/known.ts'
import type { Knowledge, StageFacts } from './knowledge.ts'
import type { OpenScript } from './openScript.ts'

export interface Explanation {
  /** As the script writes it: `filter`, `strings.toUpper`. */
  readonly name: string
  /** The call, and what is piped into it. */
  readonly call: Span
  readonly input: Span | null
  readonly member: MemberName | null
  readonly summary: string
  /** The arguments as they are written, with what they mean. */
  readonly given: readonly { readonly name: string; readonly text: string; readonly meaning: string }[]
  readonly before: readonly KnownColumn[]
  readonly after: readonly KnownColumn[]
  /** Sentences. */
  readonly changes: readonly string[]
}

/** The innermost stage or source around an offset; null where there is none. */
export function explain(script: OpenScript, offset: number, { descriptions, run }: Knowledge): Explanation | null {
  const { analysis, text } = script
  const path = pathAt(analysis.file, offset)
  const at = path.findLastIndex(node => node.kind === 'CallExpression' && isStream(analysis.typeOf(node)?.kind))
  const call = path[at]
  if (call?.kind !== 'CallExpression') return null
  const above = path[at - 1]
  const pipe = above?.kind === 'PipeExpression' && above.call === call ? above : null
  const member = memberOf(analysis, call.callee)
  const description = member && descriptions.member(member.path, member.name)
  const before = pipe ? knownColumns(script, pipe.argument, run) : []
  const after = knownColumns(script, pipe ?? call, run)
  const counts = run && pipe ? [stageFacts(script, pipe.argument, run), stageFacts(script, pipe, run)] : [null, null]
  return {
    name: text.slice(call.callee.from, call.callee.to),
    call: { from: call.from, to: call.to },
    input: pipe && { from: pipe.argument.from, to: pipe.argument.to },
    member,
    summary: description?.summary ?? '',
    given: call.args.map(arg => ({
      name: nameOf(arg),
      text: arg.value ? text.slice(arg.value.from, arg.value.to) : nameOf(arg),
      meaning: description?.params[nameOf(arg)] ?? '',
    })),
    before,
    after,
    changes: pipe ? changes(before, after, counts[0] ?? null, counts[1] ?? null) : [],
  }
}

function isStream(kind: string | undefined): boolean {
  return kind === 'stream'
}

function changes(
  before: readonly KnownColumn[],
  after: readonly KnownColumn[],
  came: StageFacts | null,
  went: StageFacts | null,
): string[] {
  const said: string[] = []
  if (came && went) said.push(...countWords(came, went))
  if (before.length === 0 || after.length === 0) return said
  const [old, now] = [before, after].map(columns => new Map(columns.map(one => [one.name, one])))
  const added = after.filter(({ name }) => !old!.has(name))
  const gone = before.filter(({ name }) => !now!.has(name))
  if (added.length > 0) said.push(`${columnWords(added)} added.`)
  if (gone.length > 0) said.push(`${columnWords(gone)} taken away.`)
  const retyped = after.filter(({ name, type }) => type !== null && (old!.get(name)?.type ?? type) !== type)
  for (const { name, type } of retyped) said.push(`The column \`${name}\` becomes ${type}.`)
  // Which columns are in the key is known from a run only.
  if (came && went) {
    const [keyBefore, keyAfter] = [before, after].map(columns => columns.filter(one => one.inKey).map(one => one.name))
    if (keyBefore!.join() !== keyAfter!.join())
      said.push(`The group key was ${listWords(keyBefore!)} and is ${listWords(keyAfter!)}.`)
  }
  return said.length > 0 ? said : ['No columns, tables or rows come or go.']
}

function countWords(came: StageFacts, went: StageFacts): string[] {
  const said: string[] = []
  if (came.tables !== went.tables) said.push(becomes(came.tables, 'table', went.tables))
  if (came.rows !== went.rows) said.push(becomes(came.rows, 'row', went.rows))
  return said
}

function becomes(before: number, noun: string, after: number): string {
  return before === 1 ? `1 ${noun} becomes ${after}.` : `${before} ${noun}s become ${after}.`
}

function columnWords(columns: readonly KnownColumn[]): string {
  const names = listWords(columns.map(one => one.name))
  return columns.length === 1 ? `The column ${names} is` : `The columns ${names} are`
}

function listWords(names: readonly string[]): string {
  const quoted = names.map(name => `\`${name}\``)
  if (quoted.length === 0) return 'empty'
  return quoted.length === 1 ? quoted[0]! : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

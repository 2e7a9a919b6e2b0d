// The call around the cursor: its parameters, with the one that is being given.
import { type FunctionType, memberScheme, prune, type Scheme, standardTypes, typeText } from '../semantics/index.ts'
import type { CallExpression } from '../syntax/index.ts'
import { type MemberName, memberOf, nameOf } from './calls.ts'
import { callAround } from './columns/rows.ts'
import { cursorAt, placeholder } from './completion/cursor.ts'
import type { Knowledge } from './knowledge.ts'
import type { OpenOptions, OpenScript } from './openScript.ts'

export interface SignatureHelp {
  readonly label: string
  readonly summary: string
  readonly parameters: readonly {
    readonly name: string
    /** Where it stands in the label. */
    readonly from: number
    readonly to: number
    readonly text: string
  }[]
  /** The parameter that is being given; -1 when it is none of them, or none is open. */
  readonly active: number
}

export function signatureHelp(
  text: string,
  offset: number,
  knowledge: Knowledge,
  options: OpenOptions = {},
): SignatureHelp | null {
  const cursor = cursorAt(text, offset, options)
  const around = cursor && callAround(cursor.path)
  if (!cursor || !around) return null
  const { call, pipe, argument } = around
  const called = calledBy(cursor.script, call)
  if (!called) return null
  const { name, type, member } = called
  const description = member && knowledge.descriptions.member(member.path, member.name)
  const { label, spans } = labelOf(name, type, pipe !== null)
  return {
    label,
    summary: description?.summary ?? '',
    parameters: spans.map(span => ({ ...span, text: description?.params[span.name] ?? '' })),
    active: activeOf(call, argument, spans),
  }
}

function calledBy(
  { analysis, text }: OpenScript,
  call: CallExpression,
): { name: string; type: FunctionType; member: MemberName | null } | null {
  const { callee } = call
  const member = memberOf(analysis, callee)
  const scheme = member ? memberScheme(standardTypes, member.path, member.name) : ownScheme(analysis, callee)
  const type = scheme ? prune(scheme.type) : analysis.typeOf(callee)
  return type?.kind === 'function' ? { name: text.slice(callee.from, callee.to), type, member } : null
}

function ownScheme({ bindings }: OpenScript['analysis'], callee: CallExpression['callee']): Scheme | null {
  return callee.kind === 'Identifier' ? (bindings.get(callee)?.scheme ?? null) : null
}

interface ParameterSpan {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** Behind a pipe its parameter is given. */
function labelOf(name: string, type: FunctionType, piped: boolean): { label: string; spans: ParameterSpan[] } {
  const spans: ParameterSpan[] = []
  let label = `${name}(`
  const add = (mark: string, param: FunctionType['required'][number]): void => {
    if (!label.endsWith('(')) label += ', '
    const from = label.length
    label += `${mark}${param.name}: ${typeText(param.type, { oneLine: true })}`
    spans.push({ name: param.name, from, to: label.length })
  }
  if (type.pipe && !piped) add(type.pipe.name === '<-' ? '' : '<-', type.pipe)
  for (const param of type.required) add('', param)
  for (const param of type.optional) add('?', param)
  return { label: `${label}) => ${typeText(type.result, { oneLine: true })}`, spans }
}

/** The named one; where no name is written yet, the first that is not given. */
function activeOf({ args }: CallExpression, argument: string | null, spans: readonly ParameterSpan[]): number {
  if (argument !== null && argument !== placeholder) return spans.findIndex(one => one.name === argument)
  const given = new Set(args.map(nameOf))
  return spans.findIndex(one => !given.has(one.name))
}

// What a completion is, and how members of the library become one: called with what they ask for, and imported.
import {
  type FunctionType,
  importEdit,
  memberScheme,
  type ParameterType,
  prune,
  type Scheme,
  schemeText,
  standardTypes,
  type TextEdit,
} from '../../semantics/index.ts'
import type { File } from '../../syntax/index.ts'
import type { MemberName } from '../calls.ts'
import { rankOfUse } from './uses.ts'

export type CompletionKind =
  | 'function'
  | 'constant'
  | 'variable'
  | 'parameter'
  | 'column'
  | 'field'
  | 'package'
  | 'keyword'
  | 'option'
  | 'value'
  | 'snippet'

export interface Completion {
  readonly label: string
  readonly kind: CompletionKind
  /** A type or a few words, beside the label. */
  readonly detail: string
  /** Text to put in; with `$1`, `${1:text}` and `$0` as places to go through when it is a snippet. */
  readonly insert: string
  readonly snippet: boolean
  /** Changes elsewhere that belong to it. */
  readonly also: readonly TextEdit[]
  /** Smaller comes first among equals. */
  readonly rank: number
  /** Whose documentation to show at its side. */
  readonly member: MemberName | null
}

type Some = Pick<Completion, 'label' | 'kind'> & Partial<Completion>

export function completion({ label, kind, ...more }: Some): Completion {
  return { label, kind, detail: '', insert: label, snippet: false, also: [], rank: 50, member: null, ...more }
}

export interface Offered {
  /** The name the package has in the script; empty for members that need none. */
  readonly prefix: string
  /** A name follows and a call is there already, or the name alone is wanted. */
  readonly nameOnly: boolean
  /** Whether its pipe parameter is filled by what is in front of it. */
  readonly piped: boolean
  /** Set where the package is not imported yet. */
  readonly importInto: File | null
}

/** A member of a package, as it is written at the cursor. */
export function offerMember(member: MemberName, { prefix, nameOnly, piped, importInto }: Offered): Completion {
  const scheme = memberScheme(standardTypes, member.path, member.name)!
  const label = prefix === '' ? member.name : `${prefix}.${member.name}`
  const type = prune(scheme.type)
  const far = importInto === null ? 0 : 40
  const call = type.kind === 'function' && !nameOnly ? callSnippet(type, piped) : ''
  return completion({
    label,
    kind: type.kind === 'function' ? 'function' : 'constant',
    detail: importInto === null ? shortType(scheme) : `import "${member.path}"`,
    insert: label + call,
    snippet: call !== '',
    also: importInto === null ? [] : [importEdit(member.path, importInto)],
    rank: far + rankOfUse(member),
    member,
  })
}

export function shortType(scheme: Scheme): string {
  const text = schemeText(scheme, { oneLine: true })
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** The parentheses of a call with what it asks for in them. */
export function callSnippet(type: FunctionType, piped: boolean): string {
  const asked = [...type.required]
  if (type.pipe && !piped && type.pipe.name !== '<-') asked.unshift(type.pipe)
  if (asked.length === 0) return type.optional.length > 0 && !piped ? '($0)' : '()$0'
  return `(${asked.map((param, i) => `${param.name}: ${valueSnippet(param, i + 1)}`).join(', ')})$0`
}

/** A value to begin with, for the place of that number. */
export function valueSnippet({ type, name }: ParameterType, place: number): string {
  const now = prune(type)
  if (now.kind === 'function') return functionSnippet(now, place)
  if (now.kind === 'array') return prune(now.element) === textType(now.element) ? `["$${place}"]` : `[$${place}]`
  if (now.kind !== 'basic') return name === 'columns' ? `["$${place}"]` : `$${place}`
  switch (now.name) {
    case 'string':
      return `"$${place}"`
    case 'regexp':
      return `/$${place}/`
    case 'duration':
      return `\${${place}:1m}`
    case 'bool':
      return `\${${place}:true}`
    default:
      return `$${place}`
  }
}

function textType(type: ParameterType['type']) {
  const now = prune(type)
  return now.kind === 'basic' && now.name === 'string' ? now : null
}

/** An aggregate is wanted by name; any other function is begun. */
function functionSnippet({ pipe, required, optional }: FunctionType, place: number): string {
  if (pipe) return `\${${place}:mean}`
  const names = [...required, ...optional].map(param => param.name)
  return `(${names.join(', ')}) => $${place}`
}

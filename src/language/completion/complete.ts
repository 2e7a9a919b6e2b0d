// What can be written at a place in a program, finished or not.
import { type FunctionType, type ParameterType, prune, type Type, typeText } from '../../semantics/index.ts'
import type { CallExpression, Node, PipeExpression, Span } from '../../syntax/index.ts'
import { nameOf } from '../calls.ts'
import { callAround } from '../columns/rows.ts'
import type { Knowledge } from '../knowledge.ts'
import type { OpenOptions } from '../openScript.ts'
import { type Completion, completion, valueSnippet } from './completion.ts'
import { type Cursor, cursorAt, placeholder } from './cursor.ts'
import { membersAt } from './members.ts'
import { MIN_FAR, optionsAt, stagesAt, statementsAt, valuesAt } from './names.ts'
import { comparedTexts, textsAt } from './texts.ts'

export interface Completions {
  /** What is replaced. */
  readonly replaces: Span
  readonly items: readonly Completion[]
  /** A longer word would bring members of packages that are not imported. */
  readonly growing: boolean
}

export function complete(
  text: string,
  offset: number,
  knowledge: Knowledge,
  options: OpenOptions = {},
): Completions | null {
  const cursor = cursorAt(text, offset, options)
  if (!cursor) return null
  const items = itemsAt(cursor, knowledge).sort((a, b) => a.rank - b.rank)
  return items.length === 0 ? null : { replaces: cursor.replaces, items: distinct(items), growing: isGrowing(cursor) }
}

/** Behind a dot and between quotes there is all from the first letter on. */
function isGrowing({ inText, after, typed }: Cursor): boolean {
  return !inText && after !== 'DOT' && typed.length < MIN_FAR
}

function itemsAt(cursor: Cursor, knowledge: Knowledge): Completion[] {
  const { path, inText, after } = cursor
  if (inText) return path.at(-1)?.kind === 'StringLiteral' ? textsAt(cursor, knowledge) : []
  if (after === 'OPTION') return [...optionsAt]
  const here = path.at(-1)
  const around = path.at(-2)
  if (here?.kind !== 'Identifier' || here.name !== placeholder || !around) return []
  switch (around.kind) {
    case 'MemberExpression':
      return around.property === here ? membersAt(cursor, around, knowledge) : valuesHere(cursor, knowledge)
    case 'Property':
      return around.key === here ? keysAt(cursor, path.at(-3)) : valuesHere(cursor, knowledge)
    case 'CallExpression': {
      const pipe = path.at(-3)
      if (pipe?.kind === 'PipeExpression' && pipe.call === around) return stagesAt(cursor, pipe.argument)
      return valuesHere(cursor, knowledge)
    }
    case 'ExpressionStatement':
      return cursor.beginsLine ? statementsAt(cursor) : []
    case 'VariableAssignment':
      return around.id === here ? [] : valuesAt(cursor, null)
    case 'Parameter':
    case 'ImportDeclaration':
    case 'PackageClause':
    case 'TestCaseStatement':
      return []
    default:
      return valuesHere(cursor, knowledge)
  }
}

/** A value, with what the last run saw where it is compared with a column. */
function valuesHere(cursor: Cursor, knowledge: Knowledge): Completion[] {
  const { path } = cursor
  const around = path.at(-2)
  if (around?.kind === 'BinaryExpression') {
    const other = around.left === path.at(-1) ? around.right : around.left
    return [...comparedTexts(cursor, other, knowledge), ...valuesAt(cursor, cursor.script.analysis.typeOf(other))]
  }
  const wanted = parameterAt(cursor)
  return [...(wanted ? literalsFor(wanted) : []), ...valuesAt(cursor, wanted?.type ?? null)]
}

/** The parameter whose argument the cursor is the whole of. */
function parameterAt({ path, script }: Cursor): ParameterType | null {
  const property = path.at(-2)
  const call = path.at(-3)
  if (property?.kind !== 'Property' || call?.kind !== 'CallExpression') return null
  const type = functionOf(script.analysis.typeOf(call.callee))
  return (type && parametersOf(type).find(param => param.name === nameOf(property))) ?? null
}

function functionOf(type: Type | null): FunctionType | null {
  const now = type && prune(type)
  return now?.kind === 'function' ? now : null
}

function parametersOf({ required, optional, pipe }: FunctionType): ParameterType[] {
  return [...required, ...optional, ...(pipe && pipe.name !== '<-' ? [pipe] : [])]
}

/** The name of an argument, or of a record's property. */
function keysAt(cursor: Cursor, owner: Node | undefined): Completion[] {
  if (owner?.kind === 'RecordExpression') return taskKeys(cursor)
  const around = callAround(cursor.path)
  return owner?.kind === 'CallExpression' && around ? argumentsAt(cursor, owner, around.pipe) : []
}

/** The arguments that are not given yet, required ones first. */
function argumentsAt({ script }: Cursor, call: CallExpression, pipe: PipeExpression | null): Completion[] {
  const type = functionOf(script.analysis.typeOf(call.callee))
  if (!type) return []
  const given = new Set(call.args.map(nameOf))
  const offer = (rank: number, note: string) => (param: ParameterType, place: number) =>
    completion({
      label: param.name,
      kind: 'parameter',
      detail: `${note}${typeText(param.type, { oneLine: true })}`,
      insert: `${param.name}: ${valueSnippet(param, 1)}`,
      snippet: true,
      rank: rank + place / 100,
    })
  const open = (params: readonly ParameterType[]) => params.filter(({ name }) => !given.has(name))
  const piped = type.pipe && !pipe && type.pipe.name !== '<-' ? [type.pipe] : []
  return [
    ...open(type.required).map(offer(0, '')),
    ...open(piped).map(offer(1, '')),
    ...open(type.optional).map(offer(2, '?')),
  ]
}

const taskProperties: readonly (readonly [name: string, value: string, detail: string])[] = [
  ['name', '"$1"', 'what the task is called'],
  ['every', '${1:1h}', 'runs at whole multiples of it'],
  ['cron', '"${1:0 * * * *}"', 'runs at the times of a cron expression'],
  ['offset', '${1:30s}', 'waits so long behind each time'],
]

function taskKeys({ path }: Cursor): Completion[] {
  const option = path.find(node => node.kind === 'OptionStatement')
  const assignment = option?.kind === 'OptionStatement' ? option.assignment : null
  if (assignment?.kind !== 'VariableAssignment' || assignment.id.name !== 'task') return []
  return taskProperties.map(([label, value, detail], place) =>
    completion({ label, kind: 'field', detail, insert: `${label}: ${value}`, snippet: true, rank: place / 100 }),
  )
}

const literals: Readonly<Record<string, readonly string[]>> = {
  duration: ['10s', '1m', '5m', '15m', '1h', '1d', '1w', '1mo'],
  time: ['-1h', '-1d', '-7d', 'now()', 'today()'],
  bool: ['true', 'false'],
}

/** Values people write for a type. A start or stop may be a time or a duration, so it has neither type. */
function literalsFor({ name, type }: ParameterType): Completion[] {
  const now = prune(type)
  const wanted = now.kind === 'basic' ? now.name : now.kind === 'variable' && /^(start|stop)$/.test(name) ? 'time' : ''
  return (literals[wanted] ?? []).map((label, place) => completion({ label, kind: 'value', rank: -40 + place / 100 }))
}

function distinct(items: readonly Completion[]): Completion[] {
  const seen = new Set<string>()
  return items.filter(({ label, detail, kind }) => {
    const key = `${kind} ${label} ${kind === 'function' || kind === 'package' ? detail : ''}`
    return !seen.has(key) && seen.add(key)
  })
}

// What a type is. Types are plain objects; only a free variable changes, once, when it is bound to a type. A record is a
// chain: a label and its type in front of a tail, which is another link, the empty record or a variable ("a row"); the same
// label may stand in it twice, and the front one wins.
import type { Node } from '../syntax/index.ts'

/** The classes of types a signature may ask for. */
export type Kind =
  | 'Addable'
  | 'Subtractable'
  | 'Divisible'
  | 'Numeric'
  | 'Comparable'
  | 'Equatable'
  | 'Nullable'
  | 'Negatable'
  | 'Timeable'
  | 'Stringable'
  | 'Basic'
  | 'Label'
  | 'Record'

export type BasicName = 'bool' | 'int' | 'uint' | 'float' | 'string' | 'duration' | 'time' | 'regexp' | 'bytes'

export interface BasicType {
  readonly kind: 'basic'
  readonly name: BasicName
}

/** A value whose type is only known while running. */
export interface DynamicType {
  readonly kind: 'dynamic'
}

/** The type of something already reported: it goes with everything, silently. */
export interface ErrorType {
  readonly kind: 'error'
}

/** The type of one particular column name. */
export interface LabelType {
  readonly kind: 'label'
  readonly name: string
}

/**
 * An unknown. `link` is what it turned out to be, `because` the expression that made it so; `kinds` is what that must
 * fulfil, until it is known.
 */
export interface VariableType {
  readonly kind: 'variable'
  readonly id: number
  link: Type | null
  because: Node | null
  kinds: readonly Kind[]
}

/** A variable of a scheme, replaced anew at each use; prints as a letter. */
export interface BoundType {
  readonly kind: 'bound'
  readonly index: number
}

export interface CollectionType {
  readonly kind: 'array' | 'stream' | 'vector'
  readonly element: Type
}

export interface DictType {
  readonly kind: 'dict'
  readonly key: Type
  readonly value: Type
}

/** A label in front of a tail. The label is a variable in a few signatures that take a column's name. */
export interface RecordType {
  readonly kind: 'record'
  readonly label: string | VariableType | BoundType
  readonly type: Type
  readonly tail: Type
}

export interface EmptyRecordType {
  readonly kind: 'empty'
}

/** `standard` is the type an optional parameter has when it is not given; only labels have one. */
export interface ParameterType {
  readonly name: string
  readonly type: Type
  readonly standard: Type | null
}

/** Required and optional parameters are each sorted by name. The pipe parameter's name is `<-` when it has none. */
export interface FunctionType {
  readonly kind: 'function'
  readonly pipe: ParameterType | null
  readonly required: readonly ParameterType[]
  readonly optional: readonly ParameterType[]
  readonly result: Type
}

export type Type =
  | BasicType
  | DynamicType
  | ErrorType
  | LabelType
  | VariableType
  | BoundType
  | CollectionType
  | DictType
  | RecordType
  | EmptyRecordType
  | FunctionType

/** A type that may be used at many types: `vars` are the indexes of its bound variables, `kinds` what each must fulfil. */
export interface Scheme {
  readonly type: Type
  readonly vars: readonly number[]
  readonly kinds: ReadonlyMap<number, readonly Kind[]>
}

const basic = (name: BasicName): BasicType => ({ kind: 'basic', name })

export const bool = basic('bool')
export const int = basic('int')
export const uint = basic('uint')
export const float = basic('float')
export const string = basic('string')
export const duration = basic('duration')
export const time = basic('time')
export const regexp = basic('regexp')
export const bytes = basic('bytes')
export const dynamic: DynamicType = { kind: 'dynamic' }
export const error: ErrorType = { kind: 'error' }
export const empty: EmptyRecordType = { kind: 'empty' }

/** The types of literals, which are not noted node by node: there are many. */
export const literalTypes: ReadonlyMap<Node['kind'], Type> = new Map<Node['kind'], Type>([
  ['IntegerLiteral', int],
  ['FloatLiteral', float],
  ['StringLiteral', string],
  ['StringExpression', string],
  ['DurationLiteral', duration],
  ['DateTimeLiteral', time],
  ['RegexpLiteral', regexp],
])

export const basicTypes: ReadonlyMap<string, BasicType> = new Map(
  [bool, int, uint, float, string, duration, time, regexp, bytes].map(type => [type.name, type]),
)

export const arrayOf = (element: Type): CollectionType => ({ kind: 'array', element })

export const noVars: readonly number[] = []
const noKinds: ReadonlyMap<number, readonly Kind[]> = new Map()

/** A scheme without variables of its own. */
export const monomorphic = (type: Type): Scheme => ({ type, vars: noVars, kinds: noKinds })

/** What a type is now: a bound variable's type, however many variables lead to it. */
export function prune(type: Type): Type {
  let now = type
  while (now.kind === 'variable' && now.link) now = now.link
  return now
}

/** The label of a record link, as far as it is known. */
export function labelOf(record: RecordType): string | VariableType | BoundType {
  if (typeof record.label === 'string') return record.label
  const label = prune(record.label)
  if (label.kind === 'label') return label.name
  return label.kind === 'variable' || label.kind === 'bound' ? label : record.label
}

// A type without variables is remembered as such, on itself, where a look costs nothing.
const settled = Symbol('settled')

interface Remembers {
  [settled]?: true
}

/** Whether a type holds no variables, free or bound. Looks through all of it, once. */
export function isSettled(type: Type): boolean {
  const now = prune(type)
  if (!isComposite(now)) return now.kind !== 'variable' && now.kind !== 'bound'
  if (isKnownSettled(now)) return true
  if (somePart(now, isUnsettled)) return false
  ;(now as Remembers)[settled] = true
  return true
}

const isUnsettled = (type: Type): boolean => !isSettled(type)

/** Whether a type has been found to hold no variables: then it need never be looked through again. */
export function isKnownSettled(type: Type): boolean {
  return (type as Remembers)[settled] === true
}

/**
 * Whether any part of a composite passes, asked in the order in which variables are named: required, optional, pipe,
 * result. It makes no list, because it is asked of whole types whenever a variable is bound.
 */
export function somePart(
  type: CollectionType | DictType | RecordType | FunctionType,
  test: (part: Type) => boolean,
): boolean {
  switch (type.kind) {
    case 'array':
    case 'stream':
    case 'vector':
      return test(type.element)
    case 'dict':
      return test(type.key) || test(type.value)
    case 'record':
      return (typeof type.label !== 'string' && test(type.label)) || test(type.type) || test(type.tail)
    case 'function':
      return (
        someParameter(type.required, test) ||
        someParameter(type.optional, test) ||
        (type.pipe !== null && ofParameter(type.pipe, test)) ||
        test(type.result)
      )
  }
}

function someParameter(params: readonly ParameterType[], test: (part: Type) => boolean): boolean {
  for (let i = 0; i < params.length; i++) if (ofParameter(params[i]!, test)) return true
  return false
}

function ofParameter({ type, standard }: ParameterType, test: (part: Type) => boolean): boolean {
  return test(type) || (standard !== null && test(standard))
}

/** The same composite over other parts, given what each part becomes; itself when nothing changes. */
export function mapParts<T extends CollectionType | DictType | RecordType | FunctionType>(
  type: T,
  change: (part: Type) => Type,
): Type {
  switch (type.kind) {
    case 'array':
    case 'stream':
    case 'vector': {
      const element = change(type.element)
      return element === type.element ? type : { kind: type.kind, element }
    }
    case 'dict': {
      const key = change(type.key)
      const value = change(type.value)
      return key === type.key && value === type.value ? type : { kind: 'dict', key, value }
    }
    case 'record': {
      const label = typeof type.label === 'string' ? type.label : changedLabel(type.label, change)
      const field = change(type.type)
      const tail = change(type.tail)
      if (label === type.label && field === type.type && tail === type.tail) return type
      return { kind: 'record', label, type: field, tail }
    }
    case 'function': {
      const required = changedParameters(type.required, change)
      const optional = changedParameters(type.optional, change)
      const pipe = type.pipe && changedParameter(type.pipe, change)
      const result = change(type.result)
      const same =
        required === type.required && optional === type.optional && pipe === type.pipe && result === type.result
      return same ? type : { kind: 'function', required, optional, pipe, result }
    }
  }
}

function changedParameters(params: readonly ParameterType[], change: (part: Type) => Type): readonly ParameterType[] {
  let changed: ParameterType[] | null = null
  for (let i = 0; i < params.length; i++) {
    const param = changedParameter(params[i]!, change)
    if (param === params[i]) continue
    changed ??= [...params]
    changed[i] = param
  }
  return changed ?? params
}

function changedParameter(param: ParameterType, change: (part: Type) => Type): ParameterType {
  const type = change(param.type)
  const standard = param.standard && change(param.standard)
  return type === param.type && standard === param.standard ? param : { name: param.name, type, standard }
}

function changedLabel(label: VariableType | BoundType, change: (part: Type) => Type): RecordType['label'] {
  const changed = prune(change(label))
  if (changed.kind === 'label') return changed.name
  return changed.kind === 'variable' || changed.kind === 'bound' ? changed : label
}

/** Adds the free variables of a type to a set, in the order of `somePart`. */
export function freeVariables(type: Type, into: Set<VariableType>): void {
  const visit = (part: Type): boolean => {
    const now = prune(part)
    if (now.kind === 'variable') into.add(now)
    else if (isComposite(now) && !isKnownSettled(now)) somePart(now, visit)
    return false
  }
  visit(type)
}

export function isComposite(type: Type): type is CollectionType | DictType | RecordType | FunctionType {
  switch (type.kind) {
    case 'array':
    case 'stream':
    case 'vector':
    case 'dict':
    case 'record':
    case 'function':
      return true
    default:
      return false
  }
}

/** One field of a record after another, front first, and what the chain ends in. */
export function recordParts(record: RecordType | EmptyRecordType): {
  fields: { label: RecordType['label']; type: Type }[]
  tail: Type
} {
  const fields: { label: RecordType['label']; type: Type }[] = []
  let tail: Type = record
  while (tail.kind === 'record') {
    fields.push({ label: labelOf(tail), type: tail.type })
    tail = prune(tail.tail)
  }
  return { fields, tail }
}

/** By code units, as the official tools order names. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

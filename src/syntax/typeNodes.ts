// The tree of a type's notation: what stands after `builtin x :`, and what signatures are written in.
import type { Identifier, Span, StringLiteral } from './leaves.ts'

/** A type with its constraints: `(v: A) => A where A: Numeric`; `where` is the offset of that word. */
export interface TypeExpression extends Span {
  readonly kind: 'TypeExpression'
  readonly type: TypeNode
  readonly where: number
  readonly constraints: readonly TypeConstraint[]
}

export interface TypeConstraint extends Span {
  readonly kind: 'TypeConstraint'
  readonly variable: Identifier
  readonly kinds: readonly Identifier[]
}

/** A one-letter name. */
export interface VariableType extends Span {
  readonly kind: 'VariableType'
  readonly name: string
}

/** `int`, `string`, …: any longer name; whether it exists is checked later. */
export interface NamedType extends Span {
  readonly kind: 'NamedType'
  readonly name: string
}

export interface ArrayType extends Span {
  readonly kind: 'ArrayType'
  readonly element: TypeNode
}

export interface StreamType extends Span {
  readonly kind: 'StreamType'
  readonly element: TypeNode
}

export interface VectorType extends Span {
  readonly kind: 'VectorType'
  readonly element: TypeNode
}

export interface DictType extends Span {
  readonly kind: 'DictType'
  readonly key: TypeNode
  readonly value: TypeNode
}

export interface DynamicType extends Span {
  readonly kind: 'DynamicType'
}

export interface LabelType extends Span {
  readonly kind: 'LabelType'
  readonly value: string
}

/** `{a: int}` or `{A with a: int}`. */
export interface RecordType extends Span {
  readonly kind: 'RecordType'
  readonly with: Identifier | null
  readonly properties: readonly TypeProperty[]
}

export interface TypeProperty extends Span {
  readonly kind: 'TypeProperty'
  readonly name: Identifier | StringLiteral
  readonly type: TypeNode
}

export interface FunctionType extends Span {
  readonly kind: 'FunctionType'
  readonly params: readonly TypeParameter[]
  readonly result: TypeNode
}

/** `a: T`, `?a: T = .x`, `<-a: T` or `<-: T` (then the name is null). */
export interface TypeParameter extends Span {
  readonly kind: 'TypeParameter'
  readonly mode: 'required' | 'optional' | 'pipe'
  readonly name: Identifier | null
  readonly type: TypeNode
  readonly default: LabelType | null
}

export type TypeNode =
  | VariableType
  | NamedType
  | ArrayType
  | StreamType
  | VectorType
  | DictType
  | DynamicType
  | LabelType
  | RecordType
  | FunctionType

// From the notation of types to types: for `builtin` statements and for the signatures of packages.
import { parseType, type Span, type TypeExpression, type TypeNode, type TypeParameter } from '../syntax/index.ts'
import {
  basicTypes,
  byName,
  dynamic,
  empty,
  error,
  type Kind,
  type ParameterType,
  type Scheme,
  type Type,
} from './types.ts'

/** Something in a notation that names nothing. */
export interface SignatureProblem extends Span {
  readonly what: 'named type' | 'constraint' | 'pipe' | 'syntax'
  readonly name: string
}

const kindNames: ReadonlySet<string> = new Set<Kind>([
  'Addable',
  'Subtractable',
  'Divisible',
  'Numeric',
  'Comparable',
  'Equatable',
  'Nullable',
  'Negatable',
  'Timeable',
  'Stringable',
  'Basic',
  'Label',
  'Record',
])

/**
 * The scheme a notation stands for. What it names wrongly becomes the error type. `labels` are the variables that may
 * stand for a field's label; without it, any capital letter there does, as in `builtin` statements.
 */
export function schemeOf(
  expression: TypeExpression,
  problems: SignatureProblem[] = [],
  labels: ReadonlySet<string> | null = null,
): Scheme {
  const reader = new Reader(problems, labels)
  const type = reader.type(expression.type)
  const kinds = new Map<number, readonly Kind[]>()
  for (const constraint of expression.constraints) {
    const index = reader.variable(constraint.variable.name)
    const named = constraint.kinds.filter(kind => {
      if (kindNames.has(kind.name)) return true
      problems.push({ what: 'constraint', name: kind.name, from: kind.from, to: kind.to })
      return false
    })
    kinds.set(
      index,
      named.map(kind => kind.name as Kind),
    )
  }
  return { type, vars: [...reader.vars].sort((a, b) => a - b), kinds }
}

/** Parses a signature such as `(v: A) => string where A: Stringable`. A text with mistakes throws: it is ours. */
export function parseSignature(text: string): Scheme {
  const { type, errors } = parseType(text)
  const problems: SignatureProblem[] = []
  // The type of a function written in Flux may have a field that is called by one letter.
  const labelled = type.constraints.filter(({ kinds }) => kinds.some(kind => kind.name === 'Label'))
  const scheme = schemeOf(type, problems, new Set(labelled.map(({ variable }) => variable.name)))
  const wrong = errors[0]?.message ?? (problems[0] && `invalid ${problems[0].what} ${problems[0].name}`)
  if (wrong !== undefined) throw new Error(`signature ${text}: ${wrong}`)
  return scheme
}

class Reader {
  readonly vars = new Set<number>()
  readonly #problems: SignatureProblem[]

  readonly #labels: ReadonlySet<string> | null

  constructor(problems: SignatureProblem[], labels: ReadonlySet<string> | null) {
    this.#problems = problems
    this.#labels = labels
  }

  /** `A` is the variable 0, `Z` 25, `t26` 26; any other letter comes after them. */
  variable(name: string): number {
    const code = name.length === 1 ? name.charCodeAt(0) : Number.NaN
    const index =
      code >= 65 && code <= 90 ? code - 65 : /^t\d+$/.test(name) ? Number(name.slice(1)) : 1000 + (code || 0)
    this.vars.add(index)
    return index
  }

  type(node: TypeNode): Type {
    switch (node.kind) {
      case 'VariableType':
        return { kind: 'bound', index: this.variable(node.name) }
      case 'NamedType':
        return this.#named(node.name, node)
      case 'ArrayType':
        return { kind: 'array', element: this.type(node.element) }
      case 'StreamType':
        return { kind: 'stream', element: this.type(node.element) }
      case 'VectorType':
        return { kind: 'vector', element: this.type(node.element) }
      case 'DictType':
        return { kind: 'dict', key: this.type(node.key), value: this.type(node.value) }
      case 'DynamicType':
        return dynamic
      case 'LabelType':
        return { kind: 'label', name: node.value }
      case 'RecordType': {
        let tail: Type = node.with ? { kind: 'bound', index: this.variable(node.with.name) } : empty
        for (const property of [...node.properties].reverse()) {
          const name = property.name.kind === 'Identifier' ? property.name.name : property.name.value
          // A field named by one capital letter stands for whatever label that variable is.
          const isLetter = property.name.kind === 'Identifier' && /^[A-Z]$/.test(name)
          const isVariable = isLetter && this.#labels?.has(name) !== false
          const label = isVariable ? ({ kind: 'bound', index: this.variable(name) } as const) : name
          tail = { kind: 'record', label, type: this.type(property.type), tail }
        }
        return tail
      }
      case 'FunctionType':
        return this.#function(node.params, node.result)
    }
  }

  #named(name: string, span: Span): Type {
    if (/^t\d+$/.test(name)) return { kind: 'bound', index: this.variable(name) }
    const type = basicTypes.get(name)
    if (type) return type
    this.#problems.push({ what: 'named type', name, from: span.from, to: span.to })
    return error
  }

  #function(params: readonly TypeParameter[], result: TypeNode): Type {
    let pipe: ParameterType | null = null
    const required: ParameterType[] = []
    const optional: ParameterType[] = []
    for (const param of params) {
      const type = this.type(param.type)
      const name = param.name?.name ?? '<-'
      const standard = param.default && this.type(param.default)
      if (param.mode === 'required') required.push({ name, type, standard })
      else if (param.mode === 'optional') optional.push({ name, type, standard })
      else if (pipe) this.#problems.push({ what: 'pipe', name, from: param.from, to: param.to })
      else pipe = { name, type, standard }
    }
    return {
      kind: 'function',
      required: required.sort(byName),
      optional: optional.sort(byName),
      pipe,
      result: this.type(result),
    }
  }
}

// Making two types equal: what is expected and what is there. Problems are collected, never thrown, and everything that
// can be made equal is, so that one mistake gives one message.
import type { Node } from '../syntax/index.ts'
import { constrain, type KindProblem } from './constraints.ts'
import {
  byName,
  type CollectionType,
  empty,
  type FunctionType,
  isComposite,
  isKnownSettled,
  type Kind,
  labelOf,
  type ParameterType,
  prune,
  type RecordType,
  somePart,
  type Type,
  type VariableType,
} from './types.ts'

/** Why two types cannot be one. Types are kept as they are: what their variables turn out to be later shows in messages. */
export type TypeProblem =
  | {
      readonly kind: 'mismatch'
      readonly expected: Type
      readonly found: Type
      /** What made an expected variable the type it is, where it was one. */
      readonly because?: Node
    }
  | KindProblem
  | { readonly kind: 'recursive'; readonly variable: number; readonly type: Type }
  | { readonly kind: 'missingLabel'; readonly label: string; readonly among?: Type }
  | { readonly kind: 'extraLabel'; readonly label: string; readonly among?: Type }
  | {
      readonly kind: 'label'
      readonly label: string
      readonly expected: Type
      readonly found: Type
      readonly cause: TypeProblem
    }
  | { readonly kind: 'argument'; readonly name: string; readonly cause: TypeProblem }
  | { readonly kind: 'return'; readonly expected: Type; readonly found: Type; readonly cause: TypeProblem }
  | { readonly kind: 'missingArgument'; readonly name: string; readonly type: Type }
  | { readonly kind: 'extraArgument'; readonly name: string; readonly expected: readonly string[] }
  | { readonly kind: 'missingPipe' }
  | { readonly kind: 'pipeName'; readonly expected: string; readonly found: string }
  | { readonly kind: 'notALabel'; readonly type: Type }

/** Thrown when types grow beyond what can be checked; a program has to try hard for it. */
export class TooComplex extends Error {}

const maxDepth = 2500
const noKinds: readonly Kind[] = []

/** Makes fresh variables and unifies; one for an analysis. */
export class Unifier {
  #count = 0
  #steps = 0
  #depth = 0
  #because: Node | null = null
  #sought: VariableType | null = null
  /** Records whose label is a variable still: looked at when the unification around them is over. */
  #waiting: { expected: RecordType; found: RecordType }[] = []

  fresh(): VariableType {
    return { kind: 'variable', id: this.#count++, link: null, because: null, kinds: noKinds }
  }

  /** How many variables there have been. */
  get count(): number {
    return this.#count
  }

  /** Unifies and answers the problems; none if the types now are one. What is bound remembers the node. */
  unify(expected: Type, found: Type, because: Node): TypeProblem[] {
    this.#because = because
    const problems: TypeProblem[] = []
    this.#unify(expected, found, problems)
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting
      this.#waiting = []
      for (const one of waiting) this.#settleLabels(one, problems)
    }
    return problems
  }

  step(): void {
    if (++this.#steps > 2_000_000) throw new TooComplex()
  }

  #unify(expected: Type, found: Type, problems: TypeProblem[]): void {
    // Two rows that hold each other's tails would go on for ever.
    if (++this.#depth > maxDepth) throw new TooComplex()
    const before = problems.length
    this.#unifyPruned(prune(expected), prune(found), problems)
    if (problems.length === before + 1 && expected.kind === 'variable') explain(expected, problems)
    this.#depth--
  }

  #unifyPruned(a: Type, b: Type, problems: TypeProblem[]): void {
    if (a === b) return
    this.step()
    if (a.kind === 'error' || b.kind === 'error') return
    if (a.kind === 'variable') {
      this.#bind(a, b, problems)
      return
    }
    if (b.kind === 'variable') {
      this.#bind(b, a, problems)
      return
    }
    switch (a.kind) {
      case 'basic':
        if (b.kind === 'basic' && b.name === a.name) return
        break
      case 'label':
        if (b.kind === 'label' && b.name === a.name) return
        break
      case 'bound':
        if (b.kind === 'bound' && b.index === a.index) return
        break
      case 'dynamic':
        if (b.kind === 'dynamic' || b.kind === 'record' || b.kind === 'empty') return
        break
      case 'array':
      case 'stream':
      case 'vector':
        if (b.kind === 'array' || b.kind === 'stream' || b.kind === 'vector') {
          this.#collections(a, b, problems)
          return
        }
        break
      case 'dict':
        if (b.kind === 'dict') {
          this.#unify(a.key, b.key, problems)
          this.#unify(a.value, b.value, problems)
          return
        }
        break
      case 'empty':
        if (b.kind === 'empty' || b.kind === 'dynamic') return
        if (b.kind === 'record') {
          this.#emptyWith(b, a, problems)
          return
        }
        break
      case 'record':
        if (b.kind === 'dynamic') return
        if (b.kind === 'record') {
          this.#records(a, b, problems)
          return
        }
        if (b.kind === 'empty') {
          this.#withEmpty(a, b, problems)
          return
        }
        break
      case 'function':
        if (b.kind === 'function') {
          this.#functions(a, b, problems)
          return
        }
        break
    }
    problems.push({ kind: 'mismatch', expected: a, found: b })
  }

  #bind(variable: VariableType, type: Type, problems: TypeProblem[]): void {
    if (type.kind === 'variable') {
      variable.link = type
      variable.because = this.#because
      if (type.kinds.length === 0) type.kinds = variable.kinds
      else for (const kind of variable.kinds) if (!type.kinds.includes(kind)) type.kinds = [...type.kinds, kind]
      return
    }
    if (isComposite(type) && this.#occurs(variable, type)) {
      problems.push({ kind: 'recursive', variable: variable.id, type })
      return
    }
    variable.link = type
    variable.because = this.#because
    if (variable.kinds.length === 0) return
    for (const kind of variable.kinds) constrain(type, kind, problems as KindProblem[])
  }

  #occurs(variable: VariableType, type: Type): boolean {
    this.#sought = variable
    return this.#holdsSought(type)
  }

  // A property, so that looking through a type makes no closure a part.
  readonly #holdsSought = (type: Type): boolean => {
    const now = prune(type)
    if (now === this.#sought) return true
    if (!isComposite(now) || isKnownSettled(now)) return false
    this.step()
    return somePart(now, this.#holdsSought)
  }

  #collections(a: CollectionType, b: CollectionType, problems: TypeProblem[]): void {
    if (a.kind !== b.kind) problems.push({ kind: 'mismatch', expected: a, found: b })
    this.#unify(a.element, b.element, problems)
  }

  #emptyWith(found: RecordType, expected: Type, problems: TypeProblem[]): void {
    const label = labelOf(found)
    if (typeof label === 'string') problems.push({ kind: 'extraLabel', label, among: expected })
    else problems.push({ kind: 'mismatch', expected, found })
  }

  #withEmpty(expected: RecordType, found: Type, problems: TypeProblem[]): void {
    const label = labelOf(expected)
    if (typeof label === 'string') problems.push({ kind: 'missingLabel', label, among: found })
    else problems.push({ kind: 'mismatch', expected, found })
  }

  #records(a: RecordType, b: RecordType, problems: TypeProblem[]): void {
    const labelA = labelOf(a)
    const labelB = labelOf(b)
    if (typeof labelA !== 'string' || typeof labelB !== 'string') {
      this.#waiting.push({ expected: a, found: b })
      return
    }
    const tailA = prune(a.tail)
    const sameTail = tailA.kind === 'variable' && tailA === prune(b.tail)
    if (labelA !== labelB) {
      if (sameTail) {
        problems.push({ kind: 'mismatch', expected: a, found: b })
        return
      }
      const rest = this.fresh()
      this.#unify(a.tail, { kind: 'record', label: labelB, type: b.type, tail: rest }, problems)
      this.#unify({ kind: 'record', label: labelA, type: a.type, tail: rest }, b.tail, problems)
      return
    }
    if (!sameTail) {
      this.#unify(a.type, b.type, problems)
      this.#unify(a.tail, b.tail, problems)
      return
    }
    const causes: TypeProblem[] = []
    this.#unify(a.type, b.type, causes)
    for (const cause of causes) {
      problems.push({ kind: 'label', label: labelA, expected: a.type, found: b.type, cause })
    }
  }

  /** A label that nothing made known cannot be compared: then it must be the other's, or it is no label at all. */
  #settleLabels({ expected, found }: { expected: RecordType; found: RecordType }, problems: TypeProblem[]): void {
    for (const record of [expected, found]) {
      if (typeof record.label === 'string') continue
      const label = prune(record.label as Type)
      if (label.kind === 'error') return
      if (label.kind !== 'variable' && label.kind !== 'label' && label.kind !== 'bound') {
        problems.push({ kind: 'notALabel', type: label })
        return
      }
    }
    const labels = [labelOf(expected), labelOf(found)]
    if (labels.every(label => typeof label === 'string')) {
      this.#records(expected, found, problems)
      return
    }
    const [a, b] = labels.map(label => (typeof label === 'string' ? ({ kind: 'label', name: label } as const) : label!))
    this.#unify(a!, b!, problems)
    this.#unify(expected.type, found.type, problems)
    this.#unify(expected.tail, found.tail, problems)
  }

  #functions(a: FunctionType, b: FunctionType, problems: TypeProblem[]): void {
    const [wanted, given] = this.#withPipes(a, b, problems)
    for (const { name } of given) {
      if (typeOf(name, wanted) || typeOf(name, a.optional)) continue
      const free = [...wanted, ...a.optional].filter(one => !typeOf(one.name, given) && !typeOf(one.name, b.optional))
      problems.push({ kind: 'extraArgument', name, expected: free.map(one => one.name) })
    }
    for (const { name, type } of wanted) {
      const found = typeOf(name, given) ?? typeOf(name, b.optional)
      if (found) this.#argument(name, type, found, problems)
      else problems.push({ kind: 'missingArgument', name, type })
    }
    for (const { name, type, standard } of a.optional) {
      const found = typeOf(name, given) ?? typeOf(name, b.optional) ?? standard
      if (found) this.#argument(name, type, found, problems)
    }
    const before = problems.length
    this.#unify(a.result, b.result, problems)
    for (let i = before; i < problems.length; i++) {
      problems[i] = { kind: 'return', expected: a.result, found: b.result, cause: problems[i]! }
    }
  }

  /** The required parameters of both, with the pipe parameters among them, sorted by name. */
  #withPipes(a: FunctionType, b: FunctionType, problems: TypeProblem[]): [Parameters, Parameters] {
    if (!a.pipe && !b.pipe) return [a.required, b.required]
    const wanted = a.required.slice()
    const given = b.required.slice()
    if (a.pipe && b.pipe) {
      if (a.pipe.name !== '<-' && b.pipe.name !== '<-' && a.pipe.name !== b.pipe.name) {
        problems.push({ kind: 'pipeName', expected: a.pipe.name, found: b.pipe.name })
      } else {
        insertParameter(wanted, a.pipe)
        insertParameter(given, { ...b.pipe, name: a.pipe.name })
      }
    } else if (a.pipe) {
      if (a.pipe.name === '<-') problems.push({ kind: 'missingPipe' })
      else insertParameter(wanted, a.pipe)
    } else if (b.pipe) {
      if (b.pipe.name === '<-') problems.push({ kind: 'missingPipe' })
      else insertParameter(given, b.pipe)
    }
    return [wanted, given]
  }

  #argument(name: string, expected: Type, found: Type, problems: TypeProblem[]): void {
    const before = problems.length
    this.#unify(expected, found, problems)
    for (let i = before; i < problems.length; i++) problems[i] = { kind: 'argument', name, cause: problems[i]! }
  }
}

/** Adds to a mismatch of this very variable what bound it. */
function explain(expected: VariableType, problems: TypeProblem[]): void {
  const problem = problems.at(-1)!
  if (problem.kind !== 'mismatch' || problem.expected !== prune(expected)) return
  let because: Node | null = null
  for (let now: Type = expected; now.kind === 'variable'; now = now.link ?? empty) because = now.because ?? because
  if (because) problems[problems.length - 1] = { ...problem, because }
}

type Parameters = readonly ParameterType[]

function typeOf(name: string, params: Parameters): Type | null {
  // By index: this is asked several times a parameter of every call, and an iterator each time shows.
  for (let i = 0; i < params.length; i++) if (params[i]!.name === name) return params[i]!.type
  return null
}

/** Puts a parameter in its place by name; it takes the place of one with the same name. */
export function insertParameter(params: ParameterType[], param: ParameterType): void {
  let at = 0
  while (at < params.length && byName(params[at]!, param) < 0) at++
  if (params[at]?.name !== param.name) {
    params.push(param)
    params.copyWithin(at + 1, at)
  }
  params[at] = param
}

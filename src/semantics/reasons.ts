// Why a type was expected, and why another was found: the places in the text that made the two types what they are. A
// variable remembers the expression that bound it, so the way from a name to its type can be walked.
import type { Expression, FunctionExpression, MemberExpression, Node, Span } from '../syntax/index.ts'
import { blockParts } from './block.ts'
import type { Related } from './diagnostic.ts'
import { bare, type Found, type Inferred, placeOf } from './inferNames.ts'
import { labelOf, literalTypes, prune, type Type } from './types.ts'
import { typeNoun, typeText } from './typeText.ts'
import type { TypeProblem } from './unify.ts'

const maxRelated = 4
const maxTypeLength = 60

/** Places that explain a type problem, nearest cause first; none for other findings. */
export function relatedTo({ what, ...span }: Found, inferred: Inferred): Related[] {
  if (what.kind !== 'type') return []
  const reasons = new Reasons(inferred)
  if (what.against) reasons.expression(what.against)
  else if (what.node.kind === 'CallExpression') reasons.callee(what.node.callee, what.problem)
  const at = what.at && bare(what.at)
  if (at) {
    if (at.from === span.from || at.kind === 'FunctionExpression') reasons.found(at, what.problem)
    else reasons.expression(at)
  }
  if (!what.against) reasons.bound(what.problem)
  return reasons.places.filter(one => one.from !== span.from || one.to !== span.to).slice(0, maxRelated)
}

class Reasons {
  readonly places: Related[] = []
  readonly #inferred: Inferred

  constructor(inferred: Inferred) {
    this.#inferred = inferred
  }

  /** What the other side of an operator, the first element of a list, and so on, is and why. */
  expression(node: Expression): void {
    const inner = bare(node)
    if (!this.#named(inner)) this.#put(placeOf(inner), `this is ${this.#text(inner)}`)
  }

  /** Why the expression that is wrong has the type it has; that it has it the message tells. */
  found(node: Expression, problem: TypeProblem): void {
    if (node.kind === 'FunctionExpression') this.#result(node, problem)
    else this.#named(node)
  }

  /** The parameter that asked for another type, when the function is one of the program's. */
  callee(node: Expression, problem: TypeProblem): void {
    const callee = bare(node)
    const definition = callee.kind === 'Identifier' ? this.#inferred.bindings.get(callee) : undefined
    if (!definition?.id || !definition.value) return
    const value = bare(definition.value)
    const { name } = problem.kind === 'argument' || problem.kind === 'missingArgument' ? problem : { name: null }
    const param = value.kind === 'FunctionExpression' && value.params.find(one => one.key.name === name)
    if (!param) {
      const known = value.kind === 'FunctionExpression' ? 'defined here' : this.#text(callee)
      this.#put(definition.id, `\`${definition.name}\` is ${known}`)
      return
    }
    const type = this.#inferred.types.get(param.key)
    const text = type && prune(type).kind !== 'bound' ? `: ${textOf(type)}` : ''
    this.#put(param.key, `parameter \`${param.key.name}\` of \`${definition.name}\`${text}`)
    if (type) this.#bindings(type, param.key.name)
  }

  /** What bound the expected type, when the problem lies inside of a larger type. */
  bound(problem: TypeProblem): void {
    let cause = problem
    while ('cause' in cause) cause = cause.cause
    if (cause.kind === 'mismatch' && cause.because) {
      this.#put(cause.because, `${textOf(cause.expected)} is expected because of this`)
    }
  }

  /** A name or a field of one: what gave it its type. False when the expression is neither. */
  #named(node: Expression): boolean {
    if (node.kind === 'MemberExpression') return this.#field(node)
    if (node.kind !== 'Identifier') return false
    const definition = this.#inferred.bindings.get(node)
    if (!definition?.id) return definition !== undefined
    if (definition.kind === 'parameter') {
      const type = this.#inferred.types.get(definition.id)
      if (type) this.#bindings(type, definition.name)
    } else this.#put(definition.id, `\`${definition.name}\` is ${this.#text(node)}`)
    return true
  }

  #field(node: MemberExpression): boolean {
    const object = bare(node.object)
    if (object.kind !== 'Identifier') return false
    const definition = this.#inferred.bindings.get(object)
    const name = node.property.kind === 'Identifier' ? node.property.name : node.property.value
    const whole = `${object.name}.${name}`
    const value = definition?.value && bare(definition.value)
    if (value?.kind === 'RecordExpression') {
      const property = value.properties.find(({ key }) => (key.kind === 'Identifier' ? key.name : key.value) === name)
      if (property) this.#put(property, `\`${whole}\` is ${this.#text(node)}`)
      return true
    }
    let record = definition?.id ? this.#inferred.types.get(definition.id) : undefined
    for (record &&= prune(record); record?.kind === 'record'; record = prune(record.tail)) {
      if (labelOf(record) !== name) continue
      this.#bindings(record.type, whole)
      break
    }
    return true
  }

  /** From a variable to what bound it, step by step. */
  #bindings(type: Type, name: string): void {
    for (let now = type; now.kind === 'variable' && now.link; now = now.link) {
      if (!now.because) continue
      const known = now.link.kind !== 'variable' && now.link.kind !== 'bound'
      const place = this.#use(now.because, name)
      this.#put(place, known ? `\`${name}\` is ${textOf(now.link)} because of this` : `\`${name}\` has this type`)
    }
  }

  /** Of a call that bound a name, the argument the name stands in. */
  #use(node: Node, name: string): Node {
    if (node.kind !== 'CallExpression') return node
    const arg = node.args.find(({ key, value }) => {
      const given = bare(value ?? (key as Expression))
      return given.kind === 'Identifier'
        ? given.name === name
        : given.kind === 'MemberExpression' && dotted(given) === name
    })
    return arg ?? node
  }

  /** What a function written in place answers, when that is what does not fit. */
  #result(fn: FunctionExpression, problem: TypeProblem): void {
    const cause = problem.kind === 'argument' ? problem.cause : problem
    if (cause.kind !== 'return') return
    const result = fn.body.kind === 'Block' ? blockParts(fn.body).result : fn.body
    if (result) this.#put(result, `the function returns ${this.#text(bare(result))}`)
  }

  #text(node: Expression): string {
    const type = this.#inferred.types.get(node) ?? literalTypes.get(node.kind)
    return type ? textOf(type) : 'this'
  }

  #put({ from, to }: Span, message: string): void {
    if (!this.places.some(one => one.from === from && one.to === to)) this.places.push({ from, to, message })
  }
}

function dotted({ object, property }: MemberExpression): string {
  const name = property.kind === 'Identifier' ? property.name : property.value
  return object.kind === 'Identifier' ? `${object.name}.${name}` : name
}

/** A type short enough to be read in passing. */
function textOf(type: Type): string {
  const text = typeText(type, { oneLine: true })
  return text.length > maxTypeLength ? `a ${typeNoun(type).slice(2, -1) || 'stream'} of another type` : text
}

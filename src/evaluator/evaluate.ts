// Expressions to values, by walking the tree. Streams come out as nodes of a lazy graph. An expression that needs
// tables not there yet is suspended: it throws, and is evaluated again from its statement when they are.
import type {
  Callable,
  CallSite,
  Context,
  Host,
  Packages,
  RowFunction,
  StageSpec,
  StreamValue,
} from '../library/index.ts'
import type { Type } from '../semantics/index.ts'
import type {
  CallExpression,
  Expression,
  FunctionExpression,
  Property,
  RecordExpression,
  Span,
} from '../syntax/index.ts'
import type { TableStream } from '../tables/index.ts'
import {
  type Arguments,
  DictValue,
  Dynamic,
  durationFrom,
  Fault,
  FunctionValue,
  fault,
  isNull,
  nullOf,
  RecordValue,
  Regexp,
  stringOf,
  Time,
  typeName,
  type Value,
} from '../values/index.ts'
import { Closure, MemberFunction, PackageValue } from './call.ts'
import type { Graph } from './graph.ts'
import { binary, logical, type Mode, unary } from './operators.ts'
import type { Options } from './options.ts'
import { Scope } from './scope.ts'

/** What the evaluator needs of the run it serves. */
export interface RunServices {
  readonly packages: Packages
  readonly options: Options
  readonly graph: Graph
  readonly host: Host
  /** Nanoseconds; the same for the whole run. */
  readonly startedAt: bigint
  /** Tables of a stage, or throws a Suspension. */
  tables(stream: StreamValue): TableStream
  rowFunction(fn: FunctionValue, evaluator: Evaluator, path: string): RowFunction
  /** Whether row functions run over whole columns where they can; the answers are the same either way. */
  readonly vectorise: boolean
  /** The inferred type of a function literal, for `display`. */
  typeTextOf(node: FunctionExpression): string
  /** What inference says an expression is. */
  typeOf(node: Expression): Type | null
  /** A place of the program as the reference's messages write it, `2:5-2:9`. */
  placeOf(span: Span): string
  wordingOf(fault: Fault): string
  /** The program's text of a place. */
  textOf(span: Span): string
}

/** Where an expression is evaluated: names, the chain of calls that leads here, and how null is treated. */
export interface Place {
  readonly scope: Scope
  /** Call sites from the program down to here; tells the stages of one call site apart. */
  readonly path: string
  readonly mode: Mode
}

export class Evaluator {
  private readonly members = new Map<string, Value>()
  constructor(readonly run: RunServices) {}

  evaluate(node: Expression, at: Place): Value {
    switch (node.kind) {
      case 'Identifier':
        return this.lookup(node.name, at.scope)
      case 'IntegerLiteral':
      case 'FloatLiteral':
      case 'StringLiteral':
      case 'LabelLiteral':
        return node.value
      case 'DurationLiteral':
        return durationFrom(node.values)
      case 'DateTimeLiteral':
        return new Time(node.ns)
      case 'RegexpLiteral':
        return new Regexp(node.value)
      case 'StringExpression':
        return node.parts
          .map(p => (p.kind === 'TextPart' ? p.value : interpolated(this.evaluate(p.expression, at), at.mode)))
          .join('')
      case 'ArrayExpression':
        return node.elements.map(e => this.evaluate(e, at))
      case 'DictExpression':
        return DictValue.from(node.entries.map(e => [this.evaluate(e.key, at), this.evaluate(e.value, at)] as const))
      case 'RecordExpression':
        return this.record(node, at)
      case 'FunctionExpression':
        return this.closure(node, at)
      case 'CallExpression':
        return this.callExpression(node, at, null)
      case 'PipeExpression':
        return this.callExpression(node.call, at, node.argument)
      case 'MemberExpression':
        return this.memberOf(this.evaluate(node.object, at), propertyName(node.property))
      case 'IndexExpression':
        return elementAt(this.evaluate(node.array, at), this.evaluate(node.index, at))
      case 'BinaryExpression':
        return binary(node.operator, this.evaluate(node.left, at), this.evaluate(node.right, at), at.mode)
      case 'LogicalExpression': {
        const logic = at.mode === 'rows' ? 'rows' : 'strict'
        return logical(node.operator, this.evaluate(node.left, at), () => this.evaluate(node.right, at), logic)
      }
      case 'UnaryExpression':
        return unary(node.operator, this.evaluate(node.argument, at), at.mode)
      case 'ConditionalExpression':
        return this.evaluate(isTrue(this.evaluate(node.test, at), at.mode) ? node.consequent : node.alternate, at)
      case 'ParenExpression':
        return this.evaluate(node.expression, at)
      case 'PipeLiteral':
      case 'BadExpression':
        throw fault('invalid', `this expression has no value: ${node.kind}`)
    }
  }

  lookup(name: string, scope: Scope): Value {
    const value = scope.get(name)
    if (value !== undefined) return value
    const { packages } = this.run
    for (const path of packages.prelude) if (packages.member(path, name)) return this.memberValue(path, name)
    for (const path of packages.prelude) if (packages.signatures(path)?.has(name)) throw notYet(name)
    throw fault('invalid', `undefined identifier ${name}`)
  }

  /** A member's present value: an option's setting, a constant, or the function. */
  memberValue(path: string, name: string): Value {
    const set = this.run.options.get(path, name)
    if (set !== undefined) return set
    const key = `${path}.${name}`
    const cached = this.members.get(key)
    if (cached !== undefined) return cached
    const member = this.run.packages.member(path, name)
    if (!member) throw notYet(key)
    const given = member.value
    const value =
      given === undefined
        ? new MemberFunction(path, name, member)
        : typeof given === 'function'
          ? given(this.context({ name, from: 0, to: 0 }, `option:${key}`))
          : given
    this.members.set(key, value)
    return value
  }

  memberOf(object: Value, name: string): Value {
    if (object instanceof PackageValue) return this.memberValue(object.path, name)
    if (object instanceof RecordValue) return object.get(name) ?? nullOf('invalid')
    if (object instanceof Dynamic) return dynamicMember(object, name)
    if (isNull(object)) return nullOf('invalid')
    throw fault('internal', `member "${name}" with type ${typeName(object)} is not in the record`)
  }

  private record(node: RecordExpression, at: Place): Value {
    const fields = new Map<string, Value>()
    if (node.with) {
      const base = this.lookup(node.with.name, at.scope)
      if (!(base instanceof RecordValue))
        throw fault('invalid', `${node.with.name} is no record, found ${typeName(base)}`)
      for (const [k, v] of base.fields) fields.set(k, v)
    }
    const own = new Set<string>()
    for (const p of node.properties) {
      const name = propertyName(p.key)
      if (own.has(name)) throw fault('invalid', `duplicate key in object: "${name}"`)
      own.add(name)
      fields.set(name, this.propertyValue(p, at))
    }
    return new RecordValue(fields)
  }

  private propertyValue(p: Property, at: Place): Value {
    return p.value ? this.evaluate(p.value, at) : this.lookup(propertyName(p.key), at.scope)
  }

  closure(node: FunctionExpression, at: Place): Closure {
    return new Closure(node, at.scope, null, this.run.typeTextOf(node), (closure, args, context) =>
      this.evaluateClosure(closure, args, (context as CallContext).path, at.mode),
    )
  }

  /** The scope of a closure's body: its parameters, defaults evaluated where the function was defined. */
  bindParameters(closure: Closure, args: Arguments, path: string, mode: Mode): Scope {
    const scope = new Scope(closure.scope)
    for (const p of closure.node.params) {
      const name = p.key.name
      const given = args.get(name)
      if (given !== undefined) scope.set(name, given)
      else if (p.value && p.value.kind !== 'PipeLiteral')
        scope.set(name, this.evaluate(p.value, { scope: closure.scope, path, mode }))
      else throw fault('invalid', `missing required argument ${name}`)
    }
    return scope
  }

  evaluateClosure(closure: Closure, args: Arguments, path: string, mode: Mode): Value {
    const scope = this.bindParameters(closure, args, path, mode)
    const { body } = closure.node
    if (body.kind !== 'Block') return this.evaluate(body, { scope, path, mode })
    for (const statement of body.body) {
      if (statement.kind === 'ReturnStatement') return this.evaluate(statement.argument, { scope, path, mode })
      if (statement.kind === 'VariableAssignment')
        scope.set(statement.id.name, this.evaluate(statement.init, { scope, path, mode }))
      else if (statement.kind === 'ExpressionStatement') this.evaluate(statement.expression, { scope, path, mode })
    }
    throw fault('invalid', 'missing return statement in block')
  }

  callExpression(node: CallExpression, at: Place, piped: Expression | null): Value {
    const callee = this.evaluate(node.callee, at)
    const site = { name: calleeName(node.callee), from: node.from, to: node.to }
    if (!(callee instanceof FunctionValue))
      throw fault('invalid', `cannot call ${site.name}: it is ${typeName(callee)}`)
    const args = new Map<string, Value>()
    for (const p of node.args) args.set(propertyName(p.key), this.propertyValue(p, at))
    if (piped) {
      const parameter = callee.pipeParameter
      if (!parameter) throw fault('invalid', `missing pipe argument: ${site.name} takes none`)
      if (args.has(parameter.name))
        throw fault('invalid', `pipe argument also specified as a keyword parameter: "${parameter.name}"`)
      args.set(parameter.name, this.evaluate(piped, at))
    }
    return this.call(callee as Callable, args, site, `${at.path}/${node.from}`)
  }

  /** Calls a function; a fault that leaves it carries the call. */
  call(callee: Callable, args: Arguments, site: CallSite, path: string): Value {
    try {
      return callee.call(args, this.context(site, path))
    } catch (error) {
      if (error instanceof Fault && !site.name.startsWith('_')) error.within({ kind: 'call', ...site })
      throw error
    }
  }

  context(site: CallSite, path: string): Context {
    return new CallContext(this, site, path)
  }
}

/** What one call of a member may ask. Counts the calls and stages it makes, so that each has an id of its own. */
export class CallContext implements Context {
  private made = 0
  constructor(
    private readonly evaluator: Evaluator,
    readonly site: CallSite,
    readonly path: string,
  ) {}

  get startedAt(): Time {
    return new Time(this.evaluator.run.startedAt)
  }
  get host(): Host {
    return this.evaluator.run.host
  }
  now(): Time {
    const now = this.evaluator.memberValue('universe', 'now')
    const value = now instanceof FunctionValue ? this.call(now, new Map()) : now
    if (!(value instanceof Time)) throw fault('invalid', `option now must return a time, found ${typeName(value)}`)
    return value
  }
  option(path: string, name: string): Value {
    return this.evaluator.memberValue(path, name)
  }
  stream(spec: StageSpec): StreamValue {
    return this.evaluator.run.graph.stage(`${this.path}#${this.made++}`, this.site, spec)
  }
  tables(stream: StreamValue): TableStream {
    return this.evaluator.run.tables(stream)
  }
  call(fn: FunctionValue, args: Arguments | Readonly<Record<string, Value>>): Value {
    const named = args instanceof Map ? args : new Map(Object.entries(args))
    return (fn as Callable).call(named, this.evaluator.context(this.site, `${this.path}>${this.made++}`))
  }
  member(path: string, name: string): Value {
    return this.evaluator.memberValue(path, name)
  }
  wordingOf(fault: Fault): string {
    return this.evaluator.run.wordingOf(fault)
  }
  rowFunction(fn: FunctionValue): RowFunction {
    return this.evaluator.run.rowFunction(fn, this.evaluator, `${this.path}#${this.made++}`)
  }
}

export function propertyName(key: Property['key']): string {
  return key.kind === 'Identifier' ? key.name : key.value
}

/** The name a call has in messages. */
export function calleeName(callee: Expression): string {
  if (callee.kind === 'Identifier') return callee.name
  if (callee.kind === 'MemberExpression') return propertyName(callee.property)
  return callee.kind === 'ParenExpression' ? calleeName(callee.expression) : '<anonymous function>'
}

export function isTrue(test: Value, mode: Mode): boolean {
  if (typeof test === 'boolean') return test
  if (isNull(test) && mode === 'rows') return false
  throw fault('invalid', 'conditional test expression is not a boolean value')
}

export function interpolated(value: Value, mode: Mode): string {
  if (isNull(value)) {
    if (mode === 'program') throw fault('invalid', 'interpolated expression produced a null value')
    throw fault(
      'invalid',
      value.type === 'invalid' ? 'invalid interpolation type' : 'string expression evaluated to null',
    )
  }
  const text = stringOf(value)
  if (text === null) throw fault('invalid', `cannot interpolate a value of type ${typeName(value)}`)
  return text
}

export function elementAt(array: Value, index: Value): Value {
  if (array instanceof Dynamic) return dynamicElement(array, index)
  if (!Array.isArray(array) || typeof index !== 'bigint')
    throw fault('invalid', `cannot index ${typeName(array)} with ${typeName(index)}`)
  if (index < 0n || index >= BigInt(array.length))
    throw fault('invalid', `cannot access element ${index} of array of length ${array.length}`)
  return array[Number(index)]
}

function dynamicMember(object: Dynamic, name: string): Value {
  const { inner } = object
  if (!(inner instanceof RecordValue))
    throw fault('invalid', `cannot access property "${name}" on value of type ${typeName(inner)}`)
  const value = inner.get(name)
  return value === undefined ? new Dynamic(nullOf('invalid')) : value instanceof Dynamic ? value : new Dynamic(value)
}

function dynamicElement(array: Dynamic, index: Value): Value {
  const { inner } = array
  const value = Array.isArray(inner) && typeof index === 'bigint' ? inner[Number(index)] : undefined
  return value === undefined ? new Dynamic(nullOf('invalid')) : value instanceof Dynamic ? value : new Dynamic(value)
}

function notYet(name: string): Fault {
  return fault('unimplemented', `${name} is not available yet: the checker knows it, this version cannot run it`)
}

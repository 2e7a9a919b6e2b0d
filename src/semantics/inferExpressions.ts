// Types of expressions, calls and functions.
import type {
  BinaryExpression,
  CallExpression,
  DictExpression,
  Expression,
  FunctionExpression,
  Identifier,
  IndexExpression,
  MemberExpression,
  RecordExpression,
  VariableAssignment,
} from '../syntax/index.ts'
import { blockParts } from './block.ts'
import { freshCopy, generalize, instantiate, memberScheme } from './environment.ts'
import { bare, NameInference, placeOf } from './inferNames.ts'
import {
  arrayOf,
  bool,
  duration,
  dynamic,
  empty,
  error,
  type FunctionType,
  float,
  int,
  type Kind,
  labelOf,
  literalTypes,
  monomorphic,
  type ParameterType,
  prune,
  regexp,
  string,
  type Type,
  time,
} from './types.ts'
import { insertParameter, type TypeProblem } from './unify.ts'

export abstract class ExpressionInference extends NameInference {
  // ── expressions ──

  protected infer(node: Expression): Type {
    const type = this.typeOf(node)
    if (!literalTypes.has(node.kind)) this.types.set(node, type)
    return type
  }

  protected typeOf(node: Expression): Type {
    switch (node.kind) {
      case 'Identifier':
        return this.identifier(node)
      case 'IntegerLiteral':
        return int
      case 'FloatLiteral':
        return float
      case 'StringLiteral':
        return string
      case 'DurationLiteral':
        return duration
      case 'DateTimeLiteral':
        return time
      case 'RegexpLiteral':
        this.checks.pattern(node)
        return regexp
      case 'LabelLiteral':
        this.checks.labelLiteral(node)
        return { kind: 'label', name: node.value }
      case 'PipeLiteral':
        this.checks.pipeLiteral(node)
        return error
      case 'BadExpression':
        return error
      case 'ParenExpression':
        return this.infer(node.expression)
      case 'StringExpression':
        for (const part of node.parts) {
          if (part.kind === 'InterpolatedPart') this.require(this.infer(part.expression), 'Stringable', part.expression)
        }
        return string
      case 'ArrayExpression':
        return this.array(node.elements)
      case 'DictExpression':
        return this.dict(node)
      case 'RecordExpression':
        return this.record(node)
      case 'FunctionExpression':
        return this.function(node)
      case 'CallExpression':
        return this.call(node, null)
      case 'PipeExpression': {
        const type = this.call(node.call, node.argument)
        this.types.set(node.call, type)
        return type
      }
      case 'MemberExpression':
        return this.member(node)
      case 'IndexExpression':
        return this.index(node)
      case 'BinaryExpression':
        return this.binary(node)
      case 'LogicalExpression': {
        const left = this.infer(node.left)
        const right = this.infer(node.right)
        this.equal(bool, left, node.left)
        this.equal(bool, right, node.right)
        return bool
      }
      case 'UnaryExpression': {
        const type = this.infer(node.argument)
        if (node.operator === 'exists') return bool
        if (node.operator === 'not') {
          this.equal(bool, type, node.argument)
          return bool
        }
        this.require(type, 'Negatable', node.argument)
        return type
      }
      case 'ConditionalExpression': {
        this.equal(bool, this.infer(node.test), node.test)
        const consequent = this.infer(node.consequent)
        return this.equal(consequent, this.infer(node.alternate), node.alternate, node.consequent)
      }
    }
  }

  protected array(elements: readonly Expression[]): Type {
    let type: Type | null = null
    for (const element of elements) {
      const found = this.infer(element)
      type = type ? this.equal(type, found, element, elements[0]) : found
    }
    return arrayOf(type ?? this.unifier.fresh())
  }

  protected dict(node: DictExpression): Type {
    const key = this.unifier.fresh()
    const value = this.unifier.fresh()
    for (const entry of node.entries) {
      const keyFound = this.infer(entry.key)
      const valueFound = this.infer(entry.value)
      this.equal(key, keyFound, entry.key, node.entries[0]?.key)
      this.equal(value, valueFound, entry.value, node.entries[0]?.value)
    }
    this.require(key, 'Comparable', node)
    return { kind: 'dict', key, value }
  }

  protected record(node: RecordExpression): Type {
    let type: Type = empty
    if (node.with) {
      type = this.identifier(node.with)
      this.types.set(node.with, type)
    }
    let broken = false
    // The last property comes first: the record is built onto its end.
    for (const { key, value } of [...node.properties].reverse()) {
      const label = key.kind === 'Identifier' ? key.name : key.value
      const field = value ? this.infer(value) : this.shorthand(key, label)
      if (label === '<invalid>') broken = true
      type = { kind: 'record', label, type: field, tail: type }
    }
    // Of a record with something unreadable in it nothing is known.
    return broken ? error : type
  }

  /** `{a}` means `{a: a}`. What the parser has complained about already is left alone. */
  protected shorthand(key: RecordExpression['properties'][number]['key'], label: string): Type {
    if (key.kind === 'Identifier') return this.infer(key)
    if (label === '<invalid>') return error
    const definition = this.environment.lookup(label)
    return definition?.scheme ? instantiate(definition.scheme, this.unifier) : this.undefined(key, label)
  }

  protected member(node: MemberExpression): Type {
    const name = node.property.kind === 'Identifier' ? node.property.name : node.property.value
    const object = bare(node.object)
    if (object.kind === 'Identifier') {
      const definition = this.environment.lookup(object.name)
      if (definition?.kind === 'import' && !definition.scheme) {
        this.use(object)
        return this.packageMember(node, object, definition.path!, name)
      }
    }
    const type = prune(this.infer(node.object))
    // A name the parser missed: nothing is known, nothing need be said.
    if (name === '') return error
    if (type.kind === 'dynamic') return dynamic
    for (let record: Type = type; record.kind === 'record'; record = prune(record.tail)) {
      if (labelOf(record) === name) return record.type
    }
    const field = this.unifier.fresh()
    const expected: Type = { kind: 'record', label: name, type: field, tail: this.unifier.fresh() }
    this.equal(expected, type, object)
    return field
  }

  protected packageMember(node: MemberExpression, object: Identifier, path: string, name: string): Type {
    const scheme = memberScheme(this.packages, path, name)
    this.members.set(node, { path, name })
    this.mentions.push({ count: this.unifier.count, path, made: scheme?.vars.length ?? 0 })
    if (scheme) return instantiate(scheme, this.unifier)
    if (name === '') return error
    this.put(object, { kind: 'member', path, name, node })
    return this.unifier.fresh()
  }

  protected index(node: IndexExpression): Type {
    const array = this.infer(node.array)
    const index = this.infer(node.index)
    this.equal(int, index, node.index)
    const element = this.unifier.fresh()
    this.equal(arrayOf(element), array, node.array)
    return element
  }

  protected binary(node: BinaryExpression): Type {
    const left = this.infer(node.left)
    const right = this.infer(node.right)
    switch (node.operator) {
      case '+':
        return this.arithmetic(node, left, right, 'Addable')
      case '-':
        return this.arithmetic(node, left, right, 'Subtractable')
      case '*':
      case '/':
      case '%':
      case '^':
        return this.arithmetic(node, left, right, 'Divisible')
      case '==':
      case '!=':
        return this.comparison(node, left, right, ['Equatable'])
      case '<':
      case '>':
        return this.comparison(node, left, right, ['Comparable'])
      case '<=':
      case '>=':
        return this.comparison(node, left, right, ['Equatable', 'Comparable'])
      case '=~':
      case '!~':
        this.equal(string, left, node.left)
        this.equal(regexp, right, node.right)
        return bool
      case '<INVALID_OP>':
        this.put(node, { kind: 'operator', operator: node.operator })
        return error
    }
  }

  protected arithmetic(node: BinaryExpression, left: Type, right: Type, need: Kind): Type {
    const type = this.equal(left, right, node.right, node.left)
    this.require(left, need, node)
    return type
  }

  /** The two sides need not be of one type: only each must have the kinds. */
  protected comparison(node: BinaryExpression, left: Type, right: Type, needs: readonly Kind[]): Type {
    for (const need of needs) this.require(left, need, node.left)
    for (const need of needs) this.require(right, need, node.right)
    return bool
  }

  // ── calls ──

  /** The callee comes first, then the arguments, then what is piped in: so are a pipe chain's last messages first. */
  protected call(node: CallExpression, piped: Expression | null): Type {
    const callee = this.infer(node.callee)
    const result = this.unifier.fresh()
    const required: ParameterType[] = []
    for (const { key, value } of node.args) {
      const name = key.kind === 'Identifier' ? key.name : key.value
      const type = value ? this.infer(value) : this.shorthand(key, name)
      if (name !== '<invalid>') insertParameter(required, { name, type, standard: null })
    }
    const pipe = piped && { name: '<-', type: this.infer(piped), standard: null }
    const actual: FunctionType = { kind: 'function', required, optional: [], pipe, result }
    const problems = this.unifier.unify(callee, actual, node)
    for (const problem of problems) {
      const value = this.valueInCall(node, callee, problem)
      const place = value ? placeOf(value) : node
      const at = value
        ? bare(value).kind === 'PipeExpression'
          ? null
          : bare(value)
        : pipedInto(callee, problem, piped)
      this.put(place, { kind: 'type', problem, node, at })
    }
    return result
  }

  /** An argument's own problem is told at its value, unless nothing is known of the function. */
  protected valueInCall(node: CallExpression, callee: Type, problem: TypeProblem): Expression | null {
    if (problem.kind !== 'argument' && problem.kind !== 'extraArgument') return null
    if (prune(callee).kind !== 'function') return null
    const { name } = problem
    const arg = node.args.findLast(({ key }) => (key.kind === 'Identifier' ? key.name : key.value) === name)
    return arg ? (arg.value ?? arg.key) : null
  }

  // ── functions ──

  protected function(node: FunctionExpression): Type {
    const { environment } = this
    const fixed = environment.fixedCount
    const required: ParameterType[] = []
    const optional: ParameterType[] = []
    let pipe: ParameterType | null = null
    this.scopes.push(environment.enter(node))
    for (const param of node.params) {
      const type = this.unifier.fresh()
      const one = { name: param.key.name, type, standard: null }
      if (!param.value) insertParameter(required, one)
      else if (param.value.kind === 'PipeLiteral') {
        if (pipe) this.checks.severalPipes(param.value)
        pipe ??= one
      } else insertParameter(optional, one)
      this.types.set(param.key, type)
      const scheme = monomorphic(type)
      environment.defineParameter(this.define('parameter', param.key, param, { value: param.value, scheme }), type)
    }
    const result = this.body(node)
    environment.leave(fixed)
    const type: FunctionType = {
      kind: 'function',
      required,
      optional,
      pipe,
      result,
    }
    if (optional.length > 0) this.defaults(node, type)
    return type
  }

  protected body(node: FunctionExpression): Type {
    if (node.body.kind !== 'Block') return this.infer(node.body)
    const parts = blockParts(node.body)
    const { statements, result } = parts
    this.checks.block(node.body, parts)
    for (const statement of statements) {
      if (statement.kind === 'ExpressionStatement') this.infer(statement.expression)
      else this.assignment(statement, 'variable')
    }
    return result ? this.infer(result) : error
  }

  /**
   * Defaults are looked at outside of the function, after it. They must fit the parameters but do not fix their types: they
   * are held against a copy.
   */
  protected defaults(node: FunctionExpression, type: FunctionType): void {
    const defaults = new Map<string, Type>()
    for (const { key, value } of node.params) {
      if (value && value.kind !== 'PipeLiteral') defaults.set(key.name, this.infer(value))
    }
    const copy = freshCopy(type, this.environment, this.unifier) as FunctionType
    const optional = copy.optional.map(param => ({ ...param, type: defaults.get(param.name) ?? param.type }))
    const given: FunctionType = { ...copy, optional, result: this.unifier.fresh() }
    this.tell(node, this.unifier.unify(copy, given, node))
  }

  protected assignment(statement: VariableAssignment, kind: 'variable' | 'option'): void {
    const { id, init } = statement
    const type = this.infer(init)
    const scheme = generalize(type, this.environment)
    this.types.set(id, type)
    if (kind === 'variable') this.checks.assigned(statement, this.environment.scope)
    this.environment.define(this.define(kind, id, statement, { value: init, scheme }))
  }
}

/** What is piped in, when that is the argument the problem is about. */
function pipedInto(callee: Type, problem: TypeProblem, piped: Expression | null): Expression | null {
  const type = prune(callee)
  return problem.kind === 'argument' && type.kind === 'function' && type.pipe?.name === problem.name ? piped : null
}

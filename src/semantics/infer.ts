// Types and meanings for a whole file: Damas and Milner's inference with rows and kinds, solved on the fly. Every equality
// is unified and every kind required at the moment it arises, in the official order, for that order is the order of the
// messages. What a name means is settled on the way.
import type {
  BinaryExpression,
  CallExpression,
  DictExpression,
  Expression,
  File,
  FunctionExpression,
  Identifier,
  ImportDeclaration,
  IndexExpression,
  MemberExpression,
  Node,
  OptionStatement,
  RecordExpression,
  Span,
  Statement,
  VariableAssignment,
} from '../syntax/index.ts'
import { blockParts } from './block.ts'
import { Checks } from './checks.ts'
import { constrain, type KindProblem } from './constraints.ts'
import {
  type Definition,
  type DefinitionKind,
  Environment,
  freshCopy,
  generalize,
  instantiate,
  memberScheme,
  type PackageTypes,
  packageScheme,
  type Scope,
} from './environment.ts'
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
  isComposite,
  type Kind,
  labelOf,
  monomorphic,
  type ParameterType,
  partsOf,
  prune,
  regexp,
  type Scheme,
  string,
  type Type,
  time,
} from './types.ts'
import { variableName } from './typeText.ts'
import { insertParameter, TooComplex, type TypeProblem, Unifier } from './unify.ts'

/** Something found, with the place to tell it at. Type problems become words when the whole file is done. */
export interface Found extends Span {
  readonly what:
    | {
        readonly kind: 'type'
        readonly problem: TypeProblem
        /** The call, or the expression of the wrong type. */
        readonly node: Node
        /** The expression that has the wrong type, where there is one. */
        readonly at: Expression | null
      }
    | { readonly kind: 'undefined'; readonly name: string; readonly visible: Scope }
    | { readonly kind: 'import'; readonly path: string }
    | { readonly kind: 'member'; readonly path: string; readonly name: string; readonly node: MemberExpression }
    | { readonly kind: 'returnInFile' }
    | { readonly kind: 'constraint'; readonly variable: string; readonly need: Kind }
    | { readonly kind: 'operator'; readonly operator: string }
    | { readonly kind: 'tooComplex' }
}

/** What inference knows when it is done. */
export interface Inferred {
  readonly found: readonly Found[]
  readonly types: ReadonlyMap<Node, Type>
  readonly bindings: ReadonlyMap<Identifier, Definition>
  readonly definitions: readonly Definition[]
  readonly members: ReadonlyMap<MemberExpression, { readonly path: string; readonly name: string }>
  readonly scopes: readonly Scope[]
  readonly environment: Environment
  readonly checks: Checks
  /** How many variables there were when a package was mentioned, for the official numbering. */
  readonly mentions: readonly { readonly count: number; readonly path: string; readonly made: number }[]
}

/** Nobody reads more, and a text that is no program at all would have one a word. */
const maxFound = 1000

export function infer(file: File, packages: PackageTypes, globals: ReadonlyMap<string, string>): Inferred {
  const inference = new Inference(file, packages, globals)
  inference.file()
  return inference
}

class Inference implements Inferred {
  readonly found: Found[] = []
  readonly types = new Map<Node, Type>()
  readonly bindings = new Map<Identifier, Definition>()
  readonly definitions: Definition[] = []
  readonly members = new Map<MemberExpression, { path: string; name: string }>()
  readonly scopes: Scope[] = []
  readonly mentions: { count: number; path: string; made: number }[] = []
  readonly environment: Environment
  readonly checks = new Checks()
  readonly #file: File
  readonly #packages: PackageTypes
  readonly #unifier = new Unifier()

  constructor(file: File, packages: PackageTypes, globals: ReadonlyMap<string, string>) {
    this.#file = file
    this.#packages = packages
    this.environment = new Environment(packages, file, globals)
    this.scopes.push(this.environment.scope)
  }

  file(): void {
    try {
      for (const declaration of this.#file.imports) this.#import(declaration)
      for (const statement of this.#file.body) this.#statement(statement)
    } catch (thrown) {
      if (!(thrown instanceof TooComplex)) throw thrown
      this.#put(this.#file, { kind: 'tooComplex' })
    }
  }

  // ── telling ──

  #put(span: Span, what: Found['what']): void {
    if (this.found.length < maxFound) this.found.push({ from: span.from, to: span.to, what })
  }

  /** Type errors point inside parentheses. */
  #tell(at: Expression, problems: readonly TypeProblem[]): void {
    const node = placeOf(at)
    const whole = node.kind === 'CallExpression' && bare(at) !== node ? null : node
    for (const problem of problems) this.#put(node, { kind: 'type', problem, node: bare(at), at: whole })
  }

  /** Makes two types equal and answers that type, or the error type, which hides whatever would follow. */
  #equal(expected: Type, found: Type, at: Expression): Type {
    const problems = this.#unifier.unify(expected, found)
    if (problems.length === 0) return expected
    this.#tell(at, problems)
    return error
  }

  #require(type: Type, need: Kind, at: Expression): void {
    const problems: KindProblem[] = []
    constrain(type, need, problems)
    this.#tell(at, problems)
  }

  // ── names ──

  #define(
    kind: DefinitionKind,
    id: Identifier | null,
    node: Node,
    more: { name?: string; value?: Expression | null; path?: string; scheme: Scheme | null },
  ): Definition {
    const { name = id?.name ?? '', value = null, path = null, scheme } = more
    const definition: Definition = { kind, name, id, node, value, path, scheme, uses: [] }
    if (id) this.bindings.set(id, definition)
    this.definitions.push(definition)
    return definition
  }

  #import(declaration: ImportDeclaration): void {
    const path = declaration.path.value
    const known = this.#packages.signatures(path) !== null
    if (!known) this.#put(declaration, { kind: 'import', path })
    const name = declaration.alias?.name ?? path.slice(path.lastIndexOf('/') + 1)
    const scheme = known ? null : monomorphic(error)
    this.environment.define(this.#define('import', declaration.alias, declaration, { name, path, scheme }))
  }

  #identifier(node: Identifier): Type {
    const definition = this.#use(node)
    if (!definition) return this.#undefined(node, node.name)
    if (definition.scheme) return instantiate(definition.scheme, this.#unifier)
    return instantiate(packageScheme(this.#packages, definition.path!), this.#unifier)
  }

  #use(node: Identifier): Definition | null {
    const definition = this.environment.lookup(node.name)
    if (definition) {
      this.bindings.set(node, definition)
      definition.uses.push(node)
    }
    return definition
  }

  #undefined(at: Span, name: string): Type {
    // An empty name is one the parser missed and has reported.
    if (name !== '') this.#put(at, { kind: 'undefined', name, visible: this.environment.scope })
    return this.environment.unknown(name, this.#unifier)
  }

  // ── statements ──

  #statement(statement: Statement): void {
    switch (statement.kind) {
      case 'VariableAssignment':
        this.#assignment(statement, 'variable')
        return
      case 'OptionStatement':
        this.#option(statement)
        return
      case 'ExpressionStatement':
        this.#infer(statement.expression)
        return
      case 'ReturnStatement':
        this.#put(statement, { kind: 'returnInFile' })
        return
      case 'BuiltinStatement': {
        const scheme = this.checks.notation(statement)
        this.#checkLabels(scheme, statement)
        const { id } = statement
        this.environment.define(this.#define('builtin', id, statement, { scheme }))
        return
      }
      case 'TestCaseStatement': {
        this.#define('testcase', statement.id, statement, { scheme: null })
        const fixed = this.environment.fixedCount
        this.scopes.push(this.environment.enter(statement))
        for (const inner of statement.block.body) this.#statement(inner)
        this.environment.leave(fixed)
        return
      }
      case 'BadStatement':
        return
    }
  }

  #assignment(statement: VariableAssignment, kind: 'variable' | 'option'): void {
    const { id, init } = statement
    const type = this.#infer(init)
    const scheme = generalize(type, this.environment)
    this.types.set(id, type)
    if (kind === 'variable') this.checks.assigned(statement, this.environment.scope)
    this.environment.define(this.#define(kind, id, statement, { value: init, scheme }))
  }

  #option({ assignment }: OptionStatement): void {
    if (assignment.kind === 'VariableAssignment') {
      this.#assignment(assignment, 'option')
      return
    }
    const value = this.#infer(assignment.init)
    this.#equal(this.#member(assignment.member), value, assignment.init)
  }

  /** A variable that stands for a field's label must be told to be one. */
  #checkLabels(scheme: Scheme, at: Span): void {
    const missing = new Set<number>()
    const visit = (type: Type): void => {
      const now = prune(type)
      if (now.kind === 'record') {
        const label = labelOf(now)
        if (typeof label !== 'string' && label.kind === 'bound' && !scheme.kinds.get(label.index)?.includes('Label')) {
          missing.add(label.index)
        }
      }
      if (isComposite(now)) partsOf(now).forEach(visit)
    }
    visit(scheme.type)
    for (const index of missing) this.#put(at, { kind: 'constraint', variable: variableName(index), need: 'Label' })
  }

  // ── expressions ──

  #infer(node: Expression): Type {
    const type = this.#typeOf(node)
    // What a literal is needs no note; there are many.
    if (!isLiteral(node)) this.types.set(node, type)
    return type
  }

  #typeOf(node: Expression): Type {
    switch (node.kind) {
      case 'Identifier':
        return this.#identifier(node)
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
        return this.#infer(node.expression)
      case 'StringExpression':
        for (const part of node.parts) {
          if (part.kind === 'InterpolatedPart')
            this.#require(this.#infer(part.expression), 'Stringable', part.expression)
        }
        return string
      case 'ArrayExpression':
        return this.#array(node.elements)
      case 'DictExpression':
        return this.#dict(node)
      case 'RecordExpression':
        return this.#record(node)
      case 'FunctionExpression':
        return this.#function(node)
      case 'CallExpression':
        return this.#call(node, null)
      case 'PipeExpression': {
        const type = this.#call(node.call, node.argument)
        this.types.set(node.call, type)
        return type
      }
      case 'MemberExpression':
        return this.#member(node)
      case 'IndexExpression':
        return this.#index(node)
      case 'BinaryExpression':
        return this.#binary(node)
      case 'LogicalExpression': {
        const left = this.#infer(node.left)
        const right = this.#infer(node.right)
        this.#equal(bool, left, node.left)
        this.#equal(bool, right, node.right)
        return bool
      }
      case 'UnaryExpression': {
        const type = this.#infer(node.argument)
        if (node.operator === 'exists') return bool
        if (node.operator === 'not') {
          this.#equal(bool, type, node.argument)
          return bool
        }
        this.#require(type, 'Negatable', node.argument)
        return type
      }
      case 'ConditionalExpression': {
        this.#equal(bool, this.#infer(node.test), node.test)
        const consequent = this.#infer(node.consequent)
        return this.#equal(consequent, this.#infer(node.alternate), node.alternate)
      }
    }
  }

  #array(elements: readonly Expression[]): Type {
    let type: Type | null = null
    for (const element of elements) {
      const found = this.#infer(element)
      type = type ? this.#equal(type, found, element) : found
    }
    return arrayOf(type ?? this.#unifier.fresh())
  }

  #dict(node: DictExpression): Type {
    const key = this.#unifier.fresh()
    const value = this.#unifier.fresh()
    for (const entry of node.entries) {
      const keyFound = this.#infer(entry.key)
      const valueFound = this.#infer(entry.value)
      this.#equal(key, keyFound, entry.key)
      this.#equal(value, valueFound, entry.value)
    }
    this.#require(key, 'Comparable', node)
    return { kind: 'dict', key, value }
  }

  #record(node: RecordExpression): Type {
    let type: Type = empty
    if (node.with) {
      type = this.#identifier(node.with)
      this.types.set(node.with, type)
    }
    let broken = false
    // The last property comes first: the record is built onto its end.
    for (const { key, value } of [...node.properties].reverse()) {
      const label = key.kind === 'Identifier' ? key.name : key.value
      const field = value ? this.#infer(value) : this.#shorthand(key, label)
      if (label === '<invalid>') broken = true
      type = { kind: 'record', label, type: field, tail: type }
    }
    // Of a record with something unreadable in it nothing is known.
    return broken ? error : type
  }

  /** `{a}` means `{a: a}`. What the parser has complained about already is left alone. */
  #shorthand(key: RecordExpression['properties'][number]['key'], label: string): Type {
    if (key.kind === 'Identifier') return this.#infer(key)
    if (label === '<invalid>') return error
    const definition = this.environment.lookup(label)
    return definition?.scheme ? instantiate(definition.scheme, this.#unifier) : this.#undefined(key, label)
  }

  #member(node: MemberExpression): Type {
    const name = node.property.kind === 'Identifier' ? node.property.name : node.property.value
    const object = bare(node.object)
    if (object.kind === 'Identifier') {
      const definition = this.environment.lookup(object.name)
      if (definition?.kind === 'import' && !definition.scheme) {
        this.#use(object)
        return this.#packageMember(node, object, definition.path!, name)
      }
    }
    const type = prune(this.#infer(node.object))
    // A name the parser missed: nothing is known, nothing need be said.
    if (name === '') return error
    if (type.kind === 'dynamic') return dynamic
    for (let record: Type = type; record.kind === 'record'; record = prune(record.tail)) {
      if (labelOf(record) === name) return record.type
    }
    const field = this.#unifier.fresh()
    const expected: Type = { kind: 'record', label: name, type: field, tail: this.#unifier.fresh() }
    this.#equal(expected, type, object)
    return field
  }

  #packageMember(node: MemberExpression, object: Identifier, path: string, name: string): Type {
    const scheme = memberScheme(this.#packages, path, name)
    this.members.set(node, { path, name })
    this.mentions.push({ count: this.#unifier.count, path, made: scheme?.vars.length ?? 0 })
    if (scheme) return instantiate(scheme, this.#unifier)
    if (name === '') return error
    this.#put(object, { kind: 'member', path, name, node })
    return this.#unifier.fresh()
  }

  #index(node: IndexExpression): Type {
    const array = this.#infer(node.array)
    const index = this.#infer(node.index)
    this.#equal(int, index, node.index)
    const element = this.#unifier.fresh()
    this.#equal(arrayOf(element), array, node.array)
    return element
  }

  #binary(node: BinaryExpression): Type {
    const left = this.#infer(node.left)
    const right = this.#infer(node.right)
    switch (node.operator) {
      case '+':
        return this.#arithmetic(node, left, right, 'Addable')
      case '-':
        return this.#arithmetic(node, left, right, 'Subtractable')
      case '*':
      case '/':
      case '%':
      case '^':
        return this.#arithmetic(node, left, right, 'Divisible')
      case '==':
      case '!=':
        return this.#comparison(node, left, right, ['Equatable'])
      case '<':
      case '>':
        return this.#comparison(node, left, right, ['Comparable'])
      case '<=':
      case '>=':
        return this.#comparison(node, left, right, ['Equatable', 'Comparable'])
      case '=~':
      case '!~':
        this.#equal(string, left, node.left)
        this.#equal(regexp, right, node.right)
        return bool
      case '<INVALID_OP>':
        this.#put(node, { kind: 'operator', operator: node.operator })
        return error
    }
  }

  #arithmetic(node: BinaryExpression, left: Type, right: Type, need: Kind): Type {
    const type = this.#equal(left, right, node.right)
    this.#require(left, need, node)
    return type
  }

  /** The two sides need not be of one type: only each must have the kinds. */
  #comparison(node: BinaryExpression, left: Type, right: Type, needs: readonly Kind[]): Type {
    for (const need of needs) this.#require(left, need, node.left)
    for (const need of needs) this.#require(right, need, node.right)
    return bool
  }

  // ── calls ──

  /** The callee comes first, then the arguments, then what is piped in: so are a pipe chain's last messages first. */
  #call(node: CallExpression, piped: Expression | null): Type {
    const callee = this.#infer(node.callee)
    const result = this.#unifier.fresh()
    const required: ParameterType[] = []
    for (const { key, value } of node.args) {
      const name = key.kind === 'Identifier' ? key.name : key.value
      const type = value ? this.#infer(value) : this.#shorthand(key, name)
      if (name !== '<invalid>') insertParameter(required, { name, type, standard: null })
    }
    const pipe = piped && { name: '<-', type: this.#infer(piped), standard: null }
    const actual: FunctionType = { kind: 'function', required, optional: [], pipe, result }
    const problems = this.#unifier.unify(callee, actual)
    for (const problem of problems) {
      const value = this.#valueInCall(node, callee, problem)
      const at = value && bare(value).kind !== 'PipeExpression' ? bare(value) : null
      this.#put(value ? placeOf(value) : node, { kind: 'type', problem, node, at })
    }
    return result
  }

  /** An argument's own problem is told at its value, unless nothing is known of the function. */
  #valueInCall(node: CallExpression, callee: Type, problem: TypeProblem): Expression | null {
    if (problem.kind !== 'argument' && problem.kind !== 'extraArgument') return null
    if (prune(callee).kind !== 'function') return null
    const { name } = problem
    const arg = node.args.findLast(({ key }) => (key.kind === 'Identifier' ? key.name : key.value) === name)
    return arg ? (arg.value ?? arg.key) : null
  }

  // ── functions ──

  #function(node: FunctionExpression): Type {
    const { environment } = this
    const fixed = environment.fixedCount
    const required: ParameterType[] = []
    const optional: ParameterType[] = []
    let pipe: ParameterType | null = null
    this.scopes.push(environment.enter(node))
    for (const param of node.params) {
      const type = this.#unifier.fresh()
      const one = { name: param.key.name, type, standard: null }
      if (!param.value) insertParameter(required, one)
      else if (param.value.kind === 'PipeLiteral') {
        if (pipe) this.checks.severalPipes(param.value)
        pipe ??= one
      } else insertParameter(optional, one)
      this.types.set(param.key, type)
      const scheme = monomorphic(type)
      environment.defineParameter(this.#define('parameter', param.key, param, { value: param.value, scheme }), type)
    }
    const result = this.#body(node)
    environment.leave(fixed)
    const type: FunctionType = {
      kind: 'function',
      required,
      optional,
      pipe,
      result,
    }
    if (optional.length > 0) this.#defaults(node, type)
    return type
  }

  #body(node: FunctionExpression): Type {
    if (node.body.kind !== 'Block') return this.#infer(node.body)
    const parts = blockParts(node.body)
    const { statements, result } = parts
    this.checks.block(node.body, parts)
    for (const statement of statements) {
      if (statement.kind === 'ExpressionStatement') this.#infer(statement.expression)
      else this.#assignment(statement, 'variable')
    }
    return result ? this.#infer(result) : error
  }

  /**
   * Defaults are looked at outside of the function, after it. They must fit the parameters but do not fix their types: they
   * are held against a copy.
   */
  #defaults(node: FunctionExpression, type: FunctionType): void {
    const defaults = new Map<string, Type>()
    for (const { key, value } of node.params) {
      if (value && value.kind !== 'PipeLiteral') defaults.set(key.name, this.#infer(value))
    }
    const copy = freshCopy(type, this.environment, this.#unifier) as FunctionType
    const optional = copy.optional.map(param => ({ ...param, type: defaults.get(param.name) ?? param.type }))
    const given: FunctionType = { ...copy, optional, result: this.#unifier.fresh() }
    this.#tell(node, this.#unifier.unify(copy, given))
  }
}

/** An expression without the parentheses around it. */
export function bare(node: Expression): Expression {
  let inner = node
  while (inner.kind === 'ParenExpression') inner = inner.expression
  return inner
}

/** Where to tell what is wrong with an expression: inside its parentheses, and of a pipe chain at the last call. */
function placeOf(node: Expression): Expression {
  const inner = bare(node)
  return inner.kind === 'PipeExpression' ? inner.call : inner
}

function isLiteral(node: Expression): boolean {
  return literalTypes.has(node.kind)
}

/** The types of literals, which are not noted node by node. */
export const literalTypes: ReadonlyMap<Node['kind'], Type> = new Map<Node['kind'], Type>([
  ['IntegerLiteral', int],
  ['FloatLiteral', float],
  ['StringLiteral', string],
  ['StringExpression', string],
  ['DurationLiteral', duration],
  ['DateTimeLiteral', time],
  ['RegexpLiteral', regexp],
])

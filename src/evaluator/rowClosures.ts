// The body of a row function as closures over a cursor: `r.x` reads a column's slot, functions of the script are
// compiled in place, and no record is built unless the body uses the row as a whole.
import { Callable, type CallSite, type Member } from '../library/index.ts'
import type { BinaryExpression, Block, CallExpression, Expression, Span } from '../syntax/index.ts'
import { DictValue, Fault, FunctionValue, fault, isNull, RecordValue, typeName, type Value } from '../values/index.ts'
import { Closure, MemberFunction, PackageValue } from './call.ts'
import { calleeName, type Evaluator, elementAt, interpolated, isTrue, propertyName } from './evaluate.ts'
import { binary, comparisons, logical, type NullLogic, unary } from './operators.ts'
import { asUntyped, type Cursor, isUntyped, oncePerRow, RowScope, type Thunk } from './rowScope.ts'

export interface CompileOptions {
  /** Inside a function the script defined: its calls show in messages, those of the row function itself do not. */
  readonly nested?: boolean
  readonly cursor: Cursor
  readonly evaluator: Evaluator
  readonly logic: NullLogic
  /** The chain of calls that leads to the function. */
  readonly path: string
  /** The function literal being compiled: the place the reference names when its operands do not go together. */
  readonly within: Span
}

/** The value of a name that is the same for every row; undefined when it is not. */
export function constantOf(node: Expression, scope: RowScope, evaluator: Evaluator): Value | undefined {
  if (node.kind === 'ParenExpression') return constantOf(node.expression, scope, evaluator)
  if (node.kind === 'Identifier') return scope.find(node.name) ? undefined : evaluator.lookup(node.name, scope.outer)
  if (node.kind !== 'MemberExpression') return undefined
  const object = constantOf(node.object, scope, evaluator)
  if (object instanceof PackageValue || object instanceof RecordValue)
    return evaluator.memberOf(object, propertyName(node.property))
  return undefined
}

export function compile(node: Expression | Block, scope: RowScope, options: CompileOptions): Thunk {
  const { cursor, evaluator } = options
  // a function of the script is run by the reference as the rest of the script is
  const mode = options.nested ? 'program' : 'rows'
  const sub = (n: Expression): Thunk => compile(n, scope, options)
  switch (node.kind) {
    case 'Block':
      return compileBlock(node, scope, options)
    case 'ParenExpression':
      return sub(node.expression)
    case 'Identifier': {
      const found = scope.find(node.name)
      if (found === 'row') {
        scope.noteWholeRow()
        return () => cursor.record()
      }
      if (found) return found
      const value = evaluator.lookup(node.name, scope.outer)
      return () => value
    }
    case 'MemberExpression':
      return compileMember(node.object, propertyName(node.property), node, scope, options)
    case 'BinaryExpression': {
      const [left, right] = [sub(node.left), sub(node.right)]
      if (isUntyped(left) && isUntyped(right) && !options.nested)
        throw cannotCompile(options, `unsupported binary expression invalid ${node.operator} invalid`)
      return () => rowBinary(node, left(), right(), options)
    }
    case 'LogicalExpression': {
      const [left, right, { operator }] = [sub(node.left), sub(node.right), node]
      return () => rowLogical(operator, left(), right, options)
    }
    case 'UnaryExpression': {
      const [argument, { operator }] = [sub(node.argument), node]
      return () => unary(operator, argument(), mode)
    }
    case 'ConditionalExpression': {
      const [test, yes, no] = [sub(node.test), sub(node.consequent), sub(node.alternate)]
      return () => (isTrue(test(), mode) ? yes() : no())
    }
    case 'StringExpression': {
      const parts = node.parts.map(p => (p.kind === 'TextPart' ? p.value : sub(p.expression)))
      return () => parts.map(p => (typeof p === 'string' ? p : interpolated(p(), mode))).join('')
    }
    case 'ArrayExpression': {
      const elements = node.elements.map(sub)
      return () => elements.map(e => e())
    }
    case 'DictExpression': {
      const entries = node.entries.map(e => [sub(e.key), sub(e.value)] as const)
      return () => DictValue.from(entries.map(([k, v]) => [k(), v()] as const))
    }
    case 'IndexExpression': {
      const [array, index] = [sub(node.array), sub(node.index)]
      return typedAs(array, () => elementAt(array(), index()))
    }
    case 'RecordExpression': {
      const base = node.with ? sub(node.with) : null
      const fields = node.properties.map(p => {
        const name = propertyName(p.key)
        return [name, sub(p.value ?? { kind: 'Identifier', name, from: p.from, to: p.to })] as const
      })
      return () => {
        const from = base?.()
        const out = new Map<string, Value>(from instanceof RecordValue ? from.fields : [])
        for (const [name, value] of fields) out.set(name, value())
        return new RecordValue(out)
      }
    }
    case 'CallExpression':
      return compileCall(node, null, scope, options)
    case 'PipeExpression':
      return compileCall(node.call, sub(node.argument), scope, options)
    case 'FunctionExpression': {
      scope.noteWholeRow()
      const captured = scope.capture(cursor)
      return () =>
        evaluator.closure(node, { scope: captured(), path: `${options.path}@${cursor.place()}`, mode: 'rows' })
    }
    default: {
      const value = evaluator.evaluate(node, { scope: scope.outer, path: 'row', mode: 'rows' })
      return () => value
    }
  }
}

/** The reference finds operands that do not go together when it compiles the function for a table's columns. */
function rowBinary(node: BinaryExpression, left: Value, right: Value, options: CompileOptions): Value {
  const { logic, nested } = options
  if (nested) return binary(node.operator, left, right, 'program')
  try {
    return binary(node.operator, left, right, 'rows')
  } catch (error) {
    if (!(error instanceof Fault) || !error.message.startsWith('unsupported binary')) throw error
    if (comparisons.has(node.operator)) throw cannotCompile(options, error.message)
    const [a, b] = logic === 'strict' ? [left, right] : [right, left]
    throw fault(error.code, `type conflict: ${typeName(a)} != ${typeName(b)}`)
  }
}

function cannotCompile({ evaluator, within }: CompileOptions, why: string): Fault {
  return fault('invalid', `cannot compile @ ${evaluator.run.placeOf(within)}: ${why}`)
}

function rowLogical(operator: 'and' | 'or', left: Value, right: Thunk, { logic, nested }: CompileOptions): Value {
  if (nested) return logical(operator, left, right, 'strict')
  try {
    return logical(operator, left, right, logic)
  } catch (error) {
    const found =
      error instanceof Fault && /operand to logical expression is not a boolean value, got (\w+)/.exec(error.message)
    throw found ? fault('invalid', `type conflict: bool != ${found[1]}`) : error
  }
}

function compileBlock(node: Block, scope: RowScope, options: CompileOptions): Thunk {
  const inner = new RowScope(scope, scope.outer)
  const before: Thunk[] = []
  for (const statement of node.body) {
    if (statement.kind === 'VariableAssignment')
      inner.bind(statement.id.name, oncePerRow(compile(statement.init, inner, options), options.cursor))
    else if (statement.kind === 'ExpressionStatement') before.push(compile(statement.expression, inner, options))
    else if (statement.kind === 'ReturnStatement') {
      const result = compile(statement.argument, inner, options)
      if (before.length === 0) return result
      return () => {
        for (const effect of before) effect()
        return result()
      }
    }
  }
  throw fault('invalid', 'missing return statement in block')
}

function compileMember(
  object: Expression,
  name: string,
  node: Expression,
  scope: RowScope,
  options: CompileOptions,
): Thunk {
  const { cursor, evaluator } = options
  if (object.kind === 'Identifier' && scope.find(object.name) === 'row') {
    scope.noteColumn(name)
    return cursor.reader(name)
  }
  const constant = constantOf(node, scope, evaluator)
  if (constant !== undefined) return () => constant
  const of = compile(object, scope, options)
  return typedAs(of, () => {
    const value = of()
    if (isNull(value))
      throw fault(
        'invalid',
        `member "${object.kind === 'MemberExpression' ? propertyName(object.property) : name}" with type object is not in the record`,
      )
    return evaluator.memberOf(value, name)
  })
}

/** A part of a value is untyped where the value is. */
function typedAs(whole: Thunk, part: Thunk): Thunk {
  return isUntyped(whole) ? asUntyped(part) : part
}

function compileCall(node: CallExpression, piped: Thunk | null, scope: RowScope, options: CompileOptions): Thunk {
  const { evaluator } = options
  const callee = constantOf(node.callee, scope, evaluator)
  const args = new Map<string, Thunk>()
  for (const p of node.args) {
    const name = propertyName(p.key)
    args.set(name, compile(p.value ?? { kind: 'Identifier', name, from: p.from, to: p.to }, scope, options))
  }
  const site = { name: calleeName(node.callee), from: node.from, to: node.to }
  if (callee instanceof FunctionValue) {
    if (piped) args.set(callee.pipeParameter?.name ?? '', piped)
    if (callee instanceof Closure) return inline(callee, args, node.from, scope, options)
    if (callee instanceof MemberFunction) {
      const call = memberCall(memberFor(callee.member, options.logic), args, site, options)
      return options.nested ? shownInMessages(call, site, evaluator) : call
    }
  }
  const fn = compile(node.callee, scope, options)
  return () => {
    const context = evaluator.context(site, rowPath(site, options))
    const target = fn()
    if (!(target instanceof Callable)) throw fault('invalid', `cannot call ${site.name}: it is ${typeName(target)}`)
    const given = new Map([...args].map(([k, v]) => [k, v()] as const))
    if (piped) given.set(target.pipeParameter?.name ?? '', piped())
    return target.call(given, context)
  }
}

/** Vectorised maps of the reference convert a little differently. */
export function memberFor(member: Member, logic: NullLogic): Member {
  return (logic === 'strict' && member.vectorised) || member
}

function shownInMessages(call: Thunk, site: CallSite, { run }: Evaluator): Thunk {
  return () => {
    try {
      return call()
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      throw fault(error.code, `error calling function "${site.name}" @${run.placeOf(site)}: ${error.message}`)
    }
  }
}

function rowPath(site: CallSite, { path, cursor }: CompileOptions): string {
  return `${path}/${site.from}@${cursor.place()}`
}

function memberCall(member: Member, args: ReadonlyMap<string, Thunk>, site: CallSite, options: CompileOptions): Thunk {
  const entries = [...args]
  const { evaluator } = options
  // only members that may make stages need a path of their own for each row
  const shared = member.kind === 'fn' ? evaluator.context(site, 'row') : null
  const invoke = member.invoke!
  const call = (): Value => {
    const given: Record<string, Value> = {}
    for (const [name, thunk] of entries) given[name] = thunk()
    return invoke(given, shared ?? evaluator.context(site, rowPath(site, options)))
  }
  return resultIsFree(member) ? asUntyped(call) : call
}

/** Whether a result's type is a variable that no parameter names, as in `(data: bytes) => A`. */
function resultIsFree({ signature }: Member): boolean {
  const { result, parameters } = signature
  return /^[A-Z]$/.test(result) && !parameters.some(p => new RegExp(`\\b${result}\\b`).test(p.type))
}

/** A function of the script, compiled where it is called; an argument is computed at most once a row. */
function inline(
  closure: Closure,
  args: ReadonlyMap<string, Thunk>,
  at: number,
  from: RowScope,
  options: CompileOptions,
): Thunk {
  const { cursor, evaluator } = options
  const inner = new RowScope(null, closure.scope)
  for (const p of closure.node.params) {
    const name = p.key.name
    const given = args.get(name)
    if (given) inner.bind(name, oncePerRow(given, cursor))
    else if (p.value && p.value.kind !== 'PipeLiteral') {
      const value = evaluator.evaluate(p.value, { scope: closure.scope, path: 'row', mode: 'rows' })
      inner.bind(name, () => value)
    } else throw fault('invalid', `missing required argument ${name}`)
  }
  const body = compile(closure.node.body, inner, { ...options, nested: true, path: `${options.path}/${at}` })
  if (inner.usesWholeRow) from.noteWholeRow()
  return body
}

// What can be read off a row function's text: which columns it reads, and whether the reference would run it
// vectorised inside `map` (library facts, a: one parameter r, a record of r's fields, literals, operators and float()).
import type { Equalities, Pick } from '../library/index.ts'
import type { Block, Expression, FunctionExpression } from '../syntax/index.ts'
import { MemberFunction } from './call.ts'
import { type Evaluator, propertyName } from './evaluate.ts'
import type { Scope } from './scope.ts'

export function childrenOf(node: Expression | Block): readonly Expression[] {
  switch (node.kind) {
    case 'Block':
      return node.body.flatMap(s =>
        s.kind === 'ReturnStatement'
          ? [s.argument]
          : s.kind === 'VariableAssignment'
            ? [s.init]
            : s.kind === 'ExpressionStatement'
              ? [s.expression]
              : [],
      )
    case 'ParenExpression':
      return [node.expression]
    case 'BinaryExpression':
    case 'LogicalExpression':
      return [node.left, node.right]
    case 'UnaryExpression':
      return [node.argument]
    case 'ConditionalExpression':
      return [node.test, node.consequent, node.alternate]
    case 'MemberExpression':
      return [node.object]
    case 'IndexExpression':
      return [node.array, node.index]
    case 'CallExpression':
      return [node.callee, ...node.args.flatMap(p => (p.value ? [p.value] : []))]
    case 'PipeExpression':
      return [node.argument, node.call]
    case 'RecordExpression':
      return [...(node.with ? [node.with] : []), ...node.properties.flatMap(p => (p.value ? [p.value] : []))]
    case 'ArrayExpression':
      return node.elements
    case 'DictExpression':
      return node.entries.flatMap(e => [e.key, e.value])
    case 'StringExpression':
      return node.parts.flatMap(p => (p.kind === 'InterpolatedPart' ? [p.expression] : []))
    case 'FunctionExpression':
      return [
        ...node.params.flatMap(p => (p.value ? [p.value] : [])),
        ...(node.body.kind === 'Block' ? childrenOf(node.body) : [node.body]),
      ]
    default:
      return []
  }
}

/** Columns read as `parameter.x`; null when the parameter is used as a whole. */
export function columnsReadBy(fn: FunctionExpression, parameter: string): ReadonlySet<string> | null {
  const columns = new Set<string>()
  const visit = (node: Expression | Block): boolean => {
    if (node.kind === 'MemberExpression' && node.object.kind === 'Identifier' && node.object.name === parameter) {
      columns.add(propertyName(node.property))
      return true
    }
    if (node.kind === 'Identifier' && node.name === parameter) return false
    if (node.kind === 'RecordExpression' && node.properties.some(p => !p.value && propertyName(p.key) === parameter))
      return false
    return childrenOf(node).every(visit)
  }
  return visit(fn.body) ? columns : null
}

function recordBody({ body }: FunctionExpression): Expression | null {
  let node: Expression | null = null
  if (body.kind !== 'Block') node = body
  else if (body.body.length === 1 && body.body[0].kind === 'ReturnStatement') node = body.body[0].argument
  while (node?.kind === 'ParenExpression') node = node.expression
  return node
}

export function vectorisedByReference(fn: FunctionExpression, scope: Scope, evaluator: Evaluator): boolean {
  if (fn.params.length !== 1 || fn.params[0].key.name !== 'r' || fn.params[0].value) return false
  const body = recordBody(fn)
  if (body?.kind !== 'RecordExpression' || (body.with && body.with.name !== 'r')) return false
  return body.properties.every(p => p.value !== null && allowed(p.value, scope, evaluator))
}

function allowed(node: Expression, scope: Scope, evaluator: Evaluator): boolean {
  const ok = (n: Expression): boolean => allowed(n, scope, evaluator)
  switch (node.kind) {
    case 'IntegerLiteral':
    case 'FloatLiteral':
    case 'StringLiteral':
    case 'DateTimeLiteral':
      return true
    case 'Identifier':
      return (node.name === 'true' || node.name === 'false') && scope.get(node.name) === undefined
    case 'MemberExpression':
      return node.object.kind === 'Identifier' && node.object.name === 'r'
    case 'ParenExpression':
      return ok(node.expression)
    case 'UnaryExpression':
      return ok(node.argument)
    case 'BinaryExpression':
      return node.operator !== '=~' && node.operator !== '!~' && ok(node.left) && ok(node.right)
    case 'LogicalExpression':
      return ok(node.left) && ok(node.right)
    case 'ConditionalExpression':
      return ok(node.test) && ok(node.consequent) && ok(node.alternate)
    case 'CallExpression':
      return isFloatOf(node, scope, evaluator) && node.args.every(p => p.value !== null && ok(p.value))
    default:
      return false
  }
}

/** The one call the reference vectorises: the prelude's conversion to float. */
function isFloatOf(node: Expression & { kind: 'CallExpression' }, scope: Scope, evaluator: Evaluator): boolean {
  if (node.callee.kind !== 'Identifier' || node.args.length !== 1) return false
  const callee = evaluator.lookup(node.callee.name, scope)
  return (
    callee instanceof MemberFunction && callee.member.vectorised !== undefined && propertyName(node.args[0].key) === 'v'
  )
}

export function literalsOnly(body: Expression): boolean {
  return (
    body.kind === 'RecordExpression' &&
    !body.with &&
    body.properties.every(p => p.value !== null && /Literal$/.test(p.value.kind))
  )
}

/** The fields of `{l with a: r.x, …}`, where nothing is computed; null for other bodies. */
export function picksOf(fn: FunctionExpression, rows: readonly string[]): readonly Pick[] | null {
  const body = recordBody(fn)
  if (body?.kind !== 'RecordExpression') return null
  const picks: Pick[] = []
  if (body.with) {
    if (!rows.includes(body.with.name)) return null
    picks.push({ label: null, row: body.with.name, column: null })
  }
  for (const { key, value } of body.properties) {
    const side = value && sideOf(value)
    if (!side || !rows.includes(side.row)) return null
    picks.push({ label: propertyName(key), ...side })
  }
  return picks
}

const nodeNames: Record<string, string> = { RecordExpression: 'ObjectExpression' }

/** Reads `l.a == r.b and …`; names what it meets otherwise as the engine does. */
export function equalitiesOf({ body }: FunctionExpression, left: string, right: string): Equalities {
  const only =
    body.kind === 'Block' && body.body.length === 1 && body.body[0].kind === 'ReturnStatement'
      ? body.body[0].argument
      : body
  const pairs: Array<readonly [string, string]> = []
  const illegal = (node: Expression | Block): string =>
    `illegal expression type in join predicate: ${nodeNames[node.kind] ?? node.kind}`
  const visit = (node: Expression | Block): string | null => {
    if (node.kind === 'ParenExpression') return visit(node.expression)
    if (node.kind === 'LogicalExpression')
      return node.operator === 'and'
        ? (visit(node.left) ?? visit(node.right))
        : `unsupported operator in join predicate: ${node.operator}`
    if (node.kind !== 'BinaryExpression')
      return `illegal expression type in join predicate: ${nodeNames[node.kind] ?? node.kind}`
    if (node.operator !== '==') return `unsupported operator in join predicate: ${node.operator}`
    for (const side of [node.left, node.right])
      if (side.kind !== 'MemberExpression' && side.kind !== 'ParenExpression') return illegal(side)
    const [a, b] = [sideOf(node.left), sideOf(node.right)]
    if (a?.row === left && b?.row === right) pairs.push([a.column, b.column])
    else if (a?.row === right && b?.row === left) pairs.push([b.column, a.column])
    else return 'binary expression operands must reference `l` or `r` only, and may not reference the same object'
    return null
  }
  const problem = visit(only)
  return problem === null ? { pairs } : { problem }
}

function sideOf(node: Expression): { row: string; column: string } | null {
  if (node.kind === 'ParenExpression') return sideOf(node.expression)
  if (node.kind !== 'MemberExpression' || node.object.kind !== 'Identifier') return null
  return { row: node.object.name, column: propertyName(node.property) }
}

/** The longest part of a predicate's body, from its left end and joined by `and`, that reads only columns `known` names. */
export function guardOf(
  fn: FunctionExpression,
  body: Expression,
  known: (label: string) => boolean,
): Expression | null {
  const row = fn.params[0]?.key.name
  const reads = row === undefined ? null : columnsReadBy({ ...fn, body }, row)
  if (reads !== null && [...reads].every(known)) return body
  if (body.kind === 'ParenExpression') return guardOf(fn, body.expression, known)
  return body.kind === 'LogicalExpression' && body.operator === 'and' ? guardOf(fn, body.left, known) : null
}

// Which parentheses a tree needs. All others go, except those that carry a comment.
import type { Expression } from '../ast.ts'

/** An expression without the parentheses around it. */
export function bare(node: Expression): Expression {
  let inner = node
  while (inner.kind === 'ParenExpression') inner = inner.expression
  return inner
}

/** The operators from tight to loose, as the official formatter ranks them; 0 never needs parentheses. */
function rank(node: Expression): number {
  switch (node.kind) {
    case 'CallExpression':
    case 'MemberExpression':
    case 'IndexExpression':
      return 1
    case 'PipeExpression':
      return 2
    case 'FunctionExpression':
      return 3
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'UnaryExpression':
      return ranks[node.operator] ?? 0
    case 'ConditionalExpression':
      return 11
    default:
      return 0
  }
}

const ranks: Readonly<Record<string, number>> = {
  '^': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '+': 6,
  '-': 6,
  '==': 7,
  '!=': 7,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  '=~': 7,
  '!~': 7,
  not: 8,
  exists: 8,
  and: 9,
  or: 10,
}

/**
 * Whether a child needs parentheses. Operators group to the left, so a right operand needs them at equal rank too. Beyond
 * the official rule: a sign binds tighter than its rank says, the body of a function would take in what follows it, and a
 * digit before a dot would make it a decimal point.
 */
export function needsParentheses(parent: Expression, node: Expression, right = false): boolean {
  const child = bare(node)
  const outer = rank(parent)
  const inner = rank(child)
  if (parent.kind === 'UnaryExpression' && (parent.operator === '-' || parent.operator === '+')) {
    return inner > 3 ? !isSign(child) : inner === 2
  }
  if (child.kind === 'FunctionExpression' && outer > 3) return true
  if (child.kind === 'IntegerLiteral')
    return parent.kind === 'MemberExpression' && parent.property.kind === 'Identifier'
  if (inner === 0 || outer === 0) return false
  return right ? inner >= outer : inner > outer
}

function isSign(node: Expression): boolean {
  return node.kind === 'UnaryExpression' && (node.operator === '-' || node.operator === '+')
}

/** Whether an expression's text would begin with a brace, which a function's body must not: it would be a block. */
export function beginsWithBrace(node: Expression): boolean {
  const inner = bare(node)
  switch (inner.kind) {
    case 'RecordExpression':
      return true
    case 'CallExpression':
      return !needsParentheses(inner, inner.callee) && beginsWithBrace(inner.callee)
    case 'MemberExpression':
      return !needsParentheses(inner, inner.object) && beginsWithBrace(inner.object)
    case 'IndexExpression':
      return !needsParentheses(inner, inner.array) && beginsWithBrace(inner.array)
    case 'PipeExpression':
      return !needsParentheses(inner, inner.argument) && beginsWithBrace(inner.argument)
    case 'BinaryExpression':
    case 'LogicalExpression':
      return !needsParentheses(inner, inner.left) && beginsWithBrace(inner.left)
    default:
      return false
  }
}

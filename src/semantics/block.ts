// What of a function's block counts: assignments, expressions and one return at the end. Everything else is reported once
// and then left out by every later step.
import type { Block, Expression, ExpressionStatement, Statement, VariableAssignment } from '../syntax/index.ts'

export interface BlockParts {
  readonly statements: readonly (VariableAssignment | ExpressionStatement)[]
  /** What the function returns; null when the block does not end in a return. */
  readonly result: Expression | null
  /** Statements of a kind that has no place in a function. */
  readonly misplaced: readonly Statement[]
  /** Returns before the last statement. */
  readonly early: readonly Statement[]
  /** The last statement, when it should be a return and is not. */
  readonly last: Statement | null
}

export function blockParts(block: Block): BlockParts {
  const misplaced: Statement[] = []
  const legal: Statement[] = []
  for (const statement of block.body) {
    const { kind } = statement
    const fits = kind === 'VariableAssignment' || kind === 'ExpressionStatement' || kind === 'ReturnStatement'
    ;(fits ? legal : misplaced).push(statement)
  }
  const last = legal.pop() ?? null
  const early: Statement[] = []
  const statements: (VariableAssignment | ExpressionStatement)[] = []
  for (const statement of legal) {
    if (statement.kind === 'ReturnStatement') early.push(statement)
    else statements.push(statement as VariableAssignment | ExpressionStatement)
  }
  if (last?.kind === 'ReturnStatement') return { statements, result: last.argument, misplaced, early, last: null }
  return { statements, result: null, misplaced, early, last }
}

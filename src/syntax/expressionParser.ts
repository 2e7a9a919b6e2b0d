// Operators, calls, members and pipes, the loosest first.
import type { ArithmeticOperator, CallExpression, ComparisonOperator, Expression } from './ast.ts'
import { syntaxMessages as say } from './messages.ts'
import { PrimaryParser } from './primaryParser.ts'
import type { TokenKind } from './tokenKind.ts'
import { maxNesting } from './tokenReader.ts'

export abstract class ExpressionParser extends PrimaryParser {
  protected expression(): Expression {
    if (this.depth >= maxNesting) {
      this.noteTooDeep()
      const bad = this.bad(this.literal())
      this.next()
      return bad
    }
    const height = this.height
    const links = this.links
    this.enter()
    const expression = this.kind === 'IF' ? this.conditional() : this.or()
    this.leave(height, links)
    return expression
  }

  protected conditional(): Expression {
    const from = this.expect('IF')
    const test = this.expression()
    const thenAt = this.expectOrSkip('THEN')
    const consequent = thenAt < 0 ? this.nothing() : this.expression()
    const elseAt = this.expectOrSkip('ELSE')
    const alternate = elseAt < 0 ? this.nothing() : this.expression()
    const to = alternate.to
    return this.done({ kind: 'ConditionalExpression', from, to, test, thenAt, consequent, elseAt, alternate })
  }

  protected or(): Expression {
    return this.orRest(this.and())
  }

  protected orRest(first: Expression): Expression {
    let left = first
    while (this.kind === 'OR') {
      this.links++
      const operatorAt = this.expect('OR')
      const right = this.and()
      const { from } = left
      left = this.done({ kind: 'LogicalExpression', from, to: right.to, operator: 'or', operatorAt, left, right })
    }
    return left
  }

  protected and(): Expression {
    return this.andRest(this.logicalUnary())
  }

  protected andRest(first: Expression): Expression {
    let left = first
    while (this.kind === 'AND') {
      this.links++
      const operatorAt = this.expect('AND')
      const right = this.logicalUnary()
      const { from } = left
      left = this.done({ kind: 'LogicalExpression', from, to: right.to, operator: 'and', operatorAt, left, right })
    }
    return left
  }

  /** Prefix operators are collected in a loop: a long row of them must not use up the stack. */
  protected logicalUnary(): Expression {
    if (this.kind !== 'NOT' && this.kind !== 'EXISTS') return this.comparisonRest(this.additive())
    const operators: { at: number; operator: 'not' | 'exists' }[] = []
    for (; this.kind === 'NOT' || this.kind === 'EXISTS'; this.next()) {
      operators.push({ at: this.from, operator: this.kind === 'NOT' ? 'not' : 'exists' })
    }
    let argument = this.comparisonRest(this.additive())
    this.links += operators.length
    for (const { at, operator } of operators.reverse()) {
      argument = this.done({ kind: 'UnaryExpression', from: at, to: argument.to, operator, argument })
    }
    return argument
  }

  protected comparisonRest(first: Expression): Expression {
    let left = first
    for (;;) {
      const operator = comparisons[this.kind]
      if (operator === undefined) return left
      left = this.binary(left, operator, this.operatorAt(), this.additive())
    }
  }

  /** Consumes an operator with two operands and answers where it is. */
  protected operatorAt(): number {
    const at = this.from
    this.links++
    this.next()
    return at
  }

  protected binary(
    left: Expression,
    operator: ArithmeticOperator | ComparisonOperator,
    operatorAt: number,
    right: Expression,
  ): Expression {
    return this.done({ kind: 'BinaryExpression', from: left.from, to: right.to, operator, operatorAt, left, right })
  }

  protected additive(): Expression {
    return this.additiveRest(this.multiplicative())
  }

  protected additiveRest(first: Expression): Expression {
    let left = first
    for (;;) {
      const kind = this.kind
      if (kind !== 'ADD' && kind !== 'SUB') return left
      left = this.binary(left, kind === 'ADD' ? '+' : '-', this.operatorAt(), this.multiplicative())
    }
  }

  protected multiplicative(): Expression {
    return this.multiplicativeRest(this.power())
  }

  protected multiplicativeRest(first: Expression): Expression {
    let left = first
    for (;;) {
      const kind = this.kind
      const operator = kind === 'MUL' ? '*' : kind === 'DIV' ? '/' : kind === 'MOD' ? '%' : null
      if (operator === null) return left
      left = this.binary(left, operator, this.operatorAt(), this.power())
    }
  }

  protected power(): Expression {
    return this.powerRest(this.pipe())
  }

  protected powerRest(first: Expression): Expression {
    let left = first
    while (this.kind === 'POW') left = this.binary(left, '^', this.operatorAt(), this.pipe())
    return left
  }

  protected pipe(): Expression {
    return this.pipeRest(this.unary())
  }

  protected pipeRest(first: Expression): Expression {
    let argument = first
    while (this.kind === 'PIPE_FORWARD') {
      this.links++
      const pipe = this.expect('PIPE_FORWARD')
      const call = this.pipeTarget(this.unary())
      argument = this.done({ kind: 'PipeExpression', from: argument.from, to: call.to, argument, pipe, call })
    }
    return argument
  }

  protected pipeTarget(target: Expression): CallExpression {
    if (target.kind === 'CallExpression') return target
    this.note(say.pipeNotCall())
    const { from, to } = target
    return this.done({
      kind: 'CallExpression',
      from,
      to,
      callee: target,
      lparen: -1,
      args: [],
      commas: [],
      rparen: -1,
    })
  }

  protected unary(): Expression {
    const kind = this.kind
    if (kind !== 'SUB' && kind !== 'ADD') return this.postfix(this.primary())
    const operators: { at: number; operator: '-' | '+' }[] = []
    for (; this.kind === 'SUB' || this.kind === 'ADD'; this.next()) {
      operators.push({ at: this.from, operator: this.kind === 'SUB' ? '-' : '+' })
    }
    let argument = this.postfix(this.primary())
    this.links += operators.length
    for (const { at, operator } of operators.reverse()) {
      argument = this.done({ kind: 'UnaryExpression', from: at, to: argument.to, operator, argument })
    }
    return argument
  }

  /** Everything that may follow an expression that has already begun with `first`. */
  protected operators(first: Expression): Expression {
    let left = this.pipeRest(this.postfix(first))
    left = this.multiplicativeRest(this.powerRest(left))
    left = this.comparisonRest(this.additiveRest(left))
    return this.orRest(this.andRest(left))
  }

  protected postfix(first: Expression): Expression {
    let left = first
    for (;;) {
      this.links++
      if (this.kind === 'DOT') {
        const lbrack = this.expect('DOT')
        const property = this.identifier()
        const { from } = left
        const to = property.to
        left = this.done({ kind: 'MemberExpression', from, to, object: left, lbrack, property, rbrack: -1 })
      } else if (this.kind === 'LPAREN') left = this.call(left)
      else if (this.kind === 'LBRACK') left = this.index(left)
      else return left
    }
  }

  protected call(callee: Expression): CallExpression {
    const lparen = this.openBracket('LPAREN', 'RPAREN')
    const commas: number[] = []
    const args = this.properties([], commas)
    const { at, end } = this.closeBracket('RPAREN')
    const { from } = callee
    return this.done({ kind: 'CallExpression', from, to: end, callee, lparen, args, commas, rparen: at })
  }

  protected index(array: Expression): Expression {
    const lbrack = this.openBracket('LBRACK', 'RBRACK')
    let index = this.expressionWhileMore()
    const { at: rbrack, end: to } = this.closeBracket('RBRACK')
    const { from } = array
    if (index?.kind === 'StringLiteral') {
      return this.done({ kind: 'MemberExpression', from, to, object: array, lbrack, property: index, rbrack })
    }
    if (!index) {
      this.note(say.emptyBrackets())
      // An integer of no width keeps the type checker quiet: the problem is told already.
      index = { kind: 'IntegerLiteral', from: to, to, value: -1n }
    }
    return this.done({ kind: 'IndexExpression', from, to, array, lbrack, index, rbrack })
  }

  /**
   * Expressions up to the end of the bracket (or a comma or colon, for property values). One is right; more are joined by
   * an operator that is always an error. A token no expression can begin with is skipped.
   */
  protected expressionWhileMore(first: Expression | null = null, inList = false): Expression | null {
    let left = first
    while (this.more()) {
      if (inList && (this.kind === 'COMMA' || this.kind === 'COLON')) break
      const right = this.expression()
      if (right.kind === 'BadExpression') {
        this.note(say.skipped(this.range({ from: this.from, to: this.to }), this.literal()))
        this.next()
      } else left = left ? this.joined(left, right) : right
    }
    return left
  }

  protected joined(left: Expression, right: Expression): Expression {
    const operator = '<INVALID_OP>'
    const { from } = left
    return this.done({ kind: 'BinaryExpression', from, to: right.to, operator, operatorAt: -1, left, right })
  }
}

const comparisons: Partial<Record<TokenKind, ComparisonOperator>> = {
  EQ: '==',
  NEQ: '!=',
  LT: '<',
  LTE: '<=',
  GT: '>',
  GTE: '>=',
  REGEXEQ: '=~',
  REGEXNEQ: '!~',
}

// Tokens to tree. Never throws and always answers with a whole tree. Recovery follows the official parser, because its
// cascades decide which messages people see: what was expected and not found is noted and parsing goes on with the same
// token; a problem is shown at the next node that is completed after it was found, often a parent or a neighbour.
import type {
  Attribute,
  Block,
  Expression,
  File,
  ImportDeclaration,
  OptionStatement,
  PackageClause,
  Statement,
} from './ast.ts'
import { ExpressionParser } from './expressionParser.ts'
import type { StringLiteral, SyntaxProblem } from './leaves.ts'
import { syntaxMessages as say } from './messages.ts'
import { type Mutable, maxDepth, maxNesting } from './tokenReader.ts'
import type { TypeExpression } from './typeNodes.ts'

/** Parses a whole text. */
export function parse(text: string): File {
  return new Parser(text).file()
}

/** Parses the notation of types alone, as in `builtin` statements: `(v: A) => A where A: Numeric`. */
export function parseType(text: string): { type: TypeExpression; errors: readonly SyntaxProblem[] } {
  return new Parser(text).typeOnly()
}

class Parser extends ExpressionParser {
  file(): File {
    const from = this.from
    let attributes = this.attributes()
    let clause: PackageClause | null = null
    if (this.kind === 'PACKAGE') {
      clause = this.packageClause(attributes)
      attributes = this.attributes()
    }
    const imports: ImportDeclaration[] = []
    while (this.kind === 'IMPORT') {
      imports.push(this.importDeclaration(attributes))
      attributes = this.attributes()
    }
    const body = this.statements(attributes)
    const last = body.at(-1) ?? imports.at(-1) ?? clause
    const file: Mutable<File> = this.done({
      kind: 'File',
      from,
      to: last ? last.to : from,
      text: this.text,
      package: clause,
      imports,
      body,
      comments: this.comments,
      errors: [],
      tooDeep: false,
    })
    if (this.suspicious || this.problems.size > 0 || this.height > maxDepth) file.errors = this.collect(file)
    if (this.tooDeep) {
      file.tooDeep = true
      // Nothing after the parse may walk such a tree, so there is none.
      file.body = []
    }
    return file
  }

  typeOnly(): { type: TypeExpression; errors: readonly SyntaxProblem[] } {
    this.printedTypes = true
    const type = this.typeExpression()
    if (this.kind !== 'EOF') this.noteExpected('EOF')
    this.done(type)
    return { type, errors: this.collect(type) }
  }

  protected attributes(): Attribute[] {
    const attributes: Attribute[] = []
    while (this.kind === 'ATTRIBUTE') {
      const from = this.from
      const name = this.text.slice(from + 1, this.to)
      let to = this.to
      this.next()
      const params: Expression[] = []
      const commas: number[] = []
      let lparen = -1
      let rparen = -1
      if (this.at('LPAREN')) {
        lparen = this.openBracket('LPAREN', 'RPAREN')
        for (let before = -1; this.more() && this.from > before; ) {
          before = this.from
          params.push(this.primary())
          if (!this.more()) break
          if (this.at('COMMA')) this.comma(commas)
          else this.note(say.noAttributeComma(this.kind))
        }
        const close = this.closeBracket('RPAREN')
        rparen = close.at
        to = close.end
      }
      attributes.push(this.done({ kind: 'Attribute', from, to, name, lparen, params, commas, rparen }))
    }
    return attributes
  }

  protected packageClause(attributes: Attribute[]): PackageClause {
    const from = this.expect('PACKAGE')
    const name = this.identifier()
    return this.done({ kind: 'PackageClause', from, to: name.to, attributes, name })
  }

  protected importDeclaration(attributes: Attribute[]): ImportDeclaration {
    const from = this.expect('IMPORT')
    const alias = this.kind === 'IDENT' ? this.identifier() : null
    const path = this.stringLiteral()
    return this.done({ kind: 'ImportDeclaration', from, to: path.to, attributes, alias, path })
  }

  protected statements(first: Attribute[] = []): Statement[] {
    const body: Statement[] = []
    let attributes = first
    for (;;) {
      if (this.kind === 'ATTRIBUTE') attributes = attributes.concat(this.attributes())
      if (!this.more()) {
        if (attributes.length > 0) body.push(this.lonely(attributes, body.length === 0))
        return body
      }
      body.push(this.statement(attributes))
      attributes = []
    }
  }

  /** Attributes with nothing after them. Behind a statement the official parser complains about the end, not about them. */
  protected lonely(attributes: Attribute[], first: boolean): Statement {
    const last = attributes.at(-1)!
    this.suspicious = true
    const [from, to] = first ? [attributes[0]!.from, last.to] : [this.from, this.from]
    const text = first ? 'extra attributes not associated with anything' : ''
    return this.done({ kind: 'BadStatement', from, to, attributes, text })
  }

  protected statement(attributes: Attribute[]): Statement {
    if (this.depth >= maxNesting) {
      this.noteTooDeep()
      return this.badStatement(attributes)
    }
    const height = this.height
    const links = this.links
    this.enter()
    const statement = this.statementInside(attributes)
    this.leave(height, links)
    return statement
  }

  protected badStatement(attributes: Attribute[]): Statement {
    const from = this.from
    const to = this.to
    const text = this.literal()
    this.suspicious = true
    this.next()
    return this.done({ kind: 'BadStatement', from, to, attributes, text })
  }

  protected statementInside(attributes: Attribute[]): Statement {
    switch (this.kind) {
      case 'IDENT':
        return this.identifierStatement(attributes)
      case 'INT':
      case 'FLOAT':
      case 'STRING':
      case 'DIV':
      case 'TIME':
      case 'DURATION':
      case 'PIPE_RECEIVE':
      case 'LPAREN':
      case 'LBRACK':
      case 'LBRACE':
      case 'ADD':
      case 'SUB':
      case 'NOT':
      case 'IF':
      case 'EXISTS':
      case 'QUOTE':
        return this.expressionStatement(attributes, this.expression())
      case 'OPTION':
        return this.optionStatement(attributes)
      case 'BUILTIN': {
        const from = this.expect('BUILTIN')
        const id = this.identifier()
        const colon = this.expect('COLON')
        const type = this.typeExpression()
        return this.done({ kind: 'BuiltinStatement', from, to: type.to, attributes, id, colon, type })
      }
      case 'TESTCASE':
        return this.testCase(attributes)
      case 'RETURN': {
        const from = this.expect('RETURN')
        const argument = this.expression()
        return this.done({ kind: 'ReturnStatement', from, to: argument.to, attributes, argument })
      }
      default:
        return this.badStatement(attributes)
    }
  }

  protected expressionStatement(attributes: Attribute[], expression: Expression): Statement {
    const { from, to } = expression
    return this.done({ kind: 'ExpressionStatement', from, to, attributes, expression })
  }

  protected identifierStatement(attributes: Attribute[]): Statement {
    const id = this.identifier()
    if (this.kind !== 'ASSIGN') return this.expressionStatement(attributes, this.operators(id))
    const assign = this.expect('ASSIGN')
    const init = this.expression()
    return this.done({ kind: 'VariableAssignment', from: id.from, to: init.to, attributes, id, assign, init })
  }

  protected optionStatement(attributes: Attribute[]): Statement {
    const from = this.from
    const to = this.to
    this.expect('OPTION')
    const id = this.identifier()
    let assignment: OptionStatement['assignment']
    if (this.kind === 'ASSIGN') {
      const assign = this.expect('ASSIGN')
      const init = this.expression()
      assignment = this.done({
        kind: 'VariableAssignment',
        from: id.from,
        to: init.to,
        attributes: [],
        id,
        assign,
        init,
      })
    } else if (this.kind === 'DOT') {
      const lbrack = this.expect('DOT')
      const property = this.identifier()
      const assign = this.expect('ASSIGN')
      const init = this.expression()
      const member = { kind: 'MemberExpression', from: id.from, to: property.to, object: id, lbrack, property } as const
      assignment = this.done({
        kind: 'MemberAssignment',
        from: id.from,
        to: init.to,
        member: { ...member, rbrack: -1 },
        assign,
        init,
      })
    } else {
      this.suspicious = true
      return this.done({ kind: 'BadStatement', from, to, attributes, text: 'option' })
    }
    return this.done({ kind: 'OptionStatement', from, to: assignment.to, attributes, assignment })
  }

  protected testCase(attributes: Attribute[]): Statement {
    const from = this.expect('TESTCASE')
    const id = this.identifier()
    let parent: StringLiteral | null = null
    if (this.isWord('extends')) {
      this.next()
      parent = this.stringLiteral()
    }
    const block = this.block()
    return this.done({ kind: 'TestCaseStatement', from, to: block.to, attributes, id, extends: parent, block })
  }

  protected block(): Block {
    const from = this.from
    const lbrace = this.openBracket('LBRACE', 'RBRACE')
    const body = this.statements()
    const { at, end } = this.closeBracket('RBRACE')
    return this.done({ kind: 'Block', from, to: end, lbrace, body, rbrace: at })
  }
}

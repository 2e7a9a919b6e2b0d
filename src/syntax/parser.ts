// Tokens to tree. Never throws and always answers with a whole tree. Recovery follows the official parser, because its
// cascades decide which messages people see: what was expected and not found is noted and parsing goes on with the same
// token; a problem is shown at the next node that is completed after it was found, often a parent or a neighbour.
import type {
  ArithmeticOperator,
  Attribute,
  Block,
  CallExpression,
  ComparisonOperator,
  DictEntry,
  Expression,
  File,
  FunctionExpression,
  ImportDeclaration,
  Node,
  OptionStatement,
  PackageClause,
  Parameter,
  Property,
  RecordExpression,
  Statement,
  StringPart,
} from './ast.ts'
import type { BadExpression, Comment, Identifier, Span, StringLiteral, SyntaxProblem } from './leaves.ts'
import { decodeRegexp, decodeText, parseDuration, parseInteger, parseTime } from './literals.ts'
import { type SyntaxMessage, syntaxMessages as say } from './messages.ts'
import { Scanner } from './scanner.ts'
import { Source } from './source.ts'
import type { TokenKind } from './tokenKind.ts'
import type { LabelType, TypeConstraint, TypeExpression, TypeNode, TypeParameter, TypeProperty } from './typeNodes.ts'
import { forEachChild } from './walk.ts'

/** How many statements and expressions may nest while parsing, and how deep the tree may be; the official limits. */
const maxNesting = 80
const maxDepth = 180
/** A text that is not Flux at all would have a problem a character. */
const maxProblems = 1000

type Closer = 'RPAREN' | 'RBRACK' | 'RBRACE'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Parses a whole text. */
export function parse(text: string): File {
  return new Parser(text).file()
}

/** Parses the notation of types alone, as in `builtin` statements: `(v: A) => A where A: Numeric`. */
export function parseType(text: string): { type: TypeExpression; errors: readonly SyntaxProblem[] } {
  return new Parser(text).typeOnly()
}

class Parser {
  readonly #text: string
  readonly #scanner: Scanner
  readonly #comments: Mutable<Comment>[] = []
  /** Comments from this index on do not know the token after them yet. */
  #openComments = 0
  readonly #problems = new Map<Node, SyntaxMessage[]>()
  #problemCount = 0
  #pending: SyntaxMessage[] = []
  #source: Source | null = null
  #depth = 0
  #tooDeep = false
  /** Whether only the finished tree shows what is wrong; else it need not be searched. */
  #suspicious = false
  // An upper bound of the height of what has been parsed: the highest finished part, and how many operators, calls and
  // members have been stacked in the expression at hand. The official limit is on the height of the tree.
  #height = 0
  #links = 0
  /** Types print `v[…]` for `vector[…]`, so the notation alone is read in both spellings; a program's is not. */
  #printedTypes = false
  readonly #open: Record<Closer, number> = { RPAREN: 0, RBRACK: 0, RBRACE: 0 }
  // The token not yet consumed.
  #kind: TokenKind = 'EOF'
  #from = 0
  #to = 0

  constructor(text: string) {
    this.#text = text
    this.#scanner = new Scanner(text, (from, to) => this.#comments.push({ from, to, before: text.length }))
    this.#load(0)
  }

  // ── tokens ──

  #load(at: number): void {
    const scanner = this.#scanner
    scanner.scan(at)
    this.#kind = scanner.kind
    this.#from = scanner.from
    this.#to = scanner.to
    while (this.#openComments < this.#comments.length) this.#comments[this.#openComments++]!.before = scanner.from
  }

  #next(): void {
    this.#load(this.#to)
  }

  #literal(): string {
    return this.#text.slice(this.#from, this.#to)
  }

  /** Asked where the compiler believes to know the token still. */
  #at(kind: TokenKind): boolean {
    return this.#kind === kind
  }

  #isWord(word: string): boolean {
    return this.#kind === 'IDENT' && this.#scanner.word === word
  }

  /** Consumes the token whatever it is and answers its start; notes a problem if it is another than wanted. */
  #expect(wanted: TokenKind): number {
    if (this.#kind !== wanted) this.#noteExpected(wanted)
    const from = this.#from
    this.#next()
    return from
  }

  /** Consumes the token only if it is the wanted one, and answers its start; else notes a problem and answers -1. */
  #expectOrSkip(wanted: TokenKind): number {
    if (this.#kind !== wanted) {
      this.#noteExpected(wanted)
      return -1
    }
    const from = this.#from
    this.#next()
    return from
  }

  #noteExpected(wanted: TokenKind): void {
    this.#note(say.expected(wanted, this.#kind, this.#literal(), this.#place()))
  }

  #openBracket(open: TokenKind, close: Closer): number {
    this.#open[close]++
    return this.#expect(open)
  }

  /** Answers where the closing token ends; the end of the token found instead, if it is missing. */
  #closeBracket(close: Closer): { at: number; end: number } {
    this.#open[close]--
    const end = this.#to
    if (this.#kind === close) {
      const at = this.#from
      this.#next()
      return { at, end }
    }
    this.#note(say.unclosed(close, this.#kind))
    return { at: -1, end }
  }

  /** Whether a list goes on: not at the end, and not at a bracket that something around it waits for. */
  #more(): boolean {
    const kind = this.#kind
    if (kind === 'EOF') return false
    if (kind === 'RPAREN' || kind === 'RBRACK' || kind === 'RBRACE') return this.#open[kind] === 0
    return true
  }

  #comma(commas: number[]): void {
    if (this.#kind === 'COMMA') {
      commas.push(this.#from)
      this.#next()
    }
  }

  // ── problems ──

  #note(message: SyntaxMessage): void {
    if (this.#problemCount++ < maxProblems) this.#pending.push(message)
  }

  /** Completes a node: it takes the problems noted so far. */
  #done<N extends Node>(node: N): N {
    if (this.#pending.length > 0) {
      const known = this.#problems.get(node)
      if (known) known.push(...this.#pending)
      else this.#problems.set(node, this.#pending)
      this.#pending = []
    }
    return node
  }

  #positions(): Source {
    return (this.#source ??= new Source(this.#text))
  }

  #place(): string {
    if (this.#problemCount >= maxProblems) return ''
    const at = this.#positions().official(this.#from)
    return `${at.line}:${at.column}`
  }

  #range(span: Span): string {
    return this.#problemCount >= maxProblems ? '' : this.#positions().officialRange(span)
  }

  /** All problems in tree order, with those that only the finished node shows. */
  #collect(root: Node): SyntaxProblem[] {
    const found: SyntaxProblem[] = []
    const visit = (node: Node, depth: number): void => {
      const put = (message: SyntaxMessage): void => {
        if (found.length < maxProblems) found.push({ ...message, from: node.from, to: node.to })
      }
      for (const message of this.#problems.get(node) ?? []) put(message)
      if (depth > maxDepth) {
        this.#tooDeep = true
        put(say.tooDeep())
        return
      }
      if (node.kind === 'BadStatement') put(say.badStatement(node.text))
      else if (node.kind === 'BadExpression' && node.text !== '') put(say.badExpression(node.text))
      else if (node.kind === 'RecordExpression') this.#checkProperties(node.properties, put)
      else if (node.kind === 'CallExpression' && node.args.length > 0) {
        const span = argumentSpan(node.args)
        this.#checkProperties(node.args, message => found.push({ ...message, ...span }))
      }
      forEachChild(node, child =>
        visit(child, depth + (child.kind === 'Property' && node.kind === 'CallExpression' ? 2 : 1)),
      )
    }
    // The official tree has a package above the file.
    visit(root, 2)
    return found
  }

  #checkProperties(properties: readonly Property[], put: (message: SyntaxMessage) => void): void {
    let implicit = false
    let explicit = false
    for (const property of properties) {
      if (this.#problems.has(property)) continue
      if (property.value) explicit = true
      else {
        implicit = true
        if (property.key.kind === 'StringLiteral') put(say.keyWithoutValue(property.key.value))
      }
    }
    if (implicit && explicit) put(say.mixedProperties())
  }

  // ── file and statements ──

  file(): File {
    const from = this.#from
    let attributes = this.#attributes()
    let clause: PackageClause | null = null
    if (this.#kind === 'PACKAGE') {
      clause = this.#packageClause(attributes)
      attributes = this.#attributes()
    }
    const imports: ImportDeclaration[] = []
    while (this.#kind === 'IMPORT') {
      imports.push(this.#importDeclaration(attributes))
      attributes = this.#attributes()
    }
    const body = this.#statements(attributes)
    const last = body.at(-1) ?? imports.at(-1) ?? clause
    const file: Mutable<File> = this.#done({
      kind: 'File',
      from,
      to: last ? last.to : from,
      text: this.#text,
      package: clause,
      imports,
      body,
      comments: this.#comments,
      errors: [],
      tooDeep: false,
    })
    if (this.#suspicious || this.#problems.size > 0 || this.#height > maxDepth) file.errors = this.#collect(file)
    if (this.#tooDeep) {
      file.tooDeep = true
      // Nothing after the parse may walk such a tree, so there is none.
      file.body = []
    }
    return file
  }

  typeOnly(): { type: TypeExpression; errors: readonly SyntaxProblem[] } {
    this.#printedTypes = true
    const type = this.#typeExpression()
    if (this.#kind !== 'EOF') this.#noteExpected('EOF')
    this.#done(type)
    return { type, errors: this.#collect(type) }
  }

  #attributes(): Attribute[] {
    const attributes: Attribute[] = []
    while (this.#kind === 'ATTRIBUTE') {
      const from = this.#from
      const name = this.#text.slice(from + 1, this.#to)
      let to = this.#to
      this.#next()
      const params: Expression[] = []
      const commas: number[] = []
      let lparen = -1
      let rparen = -1
      if (this.#at('LPAREN')) {
        lparen = this.#openBracket('LPAREN', 'RPAREN')
        for (let before = -1; this.#more() && this.#from > before; ) {
          before = this.#from
          params.push(this.#primary())
          if (!this.#more()) break
          if (this.#at('COMMA')) this.#comma(commas)
          else this.#note(say.noAttributeComma(this.#kind))
        }
        const close = this.#closeBracket('RPAREN')
        rparen = close.at
        to = close.end
      }
      attributes.push(this.#done({ kind: 'Attribute', from, to, name, lparen, params, commas, rparen }))
    }
    return attributes
  }

  #packageClause(attributes: Attribute[]): PackageClause {
    const from = this.#expect('PACKAGE')
    const name = this.#identifier()
    return this.#done({ kind: 'PackageClause', from, to: name.to, attributes, name })
  }

  #importDeclaration(attributes: Attribute[]): ImportDeclaration {
    const from = this.#expect('IMPORT')
    const alias = this.#kind === 'IDENT' ? this.#identifier() : null
    const path = this.#stringLiteral()
    return this.#done({ kind: 'ImportDeclaration', from, to: path.to, attributes, alias, path })
  }

  #statements(first: Attribute[] = []): Statement[] {
    const body: Statement[] = []
    let attributes = first
    for (;;) {
      if (this.#kind === 'ATTRIBUTE') attributes = attributes.concat(this.#attributes())
      if (!this.#more()) {
        if (attributes.length > 0) body.push(this.#lonely(attributes, body.length === 0))
        return body
      }
      body.push(this.#statement(attributes))
      attributes = []
    }
  }

  /** Attributes with nothing after them. Behind a statement the official parser complains about the end, not about them. */
  #lonely(attributes: Attribute[], first: boolean): Statement {
    const last = attributes.at(-1)!
    this.#suspicious = true
    const [from, to] = first ? [attributes[0]!.from, last.to] : [this.#from, this.#from]
    const text = first ? 'extra attributes not associated with anything' : ''
    return this.#done({ kind: 'BadStatement', from, to, attributes, text })
  }

  #statement(attributes: Attribute[]): Statement {
    if (this.#depth >= maxNesting) {
      this.#noteTooDeep()
      return this.#badStatement(attributes)
    }
    const height = this.#height
    const links = this.#links
    this.#enter()
    const statement = this.#statementInside(attributes)
    this.#leave(height, links)
    return statement
  }

  #enter(): void {
    this.#depth++
    this.#height = 0
    this.#links = 0
  }

  #leave(height: number, links: number): void {
    this.#depth--
    // A level adds a handful of nodes of its own: a call, its arguments, a property, a block, a statement.
    this.#height = Math.max(height, this.#height + this.#links + 6)
    this.#links = links
  }

  #noteTooDeep(): void {
    this.#tooDeep = true
    this.#note(say.tooDeep())
  }

  #badStatement(attributes: Attribute[]): Statement {
    const from = this.#from
    const to = this.#to
    const text = this.#literal()
    this.#suspicious = true
    this.#next()
    return this.#done({ kind: 'BadStatement', from, to, attributes, text })
  }

  #statementInside(attributes: Attribute[]): Statement {
    switch (this.#kind) {
      case 'IDENT':
        return this.#identifierStatement(attributes)
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
        return this.#expressionStatement(attributes, this.#expression())
      case 'OPTION':
        return this.#optionStatement(attributes)
      case 'BUILTIN': {
        const from = this.#expect('BUILTIN')
        const id = this.#identifier()
        const colon = this.#expect('COLON')
        const type = this.#typeExpression()
        return this.#done({ kind: 'BuiltinStatement', from, to: type.to, attributes, id, colon, type })
      }
      case 'TESTCASE':
        return this.#testCase(attributes)
      case 'RETURN': {
        const from = this.#expect('RETURN')
        const argument = this.#expression()
        return this.#done({ kind: 'ReturnStatement', from, to: argument.to, attributes, argument })
      }
      default:
        return this.#badStatement(attributes)
    }
  }

  #expressionStatement(attributes: Attribute[], expression: Expression): Statement {
    const { from, to } = expression
    return this.#done({ kind: 'ExpressionStatement', from, to, attributes, expression })
  }

  #identifierStatement(attributes: Attribute[]): Statement {
    const id = this.#identifier()
    if (this.#kind !== 'ASSIGN') return this.#expressionStatement(attributes, this.#operators(id))
    const assign = this.#expect('ASSIGN')
    const init = this.#expression()
    return this.#done({ kind: 'VariableAssignment', from: id.from, to: init.to, attributes, id, assign, init })
  }

  #optionStatement(attributes: Attribute[]): Statement {
    const from = this.#from
    const to = this.#to
    this.#expect('OPTION')
    const id = this.#identifier()
    let assignment: OptionStatement['assignment']
    if (this.#kind === 'ASSIGN') {
      const assign = this.#expect('ASSIGN')
      const init = this.#expression()
      assignment = this.#done({
        kind: 'VariableAssignment',
        from: id.from,
        to: init.to,
        attributes: [],
        id,
        assign,
        init,
      })
    } else if (this.#kind === 'DOT') {
      const lbrack = this.#expect('DOT')
      const property = this.#identifier()
      const assign = this.#expect('ASSIGN')
      const init = this.#expression()
      const member = { kind: 'MemberExpression', from: id.from, to: property.to, object: id, lbrack, property } as const
      assignment = this.#done({
        kind: 'MemberAssignment',
        from: id.from,
        to: init.to,
        member: { ...member, rbrack: -1 },
        assign,
        init,
      })
    } else {
      this.#suspicious = true
      return this.#done({ kind: 'BadStatement', from, to, attributes, text: 'option' })
    }
    return this.#done({ kind: 'OptionStatement', from, to: assignment.to, attributes, assignment })
  }

  #testCase(attributes: Attribute[]): Statement {
    const from = this.#expect('TESTCASE')
    const id = this.#identifier()
    let parent: StringLiteral | null = null
    if (this.#isWord('extends')) {
      this.#next()
      parent = this.#stringLiteral()
    }
    const block = this.#block()
    return this.#done({ kind: 'TestCaseStatement', from, to: block.to, attributes, id, extends: parent, block })
  }

  #block(): Block {
    const from = this.#from
    const lbrace = this.#openBracket('LBRACE', 'RBRACE')
    const body = this.#statements()
    const { at, end } = this.#closeBracket('RBRACE')
    return this.#done({ kind: 'Block', from, to: end, lbrace, body, rbrace: at })
  }

  // ── expressions, loosest operator first ──

  #expression(): Expression {
    if (this.#depth >= maxNesting) {
      this.#noteTooDeep()
      const bad = this.#bad(this.#literal())
      this.#next()
      return bad
    }
    const height = this.#height
    const links = this.#links
    this.#enter()
    const expression = this.#kind === 'IF' ? this.#conditional() : this.#or()
    this.#leave(height, links)
    return expression
  }

  #conditional(): Expression {
    const from = this.#expect('IF')
    const test = this.#expression()
    const thenAt = this.#expectOrSkip('THEN')
    const consequent = thenAt < 0 ? this.#nothing() : this.#expression()
    const elseAt = this.#expectOrSkip('ELSE')
    const alternate = elseAt < 0 ? this.#nothing() : this.#expression()
    const to = alternate.to
    return this.#done({ kind: 'ConditionalExpression', from, to, test, thenAt, consequent, elseAt, alternate })
  }

  /** A bad expression at the current token, which stays. It takes no problems: those are its parent's to show. */
  #bad(text: string): BadExpression {
    this.#suspicious = true
    return { kind: 'BadExpression', from: this.#from, to: this.#to, text }
  }

  #nothing(): BadExpression {
    return { kind: 'BadExpression', from: this.#from, to: this.#from, text: '' }
  }

  #or(): Expression {
    return this.#orRest(this.#and())
  }

  #orRest(first: Expression): Expression {
    let left = first
    while (this.#kind === 'OR') {
      this.#links++
      const operatorAt = this.#expect('OR')
      const right = this.#and()
      const { from } = left
      left = this.#done({ kind: 'LogicalExpression', from, to: right.to, operator: 'or', operatorAt, left, right })
    }
    return left
  }

  #and(): Expression {
    return this.#andRest(this.#logicalUnary())
  }

  #andRest(first: Expression): Expression {
    let left = first
    while (this.#kind === 'AND') {
      this.#links++
      const operatorAt = this.#expect('AND')
      const right = this.#logicalUnary()
      const { from } = left
      left = this.#done({ kind: 'LogicalExpression', from, to: right.to, operator: 'and', operatorAt, left, right })
    }
    return left
  }

  /** Prefix operators are collected in a loop: a long row of them must not use up the stack. */
  #logicalUnary(): Expression {
    const operators: { at: number; operator: 'not' | 'exists' }[] = []
    for (; this.#kind === 'NOT' || this.#kind === 'EXISTS'; this.#next()) {
      operators.push({ at: this.#from, operator: this.#kind === 'NOT' ? 'not' : 'exists' })
    }
    let argument = this.#comparisonRest(this.#additive())
    this.#links += operators.length
    for (const { at, operator } of operators.reverse()) {
      argument = this.#done({ kind: 'UnaryExpression', from: at, to: argument.to, operator, argument })
    }
    return argument
  }

  #comparisonRest(first: Expression): Expression {
    let left = first
    for (;;) {
      const operator = comparisons[this.#kind]
      if (operator === undefined) return left
      left = this.#binary(left, operator, () => this.#additive())
    }
  }

  #binary(left: Expression, operator: ArithmeticOperator | ComparisonOperator, parse: () => Expression): Expression {
    const operatorAt = this.#from
    this.#links++
    this.#next()
    const right = parse()
    return this.#done({ kind: 'BinaryExpression', from: left.from, to: right.to, operator, operatorAt, left, right })
  }

  #additive(): Expression {
    return this.#additiveRest(this.#multiplicative())
  }

  #additiveRest(first: Expression): Expression {
    let left = first
    for (;;) {
      const kind = this.#kind
      if (kind !== 'ADD' && kind !== 'SUB') return left
      left = this.#binary(left, kind === 'ADD' ? '+' : '-', () => this.#multiplicative())
    }
  }

  #multiplicative(): Expression {
    return this.#multiplicativeRest(this.#power())
  }

  #multiplicativeRest(first: Expression): Expression {
    let left = first
    for (;;) {
      const kind = this.#kind
      const operator = kind === 'MUL' ? '*' : kind === 'DIV' ? '/' : kind === 'MOD' ? '%' : null
      if (operator === null) return left
      left = this.#binary(left, operator, () => this.#power())
    }
  }

  #power(): Expression {
    return this.#powerRest(this.#pipe())
  }

  #powerRest(first: Expression): Expression {
    let left = first
    while (this.#kind === 'POW') left = this.#binary(left, '^', () => this.#pipe())
    return left
  }

  #pipe(): Expression {
    return this.#pipeRest(this.#unary())
  }

  #pipeRest(first: Expression): Expression {
    let argument = first
    while (this.#kind === 'PIPE_FORWARD') {
      this.#links++
      const pipe = this.#expect('PIPE_FORWARD')
      const call = this.#pipeTarget(this.#unary())
      argument = this.#done({ kind: 'PipeExpression', from: argument.from, to: call.to, argument, pipe, call })
    }
    return argument
  }

  #pipeTarget(target: Expression): CallExpression {
    if (target.kind === 'CallExpression') return target
    this.#note(say.pipeNotCall())
    const { from, to } = target
    return this.#done({
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

  #unary(): Expression {
    const kind = this.#kind
    if (kind !== 'SUB' && kind !== 'ADD') return this.#postfix(this.#primary())
    const operators: { at: number; operator: '-' | '+' }[] = []
    for (; this.#kind === 'SUB' || this.#kind === 'ADD'; this.#next()) {
      operators.push({ at: this.#from, operator: this.#kind === 'SUB' ? '-' : '+' })
    }
    let argument = this.#postfix(this.#primary())
    this.#links += operators.length
    for (const { at, operator } of operators.reverse()) {
      argument = this.#done({ kind: 'UnaryExpression', from: at, to: argument.to, operator, argument })
    }
    return argument
  }

  /** Everything that may follow an expression that has already begun with `first`. */
  #operators(first: Expression): Expression {
    let left = this.#pipeRest(this.#postfix(first))
    left = this.#multiplicativeRest(this.#powerRest(left))
    left = this.#comparisonRest(this.#additiveRest(left))
    return this.#orRest(this.#andRest(left))
  }

  #postfix(first: Expression): Expression {
    let left = first
    for (;;) {
      this.#links++
      if (this.#kind === 'DOT') {
        const lbrack = this.#expect('DOT')
        const property = this.#identifier()
        const { from } = left
        const to = property.to
        left = this.#done({ kind: 'MemberExpression', from, to, object: left, lbrack, property, rbrack: -1 })
      } else if (this.#kind === 'LPAREN') left = this.#call(left)
      else if (this.#kind === 'LBRACK') left = this.#index(left)
      else return left
    }
  }

  #call(callee: Expression): CallExpression {
    const lparen = this.#openBracket('LPAREN', 'RPAREN')
    const commas: number[] = []
    const args = this.#properties([], commas)
    const { at, end } = this.#closeBracket('RPAREN')
    const { from } = callee
    return this.#done({ kind: 'CallExpression', from, to: end, callee, lparen, args, commas, rparen: at })
  }

  #index(array: Expression): Expression {
    const lbrack = this.#openBracket('LBRACK', 'RBRACK')
    let index = this.#expressionWhileMore()
    const { at: rbrack, end: to } = this.#closeBracket('RBRACK')
    const { from } = array
    if (index?.kind === 'StringLiteral') {
      return this.#done({ kind: 'MemberExpression', from, to, object: array, lbrack, property: index, rbrack })
    }
    if (!index) {
      this.#note(say.emptyBrackets())
      // An integer of no width keeps the type checker quiet: the problem is told already.
      index = { kind: 'IntegerLiteral', from: to, to, value: -1n }
    }
    return this.#done({ kind: 'IndexExpression', from, to, array, lbrack, index, rbrack })
  }

  /**
   * Expressions up to the end of the bracket (or a comma or colon, for property values). One is right; more are joined by
   * an operator that is always an error. A token no expression can begin with is skipped.
   */
  #expressionWhileMore(first: Expression | null = null, inList = false): Expression | null {
    let left = first
    while (this.#more()) {
      if (inList && (this.#kind === 'COMMA' || this.#kind === 'COLON')) break
      const right = this.#expression()
      if (right.kind === 'BadExpression') {
        this.#note(say.skipped(this.#range({ from: this.#from, to: this.#to }), this.#literal()))
        this.#next()
      } else left = left ? this.#joined(left, right) : right
    }
    return left
  }

  #joined(left: Expression, right: Expression): Expression {
    const operator = '<INVALID_OP>'
    const { from } = left
    return this.#done({ kind: 'BinaryExpression', from, to: right.to, operator, operatorAt: -1, left, right })
  }

  // ── primaries ──

  #primary(): Expression {
    if (this.#kind === 'DIV') {
      this.#scanner.scan(this.#from)
      this.#scanner.rescanRegexp()
      this.#kind = this.#scanner.kind
      this.#to = this.#scanner.to
    }
    switch (this.#kind) {
      case 'IDENT':
        return this.#identifier()
      case 'INT':
        return this.#integer()
      case 'FLOAT': {
        const text = this.#literal()
        const { from, to } = this.#take()
        return this.#done({ kind: 'FloatLiteral', from, to, value: Number(text), text })
      }
      case 'STRING':
        return this.#stringLiteral()
      case 'QUOTE':
        return this.#stringExpression()
      case 'REGEX': {
        const decoded = decodeRegexp(this.#text.slice(this.#from + 1, this.#to - 1))
        const { from, to } = this.#take()
        if ('wrong' in decoded) this.#note(say.badBytes(decoded.wrong))
        const value = 'value' in decoded ? decoded.value : ''
        return this.#done({ kind: 'RegexpLiteral', from, to, value })
      }
      case 'TIME': {
        const value = this.#literal()
        const ns = parseTime(value)
        const { from, to } = this.#take()
        if (ns !== null) return this.#done({ kind: 'DateTimeLiteral', from, to, value, ns })
        this.#suspicious = true
        return { kind: 'BadExpression', from, to, text: 'invalid date time literal, missing time offset' }
      }
      case 'DURATION': {
        const values = parseDuration(this.#literal())
        const { from, to } = this.#take()
        if (values) return this.#done({ kind: 'DurationLiteral', from, to, values })
        this.#suspicious = true
        return { kind: 'BadExpression', from, to, text: 'invalid token for primary expression: DURATION' }
      }
      case 'PIPE_RECEIVE':
        return this.#done({ kind: 'PipeLiteral', ...this.#take() })
      case 'LBRACK':
        return this.#arrayOrDict()
      case 'LBRACE':
        return this.#record()
      case 'LPAREN':
        return this.#paren()
      case 'DOT':
        return this.#label('LabelLiteral')
      default:
        return this.#bad(`invalid token for primary expression: ${this.#kind}`)
    }
  }

  #take(): Span {
    const span = { from: this.#from, to: this.#to }
    this.#next()
    return span
  }

  #identifier(): Identifier {
    if (this.#kind !== 'IDENT') {
      this.#noteExpected('IDENT')
      return this.#done({ kind: 'Identifier', from: this.#from, to: this.#from, name: '' })
    }
    const name = this.#scanner.word
    const from = this.#from
    const to = this.#to
    this.#next()
    return this.#done({ kind: 'Identifier', from, to, name })
  }

  #integer(): Expression {
    const text = this.#literal()
    const value = parseInteger(text)
    const { from, to } = this.#take()
    if (typeof value === 'bigint') return this.#done({ kind: 'IntegerLiteral', from, to, value })
    this.#note(say.badInteger(text, value))
    return this.#done({ kind: 'IntegerLiteral', from, to, value: 0n })
  }

  #stringLiteral(): StringLiteral {
    const from = this.#from
    const to = this.#to
    let value = ''
    if (this.#kind === 'STRING') {
      const decoded = decodeText(this.#text.slice(from + 1, to - 1))
      if ('value' in decoded) value = decoded.value
      else this.#note(say.badBytes(decoded.wrong))
    } else {
      this.#noteExpected('STRING')
      this.#note(say.badString())
    }
    this.#next()
    return this.#done({ kind: 'StringLiteral', from, to, value })
  }

  /** A string in pieces. The token after its end is scanned in the ordinary way only when the string is over. */
  #stringExpression(): Expression {
    const from = this.#from
    const parts: StringPart[] = []
    const scanner = this.#scanner
    let at = this.#to
    for (;;) {
      scanner.scanString(at)
      const pieceFrom = scanner.from
      const pieceTo = scanner.to
      at = pieceTo
      if (scanner.kind === 'TEXT') {
        const decoded = decodeText(this.#text.slice(pieceFrom, pieceTo))
        if ('wrong' in decoded) this.#note(say.badBytes(decoded.wrong))
        const value = 'value' in decoded ? decoded.value : ''
        parts.push(this.#done({ kind: 'TextPart', from: pieceFrom, to: pieceTo, value }))
      } else if (scanner.kind === 'STRINGEXPR') {
        this.#load(pieceTo)
        const expression = this.#expression()
        if (this.#kind !== 'RBRACE') this.#noteExpected('RBRACE')
        at = this.#to
        parts.push(this.#done({ kind: 'InterpolatedPart', from: pieceFrom, to: at, expression }))
      } else {
        const broken = scanner.kind !== 'QUOTE'
        if (broken) this.#note(say.brokenString(this.#range(scanner), scanner.kind))
        this.#load(at)
        return this.#done({ kind: 'StringExpression', from, to: at, parts: broken ? [] : parts })
      }
    }
  }

  #label<K extends 'LabelLiteral' | 'LabelType'>(kind: K): { kind: K; from: number; to: number; value: string } {
    const from = this.#expect('DOT')
    const name = this.#propertyName()
    const value = name.kind === 'StringLiteral' ? name.value : name.name
    const label = { kind, from, to: name.to, value }
    // The name is not part of the tree, so its problems move to the label.
    const problems = this.#problems.get(name)
    if (problems) this.#problems.set(label as Node, problems)
    return this.#done(label as Node) as typeof label
  }

  #arrayOrDict(): Expression {
    const from = this.#from
    const lbrack = this.#openBracket('LBRACK', 'RBRACK')
    const commas: number[] = []
    if (this.#kind === 'COLON') {
      this.#next()
      return this.#dict(from, lbrack, [], commas)
    }
    if (this.#kind === 'RBRACK') return this.#array(from, lbrack, [], commas)
    const first = this.#expression()
    if (this.#at('COLON')) {
      this.#next()
      const entries: DictEntry[] = [{ key: first, value: this.#expression() }]
      this.#listRest(commas, () => {
        const key = this.#expression()
        this.#expect('COLON')
        entries.push({ key, value: this.#expression() })
      })
      return this.#dict(from, lbrack, entries, commas)
    }
    const elements = [first]
    this.#listRest(commas, () => elements.push(this.#expression()))
    return this.#array(from, lbrack, elements, commas)
  }

  /** What follows the first item: a comma must, then commas are optional, as the official parser has it. */
  #listRest(commas: number[], item: () => void): void {
    if (this.#kind === 'RBRACK') return
    if (this.#kind === 'COMMA') this.#comma(commas)
    else this.#expect('COMMA')
    for (let before = -1; this.#more() && this.#from > before; ) {
      before = this.#from
      item()
      this.#comma(commas)
    }
  }

  #array(from: number, lbrack: number, elements: Expression[], commas: number[]): Expression {
    const { at: rbrack, end: to } = this.#closeBracket('RBRACK')
    return this.#done({ kind: 'ArrayExpression', from, to, lbrack, elements, commas, rbrack })
  }

  #dict(from: number, lbrack: number, entries: DictEntry[], commas: number[]): Expression {
    const { at: rbrack, end: to } = this.#closeBracket('RBRACK')
    return this.#done({ kind: 'DictExpression', from, to, lbrack, entries, commas, rbrack })
  }

  #record(): RecordExpression {
    const from = this.#from
    const lbrace = this.#openBracket('LBRACE', 'RBRACE')
    const commas: number[] = []
    let source: Identifier | null = null
    let withAt = -1
    let properties: Property[]
    if (this.#kind === 'IDENT') {
      const id = this.#identifier()
      if (this.#at('IDENT')) {
        if (!this.#isWord('with')) this.#note(say.badWith())
        source = id
        withAt = this.#expect('IDENT')
        properties = this.#properties([], commas)
      } else properties = this.#propertiesAfter(id, commas)
    } else properties = this.#properties([], commas)
    const { at: rbrace, end: to } = this.#closeBracket('RBRACE')
    return this.#done({ kind: 'RecordExpression', from, to, lbrace, with: source, withAt, properties, commas, rbrace })
  }

  #propertiesAfter(key: Identifier, commas: number[]): Property[] {
    const first = this.#property(key)
    if (!this.#more()) {
      this.#suspect([first])
      return [first]
    }
    if (this.#kind === 'COMMA') this.#comma(commas)
    else this.#note(say.noComma(this.#kind))
    return this.#properties([first], commas)
  }

  #properties(properties: Property[], commas: number[]): Property[] {
    // Missing commas are told at the whole list, not at the next property.
    const missing: SyntaxMessage[] = []
    for (let before = -1; this.#more() && this.#from > before; ) {
      before = this.#from
      if (this.#kind === 'IDENT') properties.push(this.#property(this.#identifier()))
      else if (this.#kind === 'STRING') properties.push(this.#property(this.#stringLiteral()))
      else properties.push(this.#badProperty())
      if (this.#kind === 'COMMA') this.#comma(commas)
      else if (this.#more()) missing.push(say.noComma(this.#kind))
    }
    for (const message of missing) this.#note(message)
    this.#suspect(properties)
    return properties
  }

  /** Whether names without values stand where they must not is only told for the finished list. */
  #suspect(properties: readonly Property[]): void {
    const without = properties.filter(property => !property.value)
    if (without.length === 0) return
    if (without.length < properties.length || without.some(one => one.key.kind === 'StringLiteral')) {
      this.#suspicious = true
    }
  }

  #property(key: Identifier | StringLiteral): Property {
    let separator = -1
    let value: Expression | null = null
    if (this.#kind === 'COLON') {
      separator = this.#expect('COLON')
      value = this.#propertyValue()
    }
    return this.#done({ kind: 'Property', from: key.from, to: (value ?? key).to, key, separator, value })
  }

  #propertyValue(): Expression | null {
    const value = this.#expressionWhileMore(null, true)
    if (!value) this.#note(say.missingValue())
    return value
  }

  #badProperty(): Property {
    const from = this.#from
    let message: SyntaxMessage
    let separator = -1
    let value: Expression | null = null
    if (this.#kind === 'COMMA') message = say.missingProperty()
    else {
      if (this.#kind === 'COLON') message = say.missingKey()
      else {
        message = say.badKey(this.#kind, this.#literal())
        this.#expressionWhileMore(null, true)
      }
      if (this.#kind === 'COLON') {
        separator = this.#expect('COLON')
        value = this.#propertyValue()
      }
    }
    this.#note(message)
    const key: StringLiteral = { kind: 'StringLiteral', from, to: from, value: '<invalid>' }
    return this.#done({ kind: 'Property', from, to: this.#from, key, separator, value })
  }

  // ── parentheses and functions ──

  #paren(): Expression {
    const from = this.#from
    const lparen = this.#openBracket('LPAREN', 'RPAREN')
    if (this.#kind === 'RPAREN') return this.#function(from, lparen, [], [], this.#closeBracket('RPAREN').at)
    if (this.#kind === 'IDENT') return this.#parenIdentifier(from, lparen, this.#identifier())
    const at = { from: this.#from, to: this.#to, text: this.#literal() }
    const expression = this.#expressionWhileMore()
    if (!expression) this.#suspicious = true
    return this.#parenEnd(from, lparen, expression ?? { kind: 'BadExpression', ...at })
  }

  #parenEnd(from: number, lparen: number, expression: Expression): Expression {
    const { at: rparen, end: to } = this.#closeBracket('RPAREN')
    return this.#done({ kind: 'ParenExpression', from, to, lparen, expression, rparen })
  }

  /** `(name …` may be an expression or the parameters of a function; the token after the name tells. */
  #parenIdentifier(from: number, lparen: number, id: Identifier): Expression {
    const commas: number[] = []
    switch (this.#kind) {
      case 'RPAREN': {
        const { at: rparen, end: to } = this.#closeBracket('RPAREN')
        if (this.#at('ARROW')) {
          return this.#function(from, lparen, [this.#parameterOf(id)], commas, rparen)
        }
        return this.#done({ kind: 'ParenExpression', from, to, lparen, expression: id, rparen })
      }
      case 'ASSIGN':
      case 'COMMA': {
        const params = [this.#parameterOf(id)]
        if (this.#at('COMMA')) {
          this.#comma(commas)
          this.#parameters(params, commas)
        }
        return this.#function(from, lparen, params, commas, this.#closeBracket('RPAREN').at)
      }
      default:
        return this.#parenEnd(from, lparen, this.#expressionWhileMore(this.#operators(id)) as Expression)
    }
  }

  #parameterOf(key: Identifier): Parameter {
    let separator = -1
    let value: Expression | null = null
    if (this.#kind === 'ASSIGN') {
      separator = this.#expect('ASSIGN')
      value = this.#expression()
    }
    return this.#done({ kind: 'Parameter', from: key.from, to: (value ?? key).to, key, separator, value })
  }

  #parameters(params: Parameter[], commas: number[]): void {
    for (let before = -1; this.#more() && this.#from > before; ) {
      before = this.#from
      params.push(this.#parameterOf(this.#identifier()))
      this.#comma(commas)
    }
  }

  #function(from: number, lparen: number, params: Parameter[], commas: number[], rparen: number): FunctionExpression {
    const arrow = this.#expectOrSkip('ARROW')
    const body = this.#kind === 'LBRACE' ? this.#block() : this.#expression()
    return this.#done({ kind: 'FunctionExpression', from, to: body.to, lparen, params, commas, rparen, arrow, body })
  }

  // ── types ──

  #typeExpression(): TypeExpression {
    const type = this.#type()
    const constraints: TypeConstraint[] = []
    let where = -1
    if (this.#isWord('where')) {
      where = this.#expect('IDENT')
      constraints.push(this.#constraint())
      while (this.#kind === 'COMMA') {
        this.#next()
        constraints.push(this.#constraint())
      }
    }
    const { to } = constraints.at(-1) ?? type
    return this.#done({ kind: 'TypeExpression', from: type.from, to, type, where, constraints })
  }

  #constraint(): TypeConstraint {
    const variable = this.#identifier()
    this.#expect('COLON')
    const kinds = [this.#identifier()]
    while (this.#kind === 'ADD') {
      this.#next()
      kinds.push(this.#identifier())
    }
    return this.#done({ kind: 'TypeConstraint', from: variable.from, to: kinds.at(-1)!.to, variable, kinds })
  }

  #type(): TypeNode {
    if (this.#depth >= maxNesting) {
      this.#noteTooDeep()
      const { from, to } = this.#take()
      return { kind: 'NamedType', from, to, name: '' }
    }
    const height = this.#height
    const links = this.#links
    this.#enter()
    const type = this.#typeInside()
    this.#leave(height, links)
    return type
  }

  #typeInside(): TypeNode {
    switch (this.#kind) {
      case 'LBRACK': {
        const from = this.#openBracket('LBRACK', 'RBRACK')
        const element = this.#type()
        if (this.#at('RBRACK')) {
          return this.#done({ kind: 'ArrayType', from, to: this.#closeBracket('RBRACK').end, element })
        }
        this.#expect('COLON')
        const value = this.#type()
        return this.#done({ kind: 'DictType', from, to: this.#closeBracket('RBRACK').end, key: element, value })
      }
      case 'LBRACE':
        return this.#recordType()
      case 'LPAREN':
        return this.#functionType()
      case 'DOT':
        return this.#label('LabelType')
      default:
        return this.#namedType()
    }
  }

  #namedType(): TypeNode {
    const id = this.#identifier()
    const { from, to, name } = id
    const isVector = name === 'vector' || (name === 'v' && this.#printedTypes && this.#kind === 'LBRACK')
    if (name === 'stream' || isVector) {
      this.#openBracket('LBRACK', 'RBRACK')
      const element = this.#type()
      const { end } = this.#closeBracket('RBRACK')
      return this.#done({ kind: isVector ? 'VectorType' : 'StreamType', from, to: end, element })
    }
    if (name === 'dynamic') return this.#done({ kind: 'DynamicType', from, to })
    // The identifier is not part of the tree, so its problems move to the type.
    const type: TypeNode = { kind: name.length === 1 ? 'VariableType' : 'NamedType', from, to, name }
    const problems = this.#problems.get(id)
    if (problems) this.#problems.set(type, problems)
    return this.#done(type)
  }

  #recordType(): TypeNode {
    const from = this.#openBracket('LBRACE', 'RBRACE')
    let tail: Identifier | null = null
    const properties: TypeProperty[] = []
    if (this.#kind === 'IDENT') {
      const id = this.#identifier()
      if (this.#isWord('with')) {
        this.#next()
        tail = id
        this.#typeProperties(this.#typeProperty(this.#propertyName()), properties)
      } else if (this.#at('COLON')) this.#typeProperties(this.#typeProperty(id), properties)
    } else if (!this.#at('RBRACE')) this.#typeProperties(this.#typeProperty(this.#propertyName()), properties)
    const { end: to } = this.#closeBracket('RBRACE')
    return this.#done({ kind: 'RecordType', from, to, with: tail, properties })
  }

  #typeProperties(first: TypeProperty, properties: TypeProperty[]): void {
    properties.push(first)
    while (this.#kind === 'COMMA') {
      this.#next()
      if (!this.#more()) return
      properties.push(this.#typeProperty(this.#propertyName()))
    }
  }

  #propertyName(): Identifier | StringLiteral {
    if (this.#kind === 'IDENT') return this.#identifier()
    if (this.#kind === 'STRING') return this.#stringLiteral()
    const name = this.#literal()
    this.#note(say.expectedEither('IDENT', 'STRING', this.#kind, name, this.#place()))
    return this.#done({ kind: 'Identifier', ...this.#take(), name })
  }

  #typeProperty(name: Identifier | StringLiteral): TypeProperty {
    this.#expect('COLON')
    const type = this.#type()
    return this.#done({ kind: 'TypeProperty', from: name.from, to: type.to, name, type })
  }

  #functionType(): TypeNode {
    const from = this.#openBracket('LPAREN', 'RPAREN')
    const params: TypeParameter[] = []
    const any = this.#kind === 'IDENT' || this.#kind === 'QUESTION_MARK' || this.#kind === 'PIPE_RECEIVE'
    for (let before = -1; any && this.#more() && this.#from > before; ) {
      before = this.#from
      params.push(this.#typeParameter())
      if (this.#at('COMMA')) this.#next()
    }
    this.#closeBracket('RPAREN')
    this.#expect('ARROW')
    const result = this.#type()
    return this.#done({ kind: 'FunctionType', from, to: result.to, params, result })
  }

  #typeParameter(): TypeParameter {
    const from = this.#from
    const mode = this.#kind === 'PIPE_RECEIVE' ? 'pipe' : this.#kind === 'QUESTION_MARK' ? 'optional' : 'required'
    if (mode !== 'required') this.#next()
    const name = mode === 'pipe' && this.#kind !== 'IDENT' ? null : this.#identifier()
    this.#expect('COLON')
    const type = this.#type()
    let standard: LabelType | null = null
    if (mode === 'optional' && this.#kind === 'ASSIGN') {
      this.#next()
      standard = this.#label('LabelType')
    }
    return this.#done({ kind: 'TypeParameter', from, to: (standard ?? type).to, mode, name, type, default: standard })
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

/** The arguments of a call are one record to the official tools: from the first to the last. */
function argumentSpan(args: readonly Property[]): Span {
  return { from: args[0]!.from, to: args.at(-1)!.to }
}

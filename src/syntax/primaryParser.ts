// Expressions that no operator divides: literals, lists, records, parentheses and functions.
import type {
  Block,
  DictEntry,
  Expression,
  FunctionExpression,
  Parameter,
  Property,
  RecordExpression,
  StringPart,
} from './ast.ts'
import type { BadExpression, Identifier, StringLiteral } from './leaves.ts'
import { decodeRegexp, decodeText, parseDuration, parseInteger, parseTime } from './literals.ts'
import { type SyntaxMessage, syntaxMessages as say } from './messages.ts'
import { TypeParser } from './typeParser.ts'

export abstract class PrimaryParser extends TypeParser {
  protected abstract expression(): Expression
  protected abstract block(): Block
  protected abstract expressionWhileMore(first?: Expression | null, inList?: boolean): Expression | null
  /** Everything that may follow an expression that has already begun. */
  protected abstract operators(first: Expression): Expression

  protected primary(): Expression {
    if (this.kind === 'DIV') {
      this.scanner.scan(this.from)
      this.scanner.rescanRegexp()
      this.kind = this.scanner.kind
      this.to = this.scanner.to
    }
    switch (this.kind) {
      case 'IDENT':
        return this.identifier()
      case 'INT':
        return this.integer()
      case 'FLOAT': {
        const text = this.literal()
        const { from, to } = this.take()
        return this.done({ kind: 'FloatLiteral', from, to, value: Number(text), text })
      }
      case 'STRING':
        return this.stringLiteral()
      case 'QUOTE':
        return this.stringExpression()
      case 'REGEX': {
        const decoded = decodeRegexp(this.text.slice(this.from + 1, this.to - 1))
        const { from, to } = this.take()
        if ('wrong' in decoded) this.note(say.badBytes(decoded.wrong))
        const value = 'value' in decoded ? decoded.value : ''
        return this.done({ kind: 'RegexpLiteral', from, to, value })
      }
      case 'TIME': {
        const value = this.literal()
        const ns = parseTime(value)
        const { from, to } = this.take()
        if (ns !== null) return this.done({ kind: 'DateTimeLiteral', from, to, value, ns })
        this.suspicious = true
        return { kind: 'BadExpression', from, to, text: 'invalid date time literal, missing time offset' }
      }
      case 'DURATION': {
        const values = parseDuration(this.literal())
        const { from, to } = this.take()
        if (values) return this.done({ kind: 'DurationLiteral', from, to, values })
        this.suspicious = true
        return { kind: 'BadExpression', from, to, text: 'invalid token for primary expression: DURATION' }
      }
      case 'PIPE_RECEIVE':
        return this.done({ kind: 'PipeLiteral', ...this.take() })
      case 'LBRACK':
        return this.arrayOrDict()
      case 'LBRACE':
        return this.record()
      case 'LPAREN':
        return this.paren()
      case 'DOT':
        return this.label('LabelLiteral')
      default:
        return this.bad(`invalid token for primary expression: ${this.kind}`)
    }
  }

  protected integer(): Expression {
    const text = this.literal()
    const value = parseInteger(text)
    const { from, to } = this.take()
    if (typeof value === 'bigint') return this.done({ kind: 'IntegerLiteral', from, to, value })
    this.note(say.badInteger(text, value))
    return this.done({ kind: 'IntegerLiteral', from, to, value: 0n })
  }

  /** A string in pieces. The token after its end is scanned in the ordinary way only when the string is over. */
  protected stringExpression(): Expression {
    const from = this.from
    const parts: StringPart[] = []
    const scanner = this.scanner
    let at = this.to
    for (;;) {
      scanner.scanString(at)
      const pieceFrom = scanner.from
      const pieceTo = scanner.to
      at = pieceTo
      if (scanner.kind === 'TEXT') {
        const decoded = decodeText(this.text.slice(pieceFrom, pieceTo))
        if ('wrong' in decoded) this.note(say.badBytes(decoded.wrong))
        const value = 'value' in decoded ? decoded.value : ''
        parts.push(this.done({ kind: 'TextPart', from: pieceFrom, to: pieceTo, value }))
      } else if (scanner.kind === 'STRINGEXPR') {
        this.load(pieceTo)
        const expression = this.expression()
        if (this.kind !== 'RBRACE') this.noteExpected('RBRACE')
        at = this.to
        parts.push(this.done({ kind: 'InterpolatedPart', from: pieceFrom, to: at, expression }))
      } else {
        const broken = scanner.kind !== 'QUOTE'
        if (broken) this.note(say.brokenString(this.range(scanner), scanner.kind))
        this.load(at)
        return this.done({ kind: 'StringExpression', from, to: at, parts: broken ? [] : parts })
      }
    }
  }

  protected arrayOrDict(): Expression {
    const from = this.from
    const lbrack = this.openBracket('LBRACK', 'RBRACK')
    const commas: number[] = []
    if (this.kind === 'COLON') {
      this.next()
      return this.dict(from, lbrack, [], commas)
    }
    if (this.kind === 'RBRACK') return this.array(from, lbrack, [], commas)
    const first = this.expression()
    if (this.at('COLON')) {
      this.next()
      const entries: DictEntry[] = [{ key: first, value: this.expression() }]
      this.listRest(commas, () => {
        const key = this.expression()
        this.expect('COLON')
        entries.push({ key, value: this.expression() })
      })
      return this.dict(from, lbrack, entries, commas)
    }
    const elements = [first]
    this.listRest(commas, () => elements.push(this.expression()))
    return this.array(from, lbrack, elements, commas)
  }

  protected array(from: number, lbrack: number, elements: Expression[], commas: number[]): Expression {
    const { at: rbrack, end: to } = this.closeBracket('RBRACK')
    return this.done({ kind: 'ArrayExpression', from, to, lbrack, elements, commas, rbrack })
  }

  protected dict(from: number, lbrack: number, entries: DictEntry[], commas: number[]): Expression {
    const { at: rbrack, end: to } = this.closeBracket('RBRACK')
    return this.done({ kind: 'DictExpression', from, to, lbrack, entries, commas, rbrack })
  }

  protected record(): RecordExpression {
    const from = this.from
    const lbrace = this.openBracket('LBRACE', 'RBRACE')
    const commas: number[] = []
    let source: Identifier | null = null
    let withAt = -1
    let properties: Property[]
    if (this.kind === 'IDENT') {
      const id = this.identifier()
      if (this.at('IDENT')) {
        if (!this.isWord('with')) this.note(say.badWith())
        source = id
        withAt = this.expect('IDENT')
        properties = this.properties([], commas)
      } else properties = this.propertiesAfter(id, commas)
    } else properties = this.properties([], commas)
    const { at: rbrace, end: to } = this.closeBracket('RBRACE')
    return this.done({ kind: 'RecordExpression', from, to, lbrace, with: source, withAt, properties, commas, rbrace })
  }

  protected propertiesAfter(key: Identifier, commas: number[]): Property[] {
    const first = this.property(key)
    if (!this.more()) {
      this.suspect([first])
      return [first]
    }
    if (this.kind === 'COMMA') this.comma(commas)
    else this.note(say.noComma(this.kind))
    return this.properties([first], commas)
  }

  protected properties(properties: Property[], commas: number[]): Property[] {
    // Missing commas are told at the whole list, not at the next property.
    const missing: SyntaxMessage[] = []
    for (let before = -1; this.more() && this.from > before; ) {
      before = this.from
      if (this.kind === 'IDENT') properties.push(this.property(this.identifier()))
      else if (this.kind === 'STRING') properties.push(this.property(this.stringLiteral()))
      else properties.push(this.badProperty())
      if (this.kind === 'COMMA') this.comma(commas)
      else if (this.more()) missing.push(say.noComma(this.kind))
    }
    for (const message of missing) this.note(message)
    this.suspect(properties)
    return properties
  }

  /** Whether names without values stand where they must not is only told for the finished list. */
  protected suspect(properties: readonly Property[]): void {
    const without = properties.filter(property => !property.value)
    if (without.length === 0) return
    if (without.length < properties.length || without.some(one => one.key.kind === 'StringLiteral')) {
      this.suspicious = true
    }
  }

  protected property(key: Identifier | StringLiteral): Property {
    let separator = -1
    let value: Expression | null = null
    if (this.kind === 'COLON') {
      separator = this.expect('COLON')
      value = this.propertyValue()
    }
    return this.done({ kind: 'Property', from: key.from, to: (value ?? key).to, key, separator, value })
  }

  protected propertyValue(): Expression | null {
    const value = this.expressionWhileMore(null, true)
    if (!value) this.note(say.missingValue())
    return value
  }

  protected badProperty(): Property {
    const from = this.from
    let message: SyntaxMessage
    let separator = -1
    let value: Expression | null = null
    if (this.kind === 'COMMA') message = say.missingProperty()
    else {
      if (this.kind === 'COLON') message = say.missingKey()
      else {
        message = say.badKey(this.kind, this.literal())
        this.expressionWhileMore(null, true)
      }
      if (this.kind === 'COLON') {
        separator = this.expect('COLON')
        value = this.propertyValue()
      }
    }
    this.note(message)
    const key: StringLiteral = { kind: 'StringLiteral', from, to: from, value: '<invalid>' }
    return this.done({ kind: 'Property', from, to: this.from, key, separator, value })
  }

  protected paren(): Expression {
    const from = this.from
    const lparen = this.openBracket('LPAREN', 'RPAREN')
    if (this.kind === 'RPAREN') return this.function(from, lparen, [], [], this.closeBracket('RPAREN').at)
    if (this.kind === 'IDENT') return this.parenIdentifier(from, lparen, this.identifier())
    const at = { from: this.from, to: this.to, text: this.literal() }
    const expression = this.expressionWhileMore()
    if (!expression) this.suspicious = true
    return this.parenEnd(from, lparen, expression ?? { kind: 'BadExpression', ...at })
  }

  protected parenEnd(from: number, lparen: number, expression: Expression): Expression {
    const { at: rparen, end: to } = this.closeBracket('RPAREN')
    return this.done({ kind: 'ParenExpression', from, to, lparen, expression, rparen })
  }

  /** `(name …` may be an expression or the parameters of a function; the token after the name tells. */
  protected parenIdentifier(from: number, lparen: number, id: Identifier): Expression {
    const commas: number[] = []
    switch (this.kind) {
      case 'RPAREN': {
        const { at: rparen, end: to } = this.closeBracket('RPAREN')
        if (this.at('ARROW')) {
          return this.function(from, lparen, [this.parameterOf(id)], commas, rparen)
        }
        return this.done({ kind: 'ParenExpression', from, to, lparen, expression: id, rparen })
      }
      case 'ASSIGN':
      case 'COMMA': {
        const params = [this.parameterOf(id)]
        if (this.at('COMMA')) {
          this.comma(commas)
          this.parameters(params, commas)
        }
        return this.function(from, lparen, params, commas, this.closeBracket('RPAREN').at)
      }
      default:
        return this.parenEnd(from, lparen, this.expressionWhileMore(this.operators(id)) as Expression)
    }
  }

  protected parameterOf(key: Identifier): Parameter {
    let separator = -1
    let value: Expression | null = null
    if (this.kind === 'ASSIGN') {
      separator = this.expect('ASSIGN')
      value = this.expression()
    }
    return this.done({ kind: 'Parameter', from: key.from, to: (value ?? key).to, key, separator, value })
  }

  protected parameters(params: Parameter[], commas: number[]): void {
    for (let before = -1; this.more() && this.from > before; ) {
      before = this.from
      params.push(this.parameterOf(this.identifier()))
      this.comma(commas)
    }
  }

  protected function(
    from: number,
    lparen: number,
    params: Parameter[],
    commas: number[],
    rparen: number,
  ): FunctionExpression {
    const arrow = this.expectOrSkip('ARROW')
    const body = this.kind === 'LBRACE' ? this.block() : this.expression()
    return this.done({ kind: 'FunctionExpression', from, to: body.to, lparen, params, commas, rparen, arrow, body })
  }

  /** A bad expression at the current token, which stays. It takes no problems: those are its parent's to show. */
  protected bad(text: string): BadExpression {
    this.suspicious = true
    return { kind: 'BadExpression', from: this.from, to: this.to, text }
  }

  protected nothing(): BadExpression {
    return { kind: 'BadExpression', from: this.from, to: this.from, text: '' }
  }
}

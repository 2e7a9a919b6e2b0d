import type { Identifier, StringLiteral } from './leaves.ts'
import { maxNesting, TokenReader } from './tokenReader.ts'
import type { LabelType, TypeConstraint, TypeExpression, TypeNode, TypeParameter, TypeProperty } from './typeNodes.ts'

export abstract class TypeParser extends TokenReader {
  protected typeExpression(): TypeExpression {
    const type = this.type()
    const constraints: TypeConstraint[] = []
    let where = -1
    if (this.isWord('where')) {
      where = this.expect('IDENT')
      constraints.push(this.constraint())
      while (this.kind === 'COMMA') {
        this.next()
        constraints.push(this.constraint())
      }
    }
    const { to } = constraints.at(-1) ?? type
    return this.done({ kind: 'TypeExpression', from: type.from, to, type, where, constraints })
  }

  protected constraint(): TypeConstraint {
    const variable = this.identifier()
    this.expect('COLON')
    const kinds = [this.identifier()]
    while (this.kind === 'ADD') {
      this.next()
      kinds.push(this.identifier())
    }
    return this.done({ kind: 'TypeConstraint', from: variable.from, to: kinds.at(-1)!.to, variable, kinds })
  }

  protected type(): TypeNode {
    if (this.depth >= maxNesting) {
      this.noteTooDeep()
      const { from, to } = this.take()
      return { kind: 'NamedType', from, to, name: '' }
    }
    const height = this.height
    const links = this.links
    this.enter()
    const type = this.typeInside()
    this.leave(height, links)
    return type
  }

  protected typeInside(): TypeNode {
    switch (this.kind) {
      case 'LBRACK': {
        const from = this.openBracket('LBRACK', 'RBRACK')
        const element = this.type()
        if (this.at('RBRACK')) {
          return this.done({ kind: 'ArrayType', from, to: this.closeBracket('RBRACK').end, element })
        }
        this.expect('COLON')
        const value = this.type()
        return this.done({ kind: 'DictType', from, to: this.closeBracket('RBRACK').end, key: element, value })
      }
      case 'LBRACE':
        return this.recordType()
      case 'LPAREN':
        return this.functionType()
      case 'DOT':
        return this.label('LabelType')
      default:
        return this.namedType()
    }
  }

  protected namedType(): TypeNode {
    const id = this.identifier()
    const { from, to, name } = id
    const isVector = name === 'vector' || (name === 'v' && this.printedTypes && this.kind === 'LBRACK')
    if (name === 'stream' || isVector) {
      this.openBracket('LBRACK', 'RBRACK')
      const element = this.type()
      const { end } = this.closeBracket('RBRACK')
      return this.done({ kind: isVector ? 'VectorType' : 'StreamType', from, to: end, element })
    }
    if (name === 'dynamic') return this.done({ kind: 'DynamicType', from, to })
    // The identifier is not part of the tree, so its problems move to the type.
    const type: TypeNode = { kind: name.length === 1 ? 'VariableType' : 'NamedType', from, to, name }
    const problems = this.problems.get(id)
    if (problems) this.problems.set(type, problems)
    return this.done(type)
  }

  protected recordType(): TypeNode {
    const from = this.openBracket('LBRACE', 'RBRACE')
    let tail: Identifier | null = null
    const properties: TypeProperty[] = []
    if (this.kind === 'IDENT') {
      const id = this.identifier()
      if (this.isWord('with')) {
        this.next()
        tail = id
        this.typeProperties(this.typeProperty(this.propertyName()), properties)
      } else if (this.at('COLON')) this.typeProperties(this.typeProperty(id), properties)
    } else if (!this.at('RBRACE')) this.typeProperties(this.typeProperty(this.propertyName()), properties)
    const { end: to } = this.closeBracket('RBRACE')
    return this.done({ kind: 'RecordType', from, to, with: tail, properties })
  }

  protected typeProperties(first: TypeProperty, properties: TypeProperty[]): void {
    properties.push(first)
    while (this.kind === 'COMMA') {
      this.next()
      if (!this.more()) return
      properties.push(this.typeProperty(this.propertyName()))
    }
  }

  protected typeProperty(name: Identifier | StringLiteral): TypeProperty {
    this.expect('COLON')
    const type = this.type()
    return this.done({ kind: 'TypeProperty', from: name.from, to: type.to, name, type })
  }

  protected functionType(): TypeNode {
    const from = this.openBracket('LPAREN', 'RPAREN')
    const params: TypeParameter[] = []
    const any = this.kind === 'IDENT' || this.kind === 'QUESTION_MARK' || this.kind === 'PIPE_RECEIVE'
    for (let before = -1; any && this.more() && this.from > before; ) {
      before = this.from
      params.push(this.typeParameter())
      if (this.at('COMMA')) this.next()
    }
    this.closeBracket('RPAREN')
    this.expect('ARROW')
    const result = this.type()
    return this.done({ kind: 'FunctionType', from, to: result.to, params, result })
  }

  protected typeParameter(): TypeParameter {
    const from = this.from
    const mode = this.kind === 'PIPE_RECEIVE' ? 'pipe' : this.kind === 'QUESTION_MARK' ? 'optional' : 'required'
    if (mode !== 'required') this.next()
    const name = mode === 'pipe' && this.kind !== 'IDENT' ? null : this.identifier()
    this.expect('COLON')
    const type = this.type()
    let standard: LabelType | null = null
    if (mode === 'optional' && this.kind === 'ASSIGN') {
      this.next()
      standard = this.label('LabelType')
    }
    return this.done({ kind: 'TypeParameter', from, to: (standard ?? type).to, mode, name, type, default: standard })
  }
}

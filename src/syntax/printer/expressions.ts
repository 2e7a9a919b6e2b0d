// How expressions are laid out. Every method asks for comments in source order; that is why pieces are named before they
// are put together.
import type {
  Block,
  CallExpression,
  ConditionalExpression,
  DictExpression,
  Expression,
  FunctionExpression,
  MemberExpression,
  Parameter,
  PipeExpression,
  Property,
  RecordExpression,
  StringExpression,
} from '../ast.ts'
import type { Identifier, Span, StringLiteral } from '../leaves.ts'
import type { Comments } from './comments.ts'
import {
  concat,
  concatAll,
  type Doc,
  edge,
  group,
  hardline,
  line,
  literalText,
  nest,
  nil,
  softline,
  text,
} from './document.ts'
import { affix, bracketed, breaksFor, commaList, type Hanging, hang, hanging, prefixed, within } from './hang.ts'
import { escaped, leafText } from './literals.ts'
import { beginsWithBrace, needsParentheses } from './parentheses.ts'

type Operation = Extract<Expression, { kind: 'BinaryExpression' | 'LogicalExpression' }>

export class ExpressionPrinter {
  readonly #source: string
  readonly #comments: Comments
  /** Two expressions side by side, which the parser lets pass and which cannot be printed. */
  unprintable: Expression | null = null
  /** The block of a function holds statements, which are somebody else's. */
  readonly #block: (block: Block) => Hanging

  constructor(source: string, comments: Comments, block: (block: Block) => Hanging) {
    this.#source = source
    this.#comments = comments
    this.#block = block
  }

  expression(node: Expression): Doc {
    return group(this.#expression(node))
  }

  /** The same in parts, for what it may hang from: behind `x =`, `return` or a property's colon. */
  hanging(node: Expression): Hanging {
    switch (node.kind) {
      case 'ArrayExpression': {
        const before = this.#comments.before(node.lbrack)
        const items = this.#comments.items(node.elements, node.commas, one => this.expression(one))
        const list = bracketed('[', items, this.#comments.before(node.rbrack), ']')
        return within(affix(before, nil, true), list)
      }
      case 'RecordExpression':
        return this.#record(node)
      case 'StringExpression':
        return this.#interpolated(node)
      case 'FunctionExpression':
        return this.#function(node)
      case 'StringLiteral':
        return hanging(this.string(node))
      case 'IndexExpression': {
        const array = this.#child(node, node.array)
        const open = concat(array, this.#comments.before(node.lbrack), text('['))
        const index = this.expression(node.index)
        return hanging(index, affix(open, concat(this.#comments.before(node.rbrack), text(']')), true))
      }
      default:
        return hanging(this.expression(node))
    }
  }

  /** `name =` and the like with what it is set to. */
  assigned(head: Doc, node: Expression): Doc {
    return hang(within(affix(head, nil, true), prefixed(line, this.hanging(node))))
  }

  name({ from, name }: Identifier): Doc {
    return concat(this.#comments.before(from), text(name))
  }

  string(node: StringLiteral): Doc {
    return concat(this.#comments.before(node.from), this.#written(node))
  }

  member(node: MemberExpression): Doc {
    const object = this.#child(node, node.object)
    const { lbrack, property } = node
    if (property.kind === 'Identifier') {
      const comments = this.#comments.below(lbrack)
      return concat(object, comments, text('.'), this.name(property))
    }
    const open = concat(this.#comments.before(lbrack), text('['))
    const key = this.string(property)
    return concat(object, open, key, this.#comments.below(node.rbrack), text(']'))
  }

  #written({ from, to }: Span): Doc {
    return text(this.#source.slice(from, to))
  }

  #expression(node: Expression): Doc {
    switch (node.kind) {
      case 'ArrayExpression':
      case 'RecordExpression':
      case 'StringExpression':
      case 'FunctionExpression':
      case 'StringLiteral':
      case 'IndexExpression':
        return hang(this.hanging(node))
      case 'DictExpression':
        return this.#dict(node)
      case 'LogicalExpression':
      case 'BinaryExpression':
        return this.#operation(node)
      case 'MemberExpression':
        return this.member(node)
      case 'PipeExpression':
        return this.#pipe(node)
      case 'CallExpression':
        return this.#call(node)
      case 'ConditionalExpression':
        return this.#conditional(node)
      case 'UnaryExpression': {
        const { operator } = node
        const blank = operator === '-' || operator === '+' ? '' : ' '
        const comments = this.#comments.before(node.from)
        return concat(comments, text(operator + blank), this.#child(node, node.argument))
      }
      case 'ParenExpression': {
        if (!this.#keepsParentheses(node)) return this.expression(node.expression)
        const open = concat(this.#comments.before(node.lparen), text('('))
        const inner = this.expression(node.expression)
        return concat(open, inner, this.#comments.below(node.rparen), text(')'))
      }
      default: {
        const comments = this.#comments.before(node.from)
        return concat(comments, text(leafText(node, this.#source)))
      }
    }
  }

  // ── parentheses ──

  /** Parentheses are printed where the tree needs them; those in the source only stay when they carry a comment. */
  #keepsParentheses(node: Expression): boolean {
    return node.kind === 'ParenExpression' && (this.#comments.has(node.lparen) || this.#comments.has(node.rparen))
  }

  #child(parent: Expression, node: Expression, right = false): Doc {
    if (!needsParentheses(parent, node, right) || this.#keepsParentheses(node)) return this.expression(node)
    return concat(text('('), this.expression(node), text(')'))
  }

  // ── lists ──

  #record(node: RecordExpression): Hanging {
    const open = concat(this.#comments.before(node.lbrace), text('{'))
    const { between, edges } = breaksFor(node.properties.length)
    let head = edges
    if (node.with) {
      const name = this.name(node.with)
      const comments = this.#comments.before(node.withAt)
      head = group(concat(name, comments.kind === 'nil' ? text(' ') : comments, text('with'), between))
    }
    const list = commaList(this.#properties(node.properties, node.commas), between)
    const body = concat(head, list, this.#comments.below(node.rbrace))
    return hanging(body, affix(open, concat(edges, text('}')), true))
  }

  #properties(properties: readonly Property[], commas: readonly number[]): Doc[] {
    return this.#comments.items(properties, commas, one => this.#property(one), true)
  }

  #property({ key, separator, value }: Property): Doc {
    const name = this.#key(key)
    if (!value) return name
    return this.assigned(concat(name, this.#comments.below(separator), text(':')), value)
  }

  #key(key: Identifier | StringLiteral): Doc {
    return key.kind === 'Identifier' ? this.name(key) : this.string(key)
  }

  #dict(node: DictExpression): Doc {
    const between = this.#isMultiline(node) ? hardline : line
    const open = concat(this.#comments.before(node.lbrack), text('['))
    const entries = node.entries.map(entry => ({ ...entry, from: entry.key.from, to: entry.value.to }))
    const items = this.#comments.items(entries, node.commas, ({ key, value }) => {
      const name = this.expression(key)
      return concat(name, text(': '), this.expression(value))
    })
    const list = items.length === 0 ? text(':') : commaList(items, between)
    const inner = nest(concat(edge, list, this.#comments.before(node.rbrack)))
    return concat(open, inner, edge, text(']'))
  }

  #isMultiline({ from, to }: Span): boolean {
    const newline = this.#source.indexOf('\n', from)
    return newline >= 0 && newline < to
  }

  // ── strings ──

  #interpolated(node: StringExpression): Hanging {
    const open = concat(this.#comments.before(node.from), text('"'))
    const parts = node.parts.map((part, index) => {
      if (part.kind === 'TextPart') return literalText(escaped(part.value, index < node.parts.length - 1))
      const inner = this.expression(part.expression)
      return concat(text('${'), inner, this.#comments.before(part.to - 1), text('}'))
    })
    return hanging(concatAll(parts), affix(open, text('"'), true))
  }

  // ── functions and calls ──

  #function(node: FunctionExpression): Hanging {
    const before = this.#comments.before(node.lparen)
    const { between, edges } = breaksFor(node.params.length)
    const params = this.#comments.items(node.params, node.commas, one => this.#parameter(one))
    const list = concat(text('('), nest(concat(edges, commaList(params, between))), edges)
    const close = concat(this.#comments.before(node.rparen), text(')'))
    const arrow = this.#comments.below(node.arrow)
    const head = group(concat(list, close, arrow.kind === 'nil' ? softline : arrow, text('=>')))
    const outer = affix(before, nil, true)
    if (node.body.kind === 'Block') {
      return within(outer, within(affix(head, nil, true), prefixed(line, this.#block(node.body))))
    }
    return within(outer, hanging(concat(line, this.#body(node.body)), affix(head)))
  }

  /** Parentheses around it go, but a record must not be taken for a block. */
  #body(node: Expression): Doc {
    let inner = node
    while (inner.kind === 'ParenExpression' && !this.#keepsParentheses(inner)) inner = inner.expression
    if (inner.kind === 'ParenExpression' || !beginsWithBrace(inner)) return this.expression(inner)
    return group(concat(text('('), this.expression(inner), text(')')))
  }

  #parameter({ key, separator, value }: Parameter): Doc {
    const name = this.name(key)
    if (!value) return name
    const head = concat(name, this.#comments.before(separator), text('='))
    return hang(within(affix(head, nil, true), this.hanging(value)))
  }

  #call(node: CallExpression): Doc {
    const callee = this.#child(node, node.callee)
    const comments = this.#comments.below(node.lparen)
    if (node.args.length === 0) {
      const list = bracketed('(', [], this.#comments.before(node.rparen), ')')
      return group(
        concat(callee, comments, hang({ ...list, affixes: list.affixes.map(one => ({ ...one, nest: true })) })),
      )
    }
    const { between, edges } = breaksFor(node.args.length)
    const list = concat(edges, commaList(this.#properties(node.args, node.commas), between))
    const args = hang(hanging(list, affix(nil, edges, true)))
    return group(concat(callee, comments, text('('), args, this.#comments.before(node.rparen), text(')')))
  }

  /** All stages of a chain are on one level; if the chain was on several lines, each is on its own. */
  #pipe(node: PipeExpression): Doc {
    const between = this.#isMultiline(node) ? hardline : line
    const stages: PipeExpression[] = []
    let head: Expression = node
    for (; head.kind === 'PipeExpression'; head = head.argument) stages.push(head)
    const first = group(this.#child(stages.at(-1)!, head))
    const docs: Doc[] = []
    for (const stage of stages.reverse()) {
      const comments = this.#comments.before(stage.pipe)
      docs.push(between, group(concat(comments, text('|> '), group(this.#call(stage.call)))))
    }
    return group(concat(first, nest(concatAll(docs))))
  }

  // ── operators ──

  /** A right operand that is an operation itself, without parentheses, goes on the same level. */
  #operation(node: Operation): Doc {
    if (node.operator === '<INVALID_OP>') this.unprintable ??= node
    const left = this.#child(node, node.left)
    const docs: Doc[] = []
    for (let parent = node; ; ) {
      const { right } = parent
      docs.push(group(concat(line, this.#comments.before(parent.operatorAt), text(parent.operator), line)))
      if (right.kind !== 'BinaryExpression') {
        docs.push(this.#child(parent, right, true))
        break
      }
      docs.push(this.#child(right, right.left))
      parent = right
    }
    return group(concat(left, nest(concatAll(docs))))
  }

  /** `else if` goes on at the level of the first `if`. */
  #conditional(node: ConditionalExpression): Doc {
    const between = this.#isMultiline(node) ? hardline : line
    const before = this.#comments.before(node.from)
    const test = nest(this.expression(node.test))
    const then = this.#comments.before(node.thenAt)
    const head = group(concat(text('if '), test, then.kind === 'nil' ? line : then, text('then')))
    const docs = [head, ...this.#branch(node.consequent, between, node.elseAt)]
    let { alternate } = node
    while (alternate.kind === 'ConditionalExpression') {
      const comments = this.#comments.before(alternate.from)
      const condition = nest(this.expression(alternate.test))
      docs.push(comments, text('else if '), condition, this.#comments.before(alternate.thenAt), text(' then'))
      docs.push(...this.#branch(alternate.consequent, between, alternate.elseAt))
      alternate = alternate.alternate
    }
    docs.push(text('else'), nest(concat(between, this.expression(alternate))))
    return concat(before, group(concatAll(docs)))
  }

  #branch(node: Expression, between: Doc, elseAt: number): Doc[] {
    const branch = nest(concat(between, this.expression(node)))
    return [branch, between, this.#comments.before(elseAt)]
  }
}

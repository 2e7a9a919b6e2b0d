// What every part of the parser stands on: the token at hand, brackets that are open, problems noted and not yet shown,
// and names and texts, which all parts read.
import type { Node, Property } from './ast.ts'
import type { Comment, Identifier, Span, StringLiteral, SyntaxProblem } from './leaves.ts'
import { decodeText } from './literals.ts'
import { type SyntaxMessage, syntaxMessages as say } from './messages.ts'
import { Scanner } from './scanner.ts'
import { Source } from './source.ts'
import type { TokenKind } from './tokenKind.ts'
import { forEachChild } from './walk.ts'

/** How many statements and expressions may nest while parsing, and how deep the tree may be; the official limits. */
export const maxNesting = 80
export const maxDepth = 180
/** A text that is not Flux at all would have a problem a character. */
const maxProblems = 1000

type Closer = 'RPAREN' | 'RBRACK' | 'RBRACE'

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

export abstract class TokenReader {
  protected readonly text: string
  protected readonly scanner: Scanner
  protected readonly comments: Mutable<Comment>[] = []
  /** Comments from this index on do not know the token after them yet. */
  protected openComments = 0
  protected readonly problems = new Map<Node, SyntaxMessage[]>()
  protected problemCount = 0
  protected pending: SyntaxMessage[] = []
  protected source: Source | null = null
  protected depth = 0
  protected tooDeep = false
  /** Whether only the finished tree shows what is wrong; else it need not be searched. */
  protected suspicious = false
  // An upper bound of the height of what has been parsed: the highest finished part, and how many operators, calls and
  // members have been stacked in the expression at hand. The official limit is on the height of the tree.
  protected height = 0
  protected links = 0
  /** Types print `v[…]` for `vector[…]`, so the notation alone is read in both spellings; a program's is not. */
  protected printedTypes = false
  protected readonly open: Record<Closer, number> = { RPAREN: 0, RBRACK: 0, RBRACE: 0 }
  // The token not yet consumed.
  protected kind: TokenKind = 'EOF'
  protected from = 0
  protected to = 0

  constructor(text: string) {
    this.text = text
    this.scanner = new Scanner(text, (from, to) => this.comments.push({ from, to, before: text.length }))
    this.load(0)
  }

  protected load(at: number): void {
    const scanner = this.scanner
    scanner.scan(at)
    this.kind = scanner.kind
    this.from = scanner.from
    this.to = scanner.to
    while (this.openComments < this.comments.length) this.comments[this.openComments++]!.before = scanner.from
  }

  protected next(): void {
    this.load(this.to)
  }

  protected literal(): string {
    return this.text.slice(this.from, this.to)
  }

  /** Asked where the compiler believes to know the token still. */
  protected at(kind: TokenKind): boolean {
    return this.kind === kind
  }

  protected isWord(word: string): boolean {
    return this.kind === 'IDENT' && this.scanner.word === word
  }

  /** Consumes the token whatever it is and answers its start; notes a problem if it is another than wanted. */
  protected expect(wanted: TokenKind): number {
    if (this.kind !== wanted) this.noteExpected(wanted)
    const from = this.from
    this.next()
    return from
  }

  /** Consumes the token only if it is the wanted one, and answers its start; else notes a problem and answers -1. */
  protected expectOrSkip(wanted: TokenKind): number {
    if (this.kind !== wanted) {
      this.noteExpected(wanted)
      return -1
    }
    const from = this.from
    this.next()
    return from
  }

  protected noteExpected(wanted: TokenKind): void {
    this.note(say.expected(wanted, this.kind, this.literal(), this.place()))
  }

  protected openBracket(open: TokenKind, close: Closer): number {
    this.open[close]++
    return this.expect(open)
  }

  /** Answers where the closing token ends; the end of the token found instead, if it is missing. */
  protected closeBracket(close: Closer): { at: number; end: number } {
    this.open[close]--
    const end = this.to
    if (this.kind === close) {
      const at = this.from
      this.next()
      return { at, end }
    }
    this.note(say.unclosed(close, this.kind))
    return { at: -1, end }
  }

  /** Whether a list goes on: not at the end, and not at a bracket that something around it waits for. */
  protected more(): boolean {
    const kind = this.kind
    if (kind === 'EOF') return false
    if (kind === 'RPAREN' || kind === 'RBRACK' || kind === 'RBRACE') return this.open[kind] === 0
    return true
  }

  protected comma(commas: number[]): void {
    if (this.kind === 'COMMA') {
      commas.push(this.from)
      this.next()
    }
  }

  protected note(message: SyntaxMessage): void {
    if (this.problemCount++ < maxProblems) this.pending.push(message)
  }

  /** Completes a node: it takes the problems noted so far. */
  protected done<N extends Node>(node: N): N {
    if (this.pending.length > 0) {
      const known = this.problems.get(node)
      if (known) known.push(...this.pending)
      else this.problems.set(node, this.pending)
      this.pending = []
    }
    return node
  }

  protected positions(): Source {
    return (this.source ??= new Source(this.text))
  }

  protected place(): string {
    if (this.problemCount >= maxProblems) return ''
    const at = this.positions().official(this.from)
    return `${at.line}:${at.column}`
  }

  protected range(span: Span): string {
    return this.problemCount >= maxProblems ? '' : this.positions().officialRange(span)
  }

  /** All problems in tree order, with those that only the finished node shows. */
  protected collect(root: Node): SyntaxProblem[] {
    const found: SyntaxProblem[] = []
    const visit = (node: Node, depth: number): void => {
      const put = (message: SyntaxMessage): void => {
        if (found.length < maxProblems) found.push({ ...message, from: node.from, to: node.to })
      }
      for (const message of this.problems.get(node) ?? []) put(message)
      if (depth > maxDepth) {
        this.tooDeep = true
        put(say.tooDeep())
        return
      }
      if (node.kind === 'BadStatement') put(say.badStatement(node.text))
      else if (node.kind === 'BadExpression' && node.text !== '') put(say.badExpression(node.text))
      else if (node.kind === 'RecordExpression') this.checkProperties(node.properties, put)
      else if (node.kind === 'CallExpression' && node.args.length > 0) {
        const span = argumentSpan(node.args)
        this.checkProperties(node.args, message => found.push({ ...message, ...span }))
      }
      forEachChild(node, child =>
        visit(child, depth + (child.kind === 'Property' && node.kind === 'CallExpression' ? 2 : 1)),
      )
    }
    // The official tree has a package above the file.
    visit(root, 2)
    return found
  }

  protected checkProperties(properties: readonly Property[], put: (message: SyntaxMessage) => void): void {
    let implicit = false
    let explicit = false
    for (const property of properties) {
      if (this.problems.has(property)) continue
      if (property.value) explicit = true
      else {
        implicit = true
        if (property.key.kind === 'StringLiteral') put(say.keyWithoutValue(property.key.value))
      }
    }
    if (implicit && explicit) put(say.mixedProperties())
  }

  protected enter(): void {
    this.depth++
    this.height = 0
    this.links = 0
  }

  protected leave(height: number, links: number): void {
    this.depth--
    // A level adds a handful of nodes of its own: a call, its arguments, a property, a block, a statement.
    this.height = Math.max(height, this.height + this.links + 6)
    this.links = links
  }

  protected noteTooDeep(): void {
    this.tooDeep = true
    this.note(say.tooDeep())
  }

  protected take(): Span {
    const span = { from: this.from, to: this.to }
    this.next()
    return span
  }

  protected identifier(): Identifier {
    if (this.kind !== 'IDENT') {
      this.noteExpected('IDENT')
      return this.done({ kind: 'Identifier', from: this.from, to: this.from, name: '' })
    }
    const name = this.scanner.word
    const from = this.from
    const to = this.to
    this.next()
    return this.done({ kind: 'Identifier', from, to, name })
  }

  protected stringLiteral(): StringLiteral {
    const from = this.from
    const to = this.to
    let value = ''
    if (this.kind === 'STRING') {
      const decoded = decodeText(this.text.slice(from + 1, to - 1))
      if ('value' in decoded) value = decoded.value
      else this.note(say.badBytes(decoded.wrong))
    } else {
      this.noteExpected('STRING')
      this.note(say.badString())
    }
    this.next()
    return this.done({ kind: 'StringLiteral', from, to, value })
  }

  protected label<K extends 'LabelLiteral' | 'LabelType'>(
    kind: K,
  ): { kind: K; from: number; to: number; value: string } {
    const from = this.expect('DOT')
    const name = this.propertyName()
    const value = name.kind === 'StringLiteral' ? name.value : name.name
    const label = { kind, from, to: name.to, value }
    // The name is not part of the tree, so its problems move to the label.
    const problems = this.problems.get(name)
    if (problems) this.problems.set(label as Node, problems)
    return this.done(label as Node) as typeof label
  }

  /** What follows the first item: a comma must, then commas are optional, as the official parser has it. */
  protected listRest(commas: number[], item: () => void): void {
    if (this.kind === 'RBRACK') return
    if (this.kind === 'COMMA') this.comma(commas)
    else this.expect('COMMA')
    for (let before = -1; this.more() && this.from > before; ) {
      before = this.from
      item()
      this.comma(commas)
    }
  }

  protected propertyName(): Identifier | StringLiteral {
    if (this.kind === 'IDENT') return this.identifier()
    if (this.kind === 'STRING') return this.stringLiteral()
    const name = this.literal()
    this.note(say.expectedEither('IDENT', 'STRING', this.kind, name, this.place()))
    return this.done({ kind: 'Identifier', ...this.take(), name })
  }
}

/** The arguments of a call are one record to the official tools: from the first to the last. */
function argumentSpan(args: readonly Property[]): Span {
  return { from: args[0]!.from, to: args.at(-1)!.to }
}

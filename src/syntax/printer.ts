// A tree as text again, laid out as the official formatter lays it out, byte for byte, save where that changes what a
// program means or loses something: signs keep their parentheses, `\${` stays escaped, labels keep their quotes, blanks
// at the ends of lines inside strings stay, and comments are kept wherever they stand.
import type { Attribute, Block, Expression, File, PackageClause, Statement, TestCaseStatement } from './ast.ts'
import type { SyntaxProblem } from './leaves.ts'
import { syntaxMessages } from './messages.ts'
import { parse } from './parser.ts'
import { Comments } from './printer/comments.ts'
import {
  concat,
  concatAll,
  type Doc,
  group,
  hardline,
  join,
  line,
  nest,
  nil,
  render,
  text,
} from './printer/document.ts'
import { ExpressionPrinter } from './printer/expressions.ts'
import { affix, bracketed, type Hanging, hang, hanging, within } from './printer/hang.ts'
import { TypePrinter } from './printer/types.ts'
import { Source } from './source.ts'

export type Formatted = { readonly text: string } | { readonly problems: readonly SyntaxProblem[] }

/** Formats a program; one with syntax errors is not touched. */
export function format(text: string): Formatted {
  return formatFile(parse(text))
}

/**
 * The same for a text that has been parsed. Where a comment or a broken list changes how the next pass would lay things
 * out, the text is the one that stays: the official formatter would have to be called again for it.
 */
export function formatFile(file: File): Formatted {
  let text = file.text
  for (let pass = 0; pass < maxPasses; pass++) {
    const now = pass === 0 ? file : parse(text)
    if (now.errors.length > 0) return { problems: now.errors }
    const printer = new Printer(now)
    const doc = printer.file()
    const { unprintable } = printer
    if (unprintable) {
      return { problems: [{ ...syntaxMessages.sideBySide(), from: unprintable.from, to: unprintable.to }] }
    }
    const printed = render(doc)
    if (printed === text) break
    text = printed
  }
  return { text }
}

const maxPasses = 6

class Printer {
  readonly #file: File
  readonly #source: Source
  readonly #comments: Comments
  readonly #expressions: ExpressionPrinter
  readonly #types: TypePrinter

  constructor(file: File) {
    this.#file = file
    this.#source = new Source(file.text)
    this.#comments = new Comments(file)
    this.#expressions = new ExpressionPrinter(file.text, this.#comments, block => this.#block(block))
    this.#types = new TypePrinter(file.text, this.#comments)
  }

  get unprintable(): Expression | null {
    return this.#expressions.unprintable
  }

  file(): Doc {
    const { package: clause, imports, body, text: source } = this.#file
    const docs: Doc[] = []
    if (clause) {
      docs.push(this.#package(clause))
      if (imports.length > 0 || body.length > 0) docs.push(hardline, hardline)
    }
    imports.forEach((declaration, index) => {
      if (index > 0) docs.push(hardline)
      docs.push(this.#attributes(declaration.attributes), this.#comments.before(declaration.from), text('import '))
      const { alias, path } = declaration
      if (alias) docs.push(this.#expressions.name(alias), text(' '))
      docs.push(this.#expressions.string(path))
    })
    if (imports.length > 0 && body.length > 0) docs.push(hardline, hardline)
    docs.push(this.#statements(body), this.#comments.before(source.length), hardline)
    return concatAll(docs)
  }

  #package({ attributes, from, name }: PackageClause): Doc {
    const before = concat(this.#attributes(attributes), this.#comments.before(from))
    return concat(before, text('package '), this.#expressions.name(name), hardline)
  }

  #attributes(attributes: readonly Attribute[]): Doc {
    return concatAll(attributes.flatMap(attribute => [group(this.#attribute(attribute)), hardline]))
  }

  #attribute({ from, name, params, commas }: Attribute): Doc {
    const head = concat(this.#comments.before(from), text(`@${name}`))
    if (params.length === 0) return head
    const items = params.map((param, index) => {
      const item = this.#expressions.expression(param)
      return concat(item, this.#comments.before(commas[index] ?? -1))
    })
    return concat(head, hang(bracketed('(', items, nil, ')')))
  }

  // ── statements ──

  /** A blank line stays, and comes between statements of different kinds and before comments and attributes. */
  #statements(statements: readonly Statement[]): Doc {
    const docs = statements.map((statement, index) => {
      const before = statements[index - 1]
      const apart =
        before &&
        (this.#source.lineOf(statement.from) - this.#source.lineOf(before.to) > 1 ||
          statement.kind !== before.kind ||
          this.#comments.has(statement.from) ||
          statement.attributes.length > 0)
      const attributes = this.#attributes(statement.attributes)
      return concat(apart ? hardline : nil, attributes, group(this.#statement(statement)))
    })
    return join(docs, hardline)
  }

  #statement(node: Statement): Doc {
    switch (node.kind) {
      case 'ExpressionStatement':
        return this.#expressions.expression(node.expression)
      case 'VariableAssignment': {
        // The comment is no part of what hangs, so that its length does not matter.
        const comments = this.#comments.before(node.id.from)
        const head = concat(this.#expressions.name(node.id), this.#comments.below(node.assign), text(' ='))
        return concat(comments, this.#expressions.assigned(head, node.init))
      }
      case 'OptionStatement': {
        const before = concat(this.#comments.before(node.from), text('option '))
        const { assignment } = node
        const name =
          assignment.kind === 'VariableAssignment'
            ? this.#expressions.name(assignment.id)
            : this.#expressions.member(assignment.member)
        const head = concat(name, this.#comments.below(assignment.assign), text(' ='))
        return concat(before, this.#expressions.assigned(head, assignment.init))
      }
      case 'ReturnStatement': {
        const head = concat(this.#comments.before(node.from), text('return'))
        return this.#expressions.assigned(head, node.argument)
      }
      case 'TestCaseStatement':
        return this.#testCase(node)
      case 'BuiltinStatement': {
        const before = this.#comments.before(node.from)
        const head = group(concat(text('builtin'), line, this.#expressions.name(node.id)))
        const comments = this.#comments.before(node.colon)
        const colon = concat(comments.kind === 'nil' ? text(' ') : concat(line, comments), text(': '))
        return concat(before, group(nest(concat(head, colon, this.#types.expression(node.type)))))
      }
      case 'BadStatement':
        return nil
    }
  }

  #testCase(node: TestCaseStatement): Doc {
    const before = this.#comments.before(node.from)
    const name = concat(text('testcase'), line, this.#expressions.name(node.id))
    const parent = node.extends ? concat(line, text('extends'), line, this.#expressions.string(node.extends)) : nil
    return concat(before, hang(within(affix(concat(name, parent, line), nil, true), this.#block(node.block))))
  }

  #block(block: Block): Hanging {
    const open = concat(this.#comments.before(block.lbrace), text('{'))
    const body = concat(hardline, this.#statements(block.body))
    return hanging(concat(body, this.#comments.before(block.rbrace)), affix(open, concat(hardline, text('}'))))
  }
}

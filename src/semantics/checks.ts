// What is wrong with a program besides its types: statements where they have no place, pipe literals out of place, types
// that do not exist, patterns that do not compile, names assigned twice. Inference reports what it meets here on its way
// through the tree. Of doubtful names only the first is told, as the official checker does: what follows is mostly the
// same mistake again.
import type {
  Block,
  BuiltinStatement,
  Expression,
  File,
  Identifier,
  LabelLiteral,
  Node,
  PipeLiteral,
  RegexpLiteral,
  Span,
  Statement,
  VariableAssignment,
} from '../syntax/index.ts'
import { forEachChild } from '../syntax/index.ts'
import { type BlockParts, blockParts } from './block.ts'
import type { Diagnostic, Finding, Phase } from './diagnostic.ts'
import type { Scope } from './environment.ts'
import { messages } from './messages.ts'
import { type SignatureProblem, schemeOf } from './signature.ts'
import type { Scheme } from './types.ts'

/** Why a pattern does not compile, or null. */
export type PatternFault = (pattern: string) => string | null

/** An error at a place. */
export function errorAt(span: Span, phase: Phase, finding: Finding): Diagnostic {
  return { ...finding, severity: 'error', phase, from: span.from, to: span.to }
}

/** Collects what inference meets; `results` puts it in the official order. */
export class Checks {
  readonly #patterns: RegexpLiteral[] = []
  readonly #structure: { at: number; diagnostic: Diagnostic }[] = []
  readonly #assigned: { node: VariableAssignment; first: Span | null; top: boolean }[] = []
  #label: LabelLiteral | null = null

  pattern(node: RegexpLiteral): void {
    if (!harmless.test(node.value)) this.#patterns.push(node)
  }

  pipeLiteral(node: PipeLiteral): void {
    this.#put(node, messages.pipeLiteral())
  }

  severalPipes(node: PipeLiteral): void {
    this.#put(node, messages.severalPipes())
  }

  labelLiteral(node: LabelLiteral): void {
    if (!this.#label || this.#label.from < node.from) this.#label = node
  }

  /** The scheme of a builtin statement. */
  notation(node: BuiltinStatement): Scheme {
    const problems: SignatureProblem[] = []
    const scheme = schemeOf(node.type, problems)
    for (const problem of problems) {
      if (problem.what === 'pipe') this.#put(problem, messages.severalPipes())
      else this.#put(problem, messages.invalidName(problem.what, problem.name))
    }
    return scheme
  }

  /** A function's block: what has no place in it, and whether it ends in a return. */
  block(block: Block, parts: BlockParts): void {
    for (const statement of parts.misplaced) this.#put(statement, messages.misplaced(statementWord(statement)))
    // These come after everything inside the block.
    if (!parts.result) this.#put(parts.last ?? block, messages.missingReturn(), block.to)
    for (const statement of [...parts.early].reverse()) this.#put(statement, messages.misplaced('return'), block.to)
  }

  /** An assignment, before its name is defined in the scope. */
  assigned(node: VariableAssignment, scope: Scope): void {
    const top = scope.parent === null
    const known = scope.names.get(node.id.name)
    const first = known?.kind === 'variable' || known?.kind === 'parameter' ? known.node : null
    if (first || top) this.#assigned.push({ node, first, top })
  }

  results(
    file: File,
    labels: boolean,
    patternFault: PatternFault,
  ): { readonly patterns: Diagnostic[]; readonly others: Diagnostic[] } {
    const structure = this.#structure.sort((a, b) => a.at - b.at).map(one => one.diagnostic)
    const options = new Map<string, Span>()
    const name =
      optionTwice(file, options) ??
      this.#nameTwice(options) ??
      (this.#label && !labels && errorAt(this.#label, 'names', messages.labelLiteral())) ??
      dependentOption(file, options)
    return { patterns: this.#badPatterns(patternFault), others: name ? [...structure, name] : structure }
  }

  /** The official parser finds patterns that do not compile, so they count as syntax. */
  #badPatterns(patternFault: PatternFault): Diagnostic[] {
    return this.#patterns.flatMap(node => {
      const why = patternFault(node.value)
      return why === null ? [] : [errorAt(node, 'syntax', messages.badPattern(node.value, why))]
    })
  }

  #put(span: Span, finding: Finding, at = span.from): void {
    this.#structure.push({ at, diagnostic: errorAt(span, 'structure', finding) })
  }

  #nameTwice(options: ReadonlyMap<string, Span>): Diagnostic | null {
    let found: Diagnostic | null = null
    for (const { node, first, top } of this.#assigned) {
      if (found && found.from < node.from) continue
      const { name } = node.id
      const option = top ? options.get(name) : undefined
      if (option) found = reassigned(node, messages.optionConflict(name), option)
      else if (first) found = reassigned(node, messages.variableReassigned(name), first)
    }
    return found
  }
}

/** Patterns nothing can be wrong with; compiling every one would take a good part of a check. */
const harmless = /^(?:[^\\[\](){}*+?]|\.[*+?])*$/

function statementWord(statement: Statement): string {
  switch (statement.kind) {
    case 'OptionStatement':
      return 'option'
    case 'BuiltinStatement':
      return 'builtin'
    case 'TestCaseStatement':
      return 'testcase'
    default:
      return 'bad'
  }
}

function optionTwice(file: File, options: Map<string, Span>): Diagnostic | null {
  let found: Diagnostic | null = null
  for (const statement of file.body) {
    if (statement.kind !== 'OptionStatement') continue
    const name = optionName(statement.assignment)
    const first = options.get(name)
    if (first) found ??= reassigned(statement, messages.optionReassigned(name), first)
    else options.set(name, statement)
  }
  return found
}

function reassigned(at: Span, finding: Finding, first: Span): Diagnostic {
  const related = [{ from: first.from, to: first.to, message: 'first assigned here' }]
  return { ...errorAt(at, 'names', finding), related }
}

type OptionAssignment = Extract<Statement, { kind: 'OptionStatement' }>['assignment']

function optionName(assignment: OptionAssignment): string {
  if (assignment.kind === 'VariableAssignment') return assignment.id.name
  const { object, property } = assignment.member
  const member = property.kind === 'Identifier' ? property.name : property.value
  return `${object.kind === 'Identifier' ? object.name : ''}.${member}`
}

/** Options of a file are set together, so none may be made from another. */
function dependentOption(file: File, options: ReadonlyMap<string, Span>): Diagnostic | null {
  if (options.size < 2) return null
  for (const statement of file.body) {
    if (statement.kind !== 'OptionStatement' || statement.assignment.kind !== 'VariableAssignment') continue
    const { id, init } = statement.assignment
    const use = freeUse(init, name => name !== id.name && options.has(name))
    if (use) return errorAt(use, 'names', messages.optionDepends(id.name, use.name))
  }
  return null
}

/** The first use of a name that the expression does not define itself. */
function freeUse(expression: Expression, wanted: (name: string) => boolean): Identifier | null {
  let found: Identifier | null = null
  const visit = (node: Node, own: ReadonlySet<string>): void => {
    if (found) return
    switch (node.kind) {
      case 'Identifier':
        if (wanted(node.name) && !own.has(node.name)) found = node
        return
      case 'MemberExpression':
        visit(node.object, own)
        return
      case 'Property':
        if (node.value) visit(node.value, own)
        else if (node.key.kind === 'Identifier') visit(node.key, own)
        return
      case 'FunctionExpression': {
        for (const param of node.params) if (param.value) visit(param.value, own)
        const inner = new Set([...own, ...node.params.map(param => param.key.name)])
        if (node.body.kind !== 'Block') {
          visit(node.body, inner)
          return
        }
        const { statements, result } = blockParts(node.body)
        for (const statement of statements) {
          if (statement.kind === 'ExpressionStatement') visit(statement.expression, inner)
          else {
            visit(statement.init, inner)
            inner.add(statement.id.name)
          }
        }
        if (result) visit(result, inner)
        return
      }
      default:
        forEachChild(node, child => visit(child, own))
    }
  }
  visit(expression, new Set())
  return found
}

// What is wrong with a program before types are looked at: statements where they have no place, pipe literals out of
// place, types that do not exist, patterns that do not compile; then names assigned twice. Of the latter the official
// checker reports only the first, and so do we: what follows is mostly the same mistake again.
import { RE2JS } from 're2js'
import type {
  BuiltinStatement,
  Expression,
  File,
  FunctionExpression,
  Identifier,
  Node,
  RegexpLiteral,
  Span,
  Statement,
} from '../syntax/index.ts'
import { forEachChild, walk } from '../syntax/index.ts'
import { blockParts } from './block.ts'
import type { Diagnostic, Finding, Phase } from './diagnostic.ts'
import { messages } from './messages.ts'
import { type SignatureProblem, schemeOf } from './signature.ts'

/** An error at a place. */
export function errorAt(span: Span, phase: Phase, finding: Finding): Diagnostic {
  return { ...finding, severity: 'error', phase, from: span.from, to: span.to }
}

/** Regular expressions that do not compile; the official parser finds them, so they count as syntax. */
export function checkPatterns(file: File): Diagnostic[] {
  const found: Diagnostic[] = []
  // Most programs have no pattern, and then the tree need not be searched.
  if (!file.text.includes('/')) return found
  walk(file, node => {
    if (node.kind === 'RegexpLiteral') checkPattern(node, found)
    return true
  })
  return found
}

function checkPattern(node: RegexpLiteral, found: Diagnostic[]): void {
  try {
    RE2JS.compile(node.value)
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown)
    found.push(errorAt(node, 'syntax', messages.badPattern(node.value, why)))
  }
}

/** Statements, pipe literals and type notations that are out of place. */
export function checkStructure(file: File): Diagnostic[] {
  const found: Diagnostic[] = []
  const put = (span: Span, finding: Finding) => found.push(errorAt(span, 'structure', finding))
  const visit = (node: Node): void => {
    if (node.kind === 'FunctionExpression') visitFunction(node)
    else if (node.kind === 'PipeLiteral') put(node, messages.pipeLiteral())
    else if (node.kind === 'BuiltinStatement') checkTypes(node, put)
    else if (node.kind !== 'Attribute') forEachChild(node, visit)
  }
  const visitFunction = (node: FunctionExpression): void => {
    let piped = false
    for (const { value } of node.params) {
      if (value?.kind !== 'PipeLiteral') value && visit(value)
      else if (piped) put(value, messages.severalPipes())
      else piped = true
    }
    if (node.body.kind !== 'Block') {
      visit(node.body)
      return
    }
    const parts = blockParts(node.body)
    for (const statement of node.body.body) {
      if (parts.misplaced.includes(statement)) put(statement, messages.misplaced(statementWord(statement)))
      else forEachChild(statement, visit)
    }
    if (!parts.result) put(parts.last ?? node.body, messages.missingReturn())
    for (const statement of [...parts.early].reverse()) put(statement, messages.misplaced('return'))
  }
  visit(file)
  return found
}

function checkTypes(node: BuiltinStatement, put: (span: Span, finding: Finding) => void): void {
  const problems: SignatureProblem[] = []
  schemeOf(node.type, problems)
  for (const problem of problems) {
    if (problem.what === 'pipe') put(problem, messages.severalPipes())
    else put(problem, messages.invalidName(problem.what, problem.name))
  }
}

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

/** The first of: an option set twice, a name assigned twice, a label literal, an option that needs another. */
export function checkNames(file: File): Diagnostic[] {
  const options = new Map<string, Span>()
  const found =
    optionTwice(file, options) ?? nameTwice(file, options) ?? labelLiteral(file) ?? dependentOption(file, options)
  return found ? [found] : []
}

function optionTwice(file: File, options: Map<string, Span>): Diagnostic | null {
  for (const statement of file.body) {
    if (statement.kind !== 'OptionStatement') continue
    const name = optionName(statement.assignment)
    const first = options.get(name)
    if (first) return reassigned(statement, messages.optionReassigned(name), first)
    options.set(name, statement)
  }
  return null
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

function nameTwice(file: File, options: ReadonlyMap<string, Span>): Diagnostic | null {
  let found: Diagnostic | null = null
  const visit = (node: Node, names: Map<string, Span>, top: boolean): void => {
    if (found || node.kind === 'Attribute') return
    if (node.kind === 'FunctionExpression') {
      visitFunction(node, names)
      return
    }
    if (node.kind === 'TestCaseStatement') {
      const inner = new Map<string, Span>()
      for (const statement of node.block.body) visit(statement, inner, false)
      return
    }
    if (node.kind === 'OptionStatement') {
      visit(node.assignment.init, names, false)
      return
    }
    if (node.kind === 'VariableAssignment') {
      const { name } = node.id
      const first = names.get(name)
      const option = top ? options.get(name) : undefined
      if (option) found = reassigned(node, messages.optionConflict(name), option)
      else if (first) found = reassigned(node, messages.variableReassigned(name), first)
      names.set(name, node)
      if (!found) visit(node.init, names, false)
      return
    }
    forEachChild(node, child => visit(child, names, top && node.kind === 'File'))
  }
  const visitFunction = (node: FunctionExpression, outer: Map<string, Span>): void => {
    const inner = new Map<string, Span>()
    for (const param of node.params) {
      if (param.value) visit(param.value, outer, false)
      inner.set(param.key.name, param)
    }
    if (node.body.kind !== 'Block') {
      visit(node.body, inner, false)
      return
    }
    const { statements, result } = blockParts(node.body)
    for (const statement of statements) visit(statement, inner, false)
    if (result) visit(result, inner, false)
  }
  visit(file, new Map(), true)
  return found
}

function labelLiteral(file: File): Diagnostic | null {
  // Without a dot that begins a word there is none; the search through the tree can be saved.
  if (!/(^|[^\w\])}"\s])\s*\.\s*["\p{L}_]/mu.test(file.text)) return null
  let last: Node | null = null
  walk(file, node => {
    if (node.kind === 'LabelLiteral') last = node
    return node.kind !== 'Attribute'
  })
  return last ? errorAt(last, 'names', messages.labelLiteral()) : null
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

// The shape of a script: its outline, what folds, what a growing selection takes in, and what each name is.
import { prune } from '../semantics/index.ts'
import { type Expression, type Node, pathAt, type Span, type Statement, walk } from '../syntax/index.ts'
import { argument, bare, chainOf, memberText, textOf } from './calls.ts'
import type { OpenScript } from './openScript.ts'

export interface Outline extends Span {
  readonly name: string
  readonly detail: string
  readonly kind: 'import' | 'option' | 'function' | 'stream' | 'variable' | 'result' | 'stage'
  /** Where to go, inside the whole of it. */
  readonly at: Span
  readonly children: readonly Outline[]
}

/** Imports apart, one entry a statement; the stages of a pipeline are its children. */
export function outline({ analysis, text }: OpenScript): readonly Outline[] {
  return analysis.file.body.flatMap(statement => entry(statement))

  function entry(statement: Statement): Outline[] {
    const { from, to } = statement
    if (statement.kind === 'OptionStatement') {
      const { assignment } = statement
      const id = assignment.kind === 'VariableAssignment' ? assignment.id : assignment.member
      return [{ name: text.slice(id.from, id.to), detail: 'option', kind: 'option', from, to, at: id, children: [] }]
    }
    if (statement.kind === 'VariableAssignment') {
      const type = analysis.typeOf(statement.id) ?? analysis.typeOf(statement.init)
      const now = type && prune(type).kind
      const kind = now === 'function' ? 'function' : now === 'stream' ? 'stream' : 'variable'
      return [
        {
          name: statement.id.name,
          detail: kind === 'variable' ? '' : kind,
          kind,
          from,
          to,
          at: statement.id,
          children: stages(statement.init),
        },
      ]
    }
    if (statement.kind === 'TestCaseStatement') {
      const children = statement.block.body.flatMap(one => entry(one))
      return [{ name: statement.id.name, detail: 'test case', kind: 'function', from, to, at: statement.id, children }]
    }
    if (statement.kind !== 'ExpressionStatement') return []
    const { expression } = statement
    const { head } = chainOf(expression)
    return [
      {
        name: resultName(expression) ?? firstLine(head),
        detail: 'result',
        kind: 'result',
        from,
        to,
        at: head,
        children: stages(expression),
      },
    ]
  }

  function stages(expression: Expression): Outline[] {
    const inner = bare(expression)
    if (inner.kind === 'FunctionExpression' && inner.body.kind !== 'Block') return stages(inner.body)
    return chainOf(inner).stages.map(call => {
      const name = text.slice(call.callee.from, call.callee.to)
      const detail = text.slice(call.callee.to, call.to).replace(/\s+/g, ' ').slice(0, 60)
      return { name, detail, kind: 'stage', from: call.from, to: call.to, at: call.callee, children: [] }
    })
  }

  /** The name the last `yield` gives it. */
  function resultName(expression: Expression): string | null {
    const last = chainOf(expression).stages.at(-1)
    if (!last || memberText(analysis, last.callee) !== 'universe.yield') return null
    return textOf(analysis, argument(last, 'name')) ?? '_result'
  }

  function firstLine({ from, to }: Node): string {
    return text.slice(from, to).split('\n')[0]!.slice(0, 60)
  }
}

export interface Fold extends Span {
  readonly kind: 'code' | 'imports' | 'comment'
}

/** Spans of more than one line: imports, comments, pipelines, blocks, lists, records and calls. */
export function folds({ analysis, text }: OpenScript): readonly Fold[] {
  const { file } = analysis
  const found: Fold[] = []
  const add = (kind: Fold['kind'], from: number, to: number): void => {
    if (text.slice(from, to).includes('\n')) found.push({ kind, from, to })
  }
  const { imports } = file
  if (imports.length > 1) add('imports', imports[0]!.from, imports.at(-1)!.to)
  for (const { from, to } of commentBlocks(file.comments, text)) add('comment', from, to)
  walk(file, node => {
    if (foldable.has(node.kind)) add('code', node.from, node.to)
    return true
  })
  const lineOf = (offset: number): number => text.lastIndexOf('\n', offset - 1)
  const seen = new Set<number>()
  // Of two that begin on one line the outer one is enough.
  return found.filter(({ from }) => !seen.has(lineOf(from)) && seen.add(lineOf(from)))
}

const foldable: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  ...(['ExpressionStatement', 'VariableAssignment', 'OptionStatement', 'TestCaseStatement', 'CallExpression'] as const),
  ...(['FunctionExpression', 'ArrayExpression', 'RecordExpression', 'DictExpression'] as const),
])

/** Comments on lines that follow each other, as one. */
function commentBlocks(comments: readonly Span[], text: string): Span[] {
  const blocks: { from: number; to: number }[] = []
  for (const { from, to } of comments) {
    const last = blocks.at(-1)
    if (last && /^\s*$/.test(text.slice(last.to, from)) && text.slice(last.to, from).split('\n').length <= 2)
      last.to = to
    else blocks.push({ from, to })
  }
  return blocks
}

/** What a growing selection takes in, the smallest first. */
export function selectionsAt({ analysis }: OpenScript, offset: number): readonly Span[] {
  const spans: Span[] = []
  for (const { from, to } of pathAt(analysis.file, offset).reverse()) {
    const last = spans.at(-1)
    if (!last || from < last.from || to > last.to) spans.push({ from, to })
  }
  return spans
}

export interface SemanticToken extends Span {
  readonly kind: 'package' | 'function' | 'parameter' | 'variable' | 'column' | 'argument' | 'option'
}

/** What each name is, in order. */
export function semanticTokens({ analysis }: OpenScript): readonly SemanticToken[] {
  const found: SemanticToken[] = []
  const add = ({ from, to }: Span, kind: SemanticToken['kind']): void => void found.push({ from, to, kind })
  const isFunction = (node: Node): boolean => {
    const type = analysis.typeOf(node)
    return type !== null && prune(type).kind === 'function'
  }
  walk(analysis.file, node => {
    if (node.kind === 'MemberExpression' && node.property.kind === 'Identifier')
      add(node.property, analysis.members.has(node) && isFunction(node) ? 'function' : 'column')
    else if (node.kind === 'Property' && node.value !== null && node.key.kind === 'Identifier')
      add(node.key, 'argument')
    else if (node.kind === 'Identifier') {
      const meaning = analysis.bindings.get(node)
      if (!meaning) return true
      if (meaning.kind === 'import') add(node, 'package')
      else if (meaning.kind === 'parameter') add(node, 'parameter')
      else if (meaning.kind === 'option') add(node, 'option')
      else add(node, isFunction(node) || isFunctionScheme(meaning.scheme) ? 'function' : 'variable')
    }
    return true
  })
  const seen = new Set<number>()
  return found.sort((a, b) => a.from - b.from).filter(({ from }) => !seen.has(from) && seen.add(from))
}

function isFunctionScheme(scheme: { readonly type: Parameters<typeof prune>[0] } | null): boolean {
  return scheme !== null && prune(scheme.type).kind === 'function'
}

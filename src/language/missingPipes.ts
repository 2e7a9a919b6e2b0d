// A stage that begins a line without its `|>`: to the parser it is a statement of its own, and what is told is only that
// it lacks its input.
import { type Analysis, type Diagnostic, type Fix, prune } from '../semantics/index.ts'
import { chainOf } from './calls.ts'

/** The diagnostics with a pipe offered where one is missing. */
export function withMissingPipes(analysis: Analysis, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const { body } = analysis.file
  const starts = new Map(body.map((statement, index) => [statement.from, index]))
  return diagnostics.map(one => {
    if (one.code !== 'missing-argument' && one.code !== 'pipe') return one
    const index = starts.get(one.from)
    const fix = index === undefined ? null : pipeFix(analysis, index)
    if (!fix) return one
    return {
      ...one,
      notes: [...(one.notes ?? []), 'A `|>` before it makes it go on with what stands above.'],
      fixes: [fix],
    }
  })
}

function pipeFix({ file, typeOf }: Analysis, index: number): Fix | null {
  const statement = file.body[index]!
  const before = file.body[index - 1]
  if (statement.kind !== 'ExpressionStatement') return null
  if (before?.kind !== 'ExpressionStatement' && before?.kind !== 'VariableAssignment') return null
  const { head } = chainOf(statement.expression)
  const callee = head.kind === 'CallExpression' ? typeOf(head.callee) : null
  const type = callee && prune(callee)
  if (type?.kind !== 'function' || !type.pipe) return null
  const above = typeOf(before.kind === 'ExpressionStatement' ? before.expression : before.init)
  if (!above || (prune(above).kind !== 'stream' && prune(above).kind !== 'variable')) return null
  const { from } = statement
  return { title: 'Insert the missing `|>`', edits: [{ from, to: from, text: '|> ' }], preferred: true }
}

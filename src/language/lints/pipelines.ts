// Chains that the engine will not run or that will clash: `from` without `range`, and results that share a name.
import type { Analysis, Diagnostic } from '../../semantics/index.ts'
import { prune } from '../../semantics/index.ts'
import type { CallExpression, Expression, ExpressionStatement } from '../../syntax/index.ts'
import { argument, bare, chainOf, memberText, textOf } from '../calls.ts'
import { advice, type Lint } from '../lint.ts'

/** A result read straight from a bucket, through known members only, none of which bounds the time. */
export const missingRange: Lint = analysis =>
  resultsOf(analysis).flatMap(({ expression }) => {
    const stages: CallExpression[] = []
    let { head, stages: last } = chainOf(expression)
    for (let steps = 0; steps < 20; steps++) {
      stages.unshift(...last)
      const definition = head.kind === 'Identifier' ? analysis.bindings.get(head) : undefined
      if (definition?.kind !== 'variable' || !definition.value) break
      ;({ head, stages: last } = chainOf(definition.value))
    }
    if (head.kind !== 'CallExpression' || memberText(analysis, head.callee) !== 'influxdata/influxdb.from') return []
    const names = stages.map(stage => memberText(analysis, stage.callee))
    if (!names.every(name => name?.startsWith('universe.') && name !== 'universe.range')) return []
    const edits = [{ from: head.to, to: head.to, text: '\n    |> range(start: -1h)' }]
    const message = 'a bucket cannot be read without a `range`'
    return [
      advice('warning', 'missing-range', head, message, { fixes: [{ title: 'Add a range', edits, preferred: true }] }),
    ]
  })

/** Two results without names, or with the same one: the engine refuses the second. */
export const sameResult: Lint = analysis => {
  const first = new Map<string, Expression>()
  const found: Diagnostic[] = []
  for (const { expression } of resultsOf(analysis)) {
    const name = resultName(analysis, expression)
    if (name === null) continue
    if (!first.has(name)) {
      first.set(name, expression)
      continue
    }
    let number = 2
    while (first.has(`${name}${number}`)) number++
    first.set(`${name}${number}`, expression)
    const { stages } = chainOf(expression)
    const last = stages.at(-1)
    const edits =
      last && memberText(analysis, last.callee) === 'universe.yield'
        ? nameEdits(last, `${name}${number}`)
        : [{ from: expression.to, to: expression.to, text: `\n    |> yield(name: "result${number}")` }]
    const message =
      name === '_result' ? 'two results have no name: the second needs a `yield`' : `two results are called "${name}"`
    found.push(
      advice('warning', 'result-name', last ?? expression, message, {
        fixes: [{ title: 'Give this result a name of its own', edits, preferred: true }],
      }),
    )
  }
  return found
}

/** The statements of a script that give a result. */
function resultsOf(analysis: Analysis): ExpressionStatement[] {
  return analysis.file.body.filter((statement): statement is ExpressionStatement => {
    if (statement.kind !== 'ExpressionStatement') return false
    const type = analysis.types.get(bare(statement.expression))
    return type !== undefined && prune(type).kind === 'stream'
  })
}

/** Null when it is not known, and for results of other kinds of calls. */
function resultName(analysis: Analysis, expression: Expression): string | null {
  const { head, stages } = chainOf(expression)
  // A variable alone is no result of its own if something else goes on from it.
  if (stages.length === 0 && head.kind === 'Identifier') return null
  const yields = stages.filter(stage => memberText(analysis, stage.callee) === 'universe.yield')
  // A member may yield by itself.
  if (stages.some(stage => !memberText(analysis, stage.callee)?.startsWith('universe.'))) return null
  if (yields.length === 0) return '_result'
  if (yields.length > 1 || yields[0] !== stages.at(-1)) return null
  const name = argument(yields[0]!, 'name')
  return name ? textOf(analysis, name) : '_result'
}

function nameEdits(call: CallExpression, name: string): { from: number; to: number; text: string }[] {
  const given = argument(call, 'name')
  if (given) return [{ from: given.from, to: given.to, text: `"${name}"` }]
  return call.rparen < 0 ? [] : [{ from: call.rparen, to: call.rparen, text: 'name: "result2"' }]
}

// Rewritings of pipelines and of the conditions in them.
import { type Expression, type LogicalExpression, type Node, pathAt, type Span } from '../../syntax/index.ts'
import { bare, chainOf, memberText } from '../calls.ts'
import { type Refactoring, rewrite } from './refactoring.ts'

/** Each stage on a line of its own. */
export const splitPipe: Refactoring = ({ analysis, text }, { from }) => {
  const chain = outermostPipe(pathAt(analysis.file, from))
  if (!chain) return []
  const indent = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', chain.from - 1) + 1))![0]
  const edits = pipesOf(chain).flatMap(({ argument, pipe }) => {
    const between = text.slice(argument.to, pipe)
    return between.includes('\n') || /\S/.test(between)
      ? []
      : [{ from: argument.to, to: pipe, text: `\n${indent}    ` }]
  })
  return edits.length > 0 ? [rewrite('Put each stage on a line of its own', edits)] : []
}

type Pipe = Extract<Node, { kind: 'PipeExpression' }>

function outermostPipe(path: readonly Node[]): Pipe | null {
  const at = path.findLastIndex(node => node.kind === 'PipeExpression')
  let first = at
  while (first > 0 && path[first - 1]?.kind === 'PipeExpression') first--
  const node = path[first]
  return node?.kind === 'PipeExpression' ? node : null
}

function pipesOf(chain: Pipe): Pipe[] {
  const pipes: Pipe[] = []
  for (let node: Expression = chain; node.kind === 'PipeExpression'; node = bare(node.argument)) pipes.unshift(node)
  return pipes
}

/** A read of a bucket gets the `range` it needs. */
export const addRange: Refactoring = ({ analysis }, { from }) => {
  const path = pathAt(analysis.file, from)
  const statement = path[1]
  const whole = outermostPipe(path) ?? path.find(node => node.kind === 'CallExpression')
  if (!whole || !statement) return []
  const { head, stages } = chainOf(whole as Expression)
  if (head.kind !== 'CallExpression' || memberText(analysis, head.callee) !== 'influxdata/influxdb.from') return []
  if (stages.some(stage => memberText(analysis, stage.callee) === 'universe.range')) return []
  return [rewrite('Add a range', [{ from: head.to, to: head.to, text: '\n    |> range(start: -1h)' }])]
}

/** `r.x == "a" or r.x == "b"` is `contains(value: r.x, set: ["a", "b"])`. */
export const orToContains: Refactoring = ({ analysis, text }, { from }) => {
  const chain = pathAt(analysis.file, from).find(
    (node): node is LogicalExpression => node.kind === 'LogicalExpression' && node.operator === 'or',
  )
  if (!chain) return []
  const parts = alternatives(chain).map(one => comparison(one, text))
  const [first] = parts
  if (!first || parts.length < 2 || !parts.every(part => part?.left === first.left)) return []
  const set = parts.map(part => part!.right).join(', ')
  const written = `contains(value: ${first.left}, set: [${set}])`
  return [rewrite('Write the alternatives as `contains`', [{ from: chain.from, to: chain.to, text: written }])]
}

function alternatives(node: Expression): Expression[] {
  const inner = bare(node)
  if (inner.kind !== 'LogicalExpression' || inner.operator !== 'or') return [inner]
  return [...alternatives(inner.left), ...alternatives(inner.right)]
}

const literals = /^(String|Integer|Float|DateTime|Duration)Literal$/

function comparison(node: Expression, text: string): { left: string; right: string } | null {
  if (node.kind !== 'BinaryExpression' || node.operator !== '==' || !literals.test(bare(node.right).kind)) return null
  const slice = ({ from, to }: Span): string => text.slice(from, to)
  return { left: slice(node.left), right: slice(node.right) }
}

// Which stream's rows a parameter of a row function stands for: `r` in `filter`, `l` and `r` in `join.left`, `key` in
// `findRecord`.
import type { CallExpression, Expression, Identifier, Node, PipeExpression } from '../../syntax/index.ts'
import { argument, bare, memberText, nameOf } from '../calls.ts'
import type { OpenScript } from '../openScript.ts'

export interface RowSource {
  readonly stream: Expression
  /** It has the columns of the group key only. */
  readonly keyOnly: boolean
}

/** What a name stands for the rows of; null for a name that is no row. `path` leads to the name. */
export function rowSource(script: OpenScript, name: Identifier, path: readonly Node[]): RowSource | null {
  const { analysis } = script
  const parameter = analysis.bindings.get(name)?.node
  if (parameter?.kind !== 'Parameter') return null
  const at = path.findLastIndex(node => node.kind === 'FunctionExpression' && node.params.includes(parameter))
  const fn = path[at]
  const call = path[at - 2]
  if (fn?.kind !== 'FunctionExpression' || call?.kind !== 'CallExpression') return null
  const place = fn.params.indexOf(parameter)
  const pipe = path[at - 3]
  const left = inputOf(call, pipe?.kind === 'PipeExpression' && pipe.call === call ? pipe : null)
  if (memberText(analysis, call.callee)?.startsWith('join.')) {
    const stream = place === 0 ? (argument(call, 'left') ?? left) : argument(call, 'right')
    return stream && { stream, keyOnly: false }
  }
  if (place > 0 || !left) return null
  return { stream: left, keyOnly: parameter.key.name === 'key' }
}

/** The stream a call works on: what is piped into it, or its `tables`. */
export function inputOf(call: CallExpression, pipe: PipeExpression | null): Expression | null {
  return pipe ? bare(pipe.argument) : argument(call, 'tables')
}

/** The call around the last node of a path, with the argument the node is in and the pipe the call is behind. */
export function callAround(path: readonly Node[]): {
  readonly call: CallExpression
  readonly pipe: PipeExpression | null
  /** The argument's name, or null outside all of them. */
  readonly argument: string | null
} | null {
  for (let i = path.length - 1; i >= 0; i--) {
    const node = path[i]!
    if (node.kind === 'FunctionExpression' || node.kind === 'File') return null
    if (node.kind !== 'CallExpression' || path[i + 1] === node.callee) continue
    const inside = path[i + 1]
    const pipe = path[i - 1]
    return {
      call: node,
      pipe: pipe?.kind === 'PipeExpression' && pipe.call === node ? pipe : null,
      argument: inside?.kind === 'Property' ? nameOf(inside) : null,
    }
  }
  return null
}

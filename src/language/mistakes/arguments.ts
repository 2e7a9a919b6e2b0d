// Arguments without names: `range(-1h)` means `range(start: -1h)`. The names come from the type of what is called.
import { type Analysis, type FunctionType, prune } from '../../semantics/index.ts'
import { type CallExpression, walk } from '../../syntax/index.ts'
import { memberOf, nameOf } from '../calls.ts'
import type { Candidate } from './tokens.ts'

export function argumentCandidates(analysis: Analysis): Candidate[] {
  const found: Candidate[] = []
  walk(analysis.file, node => {
    if (node.kind === 'CallExpression') found.push(...positional(analysis, node))
    return true
  })
  return found
}

function positional(analysis: Analysis, call: CallExpression): Candidate[] {
  const unnamed = call.args.filter(({ key, value }) => key.kind === 'StringLiteral' && !value)
  const type = unnamed.length > 0 ? analysis.typeOf(call.callee) : null
  if (!type) return []
  const now = prune(type)
  if (now.kind !== 'function') return []
  const free = namesInOrder(analysis, call, now).filter(name => !call.args.some(arg => nameOf(arg) === name))
  const names = unnamed.map((_, index) => free[index])
  if (names.some(name => name === undefined)) return []
  const edits = unnamed.map(({ from }, index) => ({ from, to: from, text: `${names[index]}: ` }))
  const [name] = names
  return [{ at: unnamed[0]!.from, title: `Arguments have names: \`${name}: …\``, edits }]
}

/** Required ones first. The two that are not in the order of the alphabet but of their meaning are named. */
function namesInOrder(analysis: Analysis, call: CallExpression, type: FunctionType): string[] {
  const names = [...type.required, ...type.optional].map(param => param.name)
  const { name } = memberOf(analysis, call.callee) ?? {}
  const first = firstMeant[name ?? '']
  return first === undefined || !names.includes(first) ? names : [first, ...names.filter(one => one !== first)]
}

const firstMeant: Readonly<Record<string, string>> = {
  group: 'columns',
  sort: 'columns',
  limit: 'n',
  mean: 'column',
  yield: 'name',
  from: 'bucket',
  window: 'every',
}

// Reading calls: which member of the standard library is called, with what, and what a pipe chain runs through.
import type { Analysis } from '../semantics/index.ts'
import type { CallExpression, Expression, PipeExpression, Property } from '../syntax/index.ts'

/** A member of a package, as `path` and `name`. */
export interface MemberName {
  readonly path: string
  readonly name: string
}

/** An expression without the parentheses around it. */
export function bare(node: Expression): Expression {
  let inner = node
  while (inner.kind === 'ParenExpression') inner = inner.expression
  return inner
}

/** Which package's member an expression names, or null for anything else. */
export function memberOf({ bindings, members }: Analysis, expression: Expression): MemberName | null {
  const node = bare(expression)
  if (node.kind === 'MemberExpression') return members.get(node) ?? null
  if (node.kind !== 'Identifier') return null
  const definition = bindings.get(node)
  return definition?.kind === 'member' && definition.path !== null
    ? { path: definition.path, name: definition.name }
    : null
}

/** The member as one text, `universe.filter`, for looking it up. */
export function memberText({ bindings, members }: Analysis, expression: Expression): string | null {
  const node = bare(expression)
  if (node.kind === 'MemberExpression') return textOfMember(members.get(node))
  const definition = node.kind === 'Identifier' ? bindings.get(node) : undefined
  return definition?.kind === 'member' ? textOfMember(definition as MemberName) : null
}

// Every advice asks for every stage's member, and a text made anew each time would have to be hashed each time.
const memberTexts = new WeakMap<MemberName, string>()

function textOfMember(member: MemberName | undefined): string | null {
  if (!member) return null
  let text = memberTexts.get(member)
  if (text === undefined) memberTexts.set(member, (text = `${member.path}.${member.name}`))
  return text
}

export function nameOf({ key }: Property): string {
  return key.kind === 'Identifier' ? key.name : key.value
}

/** The value given for an argument; without a value the name is one itself. */
export function argument(call: CallExpression, name: string): Expression | null {
  const found = call.args.findLast(one => nameOf(one) === name)
  if (!found) return null
  if (found.value) return bare(found.value)
  return found.key.kind === 'Identifier' ? found.key : null
}

/** What a variable was set to, through variables set to variables; any other expression itself. */
export function settled({ bindings }: Analysis, expression: Expression): Expression {
  let node = bare(expression)
  for (let steps = 0; steps < 20 && node.kind === 'Identifier'; steps++) {
    const definition = bindings.get(node)
    if (definition?.kind !== 'variable' || !definition.value) return node
    node = bare(definition.value)
  }
  return node
}

/** The text an expression surely is. */
export function textOf(analysis: Analysis, expression: Expression | null): string | null {
  const node = expression && settled(analysis, expression)
  return node?.kind === 'StringLiteral' ? node.value : null
}

/** A pipe chain: what it begins with, and the calls after it in order. */
export interface Chain {
  readonly head: Expression
  readonly stages: readonly CallExpression[]
}

export function chainOf(expression: Expression): Chain {
  const stages: CallExpression[] = []
  let head = bare(expression)
  for (; head.kind === 'PipeExpression'; head = bare((head as PipeExpression).argument)) stages.unshift(head.call)
  return { head, stages }
}

// A pipeline or a value gets a name of its own, or a name gives way to what it stands for.
import { prune } from '../../semantics/index.ts'
import { type Expression, type Node, pathAt, type Span, type Statement, walk } from '../../syntax/index.ts'
import { bare } from '../calls.ts'
import type { OpenScript } from '../openScript.ts'
import { type CodeAction, freeName, type Refactoring } from './refactoring.ts'

/** The selected expression, or the pipeline up to the stage the cursor is in. */
export const extractVariable: Refactoring = (script, selection) => {
  const { analysis, text } = script
  const path = pathAt(analysis.file, selection.from)
  const chosen = selection.from < selection.to ? selected(path, selection) : pipelineAt(path)
  const statement = path.find(isTopLevel)
  if (!chosen || !statement || mentionsParameters(script, chosen, statement)) return []
  const isStream = typeKind(script, chosen) === 'stream'
  const name = freeName(script, isStream ? 'data' : 'value')
  const definition = `${name} = ${text.slice(chosen.from, chosen.to)}\n\n`
  const first = statement.from === chosen.from
  const edits = first
    ? [{ from: chosen.from, to: chosen.to, text: definition + name }]
    : [
        { from: statement.from, to: statement.from, text: definition },
        { from: chosen.from, to: chosen.to, text: name },
      ]
  const action: CodeAction = {
    title:
      chosen.kind === 'PipeExpression' ? 'Extract the pipeline up to here into a variable' : 'Extract into a variable',
    kind: 'extract',
    edits,
    preferred: false,
    rename: statement.from,
  }
  return [action]
}

function isTopLevel(node: Node, place: number): node is Statement {
  return place === 1 && /Statement$|Assignment$/.test(node.kind)
}

/** The largest expression that is exactly what is selected, spaces around it apart. */
function selected(path: readonly Node[], { from, to }: Span): Expression | null {
  return (path.find(node => node.from >= from && node.to <= to && isExpression(node)) as Expression | undefined) ?? null
}

function isExpression({ kind }: Node): boolean {
  return /Expression$|Literal$/.test(kind) && kind !== 'TypeExpression'
}

/** What is piped up to the innermost stage around a place; null where that is all there is. */
function pipelineAt(path: readonly Node[]): Expression | null {
  const at = path.findLastIndex(node => node.kind === 'PipeExpression')
  const pipe = path[at]
  if (pipe?.kind !== 'PipeExpression') return null
  const above = path[at - 1]
  // In the head of a chain there is nothing yet that was piped.
  return above?.kind === 'PipeExpression' && above.argument === pipe ? pipe : null
}

/** What stands inside a function and uses its parameters cannot be moved in front of the statement. */
function mentionsParameters({ analysis }: OpenScript, chosen: Expression, statement: Statement): boolean {
  let found = false
  walk(chosen, node => {
    const meaning = node.kind === 'Identifier' ? analysis.bindings.get(node) : undefined
    const place = meaning?.node
    if (
      place &&
      place.from >= statement.from &&
      place.to <= statement.to &&
      !(place.from >= chosen.from && place.to <= chosen.to)
    )
      found = true
    return !found
  })
  return found
}

function typeKind({ analysis }: OpenScript, expression: Expression): string | null {
  const type = analysis.typeOf(bare(expression))
  return type && prune(type).kind
}

/** A variable that is defined once, at the top, in place of each of its uses. */
export const inlineVariable: Refactoring = ({ analysis, text }, { from }) => {
  const node = pathAt(analysis.file, from).at(-1)
  const meaning = node?.kind === 'Identifier' ? analysis.bindings.get(node) : undefined
  if (meaning?.kind !== 'variable' || !meaning.value || !meaning.node) return []
  const statement = meaning.node
  if (!analysis.file.body.includes(statement as Statement) || meaning.uses.length === 0) return []
  const value = text.slice(meaning.value.from, meaning.value.to)
  const edits = meaning.uses.map(use => {
    const path = pathAt(analysis.file, use.from)
    const parent = path.at(-2)
    const shorthand = parent?.kind === 'Property' && parent.value === null ? `${meaning.name}: ` : ''
    return {
      from: use.from,
      to: use.to,
      text: shorthand + (needsParens(meaning.value!, parent) ? `(${value})` : value),
    }
  })
  const behind = /^[ \t]*\n?\n?/.exec(text.slice(statement.to))![0].length
  const remove = { from: statement.from, to: statement.to + behind, text: '' }
  return [{ title: `Inline \`${meaning.name}\``, kind: 'inline', edits: [remove, ...edits], preferred: false }]
}

const tight: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  ...(['Identifier', 'CallExpression', 'MemberExpression', 'IndexExpression', 'ParenExpression'] as const),
  ...(['RecordExpression', 'ArrayExpression', 'DictExpression', 'StringLiteral', 'IntegerLiteral'] as const),
  ...(['FloatLiteral', 'DurationLiteral', 'DateTimeLiteral', 'RegexpLiteral', 'StringExpression'] as const),
])

/** A pipeline goes on where it was piped; anything that binds looser than its surroundings is put in parentheses. */
function needsParens(value: Expression, parent: Node | undefined): boolean {
  if (tight.has(value.kind) || !parent) return false
  if (parent.kind === 'PipeExpression') return value.kind !== 'PipeExpression'
  return !/^(Property|Parameter|.*Statement|VariableAssignment|ArrayExpression|ParenExpression)$/.test(parent.kind)
}

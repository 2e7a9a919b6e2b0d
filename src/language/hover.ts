// What the thing under the pointer is: its type in the official notation, what it says of itself, and for a stage what
// comes in and goes out.
import { type Definition, memberScheme, prune, schemeText, standardTypes, typeText } from '../semantics/index.ts'
import type { Identifier, Node, Span } from '../syntax/index.ts'
import { pathAt } from '../syntax/index.ts'
import { type MemberName, memberOf, nameOf } from './calls.ts'
import { type KnownColumn, knownColumns, stageFacts } from './columns/known.ts'
import { callAround, rowSource } from './columns/rows.ts'
import type { Knowledge } from './knowledge.ts'
import type { OpenScript } from './openScript.ts'

export interface Hover extends Span {
  /** Flux, to be shown as code; empty when there is no type to show. */
  readonly code: string
  /** Paragraphs of plain text. */
  readonly texts: readonly string[]
  readonly parameters: readonly { readonly name: string; readonly text: string }[]
  /** Whose page of the reference says more. */
  readonly member: MemberName | null
}

type Told = Partial<Omit<Hover, 'from' | 'to'>>

export function hover(script: OpenScript, offset: number, knowledge: Knowledge): Hover | null {
  const path = pathAt(script.analysis.file, offset)
  const node = path.at(-1)
  if (!node || node.kind === 'File') return null
  const told = tell(script, path, node, knowledge)
  if (!told) return null
  return { from: node.from, to: node.to, code: '', texts: [], parameters: [], member: null, ...told }
}

function tell(script: OpenScript, path: readonly Node[], node: Node, knowledge: Knowledge): Told | null {
  const around = path.at(-2)
  if (around?.kind === 'MemberExpression' && around.property === node) return tellProperty(script, path, knowledge)
  if (around?.kind === 'ImportDeclaration') return tellPackage(around.path.value, knowledge)
  if (around?.kind === 'Property' && around.key === node && path.at(-3)?.kind === 'CallExpression')
    return tellArgument(script, path, nameOf(around), knowledge)
  if (node.kind === 'Identifier') return tellName(script, path, node, knowledge)
  return tellType(script, node)
}

function tellProperty(script: OpenScript, path: readonly Node[], knowledge: Knowledge): Told | null {
  const access = path.at(-2)
  if (access?.kind !== 'MemberExpression') return null
  const { analysis } = script
  const member = analysis.members.get(access)
  if (member)
    return {
      ...tellMember(member, knowledge),
      texts: [...tellMember(member, knowledge).texts!, ...stageTexts(script, path.slice(0, -1), knowledge)],
    }
  const { object, property } = access
  const name = property.kind === 'Identifier' ? property.name : property.value
  const source = object.kind === 'Identifier' ? rowSource(script, object, path) : null
  const column = source && knownColumns(script, source.stream, knowledge.run).find(one => one.name === name)
  const type = analysis.typeOf(access)
  const known = type && prune(type).kind !== 'variable' ? typeText(type, { oneLine: true }) : column?.type
  if (!column && !known) return null
  const texts = column ? [columnText(column)] : []
  return { code: `${name}: ${known ?? 'not known before it runs'}`, texts }
}

function columnText({ inKey, texts }: KnownColumn): string {
  const some = texts.slice(0, 6).map(text => JSON.stringify(text))
  const holds = some.length > 0 ? ` It holds ${some.join(', ')}${texts.length > some.length ? ', …' : ''}.` : ''
  return `A column${inKey ? ' of the group key' : ''}.${holds}`
}

function tellPackage(path: string, { descriptions }: Knowledge): Told {
  const texts = [descriptions.package(path)?.summary ?? ''].filter(Boolean)
  return { code: `import "${path}"`, texts, member: { path, name: '' } }
}

function tellMember(member: MemberName, { descriptions }: Knowledge): Told {
  const scheme = memberScheme(standardTypes, member.path, member.name)
  const description = descriptions.member(member.path, member.name)
  const { summary, params, differs, value, kind } = description ?? {}
  const unavailable = kind === 'unavailable' ? 'A browser cannot run it.' : null
  return {
    code: `${member.name}: ${scheme ? schemeText(scheme) : ''}${value == null ? '' : ` = ${value}`}`,
    texts: [summary, unavailable, differs && `Differs from InfluxDB: ${differs}`].filter(
      text => text != null && text !== '',
    ) as string[],
    parameters: Object.entries(params ?? {}).map(([name, text]) => ({ name, text })),
    member,
  }
}

function tellArgument(
  { analysis }: OpenScript,
  path: readonly Node[],
  name: string,
  knowledge: Knowledge,
): Told | null {
  const around = callAround(path)
  if (!around) return null
  const type = analysis.typeOf(around.call.callee)
  const parameters =
    type?.kind === 'function' ? [...type.required, ...type.optional, ...(type.pipe ? [type.pipe] : [])] : []
  const found = parameters.find(param => param.name === name)
  const member = memberOf(analysis, around.call.callee)
  const text = member && knowledge.descriptions.member(member.path, member.name)?.params[name]
  if (!found) return null
  return { code: `${name}: ${typeText(found.type)}`, texts: text ? [text] : [], member }
}

const kinds: Readonly<Record<Definition['kind'], string>> = {
  variable: 'A variable of this script.',
  option: 'An option.',
  parameter: 'A parameter.',
  builtin: 'Declared here, made elsewhere.',
  testcase: 'A test case.',
  import: 'A package.',
  member: '',
  global: 'Put into the script from outside.',
}

function tellName(script: OpenScript, path: readonly Node[], node: Identifier, knowledge: Knowledge): Told | null {
  const { analysis } = script
  const definition = analysis.bindings.get(node)
  if (!definition) return null
  if (definition.kind === 'import') return tellPackage(definition.path!, knowledge)
  if (definition.kind === 'member') {
    const told = tellMember({ path: definition.path!, name: definition.name }, knowledge)
    return { ...told, texts: [...told.texts!, ...stageTexts(script, path, knowledge)] }
  }
  const type = analysis.typeOf(node)
  const shown = definition.scheme ? schemeText(definition.scheme) : type ? typeText(type) : ''
  const row = definition.kind === 'parameter' ? rowSource(script, node, path) : null
  const texts = [
    kinds[definition.kind],
    commentAbove(script, definition),
    row ? columnsText('A row with', knownColumns(script, row.stream, knowledge.run)) : '',
  ]
  return { code: `${node.name}: ${shown}`, texts: [...texts.filter(Boolean), ...stageTexts(script, path, knowledge)] }
}

/** What somebody wrote above a definition is what it says of itself. */
function commentAbove({ analysis, text }: OpenScript, { node }: Definition): string {
  const comments = analysis.file.comments.filter(one => node && one.to <= node.from)
  const lines: string[] = []
  let at = node?.from ?? 0
  for (const { from, to } of comments.reverse()) {
    if (/\S/.test(text.slice(to, at)) || /\n\s*\n/.test(text.slice(to, at))) break
    lines.unshift(text.slice(from, to).replace(/^\/\/\s?/, ''))
    at = from
  }
  return lines.join(' ').trim()
}

function tellType({ analysis }: OpenScript, node: Node): Told | null {
  const type = analysis.typeOf(node)
  return type ? { code: typeText(type) } : null
}

/** For the callee of a stage: what comes in and what goes out, as far as anybody knows. */
function stageTexts(script: OpenScript, path: readonly Node[], { run }: Knowledge): string[] {
  const call = path.at(-2)
  const pipe = path.at(-3)
  if (call?.kind !== 'CallExpression' || call.callee !== path.at(-1) || pipe?.kind !== 'PipeExpression') return []
  const [before, after] = run ? [stageFacts(script, pipe.argument, run), stageFacts(script, pipe, run)] : []
  const count = (facts: typeof before): string =>
    facts ? `${many(facts.tables, 'table')} with ${many(facts.rows, 'row')}, ` : ''
  const [comes, goes] = [pipe.argument, pipe].map(stream => knownColumns(script, stream, run))
  return [
    comes!.length > 0 ? columnsText(`In: ${count(before)}columns`, comes!) : '',
    goes!.length > 0 ? columnsText(`Out: ${count(after)}columns`, goes!) : '',
  ].filter(Boolean)
}

function many(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function columnsText(before: string, columns: readonly KnownColumn[]): string {
  const most = columns.slice(0, 12).map(({ name, type }) => (type === null ? name : `${name} (${type})`))
  return `${before} ${most.join(', ')}${columns.length > most.length ? `, and ${columns.length - most.length} more` : ''}.`
}

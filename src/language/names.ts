// One name and all places it stands in: going to where it is defined, finding its uses, renaming it.
import { type Analysis, bare, type Definition as Meaning, type TextEdit } from '../semantics/index.ts'
import {
  type File,
  type Identifier,
  isIdentifier,
  type MemberExpression,
  type Node,
  type Parameter,
  type Property,
  pathAt,
  reservedWords,
  type Span,
  walk,
} from '../syntax/index.ts'
import { type MemberName, nameOf } from './calls.ts'
import type { OpenScript } from './openScript.ts'

/** Where a name is defined: in this script, or as a member of the library. */
export type Definition = { readonly span: Span } | { readonly member: MemberName }

export function definitionAt(script: OpenScript, offset: number): Definition | null {
  const { analysis } = script
  const path = pathAt(analysis.file, offset)
  const around = path.at(-2)
  if (around?.kind === 'ImportDeclaration') return { member: { path: around.path.value, name: '' } }
  if (around?.kind === 'MemberExpression' && around.property === path.at(-1)) {
    const member = analysis.members.get(around)
    return member ? { member } : fieldDefinition(analysis, around)
  }
  const parameter = parameterNamed(analysis, path)
  if (parameter) return { span: parameter.key }
  const meaning = meaningAt(analysis, path)
  if (!meaning) return null
  if (meaning.kind === 'member') return { member: { path: meaning.path!, name: meaning.name } }
  const place = meaning.id ?? meaning.node
  return place ? { span: { from: place.from, to: place.to } } : null
}

/** All places of the name there, its definition included, in order. */
export function referencesAt({ analysis }: OpenScript, offset: number): readonly Span[] {
  const meaning = meaningAt(analysis, pathAt(analysis.file, offset))
  return meaning ? placesOf(analysis, meaning) : []
}

export interface Highlight extends Span {
  readonly write: boolean
}

/** The same, with where it is given its value told apart; for a column of a row, every mention of that column. */
export function highlightsAt(script: OpenScript, offset: number): readonly Highlight[] {
  const { analysis } = script
  const path = pathAt(analysis.file, offset)
  const meaning = meaningAt(analysis, path)
  if (meaning) return placesOf(analysis, meaning).map(span => ({ ...span, write: span.from === meaning.id?.from }))
  const access = path.at(-2)
  return access?.kind === 'MemberExpression' ? readsOf(analysis, access) : []
}

export type RenameAnswer = { readonly edits: readonly TextEdit[] } | { readonly refused: string }

/** What can be renamed there. */
export function renameableAt(
  { analysis }: OpenScript,
  offset: number,
): { readonly span: Span; readonly name: string } | { readonly refused: string } {
  const path = pathAt(analysis.file, offset)
  const meaning = meaningAt(analysis, path)
  const node = path.at(-1)
  if (!meaning || node?.kind !== 'Identifier') return { refused: 'There is no name of this script here.' }
  if (meaning.kind === 'member') return { refused: `\`${meaning.name}\` belongs to Flux itself.` }
  if (meaning.kind === 'global') return { refused: `\`${meaning.name}\` comes from outside the script.` }
  if (meaning.kind === 'import' && meaning.id === null)
    return { refused: `\`${meaning.name}\` is the package's own name. Give the import an alias to call it otherwise.` }
  if (meaning.kind === 'option')
    return { refused: `\`${meaning.name}\` is an option, which has its name by what reads it.` }
  return { span: { from: node.from, to: node.to }, name: meaning.name }
}

export function rename(script: OpenScript, offset: number, name: string): RenameAnswer {
  const { analysis } = script
  const able = renameableAt(script, offset)
  if ('refused' in able) return able
  if (!isIdentifier(name) || reservedWords.includes(name))
    return { refused: `\`${name}\` cannot be a name: names are letters, digits and underscores and are no keywords.` }
  const meaning = meaningAt(analysis, pathAt(analysis.file, offset))!
  const spans = placesOf(analysis, meaning)
  if (isTaken(analysis, meaning, name, spans)) return { refused: `\`${name}\` means something else here already.` }
  const edits = spans.map(span => ({ ...span, text: name }))
  return {
    edits: [...edits, ...callEdits(analysis, meaning, name)]
      .map(edit => withoutShorthand(analysis, edit, meaning.name))
      .sort((a, b) => a.from - b.from),
  }
}

/** Whether the name is another one's at the top of the script, or where this one is used. */
function isTaken(
  { file, definitions, visibleAt }: Analysis,
  own: Meaning,
  name: string,
  spans: readonly Span[],
): boolean {
  const others = (one: Meaning): boolean => one !== own && one.name === name
  const top = new Set<Node>([...file.imports, ...file.body])
  if (definitions.some(one => others(one) && one.node !== null && (top.has(one.node) || one.kind === 'option')))
    return true
  return spans.some(({ from }) => visibleAt(from).some(one => others(one) && one.kind !== 'member'))
}

/** A parameter's name is written at every call too. */
function callEdits(analysis: Analysis, { kind, node, name }: Meaning, to: string): TextEdit[] {
  if (kind !== 'parameter') return []
  return callsOf(analysis, node as Parameter).flatMap(args =>
    args.flatMap(arg => {
      if (nameOf(arg) !== name) return []
      const { key } = arg
      return arg.value
        ? [{ from: key.from, to: key.to, text: to }]
        : [{ from: key.from, to: key.to, text: `${to}: ${name}` }]
    }),
  )
}

/** The arguments of every call of the function a parameter belongs to. */
function callsOf(analysis: Analysis, parameter: Parameter): readonly (readonly Property[])[] {
  const owner = analysis.definitions.find(one => {
    const value = one.value && bare(one.value)
    return value?.kind === 'FunctionExpression' && value.params.includes(parameter)
  })
  if (!owner) return []
  const calls: (readonly Property[])[] = []
  const uses = new Set<Node>(owner.uses)
  walk(analysis.file, node => {
    if (node.kind === 'CallExpression' && uses.has(node.callee)) calls.push(node.args)
    return true
  })
  return calls
}

/** `{name}` and `f(name)` say the name and the value in one; renamed, they are two. */
function withoutShorthand({ file }: Analysis, edit: TextEdit, old: string): TextEdit {
  const path = pathAt(file, edit.from)
  const property = path.at(-2)
  const shorthand = property?.kind === 'Property' && property.value === null && property.key === path.at(-1)
  return shorthand && !edit.text.includes(':') ? { ...edit, text: `${old}: ${edit.text}` } : edit
}

function meaningAt({ bindings }: Analysis, path: readonly Node[]): Meaning | null {
  const node = path.at(-1)
  const around = path.at(-2)
  if (node?.kind !== 'Identifier') return null
  if (around?.kind === 'MemberExpression' && around.property === node) return null
  return bindings.get(node) ?? null
}

function placesOf({ bindings }: Analysis, meaning: Meaning): Span[] {
  const nodes = new Set<Identifier>(meaning.uses)
  if (meaning.id) nodes.add(meaning.id)
  for (const [node, other] of bindings) if (other === meaning) nodes.add(node)
  return [...nodes].map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from)
}

/** The parameter of the script's own function that an argument's name names. */
function parameterNamed(analysis: Analysis, path: readonly Node[]): Parameter | null {
  const property = path.at(-2)
  const call = path.at(-3)
  if (property?.kind !== 'Property' || property.key !== path.at(-1) || call?.kind !== 'CallExpression') return null
  const callee = bare(call.callee)
  const value = callee.kind === 'Identifier' ? analysis.bindings.get(callee)?.value : null
  const fn = value ? bare(value) : null
  if (fn?.kind !== 'FunctionExpression') return null
  return fn.params.find(param => param.key.name === nameOf(property)) ?? null
}

/** `point.lat` of a record that is written out. */
function fieldDefinition(analysis: Analysis, { object, property }: MemberExpression): Definition | null {
  const inner = bare(object)
  const value = inner.kind === 'Identifier' ? analysis.bindings.get(inner)?.value : inner
  const record = value ? bare(value) : null
  if (record?.kind !== 'RecordExpression') return null
  const name = property.kind === 'Identifier' ? property.name : property.value
  const field = record.properties.findLast(one => nameOf(one) === name)
  return field ? { span: { from: field.key.from, to: field.key.to } } : null
}

function readsOf({ file, bindings }: Analysis, { object, property }: MemberExpression): Highlight[] {
  const row = bare(object)
  const meaning = row.kind === 'Identifier' ? bindings.get(row) : undefined
  const name = property.kind === 'Identifier' ? property.name : property.value
  if (meaning?.kind !== 'parameter') return []
  return reads(file, name, node => node.kind === 'Identifier' && bindings.get(node) === meaning)
}

function reads(file: File, name: string, isRow: (node: Node) => boolean): Highlight[] {
  const found: Highlight[] = []
  walk(file, node => {
    if (node.kind !== 'MemberExpression' || !isRow(bare(node.object))) return true
    const { property } = node
    if ((property.kind === 'Identifier' ? property.name : property.value) === name)
      found.push({ from: property.from, to: property.to, write: false })
    return true
  })
  return found
}

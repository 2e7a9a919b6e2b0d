// Where an expression, a stage or a statement begins: names in force, what takes what is piped into it, members of
// packages that are not imported yet, keywords.
import {
  canBe,
  type Definition,
  memberScheme,
  prune,
  type Scheme,
  standardTypes,
  type Type,
  takesPiped,
} from '../../semantics/index.ts'
import type { Expression } from '../../syntax/index.ts'
import type { MemberName } from '../calls.ts'
import { type Completion, callSnippet, completion, type Offered, offerMember, shortType } from './completion.ts'
import { type Cursor, placeholder } from './cursor.ts'
import { stageSnippets, statementSnippets } from './snippets.ts'

/** So many letters have to be there before members of all packages are offered. */
export const MIN_FAR = 2

/** Behind `|>`: what takes the type on its left. */
export function stagesAt(cursor: Cursor, left: Expression): Completion[] {
  const { script, replaces, called } = cursor
  const type = script.analysis.typeOf(left) ?? anyType
  const fits = (scheme: Scheme): boolean => takesPiped(scheme, type)
  const offered: Offered = { prefix: '', nameOnly: called, piped: true, importInto: null }
  const near = script.analysis.visibleAt(replaces.from).flatMap(definition => {
    if (definition.kind === 'member') return stageMember(memberOf(definition), fits, offered)
    if (definition.kind === 'import')
      return membersOf(definition.path!).flatMap(one => stageMember(one, fits, { ...offered, prefix: definition.name }))
    return definition.scheme && fits(definition.scheme) ? [ownName(definition, called, true)] : []
  })
  const far = farMembers(cursor).flatMap(({ member, prefix }) =>
    stageMember(member, fits, { ...offered, prefix, importInto: script.analysis.file }),
  )
  return [...(called ? [] : stageSnippets), ...near, ...far]
}

function stageMember(member: MemberName, fits: (scheme: Scheme) => boolean, offered: Offered): Completion[] {
  const scheme = memberScheme(standardTypes, member.path, member.name)
  return scheme && !member.name.startsWith('_') && fits(scheme) ? [offerMember(member, offered)] : []
}

/** Where a value goes. `expected` is what it is to be, as far as that is known; what fits comes first. */
export function valuesAt(cursor: Cursor, expected: Type | null): Completion[] {
  const { script, replaces, called, typed } = cursor
  const fits = expected && prune(expected).kind !== 'variable' ? (scheme: Scheme) => canBe(scheme, expected) : null
  const offered: Offered = { prefix: '', nameOnly: called, piped: false, importInto: null }
  const names = script.analysis.visibleAt(replaces.from).flatMap((definition): Completion[] => {
    if (definition.name === placeholder) return []
    if (definition.kind === 'import') return [importedName(definition)]
    if (definition.kind !== 'member') return [ranked(ownName(definition, called, false), definition.scheme, fits)]
    if (definition.name.startsWith('_')) return []
    const nameOnly = called || wantsFunction(expected)
    return [ranked(offerMember(memberOf(definition), { ...offered, nameOnly }), definition.scheme, fits)]
  })
  const far = farMembers(cursor).flatMap(({ member, prefix }) =>
    member.name.startsWith('_') ? [] : [offerMember(member, { ...offered, prefix, importInto: script.analysis.file })],
  )
  return [...names, ...far, ...farPackages(cursor), ...(typed === '' && expected ? [] : valueKeywords)]
}

export function statementsAt(cursor: Cursor): Completion[] {
  return [...statementKeywords, ...statementSnippets, ...valuesAt(cursor, null)]
}

const word = (label: string, insert: string, detail: string): Completion =>
  completion({ label, kind: 'keyword', insert, detail, snippet: insert.includes('$'), rank: 35 })

const valueKeywords: readonly Completion[] = [
  word('if', 'if $1 then $2 else $0', 'one of two values'),
  word('exists', 'exists $0', 'whether there is a value'),
  word('not', 'not ', 'the opposite'),
  word('and', 'and ', 'both'),
  word('or', 'or ', 'one of both'),
]

const statementKeywords: readonly Completion[] = [
  word('import', 'import "$0"', 'a package'),
  word('option', 'option ', 'a setting of the script'),
]

/** What options there are, and how each begins. */
export const optionsAt: readonly Completion[] = [
  ['task', 'task = {name: "$1", every: ${2:1h}}', 'run at regular intervals'],
  ['now', 'now = () => ${1:2026-01-01T00:00:00Z}', 'the time the script runs at'],
  ['location', 'location = {zone: "${1:UTC}", offset: ${2:0h}}', 'the time zone of windows'],
  ['v', 'v = {timeRangeStart: ${1:-1h}, timeRangeStop: ${2:now()}, windowPeriod: ${3:10s}}', 'what dashboards set'],
].map(([label, insert, detail]) =>
  completion({ label: label!, kind: 'option', insert: insert!, snippet: true, detail: detail! }),
)

const anyType: Type = { kind: 'error' }

function memberOf({ path, name }: Definition): MemberName {
  return { path: path!, name }
}

function membersOf(path: string): MemberName[] {
  return [...(standardTypes.signatures(path)?.keys() ?? [])].map(name => ({ path, name }))
}

function wantsFunction(expected: Type | null): boolean {
  return expected !== null && prune(expected).kind === 'function'
}

/** What fits comes first; what does not, last. */
function ranked(one: Completion, scheme: Scheme | null, fits: ((scheme: Scheme) => boolean) | null): Completion {
  if (!fits || !scheme) return one
  return { ...one, rank: fits(scheme) ? one.rank - 20 : one.rank + 20 }
}

/** A name the script defines itself. */
function ownName({ name, kind, scheme }: Definition, called: boolean, piped: boolean): Completion {
  const type = scheme && prune(scheme.type)
  const call = type?.kind === 'function' && !called ? callSnippet(type, piped) : ''
  return completion({
    label: name,
    kind: kind === 'parameter' ? 'parameter' : type?.kind === 'function' ? 'function' : 'variable',
    detail: scheme ? shortType(scheme) : '',
    insert: name + call,
    snippet: call !== '',
    rank: -5,
  })
}

function importedName({ name, path }: Definition): Completion {
  return completion({ label: name, kind: 'package', detail: path ?? '', insert: name, rank: 5 })
}

/** Members of packages that are not imported, by a part of their name. */
function farMembers({ typed, script }: Cursor): { member: MemberName; prefix: string }[] {
  if (typed.length < MIN_FAR) return []
  const wanted = typed.toLowerCase()
  const there = new Set([...standardTypes.prelude, ...script.analysis.imports.map(one => one.path)])
  return standardTypes.paths().flatMap(path => {
    if (there.has(path) || path.startsWith('internal/')) return []
    const prefix = path.slice(path.lastIndexOf('/') + 1)
    return membersOf(path).flatMap(member => (member.name.toLowerCase().includes(wanted) ? [{ member, prefix }] : []))
  })
}

function farPackages({ script }: Cursor): Completion[] {
  const { file, imports } = script.analysis
  const there = new Set([...standardTypes.prelude, ...imports.map(one => one.path)])
  return standardTypes.paths().flatMap(path => {
    if (there.has(path) || path.startsWith('internal/')) return []
    return [packageCompletion(path, file)]
  })
}

function packageCompletion(path: string, file: Offered['importInto']): Completion {
  const label = path.slice(path.lastIndexOf('/') + 1)
  const [first] = membersOf(path)
  const { also } = offerMember(first!, { prefix: label, nameOnly: true, piped: false, importInto: file })
  const rank = /^(contrib|experimental)\b/.test(path) ? 48 : 44
  return completion({ label, kind: 'package', detail: `import "${path}"`, also, rank })
}

// The front door of checking: a file and the packages it may import in, everything known about it out.
import type { File, Identifier, ImportDeclaration, MemberExpression, Node } from '../syntax/index.ts'
import { Source } from '../syntax/index.ts'
import { errorAt, type PatternFault } from './checks.ts'
import type { Diagnostic, Finding } from './diagnostic.ts'
import { type Definition, memberScheme, type PackageTypes, packageVariableCount, type Scope } from './environment.ts'
import { fixesFor } from './fixes.ts'
import { infer } from './infer.ts'
import type { Found, Inferred } from './inferNames.ts'
import { messages } from './messages.ts'
import { relatedTo } from './reasons.ts'
import { isComposite, literalTypes, mapParts, prune, type Scheme, type Type } from './types.ts'
import { schemeText } from './typeText.ts'

/** An import and what it brings. */
export interface ImportBinding {
  readonly name: string
  readonly path: string
  readonly declaration: ImportDeclaration
  /** Whether there is such a package. */
  readonly known: boolean
  readonly definition: Definition
}

/** All that is known of a file before it runs. Nothing in it changes any more. */
export interface Analysis {
  readonly file: File
  /** In the official order: syntax, structure, names, types. */
  readonly diagnostics: readonly Diagnostic[]
  /** The types of expressions other than literals, of parameters and of assigned names; `typeOf` gives them resolved. */
  readonly types: ReadonlyMap<Node, Type>
  /** What each name means: uses and defining places. A name without an entry is undefined, or a property. */
  readonly bindings: ReadonlyMap<Identifier, Definition>
  readonly definitions: readonly Definition[]
  readonly imports: readonly ImportBinding[]
  /** Members of imported packages: which package's member an expression such as `strings.trim` is. */
  readonly members: ReadonlyMap<MemberExpression, { readonly path: string; readonly name: string }>
  /** The type of a node with everything known filled in, or null for a node that has none. */
  typeOf(node: Node): Type | null
  /** The names that may be used at an offset, inner ones first; outer names come as names only. */
  visibleAt(offset: number): readonly Definition[]
}

export interface AnalyzeOptions {
  /** Judges patterns. What can is larger than the checker itself, so it comes from outside and may come later. */
  readonly patternFault: PatternFault
  /** What a host adds to the prelude: names with their signatures, such as `v` for a dashboard's variables. */
  readonly globals?: ReadonlyMap<string, string>
  /** Allows label literals, which the reference has behind a feature flag. */
  readonly labels?: boolean
}

/** Looking for what was meant and why takes time, and so many findings have one cause. */
const maxExplained = 50

const noGlobals: ReadonlyMap<string, string> = new Map()

/** Checks a file. Never throws for what a program contains. */
export function analyze(file: File, packages: PackageTypes, options: AnalyzeOptions): Analysis {
  const syntax = file.errors.map(problem => errorAt(problem, 'syntax', officialSyntax(problem)))
  const inferred = infer(file, packages, options.globals ?? noGlobals)
  const { patterns, others } = inferred.checks.results(file, options.labels ?? false, options.patternFault)
  const types = inferred.found.map((found, index) => {
    const finding = findingOf(found, inferred, packages)
    if (index >= maxExplained) return errorAt(found, 'types', finding)
    const fixes = fixesFor(found, inferred, packages, file)
    const related = relatedTo(found, inferred)
    return errorAt(found, 'types', {
      ...finding,
      ...(related.length > 0 && { related }),
      ...(fixes.length > 0 && { fixes }),
    })
  })
  const { bindings, definitions, members } = inferred
  return {
    file,
    diagnostics: [...syntax, ...patterns, ...others, ...types],
    types: inferred.types,
    bindings,
    definitions,
    imports: importsOf(definitions),
    members,
    typeOf: node => {
      const type = inferred.types.get(node) ?? literalTypes.get(node.kind)
      return type ? resolved(type) : null
    },
    visibleAt: offset => visibleAt(offset, inferred),
  }
}

/** One misspelt `with` has an empty official message; ours says what is meant. */
function officialSyntax({ code, message, official }: File['errors'][number]): Finding {
  return official === undefined ? { code, message } : { code, message, official }
}

function importsOf(definitions: readonly Definition[]): ImportBinding[] {
  const imports: ImportBinding[] = []
  for (const definition of definitions) {
    if (definition.kind !== 'import') continue
    const { name, path, scheme } = definition
    const declaration = definition.node as ImportDeclaration
    imports.push({ name, path: path!, declaration, known: scheme === null, definition })
  }
  return imports
}

function findingOf({ what }: Found, inferred: Inferred, packages: PackageTypes): Finding {
  switch (what.kind) {
    case 'type':
      return withSignature(
        messages.type(what.problem, id => officialNumber(id, inferred, packages)),
        what.node,
        inferred,
        packages,
      )
    case 'undefined':
      return messages.undefinedName(what.name)
    case 'import':
      return messages.unknownImport(what.path)
    case 'member':
      return messages.type({ kind: 'missingLabel', label: what.name })
    case 'returnInFile':
      return messages.returnInFile()
    case 'constraint':
      return messages.missingConstraint(what.variable, what.need)
    case 'operator':
      return messages.invalidOperator(what.operator)
    case 'tooComplex':
      return messages.tooComplex()
  }
}

/** What is wrong with a call is easier to see beside the function's own type. */
function withSignature(finding: Finding, node: Node, inferred: Inferred, packages: PackageTypes): Finding {
  if (node.kind !== 'CallExpression') return finding
  const { callee } = node
  let scheme: Scheme | null = null
  if (callee.kind === 'Identifier') scheme = inferred.bindings.get(callee)?.scheme ?? null
  else if (callee.kind === 'MemberExpression') {
    const member = inferred.members.get(callee)
    if (member) scheme = memberScheme(packages, member.path, member.name)
  }
  if (!scheme || prune(scheme.type).kind !== 'function') return finding
  const name = callee.kind === 'Identifier' ? callee.name : inferred.members.get(callee as MemberExpression)!.name
  return { ...finding, notes: [`${name}: ${schemeText(scheme)}`] }
}

/** The official checker makes variables for a whole package wherever one member is named; ours only for the member. */
function officialNumber(id: number, inferred: Inferred, packages: PackageTypes): number {
  let number = id
  for (const { count, path, made } of inferred.mentions) {
    if (count <= id) number += packageVariableCount(packages, path) - made
  }
  return number
}

/** A type with every variable that became known replaced. */
function resolved(type: Type): Type {
  const now = prune(type)
  return isComposite(now) ? mapParts(now, resolved) : now
}

function visibleAt(offset: number, inferred: Inferred): Definition[] {
  let innermost: Scope | null = inferred.scopes[0] ?? null
  // Scopes are entered from outside in, so the last that holds the offset is the innermost.
  for (const scope of inferred.scopes) {
    if (scope.node.kind === 'File' || (scope.node.from <= offset && offset <= scope.node.to)) innermost = scope
  }
  const seen = new Map<string, Definition>()
  for (let scope: Scope | null = innermost; scope; scope = scope.parent) {
    for (const definition of scope.names.values()) {
      const { name, node } = definition
      const before = !node || definition.kind === 'parameter' || node.to <= offset
      if (before && !seen.has(name)) seen.set(name, definition)
    }
  }
  for (const name of inferred.environment.outerNames()) {
    const outer = seen.has(name) ? null : inferred.environment.lookup(name)
    if (outer) seen.set(name, outer)
  }
  return [...seen.values()]
}

/**
 * Errors as the reference command prints them: `error @1:11-1:16: expected float but found string`, with a blank line
 * between. It does not look further than a file's syntax when that is wrong.
 */
export function officialText(diagnostics: readonly Diagnostic[], source: string | Source): string {
  const positions = typeof source === 'string' ? new Source(source) : source
  const errors = diagnostics.filter(diagnostic => diagnostic.severity === 'error')
  const syntax = errors.filter(diagnostic => diagnostic.phase === 'syntax')
  const shown = syntax.length > 0 ? syntax : errors
  return shown.map(one => `error @${positions.officialRange(one)}: ${one.official ?? one.message}`).join('\n\n')
}

// What every part of inference stands on: what was found so far, and what names mean.
import type { Expression, File, Identifier, ImportDeclaration, MemberExpression, Node, Span } from '../syntax/index.ts'
import { Checks } from './checks.ts'
import { constrain, type KindProblem } from './constraints.ts'
import {
  type Definition,
  type DefinitionKind,
  Environment,
  instantiate,
  type PackageTypes,
  packageScheme,
  type Scope,
} from './environment.ts'
import { error, type Kind, monomorphic, type Scheme, type Type } from './types.ts'
import { type TypeProblem, Unifier } from './unify.ts'

/** Something found, with the place to tell it at. Type problems become words when the whole file is done. */
export interface Found extends Span {
  readonly what:
    | {
        readonly kind: 'type'
        readonly problem: TypeProblem
        /** The call, or the expression of the wrong type. */
        readonly node: Node
        /** The expression that has the wrong type, where there is one. It is not always where it is told. */
        readonly at: Expression | null
        /** What it was to have one type with, where there is such an expression. */
        readonly against?: Expression | undefined
      }
    | { readonly kind: 'undefined'; readonly name: string; readonly visible: Scope }
    | { readonly kind: 'import'; readonly path: string }
    | { readonly kind: 'member'; readonly path: string; readonly name: string; readonly node: MemberExpression }
    | { readonly kind: 'returnInFile' }
    | { readonly kind: 'constraint'; readonly variable: string; readonly need: Kind }
    | { readonly kind: 'operator'; readonly operator: string }
    | { readonly kind: 'tooComplex' }
}

/** What inference knows when it is done. */
export interface Inferred {
  readonly found: readonly Found[]
  readonly types: ReadonlyMap<Node, Type>
  readonly bindings: ReadonlyMap<Identifier, Definition>
  readonly definitions: readonly Definition[]
  readonly members: ReadonlyMap<MemberExpression, { readonly path: string; readonly name: string }>
  readonly scopes: readonly Scope[]
  readonly environment: Environment
  readonly checks: Checks
  /** How many variables there were when a package was mentioned, for the official numbering. */
  readonly mentions: readonly { readonly count: number; readonly path: string; readonly made: number }[]
}

/** Nobody reads more, and a text that is no program at all would have one a word. */
const maxFound = 1000

export abstract class NameInference implements Inferred {
  readonly found: Found[] = []
  readonly types = new Map<Node, Type>()
  readonly bindings = new Map<Identifier, Definition>()
  readonly definitions: Definition[] = []
  readonly members = new Map<MemberExpression, { path: string; name: string }>()
  readonly scopes: Scope[] = []
  readonly mentions: { count: number; path: string; made: number }[] = []
  readonly environment: Environment
  readonly checks = new Checks()
  protected readonly source: File
  protected readonly packages: PackageTypes
  protected readonly unifier = new Unifier()

  constructor(file: File, packages: PackageTypes, globals: ReadonlyMap<string, string>) {
    this.source = file
    this.packages = packages
    this.environment = new Environment(packages, file, globals)
    this.scopes.push(this.environment.scope)
  }

  // ── telling ──

  protected put(span: Span, what: Found['what']): void {
    if (this.found.length < maxFound) this.found.push({ from: span.from, to: span.to, what })
  }

  /** Type errors point inside parentheses. */
  protected tell(at: Expression, problems: readonly TypeProblem[], against?: Expression): void {
    if (problems.length === 0) return
    const node = placeOf(at)
    const whole = node.kind === 'CallExpression' && bare(at) !== node ? null : node
    for (const problem of problems) this.put(node, { kind: 'type', problem, node: bare(at), at: whole, against })
  }

  /** Makes two types equal and answers that type, or the error type, which hides whatever would follow. */
  protected equal(expected: Type, found: Type, at: Expression, against?: Expression): Type {
    const problems = this.unifier.unify(expected, found, at)
    if (problems.length === 0) return expected
    this.tell(at, problems, against)
    return error
  }

  protected require(type: Type, need: Kind, at: Expression): void {
    const problems: KindProblem[] = []
    constrain(type, need, problems)
    this.tell(at, problems)
  }

  // ── names ──

  protected define(
    kind: DefinitionKind,
    id: Identifier | null,
    node: Node,
    more: { name?: string; value?: Expression | null; path?: string; scheme: Scheme | null },
  ): Definition {
    const { name = id?.name ?? '', value = null, path = null, scheme } = more
    const definition: Definition = { kind, name, id, node, value, path, scheme, uses: [] }
    if (id) this.bindings.set(id, definition)
    this.definitions.push(definition)
    return definition
  }

  protected import(declaration: ImportDeclaration): void {
    const path = declaration.path.value
    const known = this.packages.signatures(path) !== null
    if (!known) this.put(declaration, { kind: 'import', path })
    const name = declaration.alias?.name ?? path.slice(path.lastIndexOf('/') + 1)
    const scheme = known ? null : monomorphic(error)
    this.environment.define(this.define('import', declaration.alias, declaration, { name, path, scheme }))
  }

  protected identifier(node: Identifier): Type {
    const definition = this.use(node)
    if (!definition) return this.undefined(node, node.name)
    if (definition.scheme) return instantiate(definition.scheme, this.unifier)
    return instantiate(packageScheme(this.packages, definition.path!), this.unifier)
  }

  protected use(node: Identifier): Definition | null {
    const definition = this.environment.lookup(node.name)
    if (definition) {
      this.bindings.set(node, definition)
      definition.uses.push(node)
    }
    return definition
  }

  protected undefined(at: Span, name: string): Type {
    // An empty name is one the parser missed and has reported.
    if (name !== '') this.put(at, { kind: 'undefined', name, visible: this.environment.scope })
    return this.environment.unknown(name, this.unifier)
  }
}

/** An expression without the parentheses around it. */
export function bare(node: Expression): Expression {
  let inner = node
  while (inner.kind === 'ParenExpression') inner = inner.expression
  return inner
}

/** Where to tell what is wrong with an expression: inside its parentheses, and of a pipe chain at the last call. */
export function placeOf(node: Expression): Expression {
  const inner = bare(node)
  return inner.kind === 'PipeExpression' ? inner.call : inner
}

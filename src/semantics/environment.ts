// What names mean where: the prelude, then the file, then functions within functions; and the packages behind imports.
// Signatures are parsed one by one, when a program first uses them, and kept for as long as their catalogue lives.
import type { Expression, Identifier, Node } from '../syntax/index.ts'
import { parseSignature } from './signature.ts'
import {
  type BoundType,
  empty,
  freeVariables,
  isComposite,
  isKnownSettled,
  isSettled,
  type Kind,
  mapParts,
  monomorphic,
  noVars,
  prune,
  type Scheme,
  type Type,
  type VariableType,
} from './types.ts'
import type { Unifier } from './unify.ts'

/** The types behind import paths. Signatures are texts in the official notation. */
export interface PackageTypes {
  /** Every member of a package with its signature, or null when there is no such package. Asked often: it must be a look-up. */
  signatures(path: string): ReadonlyMap<string, string> | null
  paths(): readonly string[]
  /** The packages whose members need no import. */
  readonly prelude: readonly string[]
}

export type DefinitionKind =
  | 'variable'
  | 'option'
  | 'parameter'
  | 'builtin'
  | 'testcase'
  | 'import'
  | 'member'
  | 'global'

/** What a name stands for. `node` is null for what the program did not define itself. */
export interface Definition {
  readonly kind: DefinitionKind
  readonly name: string
  /** The defining name; null for an import without alias and for what comes from outside. */
  readonly id: Identifier | null
  /** The assignment, parameter, builtin, test case or import that defines it. */
  readonly node: Node | null
  /** The assigned expression or the parameter's default. */
  readonly value: Expression | null
  /** The import path, for imports and members of the prelude. */
  readonly path: string | null
  /** Its type, as far as the name itself has one; null for a package. */
  scheme: Scheme | null
  /** Every use of the name, in the order they are checked. */
  readonly uses: Identifier[]
}

const caches = new WeakMap<PackageTypes, Map<string, Map<string, Scheme>>>()

/** The scheme of one member of a package, or null when the package has no such member. */
export function memberScheme(packages: PackageTypes, path: string, name: string): Scheme | null {
  const text = packages.signatures(path)?.get(name)
  if (text === undefined) return null
  let cache = caches.get(packages)
  if (!cache) caches.set(packages, (cache = new Map()))
  let members = cache.get(path)
  if (!members) cache.set(path, (members = new Map()))
  let scheme = members.get(name)
  if (!scheme) members.set(name, (scheme = parseSignature(text)))
  return scheme
}

/** A package as one record of all its members, for where it is used as a value. */
export function packageScheme(packages: PackageTypes, path: string): Scheme {
  const kinds = new Map<number, readonly Kind[]>()
  let next = 0
  let type: Type = empty
  for (const name of [...(packages.signatures(path)?.keys() ?? [])].reverse()) {
    const scheme = memberScheme(packages, path, name)!
    const renamed = new Map<number, Type>()
    for (const index of scheme.vars) {
      const kept = scheme.kinds.get(index)
      if (kept) kinds.set(next, kept)
      renamed.set(index, { kind: 'bound', index: next++ })
    }
    type = { kind: 'record', label: name, type: substitute(scheme.type, renamed), tail: type }
  }
  return { type, vars: Array.from({ length: next }, (_, index) => index), kinds }
}

/** How many variables a package's record would bring along; the official numbering of variables depends on it. */
export function packageVariableCount(packages: PackageTypes, path: string): number {
  let count = 0
  for (const name of packages.signatures(path)?.keys() ?? []) count += memberScheme(packages, path, name)!.vars.length
  return count
}

/** A type with its bound variables replaced. */
export function substitute(type: Type, by: ReadonlyMap<number, Type>): Type {
  const change = (part: Type): Type => {
    const now = prune(part)
    if (now.kind === 'bound') return by.get(now.index) ?? now
    return !isComposite(now) || isKnownSettled(now) ? now : mapParts(now, change)
  }
  return change(type)
}

/** A scheme's type at one use: every variable of its own is a fresh one. */
export function instantiate(scheme: Scheme, unifier: Unifier): Type {
  if (scheme.vars.length === 0) return scheme.type
  const by = new Map<number, Type>()
  for (const index of scheme.vars) {
    const variable = unifier.fresh()
    variable.kinds = scheme.kinds.get(index) ?? variable.kinds
    by.set(index, variable)
    unifier.step()
  }
  return substitute(scheme.type, by)
}

/**
 * Makes a scheme of a type: free variables that nothing around mentions become its own. They are bound for good, which
 * is why a letter may show in a message where the official tools show it too.
 */
export function generalize(type: Type, environment: Environment): Scheme {
  if (isSettled(type)) return monomorphic(type)
  const free = new Set<VariableType>()
  freeVariables(type, free)
  if (free.size === 0) return monomorphic(type)
  const outside = environment.outside()
  const vars: number[] = []
  const kinds = new Map<number, readonly Kind[]>()
  for (const variable of free) {
    if (outside.has(variable)) continue
    const index = vars.length
    vars.push(index)
    if (variable.kinds.length > 0) kinds.set(index, variable.kinds)
    variable.link = { kind: 'bound', index } satisfies BoundType
  }
  return vars.length > 0 ? { type, vars, kinds } : { type, vars: noVars, kinds }
}

/** Like `generalize`, then one use of it, without binding anything: the type itself stays as free as it was. */
export function freshCopy(type: Type, environment: Environment, unifier: Unifier): Type {
  const outside = environment.outside()
  const free = new Set<VariableType>()
  freeVariables(type, free)
  const by = new Map<VariableType, Type>()
  for (const variable of free) {
    if (outside.has(variable)) continue
    const copy = unifier.fresh()
    copy.kinds = variable.kinds
    by.set(variable, copy)
  }
  const copied = (part: Type): Type => {
    const now = prune(part)
    if (now.kind === 'variable') return by.get(now) ?? now
    if (!isComposite(now) || isKnownSettled(now)) return now
    return mapParts(now, copied)
  }
  return copied(type)
}

/** A range of the text and the names defined in it, for completion. */
export interface Scope {
  readonly node: Node
  readonly parent: Scope | null
  readonly names: Map<string, Definition>
}

/** The names in force while checking. */
export class Environment {
  readonly #packages: PackageTypes
  readonly #outer = new Map<string, Definition | null>()
  readonly #globals: ReadonlyMap<string, string>
  readonly #unknown = new Map<string, VariableType>()
  /** Types of parameters: what must not be generalised inside their functions. */
  readonly #fixed: Type[] = []
  scope: Scope

  constructor(packages: PackageTypes, file: Node, globals: ReadonlyMap<string, string>) {
    this.#packages = packages
    this.#globals = globals
    this.scope = { node: file, parent: null, names: new Map() }
  }

  enter(node: Node): Scope {
    this.scope = { node, parent: this.scope, names: new Map() }
    return this.scope
  }

  leave(fixedBefore: number): void {
    this.scope = this.scope.parent!
    this.#fixed.length = fixedBefore
  }

  get fixedCount(): number {
    return this.#fixed.length
  }

  define(definition: Definition): void {
    this.scope.names.set(definition.name, definition)
  }

  defineParameter(definition: Definition, type: Type): void {
    this.define(definition)
    this.#fixed.push(type)
  }

  lookup(name: string): Definition | null {
    for (let scope: Scope | null = this.scope; scope; scope = scope.parent) {
      const found = scope.names.get(name)
      if (found) return found
    }
    let found = this.#outer.get(name)
    if (found === undefined) this.#outer.set(name, (found = this.#outside(name)))
    return found
  }

  /** The one type all uses of an undefined name share. */
  unknown(name: string, unifier: Unifier): VariableType {
    let variable = this.#unknown.get(name)
    if (!variable) this.#unknown.set(name, (variable = unifier.fresh()))
    return variable
  }

  /** The free variables the surroundings mention. */
  outside(): Set<VariableType> {
    const free = new Set<VariableType>()
    for (const type of this.#unknown.values()) freeVariables(type, free)
    for (const type of this.#fixed) freeVariables(type, free)
    return free
  }

  /** All names in force here that the program did not define: the prelude's and the host's. */
  outerNames(): string[] {
    const names = new Set(this.#globals.keys())
    for (const path of this.#packages.prelude)
      for (const name of this.#packages.signatures(path)?.keys() ?? []) names.add(name)
    return [...names]
  }

  #outside(name: string): Definition | null {
    const base = { name, id: null, node: null, value: null, uses: [] }
    const text = this.#globals.get(name)
    if (text !== undefined) return { ...base, kind: 'global', path: null, scheme: parseSignature(text) }
    for (const path of this.#packages.prelude) {
      const scheme = memberScheme(this.#packages, path, name)
      if (scheme) return { ...base, kind: 'member', path, scheme }
    }
    return null
  }
}

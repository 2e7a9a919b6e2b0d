// What a package says of itself, as plain data: for readers who have none of the code.
import { display } from '../values/index.ts'
import type { MemberKind, Package } from './define.ts'

export interface MemberDescription {
  readonly name: string
  readonly kind: MemberKind
  /** In the official notation. */
  readonly signature: string
  readonly summary: string
  /** A sentence a parameter, by its name. */
  readonly params: Readonly<Record<string, string>>
  /** Scripts; a comment behind an expression is what it gives. */
  readonly examples: readonly string[]
  /** Where it answers otherwise than the reference engine on purpose. */
  readonly differs: string | null
  /** Of a constant, as it prints. */
  readonly value: string | null
}

export interface PackageDescription {
  readonly path: string
  readonly summary: string
  readonly members: readonly MemberDescription[]
}

export function describePackages(packages: readonly Package[]): PackageDescription[] {
  return packages.map(({ path, summary, members }) => ({
    path,
    summary,
    members: Object.entries(members).map(([name, { kind, signature, summary, params, examples, differs, value }]) => ({
      name,
      kind,
      signature: signature.text,
      summary,
      params,
      examples,
      differs,
      value: kind === 'constant' && value !== undefined && typeof value !== 'function' ? display(value) : null,
    })),
  }))
}

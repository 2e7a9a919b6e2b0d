// What is known beyond the script: what members say of themselves, what the last run saw, what the page has.
import type { MemberDescription, PackageDescription } from '../library/index.ts'
import { parseSignature, schemeText } from '../semantics/index.ts'

/** Looks up what members and packages say of themselves. */
export interface Descriptions {
  packages(): readonly PackageDescription[]
  package(path: string): PackageDescription | null
  member(path: string, name: string): MemberDescription | null
}

/** A column of some table a stage gave. */
export interface ColumnFacts {
  readonly name: string
  readonly type: string
  readonly inKey: boolean
  /** Some of its different texts, the frequent ones first; none for a column of another type. */
  readonly texts: readonly string[]
}

/** What a stage gave in a run; the span is that of its call in the script that ran. */
export interface StageFacts {
  readonly from: number
  readonly to: number
  readonly tables: number
  readonly rows: number
  readonly columns: readonly ColumnFacts[]
}

/** A run as an editor remembers it. */
export interface RunFacts {
  readonly text: string
  readonly stages: readonly StageFacts[]
}

export interface Knowledge {
  readonly descriptions: Descriptions
  readonly run: RunFacts | null
  readonly buckets: readonly string[]
  /** Addresses that were read before. */
  readonly addresses: readonly string[]
}

export function descriptionsOf(packages: readonly PackageDescription[]): Descriptions {
  const byPath = new Map<string, PackageDescription>()
  const members = new Map<string, MemberDescription>()
  for (const one of packages) {
    byPath.set(one.path, one)
    for (const member of one.members) members.set(`${one.path}.${member.name}`, member)
  }
  return {
    packages: () => packages,
    package: path => byPath.get(path) ?? null,
    member: (path, name) => laidOut(members.get(`${path}.${name}`)),
  }
}

/** A long signature is read more easily on several lines. */
function laidOut(member: MemberDescription | undefined): MemberDescription | null {
  const scheme = member && parseSignature(member.signature)
  return member && scheme ? { ...member, signature: schemeText(scheme) } : (member ?? null)
}

export const nothingKnown: Knowledge = { descriptions: descriptionsOf([]), run: null, buckets: [], addresses: [] }

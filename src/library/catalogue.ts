// All packages a program can import, asked by three readers: the checker for types, the evaluator for members, the
// editor for descriptions.
import type { PackageTypes } from '../semantics/index.ts'
import type { Member, Package } from './define.ts'

/** Packages whose members are in scope without an import. */
export const prelude: readonly string[] = ['internal/boolean', 'internal/location', 'universe', 'influxdata/influxdb']

export interface Packages extends PackageTypes {
  package(path: string): Package | null
  member(path: string, name: string): Member | null
}

/** `planned` lists the signatures of members known to the checker but not yet there to run. */
export function catalogueOf(
  packages: readonly Package[],
  planned: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Packages {
  const byPath = new Map(packages.map(p => [p.path, p]))
  const paths = [...new Set([...byPath.keys(), ...Object.keys(planned)])].sort()
  const cache = new Map<string, ReadonlyMap<string, string>>()
  return {
    prelude,
    paths: () => paths,
    package: path => byPath.get(path) ?? null,
    member: (path, name) => {
      const members = byPath.get(path)?.members
      return members && Object.hasOwn(members, name) ? members[name] : null
    },
    signatures(path) {
      let found = cache.get(path)
      if (!found && (byPath.has(path) || Object.hasOwn(planned, path))) {
        const own = Object.entries(byPath.get(path)?.members ?? {}).map(([n, m]) => [n, m.signature.text] as const)
        found = new Map([...Object.entries(planned[path] ?? {}), ...own])
        cache.set(path, found)
      }
      return found ?? null
    },
  }
}

// All packages a program can import, asked by three readers: the checker for types, the evaluator for members, the
// editor for descriptions.
import type { PackageTypes } from '../semantics/index.ts'
import type { Member, Package } from './define.ts'

export interface Packages extends PackageTypes {
  package(path: string): Package | null
  member(path: string, name: string): Member | null
}

/** Packages there to run, over `types`, which also knows the members still to come. */
export function catalogueOf(packages: readonly Package[], types: PackageTypes): Packages {
  const byPath = new Map(packages.map(p => [p.path, p]))
  const paths = [...new Set([...types.paths(), ...byPath.keys()])].sort()
  const cache = new Map<string, ReadonlyMap<string, string>>()
  return {
    prelude: types.prelude,
    paths: () => paths,
    package: path => byPath.get(path) ?? null,
    member: (path, name) => {
      const members = byPath.get(path)?.members
      return members && Object.hasOwn(members, name) ? members[name] : null
    },
    signatures(path) {
      const known = types.signatures(path)
      const own = byPath.get(path)
      if (known || !own) return known
      let found = cache.get(path)
      if (!found) {
        found = new Map(Object.entries(own.members).map(([name, { signature }]) => [name, signature.text]))
        cache.set(path, found)
      }
      return found
    },
  }
}

// All packages a program can import, asked by three readers: the checker for types, the evaluator for members, the
// editor for descriptions.
import type { PackageTypes } from '../semantics/index.ts'
import { fault } from '../values/index.ts'
import type { Member, Package } from './define.ts'

export interface Packages extends PackageTypes {
  package(path: string): Package | null
  member(path: string, name: string): Member | null
  /** Has the packages a script imports ready to run: some are in files of their own. */
  load(paths: readonly string[]): Promise<void>
}

/** Packages in a file of their own, which comes when a script imports one of them. */
export interface PackagesApart {
  readonly paths: readonly string[]
  load(): Promise<readonly Package[]>
}

/** Packages there to run, over `types`, which also knows the members still to come. */
export function catalogueOf(
  packages: readonly Package[],
  types: PackageTypes,
  apart: readonly PackagesApart[] = [],
): Packages {
  const byPath = new Map(packages.map(p => [p.path, p]))
  const paths = [...new Set([...types.paths(), ...byPath.keys()])].sort()
  const cache = new Map<string, ReadonlyMap<string, string>>()
  const loaded = new Set<PackagesApart>()
  return {
    prelude: types.prelude,
    async load(wanted) {
      const missing = apart.filter(one => !loaded.has(one) && one.paths.some(path => wanted.includes(path)))
      await Promise.all(
        missing.map(async one => {
          for (const p of await loadedOf(one)) byPath.set(p.path, p)
          loaded.add(one)
        }),
      )
    },
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

async function loadedOf({ paths, load }: PackagesApart): Promise<readonly Package[]> {
  try {
    return await load()
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw fault('unavailable', `the code of ${paths.join(', ')} could not be loaded: ${why}`, {
      steps: ['Check the network and run again; once loaded, it is there without a network too.'],
    })
  }
}

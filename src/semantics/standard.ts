// The standard library as the checker knows it: the type of every member of every package, and none of its code, so
// that checking a script loads nothing of what runs it.
import type { PackageTypes } from './environment.ts'
import signatures from './signatures.json' with { type: 'json' }

const members = new Map<string, ReadonlyMap<string, string>>()

/** All 677 members, those not yet there to run included. */
export const standardTypes: PackageTypes = {
  prelude: ['internal/boolean', 'internal/location', 'universe', 'influxdata/influxdb'],
  paths: () => Object.keys(signatures),
  signatures(path) {
    let found = members.get(path)
    if (!found && Object.hasOwn(signatures, path)) {
      found = new Map(Object.entries((signatures as Record<string, Record<string, string>>)[path]))
      members.set(path, found)
    }
    return found ?? null
  },
}

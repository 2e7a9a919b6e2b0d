// The standard library's signatures as a catalogue, for tests.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PackageTypes } from '../environment.ts'

const json = readFileSync(join(import.meta.dirname, 'signatures.json'), 'utf8')

export const allSignatures: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(JSON.parse(json) as Record<string, Record<string, string>>).map(([path, members]) => [
    path,
    new Map(Object.entries(members)),
  ]),
)

export const packages: PackageTypes = {
  signatures: path => allSignatures.get(path) ?? null,
  paths: () => [...allSignatures.keys()],
  prelude: ['internal/boolean', 'internal/location', 'universe', 'influxdata/influxdb'],
}

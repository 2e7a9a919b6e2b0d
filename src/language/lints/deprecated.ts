// Members that have been replaced, and packages that may change. What the official documentation marks as deprecated is
// listed here with what to use instead.
import type { Definition, Diagnostic } from '../../semantics/index.ts'
import type { Node } from '../../syntax/index.ts'
import type { MemberName } from '../calls.ts'
import { advice, type Lint } from '../lint.ts'

/** By package, or by member where only that one is meant. */
const replacements: Readonly<Record<string, string>> = {
  'date/boundaries': 'the package `experimental/date/boundaries`',
  'experimental/array': 'the package `array`',
  'experimental/bitwise': 'the package `bitwise`',
  'experimental/csv': '`requests.get` of `http/requests`, and `csv.from` of `csv` for its body',
  'experimental/http': 'the package `http/requests`',
  'experimental/http/requests': 'the package `http/requests`',
  'experimental.addDuration': '`date.add`',
  'experimental.subDuration': '`date.sub`',
  'experimental.to': '`to`, which needs no import',
  'experimental.join': 'the package `join`',
  'universe.join': 'the package `join`, as in `join.inner`',
  'influxdata/influxdb/v1.fieldsAsCols': '`fieldsAsCols` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.tagValues': '`tagValues` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.measurementTagValues': '`measurementTagValues` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.tagKeys': '`tagKeys` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.measurementTagKeys': '`measurementTagKeys` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.fieldKeys': '`fieldKeys` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.measurementFieldKeys': '`measurementFieldKeys` of `influxdata/influxdb/schema`',
  'influxdata/influxdb/v1.measurements': '`measurements` of `influxdata/influxdb/schema`',
}

/** What stands for a member now, or null. */
export function replacementOf({ path, name }: MemberName): string | null {
  return replacements[`${path}.${name}`] ?? replacements[path] ?? null
}

export const deprecated: Lint = analysis => {
  const found: Diagnostic[] = []
  const tell = (place: Node, name: string, instead: string): void => {
    found.push(advice('hint', 'deprecated', place, `\`${name}\` is deprecated: use ${instead}`))
  }
  analysis.members.forEach((member, node) => {
    const instead = replacementOf(member)
    if (instead !== null) tell(node.property, member.name, instead)
  })
  // A name is used many times and has one definition.
  const known = new Map<Definition, string | null>()
  analysis.bindings.forEach((definition, node) => {
    if (definition.kind !== 'member') return
    let instead = known.get(definition)
    if (instead === undefined) known.set(definition, (instead = replacementOf(definition as MemberName)))
    if (instead !== null) tell(node, definition.name, instead)
  })
  return found
}

/** Told once, at the import. */
export const experimental: Lint = ({ imports }) =>
  imports.flatMap(({ path, declaration, known }) => {
    if (!known || path in replacements) return []
    if (path.startsWith('experimental')) {
      return [advice('hint', 'experimental', declaration.path, 'experimental packages can change or move')]
    }
    if (path.startsWith('contrib/')) {
      const message = 'contrib packages are given by users and promise less than the standard library'
      return [advice('hint', 'contrib', declaration.path, message)]
    }
    return []
  })

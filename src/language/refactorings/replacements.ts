// A deprecated member gives way to the one that stands for it now, where their arguments are the same.
import { importEdit, type TextEdit } from '../../semantics/index.ts'
import { pathAt, type StringLiteral } from '../../syntax/index.ts'
import { type MemberName, memberOf } from '../calls.ts'
import type { OpenScript } from '../openScript.ts'
import { type Refactoring, rewrite } from './refactoring.ts'

const schema = 'influxdata/influxdb/schema'

const members: Readonly<Record<string, MemberName>> = {
  'experimental.addDuration': { path: 'date', name: 'add' },
  'experimental.subDuration': { path: 'date', name: 'sub' },
  'influxdata/influxdb/v1.fieldsAsCols': { path: schema, name: 'fieldsAsCols' },
  'influxdata/influxdb/v1.tagValues': { path: schema, name: 'tagValues' },
  'influxdata/influxdb/v1.measurementTagValues': { path: schema, name: 'measurementTagValues' },
  'influxdata/influxdb/v1.tagKeys': { path: schema, name: 'tagKeys' },
  'influxdata/influxdb/v1.measurementTagKeys': { path: schema, name: 'measurementTagKeys' },
  'influxdata/influxdb/v1.fieldKeys': { path: schema, name: 'fieldKeys' },
  'influxdata/influxdb/v1.measurementFieldKeys': { path: schema, name: 'measurementFieldKeys' },
  'influxdata/influxdb/v1.measurements': { path: schema, name: 'measurements' },
}

/** Packages that moved with all their members. */
const packages: Readonly<Record<string, string>> = {
  'date/boundaries': 'experimental/date/boundaries',
  'experimental/array': 'array',
  'experimental/bitwise': 'bitwise',
  'experimental/http/requests': 'http/requests',
}

export const replaceDeprecated: Refactoring = (script, { from }) => {
  const { analysis } = script
  const path = pathAt(analysis.file, from)
  const declaration = path.find(node => node.kind === 'ImportDeclaration')
  if (declaration?.kind === 'ImportDeclaration') return replacePackage(declaration.path)
  const access = path.findLast(node => node.kind === 'MemberExpression')
  const member = access?.kind === 'MemberExpression' ? memberOf(analysis, access) : null
  const instead = member && members[`${member.path}.${member.name}`]
  if (!instead || !access) return []
  const { prefix, edits } = imported(script, instead.path)
  const name = `${prefix}.${instead.name}`
  return [rewrite(`Replace it with \`${name}\``, [...edits, { from: access.from, to: access.to, text: name }])]
}

function replacePackage({ value, from, to }: StringLiteral): ReturnType<Refactoring> {
  const instead = packages[value]
  return instead === undefined ? [] : [rewrite(`Import "${instead}" instead`, [{ from, to, text: `"${instead}"` }])]
}

/** The name a package has in the script, with the import where it has none yet. */
function imported({ analysis }: OpenScript, path: string): { prefix: string; edits: TextEdit[] } {
  const there = analysis.imports.find(one => one.path === path)
  if (there) return { prefix: there.name, edits: [] }
  return { prefix: path.slice(path.lastIndexOf('/') + 1), edits: [importEdit(path, analysis.file)] }
}

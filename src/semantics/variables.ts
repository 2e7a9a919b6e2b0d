// What a dashboard puts into a script before it runs: `v`, whose fields are its variables.
import { parse } from '../syntax/index.ts'
import { analyze } from './analysis.ts'
import type { PackageTypes } from './environment.ts'
import { typeText } from './typeText.ts'

/** `v` with the type of a record given as text, for `analyze`. */
export function variableTypes(record: string, packages: PackageTypes): ReadonlyMap<string, string> {
  // Only its types are of interest here.
  const { file, typeOf } = analyze(parse(`v = ${record}`), packages, { patternFault: () => null })
  const [statement] = file.body
  const type = statement?.kind === 'VariableAssignment' ? typeOf(statement.init) : null
  return new Map([['v', type === null ? '{}' : typeText(type, { oneLine: true })]])
}

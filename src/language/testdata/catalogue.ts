// The packages the language tests check against: the standard library's signatures, without the library itself.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogueOf } from '../../library/index.ts'
import { analyze, type Diagnostic } from '../../semantics/index.ts'
import { parse } from '../../syntax/index.ts'
import { diagnostics } from '../index.ts'

const folder = join(import.meta.dirname, '..', '..', 'semantics', 'testdata')

export const catalogue = catalogueOf([], JSON.parse(readFileSync(join(folder, 'signatures.json'), 'utf8')))

/** Everything there is to say about a program. */
export function allDiagnostics(text: string): readonly Diagnostic[] {
  return diagnostics(analyze(parse(text), catalogue), catalogue)
}

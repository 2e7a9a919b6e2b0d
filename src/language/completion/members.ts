// Behind a dot: members of a package, imported or not, and fields of a record or columns of a row.
import { prune, recordParts, standardTypes, typeText } from '../../semantics/index.ts'
import { type Expression, isIdentifier, type MemberExpression } from '../../syntax/index.ts'
import { bare } from '../calls.ts'
import { knownColumns } from '../columns/known.ts'
import { rowSource } from '../columns/rows.ts'
import type { Knowledge } from '../knowledge.ts'
import { type Completion, completion, offerMember } from './completion.ts'
import { type Cursor, placeholder } from './cursor.ts'

export function membersAt(cursor: Cursor, { object }: MemberExpression, knowledge: Knowledge): Completion[] {
  const { analysis } = cursor.script
  const inner = bare(object)
  if (inner.kind === 'Identifier') {
    const definition = analysis.bindings.get(inner)
    if (definition?.kind === 'import') return ofPackage(cursor, definition.path!, null)
    if (!definition) return pathsNamed(inner.name).flatMap(path => ofPackage(cursor, path, path))
  }
  const columns = columnsBehind(cursor, inner, knowledge)
  return [...columns, ...fieldsOf(cursor, inner).filter(one => !columns.some(({ label }) => label === one.label))]
}

/** `toImport` is the path of a package that is not imported yet. */
function ofPackage({ called, script }: Cursor, path: string, toImport: string | null): Completion[] {
  const importInto = toImport === null ? null : script.analysis.file
  return [...(standardTypes.signatures(path)?.keys() ?? [])]
    .filter(name => !name.startsWith('_'))
    .map(name => offerMember({ path, name }, { prefix: '', nameOnly: called, piped: false, importInto }))
    .map(one => ({ ...one, rank: one.rank - 40 * Number(importInto !== null) }))
}

/** The packages whose last part is a name. */
export function pathsNamed(name: string): string[] {
  return standardTypes.paths().filter(path => path === name || path.endsWith(`/${name}`))
}

function columnsBehind({ script, path }: Cursor, row: Expression, { run }: Knowledge): Completion[] {
  const source = row.kind === 'Identifier' ? rowSource(script, row, path) : null
  if (!source) return []
  return knownColumns(script, source.stream, run)
    .filter(({ inKey, name }) => (inKey || !source.keyOnly) && isIdentifier(name))
    .map(({ name, type, inKey }, place) =>
      completion({
        label: name,
        kind: 'column',
        detail: [type, inKey ? 'group key' : null].filter(Boolean).join(', '),
        rank: place / 1000,
      }),
    )
}

function fieldsOf({ script }: Cursor, object: Expression): Completion[] {
  const type = script.analysis.typeOf(object)
  const now = type && prune(type)
  if (now?.kind !== 'record') return []
  return recordParts(now).fields.flatMap(({ label, type }) => {
    // What is being typed makes inference think of a field of that name.
    if (typeof label !== 'string' || !isIdentifier(label) || label === placeholder) return []
    return [completion({ label, kind: 'field', detail: typeText(type, { oneLine: true }), rank: 1 })]
  })
}

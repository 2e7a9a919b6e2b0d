// Where an import goes.
import type { File } from '../syntax/index.ts'
import type { TextEdit } from './diagnostic.ts'

/** The edit that imports a package: among the imports by its path, which leaves imports in another order as they are. */
export function importEdit(path: string, { imports, package: clause }: File): TextEdit {
  const line = `import "${path}"`
  const after = imports.findLast(one => one.path.value < path)
  if (after) return at(after.to, `\n${line}`)
  if (imports.length > 0) return at(imports[0]!.from, `${line}\n`)
  return clause ? at(clause.to, `\n\n${line}`) : at(0, `${line}\n\n`)
}

const at = (offset: number, text: string): TextEdit => ({ from: offset, to: offset, text })

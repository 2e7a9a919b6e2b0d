// Names nobody uses: imports, and variables. A variable of a package is its export, so only scripts and blocks are told;
// a name that begins with `_` says of itself that it is not to be used.
import type { Definition } from '../../semantics/index.ts'
import type { File, Span } from '../../syntax/index.ts'
import { advice, type Lint, replace } from '../lint.ts'

export const unused: Lint = ({ definitions, file }) =>
  definitions.flatMap(definition => {
    const { kind, name, uses, node } = definition
    if (uses.length > 0 || !node || name.startsWith('_')) return []
    if (kind === 'import') {
      const fix = replace(lineOf(file, node), '', 'Remove the import')
      return [advice('warning', 'unused-import', node, `import \`${name}\` is never used`, { fixes: [fix] })]
    }
    if (kind !== 'variable' || (isTop(definition, file) && isPackage(file))) return []
    return [advice('hint', 'unused-variable', definition.id ?? node, `variable \`${name}\` is never used`)]
  })

function isTop({ node }: Definition, file: File): boolean {
  return file.body.some(statement => statement === node)
}

function isPackage(file: File): boolean {
  return file.package !== null && file.package.name.name !== 'main'
}

/** A statement with its line, when nothing else is on it. */
function lineOf({ text }: File, { from, to }: Span): Span {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const newline = text.indexOf('\n', to)
  const end = newline < 0 ? text.length : newline + 1
  const alone = text.slice(start, from).trim() === '' && text.slice(to, end).trim() === ''
  return alone ? { from: start, to: end } : { from, to }
}

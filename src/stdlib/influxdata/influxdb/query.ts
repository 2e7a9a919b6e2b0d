// Flux as a server is sent it: a pipeline and what it imports.
import type { PrintedFunction } from '../../../library/index.ts'

/** A text between the quotes of Flux. */
export function quotedFlux(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('${', '\\${')}"`
}

/** The script of a pipeline; null where two of its functions know different packages by one name. */
export function scriptOf(steps: readonly string[], functions: readonly PrintedFunction[] = []): string | null {
  const imports = new Map<string, string>()
  for (const [name, path] of functions.flatMap(one => [...one.imports])) {
    if ((imports.get(name) ?? path) !== path) return null
    imports.set(name, path)
  }
  const lines = [...imports].map(([name, path]) => `import ${path.endsWith(`/${name}`) || path === name ? '' : `${name} `}"${path}"\n`) // biome-ignore format: a line an import
  return `${lines.toSorted().join('')}${lines.length > 0 ? '\n' : ''}${steps.join('\n    |> ')}\n`
}

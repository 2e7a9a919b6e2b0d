// What the members of the library say of themselves, as a module of plain data: `virtual:flux-documentation`. Workers are
// built without these texts, so whoever shows them loads them apart, and none of the code they belong to.
import { join } from 'node:path'
import { type Plugin, runnerImport } from 'vite'

const id = 'virtual:flux-documentation'

export function documentation(): Plugin {
  let root = ''
  return {
    name: 'flux-documentation',
    configResolved(config) {
      root = config.root
    },
    resolveId: source => (source === id ? `\0${id}` : null),
    async load(found) {
      if (found !== `\0${id}`) return null
      const { module } = await runnerImport<{ readonly documentation: readonly object[] }>(
        join(root, 'src/stdlib/documentation.ts'),
        { configFile: false, root, logLevel: 'error' },
      )
      // A text in a text: parsing it is quicker than reading it as code.
      return `export const packages = JSON.parse(${JSON.stringify(JSON.stringify(module.documentation))})`
    },
  }
}

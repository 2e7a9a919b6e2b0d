// Which source modules ended up in which file of the build, written beside it as .chunks.json: what the chunk test
// reads to see that the entry holds neither the engine nor Monaco.
import { relative } from 'node:path'
import type { Plugin } from 'vite'

export interface ChunkReport {
  readonly file: string
  readonly isEntry: boolean
  /** Files that are loaded together with this one. */
  readonly imports: readonly string[]
  /** Paths from the project's root, or from `node_modules/`. */
  readonly modules: readonly string[]
}

export function chunkReport(): Plugin {
  let root = ''
  return {
    name: 'flux-chunk-report',
    apply: 'build',
    configResolved: config => void (root = config.root),
    generateBundle(_, bundle) {
      const chunks: ChunkReport[] = Object.values(bundle).flatMap(file =>
        file.type === 'chunk'
          ? [
              {
                file: file.fileName,
                isEntry: file.isEntry,
                imports: file.imports,
                modules: file.moduleIds.map(id => shortId(root, id)),
              },
            ]
          : [],
      )
      this.emitFile({ type: 'asset', fileName: '.chunks.json', source: JSON.stringify(chunks, null, 1) })
    },
  }
}

function shortId(root: string, id: string): string {
  const plain = id.replace(/^\0/, '').replace(/\?.*$/, '')
  const inPackage = plain.lastIndexOf('node_modules/')
  return inPackage >= 0 ? plain.slice(inPackage) : relative(root, plain)
}

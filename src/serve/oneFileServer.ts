// The server of the built page as one file beside it, with everything it needs inside.
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

export function oneFileServer(): Plugin {
  let [root, outDir] = ['', '']
  return {
    name: 'flux-one-file-server',
    apply: 'build',
    configResolved: config => void ([root, outDir] = [config.root, config.build.outDir]),
    async closeBundle() {
      await build({
        root,
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        ssr: { noExternal: true },
        build: {
          ssr: join(root, 'src/serve/serveFolder.ts'),
          target: 'node20',
          outDir,
          emptyOutDir: false,
          rollupOptions: { output: { entryFileNames: 'serve.mjs', codeSplitting: false } },
        },
      })
    },
  }
}

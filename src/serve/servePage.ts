// The built page as a server on this machine gives it, building it first when it is missing or older than its sources.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type PreviewServer, preview } from 'vite'
import { localServer } from './localServer.ts'

export const projectRoot = resolve(import.meta.dirname, '../..')
export const builtPage = join(projectRoot, 'dist')

export interface Served {
  readonly address: string
  readonly server: PreviewServer
}

/** `port` null takes the usual one or the next that is free. */
export async function servePage(origins: readonly string[], port: number | null): Promise<Served> {
  const server = await preview({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    plugins: [localServer(origins)],
    preview: { host: '127.0.0.1', port: port ?? 4173, strictPort: port !== null, open: false },
  })
  const { port: given } = server.httpServer.address() as { port: number }
  return { address: `http://localhost:${given}/`, server }
}

/** True when it had to build. */
export async function buildIfStale(): Promise<boolean> {
  const page = join(builtPage, 'index.html')
  const sources = ['src', 'public', 'index.html', 'vite.config.ts'].map(name => newest(join(projectRoot, name)))
  if (existsSync(page) && Math.max(...sources) < statSync(page).mtimeMs) return false
  await build({ root: projectRoot, logLevel: 'warn' })
  return true
}

/** When anything in it that becomes part of the page was changed last. */
function newest(path: string): number {
  if (statSync(path).isFile()) return /\.(test|bench)\.tsx?$/.test(path) ? 0 : statSync(path).mtimeMs
  if (path.endsWith('testdata') || path.endsWith('corpus')) return 0
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))))
}

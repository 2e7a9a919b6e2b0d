// `npm start`: serves the built page under its own policy, builds it first when it is missing or older than its
// sources, and opens the browser where there is one.
//   npm start -- --allow http://localhost:8086   opens the local proxy for that origin (again for more)
//   npm start -- --port 4000 --no-open
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, preview } from 'vite'
import { readArguments } from './arguments.ts'
import { localServer } from './localServer.ts'

const root = resolve(import.meta.dirname, '../..')
const read = readArguments(process.argv.slice(2))
if ('wrong' in read) {
  process.stderr.write(`${read.wrong}\n\nnpm start -- [--allow ORIGIN]... [--port NUMBER] [--no-open]\n`)
  process.exit(2)
}

const built = join(root, 'dist', 'index.html')
if (!existsSync(built) || newest(join(root, 'src')) > statSync(built).mtimeMs) {
  process.stdout.write('Building the page.\n')
  await build({ root, logLevel: 'warn' })
}
const server = await preview({
  root,
  configFile: false,
  logLevel: 'warn',
  plugins: [localServer(read.origins)],
  preview: { host: '127.0.0.1', port: read.port ?? 4173, strictPort: read.port !== null, open: false },
})
const { port } = server.httpServer.address() as { port: number }
const address = `http://localhost:${port}/`
process.stdout.write(`The playground is at ${address}\nA live endpoint to scrape is at ${address}metrics\n`)
if (read.origins.length > 0) process.stdout.write(`The local proxy reads ${read.origins.join(', ')}\n`)
if (read.open) openBrowser(address)

function newest(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
    (latest, entry) =>
      entry.isFile() ? Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs) : latest,
    0,
  )
}

/** Quietly does nothing where no desktop is. */
function openBrowser(url: string): void {
  if (process.env.CI || !process.stdout.isTTY) return
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return
  const [program, ...rest] = process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  spawn(program, [...rest, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

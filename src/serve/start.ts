// `npm start`: serves the built page under its own policy, and opens the browser where there is one.
//   npm start -- --allow http://localhost:8086   opens the local proxy for that origin (again for more)
//   npm start -- --port 4000 --no-open
import { spawn } from 'node:child_process'
import { readArguments } from './arguments.ts'
import { buildIfStale, servePage } from './servePage.ts'

const read = readArguments(process.argv.slice(2))
if ('wrong' in read) {
  process.stderr.write(`${read.wrong}\n\nnpm start -- [--allow ORIGIN]... [--port NUMBER] [--no-open]\n`)
  process.exit(2)
}

if (await buildIfStale()) process.stdout.write('Built the page.\n')
const { address } = await servePage(read.origins, read.port)
process.stdout.write(`The playground is at ${address}\nA live endpoint to scrape is at ${address}metrics\n`)
if (read.origins.length > 0) process.stdout.write(`The local proxy reads ${read.origins.join(', ')}\n`)
if (read.open) openBrowser(address)

/** Quietly does nothing where no desktop is. */
function openBrowser(url: string): void {
  if (process.env.CI || !process.stdout.isTTY) return
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return
  const [program, ...rest] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open']
  spawn(program, [...rest, url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

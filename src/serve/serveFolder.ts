// `node serve.mjs` in a folder with the built page: the page, the live endpoint and the local proxy on one origin, with
// nothing to install. The build makes one file of this module and puts it beside the page.
import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { argumentsOrExit, welcome } from './arguments.ts'
import { localEndpoints } from './localEndpoints.ts'

const USUAL_PORT = 4173
const folder = await realpath(dirname(fileURLToPath(import.meta.url)))
const given = argumentsOrExit('node serve.mjs')
const page = (): Promise<string> => readFile(join(folder, 'index.html'), 'utf8')
const port = (): number => (server.address() as AddressInfo).port
const endpoints = localEndpoints({ origins: given.origins, port, page })

const server = createServer((request, response) => {
  const answering = endpoints.answer(request, response) ?? giveFile(request.url ?? '/', response)
  answering.catch(() => {
    if (response.headersSent) response.destroy()
    else response.writeHead(500).end()
  })
})
server.on('error', (error: NodeJS.ErrnoException) => {
  // without a wish for one port the next free one does
  if (error.code === 'EADDRINUSE' && given.port === null) return void server.listen(0, '127.0.0.1')
  process.stderr.write(`Cannot listen: ${error.message}\n`)
  process.exit(1)
})
server.on('listening', () => welcome(`http://localhost:${port()}/`, given))
server.listen(given.port ?? USUAL_PORT, '127.0.0.1')

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
  '.prom': 'text/plain; version=0.0.4; charset=utf-8',
}

/** Files of the folder with a type from the list, and nothing else: neither this server nor what lies outside. */
async function giveFile(address: string, response: ServerResponse): Promise<void> {
  const path = pathOf(address)
  const type = path && types[extname(path)]
  const real = type ? await realpath(path).catch(() => null) : null
  if (!type || !real?.startsWith(folder + sep) || !(await stat(real)).isFile())
    return void response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.\n')
  response.writeHead(200, {
    'content-type': type,
    // the names of assets change with what is in them
    'cache-control': real.startsWith(join(folder, 'assets') + sep) ? 'max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  createReadStream(real)
    .on('error', () => response.destroy())
    .pipe(response)
}

function pathOf(address: string): string | null {
  try {
    return join(folder, decodeURIComponent(new URL(address, 'http://localhost').pathname))
  } catch {
    return null
  }
}

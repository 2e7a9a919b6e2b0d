// Everything the journeys talk to, on loopback: the page as a static host serves it under a sub-path, the page as
// `npm start` serves it, the documentation's endpoint on its port, and endpoints that fail in each of the usual ways.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { buildIfStale, builtPage, projectRoot, servePage } from '../src/serve/servePage.ts'

export const exposition = readFileSync(join(projectRoot, 'public/samples/influxdb.prom'), 'utf8')

/** Where the page lies on the static host. */
export const subPath = '/some/folder/'
const cors = { 'access-control-allow-origin': '*' }

const servers: Server[] = []

function listen(port: number, handler: RequestListener): Promise<number> {
  const server = createServer(handler)
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(new Error(`port ${port}: ${error.message}. Is something else listening?`)))
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

/** As plain a host as there is: known endings have a type, others are a stream of octets, no other header. */
export const staticHost: RequestListener = (request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const name = pathname.endsWith('/') ? `${pathname}index.html` : pathname
  const path = join(builtPage, decodeURIComponent(name.slice(subPath.length)))
  if (!name.startsWith(subPath) || !path.startsWith(builtPage) || !existsSync(path) || !statSync(path).isFile())
    return void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404</h1>')
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.ttf': 'font/ttf' } // biome-ignore format: one table
  response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' })
  response.end(readFileSync(path))
}

/** The documentation's endpoint, with what it was asked kept for the journeys at /asked. */
function documented(): RequestListener {
  let asked: unknown[] = []
  return (request, response) => {
    if (request.url === '/asked') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(asked))
      asked = []
      return
    }
    asked.push({ method: request.method, url: request.url, headers: request.headers })
    response.writeHead(200, { ...cors, 'content-type': 'text/plain; version=0.0.4' }).end(exposition)
  }
}

const failing: RequestListener = (request, response) => {
  const answers: Record<string, () => void> = {
    '/closed-door': () => response.writeHead(200, { 'content-type': 'text/plain' }).end(exposition),
    '/404': () => response.writeHead(404, { ...cors, 'content-type': 'text/plain' }).end('no such page\n'),
    '/500': () => response.writeHead(500, { ...cors, 'content-type': 'text/plain' }).end('out of memory\n'),
    '/html': () =>
      response.writeHead(200, { ...cors, 'content-type': 'text/html' }).end('<!doctype html><h1>Sign in</h1>'),
    '/json': () => response.writeHead(200, { ...cors, 'content-type': 'application/json' }).end('{"status":"ok"}'),
    '/wrong-line': () => response.writeHead(200, { ...cors, 'content-type': 'text/plain' }).end('up 1\nup{job="a" 1\n'),
    '/breaks-off': () => {
      response.writeHead(200, { ...cors, 'content-type': 'text/plain', 'content-length': '99999' }).write(exposition)
      setTimeout(() => response.destroy(), 100)
    },
    '/never': () => void response.writeHead(200, { ...cors, 'content-type': 'text/plain' }).write('# HELP a a\n'),
  }
  const many = /^\/series\/(\d+)$/.exec(request.url ?? '')
  if (many) return giveSeries(Number(many[1]), response)
  answers[request.url ?? '']?.()
}

/** A page of another site that frames the address it is given. */
const framing: RequestListener = (request, response) => {
  const asked = new URL(request.url ?? '/', 'http://localhost').searchParams
  const frame = `<iframe src="${asked.get('src')}" width="${asked.get('width')}" height="480"></iframe>`
  response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>A post</title>${frame}`)
}

/** So many series of one metric. */
function giveSeries(count: number, response: ServerResponse): void {
  response.writeHead(200, { ...cors, 'content-type': 'text/plain; version=0.0.4' })
  const lines: string[] = ['# TYPE requests counter']
  for (let i = 0; i < count; i++) lines.push(`requests{id="${i}"} ${i}`)
  response.end(`${lines.join('\n')}\n`)
}

export default async function setup(): Promise<() => Promise<void>> {
  await buildIfStale()
  const staticPort = await listen(0, staticHost)
  await listen(8086, documented())
  const framingPort = await listen(0, framing)
  const failPort = await listen(0, failing)
  const local = await servePage([`http://localhost:${failPort}`, 'http://localhost:8086'], 4199)
  process.env.E2E_STATIC = `http://localhost:${staticPort}${subPath}`
  process.env.E2E_LOCAL = local.address
  // a name of its own, so that it is another site and not only another port
  process.env.E2E_FRAMING = `http://127.0.0.1:${framingPort}/`
  process.env.E2E_FAILING = `http://localhost:${failPort}`
  return async () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
    await local.server.close()
  }
}

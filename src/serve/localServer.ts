// What the server on this machine adds to the page, in development and for the built page alike: the live endpoint at
// /metrics, the local proxy when it was opened, and the endpoint that tells our own page of it. A page served by such a
// server carries a meta element that says so; on a static host it has none, and the page asks nothing.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Connect, Plugin } from 'vite'
import { liveMetrics } from './liveMetrics.ts'
import { createProxy, refusal } from './proxy.ts'

const LOCAL = '/_flux/local'
const PROXY = '/_flux/proxy'
const marker = `<meta name="flux-local" content=".${LOCAL}" />`

export function localServer(origins: readonly string[]): Plugin {
  const token = randomBytes(24).toString('base64url')
  const attach = (
    middlewares: Connect.Server,
    port: () => number | undefined,
    page: (() => Promise<string>) | null,
  ): void => {
    const hosts = (): string[] => ['localhost', '127.0.0.1', '[::1]'].map(name => `${name}:${port() ?? 0}`)
    const metrics = liveMetrics()
    const proxy = createProxy({ origins, token, hosts })
    middlewares.use((request, response, next) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      if (path.endsWith('.prom')) response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      const answering = answer(path, request, response)
      if (answering === null) next()
      else answering.catch(next)
    })

    function answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> | null {
      if (path === '/metrics') return metrics.handle(request, response)
      if (path === PROXY) return proxy(request, response)
      if (path === LOCAL) return tell(request, response)
      if (page && (path === '/' || path === '/index.html')) return givePage(page, response)
      return null
    }
    async function tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const why = refusal(request, hosts())
      const open = origins.length > 0 ? { base: `.${PROXY}`, token, origins } : null
      response.writeHead(why ? 403 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      response.end(JSON.stringify(why ?? open))
    }
  }
  return {
    name: 'flux-local-server',
    transformIndexHtml: { order: 'post', handler: (html, context) => (context.server ? mark(html) : html) },
    configureServer: server => {
      attach(server.middlewares, () => portOf(server.httpServer), null)
    },
    configurePreviewServer: server => {
      const { root, build } = server.config
      attach(
        server.middlewares,
        () => portOf(server.httpServer),
        async () => mark(await readFile(join(root, build.outDir, 'index.html'), 'utf8')),
      )
    },
  }
}

function mark(html: string): string {
  return html.replace('</head>', `  ${marker}\n  </head>`)
}

async function givePage(page: () => Promise<string>, response: ServerResponse): Promise<void> {
  const html = await page()
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
  response.end(html)
}

function portOf(server: { address(): unknown } | null): number | undefined {
  return (server?.address() as { port?: number } | null)?.port
}

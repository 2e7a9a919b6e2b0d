// What a server on this machine adds to the page: the live endpoint at /metrics, the local proxy when it was opened, and
// the endpoint that tells our own page of it. A page served by such a server carries a meta element that says so; on a
// static host it has none, and the page asks nothing.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { liveMetrics } from './liveMetrics.ts'
import { createProxy, refusal } from './proxy.ts'

const LOCAL = '/_flux/local'
const PROXY = '/_flux/proxy'

export interface LocalEndpoints {
  /** The answer under way, or null where the request is for something else. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void> | null
}

export interface LocalOptions {
  /** What the proxy reads; none leaves it closed. */
  readonly origins: readonly string[]
  readonly port: () => number | undefined
  /** The built page; null where something else gives it. */
  readonly page: (() => Promise<string>) | null
}

export function localEndpoints({ origins, port, page }: LocalOptions): LocalEndpoints {
  const token = randomBytes(24).toString('base64url')
  const hosts = (): string[] => ['localhost', '127.0.0.1', '[::1]'].map(name => `${name}:${port() ?? 0}`)
  const metrics = liveMetrics()
  const proxy = createProxy({ origins, token, hosts })

  async function tell(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const why = refusal(request, hosts())
    const open = origins.length > 0 ? { base: `.${PROXY}`, token, origins } : null
    response.writeHead(why ? 403 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify(why ?? open))
  }
  return {
    answer(request, response) {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      if (path === '/metrics') return metrics.handle(request, response)
      if (path === PROXY) return proxy(request, response)
      if (path === LOCAL) return tell(request, response)
      if (page && (path === '/' || path === '/index.html')) return givePage(page, response)
      return null
    },
  }
}

/** The page with the word that it has a server of its own. */
export function marked(html: string): string {
  return html.replace('</head>', `  <meta name="flux-local" content=".${LOCAL}" />\n  </head>`)
}

/** Nobody may frame a page that has a proxy behind it. */
async function givePage(page: () => Promise<string>, response: ServerResponse): Promise<void> {
  const html = await page()
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
  response.end(marked(html))
}

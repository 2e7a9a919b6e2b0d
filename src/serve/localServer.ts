// The local endpoints beside the page in development, and beside the built page where Vite serves it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connect, Plugin } from 'vite'
import { type LocalOptions, localEndpoints, marked } from './localEndpoints.ts'

export function localServer(origins: readonly string[]): Plugin {
  const attach = (middlewares: Connect.Server, port: LocalOptions['port'], page: LocalOptions['page']): void => {
    const endpoints = localEndpoints({ origins, port, page })
    middlewares.use((request, response, next) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname
      if (path.endsWith('.prom')) response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
      const answering = endpoints.answer(request, response)
      if (answering === null) next()
      else answering.catch(next)
    })
  }
  return {
    name: 'flux-local-server',
    transformIndexHtml: { order: 'post', handler: (html, context) => (context.server ? marked(html) : html) },
    configureServer: server => {
      attach(server.middlewares, () => portOf(server.httpServer), null)
    },
    configurePreviewServer: server => {
      const { root, build } = server.config
      const page = join(root, build.outDir, 'index.html')
      attach(
        server.middlewares,
        () => portOf(server.httpServer),
        () => readFile(page, 'utf8'),
      )
    },
  }
}

function portOf(server: { address(): unknown } | null): number | undefined {
  return (server?.address() as { port?: number } | null)?.port
}

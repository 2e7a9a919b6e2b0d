// The official tools, when they are at hand: a module given by its path that runs the published checker and answers one
// request at a time. Nothing of it is part of this project.
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Json } from './officialTree.ts'

/** What the module must export. A request that hangs or crashes has no result. */
interface OracleModule {
  readonly SafeOracle: new (options: {
    pkg: string
    timeoutMs: number
  }) => {
    request(request: {
      cmd: string
      text: string
      at?: { line: number; character: number }
    }): Promise<{ result?: unknown }>
    close(): Promise<unknown>
  }
}

/** A place as the official server gives it: lines from 0, columns from 0 in UTF-8 bytes. */
export interface OfficialDiagnostic {
  readonly range: { readonly start: { readonly line: number; readonly character: number } }
  readonly severity: number
  readonly message: string
}

export interface Oracle {
  tree(text: string): Promise<Json | null>
  /** Null when it gives no answer; refused: it finds syntax errors. */
  format(text: string): Promise<{ readonly text: string } | 'refused' | null>
  errors(text: string): Promise<readonly OfficialDiagnostic[] | null>
  /** The type it shows at a place. */
  hover(text: string, line: number, character: number): Promise<string | null>
  close(): Promise<unknown>
}

/** `file` is the module; the checker's own package is looked for beside it. */
export async function loadOracle(file: string): Promise<Oracle> {
  const { SafeOracle } = (await import(pathToFileURL(resolve(file)).href)) as OracleModule
  const pkg =
    process.env.FLUX_LSP_BROWSER ?? join(dirname(resolve(file)), 'node_modules', '@influxdata', 'flux-lsp-browser')
  const server = new SafeOracle({ pkg, timeoutMs: 2000 })
  const ask = async (cmd: string, text: string, at?: { line: number; character: number }): Promise<unknown> =>
    (await server.request({ cmd, text, ...(at ? { at } : {}) })).result ?? null
  return {
    tree: async text => (await ask('ast', text)) as Json,
    async format(text) {
      const answer = (await ask('fmt', text)) as { ok: boolean; text?: string } | null
      return answer && (answer.ok ? { text: answer.text! } : 'refused')
    },
    async errors(text) {
      const found = (await ask('diag', text)) as readonly OfficialDiagnostic[] | null
      return found && found.filter(one => one.severity === 1)
    },
    async hover(text, line, character) {
      const answer = (await ask('hover', text, { line, character })) as { contents?: unknown } | null
      const contents = answer?.contents
      return typeof contents === 'string' ? contents : null
    },
    close: () => server.close(),
  }
}

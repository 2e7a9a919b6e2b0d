// The published checker, out of its npm package: glue code that a bundler would tie to its WASM. Here the text of the
// glue becomes a module that is handed the WASM once that is instantiated with the glue's own functions.
import type { OfficialChecker } from './workload.ts'

interface Lsp {
  onMessage(receive: (message: string) => void): void
  send(message: string): Promise<unknown>
  run(): Promise<unknown>
}

interface Glue {
  readonly parse: (text: string) => unknown
  readonly Lsp: new () => Lsp
  readonly __start: (exports: WebAssembly.Exports) => void
}

export async function officialChecker(glueText: string, wasm: BufferSource): Promise<OfficialChecker> {
  const glue = await imported(glueText)
  const module = await WebAssembly.compile(wasm)
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    (imports[from] ??= {})[name] = (glue as unknown as Record<string, WebAssembly.ImportValue>)[name]
  glue.__start((await WebAssembly.instantiate(module, imports)).exports)
  return { parse: glue.parse, diagnostics: await server(glue) }
}

/** The views of its memory can be made only once there is one. */
async function imported(text: string): Promise<Glue> {
  const views: string[] = []
  const body = text
    .replace(/^import \* as wasm from .*$/m, 'let wasm')
    .replace(/^cached\w+ = new \w+\(wasm\.memory\.buffer\);$/gm, line => {
      views.push(line)
      return ''
    })
  const source = `${body}\nexport function __start(exports) { wasm = exports; ${views.join(' ')} }\n`
  return import(/* @vite-ignore */ `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`)
}

/** Its language server: a document opened is answered with its diagnostics. */
async function server({ Lsp }: Glue): Promise<OfficialChecker['diagnostics']> {
  const lsp = new Lsp()
  const waiting = new Map<string, (found: readonly { severity: number }[]) => void>()
  let count = 0
  lsp.onMessage(text => {
    const { method, params } = JSON.parse(text)
    if (method !== 'textDocument/publishDiagnostics') return
    waiting.get(params.uri)?.(params.diagnostics)
    waiting.delete(params.uri)
  })
  // it greets on the console
  globalThis.console.info = () => {}
  void lsp.run()
  const send = (message: object): Promise<unknown> => lsp.send(JSON.stringify({ jsonrpc: '2.0', ...message }))
  await send({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } })
  await send({ method: 'initialized', params: {} })
  return async text => {
    // files of one folder are one package, so each has its own
    const uri = `file:///bench${count++}/main.flux`
    const found = new Promise<readonly { severity: number }[]>(resolve => waiting.set(uri, resolve))
    const textDocument = { uri, languageId: 'flux', version: 1, text }
    await send({ method: 'textDocument/didOpen', params: { textDocument } })
    const result = await found
    await send({ method: 'textDocument/didClose', params: { textDocument: { uri } } })
    return result
  }
}

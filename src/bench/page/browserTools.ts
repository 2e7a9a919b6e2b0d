// What the bench needs in a browser: DuckDB in its worker, the published checker, both served with the page.
import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm'
import duckWorker from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import duckModule from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import glue from '@influxdata/flux-lsp-browser/flux-lsp-browser_bg.js?raw'
import checkerModule from '@influxdata/flux-lsp-browser/flux-lsp-browser_bg.wasm?url'
import { officialChecker } from '../official.ts'
import type { Duck, DuckTable, OfficialChecker, Tools } from '../workload.ts'

let duck: Promise<Duck> | null = null
let official: Promise<OfficialChecker> | null = null

export const browserTools: Tools = {
  duck: () => (duck ??= openDuck()),
  official: () => (official ??= openOfficial()),
  collect: () => (globalThis as unknown as { gc: () => void }).gc(),
}

async function openDuck(): Promise<Duck> {
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(new URL(duckWorker, import.meta.url)))
  await database.instantiate(new URL(duckModule, import.meta.url).href)
  const connection = await database.connect()
  return {
    async load(name, ipc) {
      await connection.query(`drop table if exists ${name}`)
      await connection.insertArrowFromIPCStream(ipc, { name, create: true })
    },
    file: (name, bytes) => database.registerFileBuffer(name, bytes.slice()),
    query: async sql => (await connection.query(sql)) as unknown as DuckTable,
  }
}

async function openOfficial(): Promise<OfficialChecker> {
  const bytes = await (await fetch(new URL(checkerModule, import.meta.url))).arrayBuffer()
  return officialChecker(glue, bytes)
}

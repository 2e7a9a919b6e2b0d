// What the bench needs in Node: DuckDB on this thread, the published checker from its package, a collector to call.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { officialChecker } from './official.ts'
import type { Duck, DuckTable, OfficialChecker, Tools } from './workload.ts'

const packages = createRequire(import.meta.url)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

let duck: Promise<Duck> | null = null
let official: Promise<OfficialChecker> | null = null

export const nodeTools: Tools = {
  duck: () => (duck ??= openDuck()),
  official: () => (official ??= openOfficial()),
  collect,
}

async function openDuck(): Promise<Duck> {
  const main = packages.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs')
  const { createDuckDB, NODE_RUNTIME, VoidLogger } = packages(main) as typeof import('@duckdb/duckdb-wasm/blocking')
  const bundle = (kind: string) => ({ mainModule: join(dirname(main), `duckdb-${kind}.wasm`), mainWorker: '' })
  const database = await createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new VoidLogger(), NODE_RUNTIME)
  await database.instantiate(() => {})
  const connection = database.connect()
  return {
    async load(name, ipc) {
      connection.query(`drop table if exists ${name}`)
      connection.insertArrowFromIPCStream(ipc, { name, create: true })
    },
    file: async (name, bytes) => database.registerFileBuffer(name, bytes.slice()),
    query: async sql => connection.query(sql) as unknown as DuckTable,
  }
}

function openOfficial(): Promise<OfficialChecker> {
  const folder = dirname(packages.resolve('@influxdata/flux-lsp-browser/package.json'))
  const read = (file: string): Buffer => readFileSync(join(folder, file))
  const glue = read('flux-lsp-browser_bg.js').toString()
  return officialChecker(glue, new Uint8Array(read('flux-lsp-browser_bg.wasm')))
}

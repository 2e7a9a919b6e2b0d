// What is built: small at first, nothing but itself, and bound by its policy where strangers' scripts run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { ChunkReport } from '../src/serve/chunkReport.ts'
import { policy } from '../src/serve/policy.ts'
import { builtPage } from '../src/serve/servePage.ts'
import { expect, Reader, test } from './reader.ts'

const chunks = JSON.parse(readFileSync(join(builtPage, '.chunks.json'), 'utf8')) as ChunkReport[]
const gzipped = (file: string): number => gzipSync(readFileSync(join(builtPage, file)), { level: 9 }).length

/** The entry and all that is loaded together with it. */
function firstLoad(): ChunkReport[] {
  const found = new Map<string, ChunkReport>()
  const add = (file: string): void => {
    const chunk = chunks.find(c => c.file === file)
    if (!chunk || found.has(file)) return
    found.set(file, chunk)
    chunk.imports.forEach(add)
  }
  for (const chunk of chunks) if (chunk.isEntry) add(chunk.file)
  return [...found.values()]
}

test('the first load holds neither the engine nor Monaco, and is small', () => {
  const modules = firstLoad().flatMap(c => c.modules)
  const engine = /^src\/(syntax|semantics|formats|library|evaluator|stdlib|language|hosts|remote|flux\.ts)/
  expect(modules.filter(m => engine.test(m) || m.includes('monaco-editor'))).toEqual([])
  expect(modules).toContain('src/app/main.tsx')
  const size = firstLoad().reduce((n, c) => n + gzipped(c.file), 0)
  test.info().annotations.push({ type: 'first load, bytes of gzip', description: String(size) })
  expect(size).toBeLessThan(160 * 1024)
})

test('Monaco is one chunk and one worker', () => {
  const holding = chunks.filter(c => c.modules.some(m => m.includes('monaco-editor')))
  expect(holding).toHaveLength(1)
  test.info().annotations.push({ type: 'Monaco, bytes of gzip', description: String(gzipped(holding[0].file)) })
  expect(gzipped(holding[0].file)).toBeLessThan(900 * 1024)
})

test('the policy is in the page, first of all', () => {
  const html = readFileSync(join(builtPage, 'index.html'), 'utf8')
  expect(html.replaceAll('&#39;', "'")).toContain(policy)
  expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'))
})

test('the policy binds the page and its workers', async ({ reader }) => {
  await reader.open()
  await reader.run()
  // In a timer: what the browser's own tools run is exempt.
  const tryEval = (): Promise<string> =>
    new Promise(resolve =>
      setTimeout(() => {
        try {
          resolve(String(new Function('return 1')()))
        } catch (error) {
          resolve((error as Error).name)
        }
      }),
    )
  expect(await reader.page.evaluate(tryEval)).toBe('EvalError')
  const workers = reader.page.workers()
  expect(workers.length).toBeGreaterThanOrEqual(2)
  expect(workers.length).toBeLessThanOrEqual(5)
  expect(workers.every(w => w.url().startsWith('blob:'))).toBe(true)
  for (const worker of workers) expect(await worker.evaluate(tryEval)).toBe('EvalError')
})

test('nothing is asked of any other origin, and nothing unknown of its own', async ({ reader }) => {
  const missing: string[] = []
  reader.page.on('response', r => r.status() >= 400 && missing.push(r.url()))
  await reader.open(Reader.address)
  await reader.page.waitForTimeout(1200)
  expect(reader.elsewhere).toEqual([])
  expect(missing).toEqual([])
})

test('the live endpoint of npm start is a scrape like any other, and moves', async ({ reader }) => {
  await reader.open(process.env.E2E_LOCAL)
  await reader.write('import "experimental/prometheus"\n\nprometheus.scrape(url: "/metrics")\n    |> filter(fn: (r) => r._field == "shop_requests_total")\n    |> group()\n    |> sum()\n') // biome-ignore format: one script
  const total = async (): Promise<number> => Number((await reader.readTables())[0].rows[0].at(-1))
  await reader.run()
  const before = await total()
  await reader.page.waitForTimeout(700)
  await reader.run()
  expect(await total()).toBeGreaterThan(before)
})

// The built folder with its own server, as somebody has it who only copied the folder: plain Node, nothing installed.
import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtPage } from '../src/serve/servePage.ts'
import { expect, expectDocumented, test } from './reader.ts'

let folder = ''
let server: ChildProcess
let address = ''

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flux-folder-'))
  await cp(builtPage, join(folder, 'page'), { recursive: true })
  await writeFile(join(folder, 'secret.svg'), '<svg/>')
  const allowed = process.env.E2E_FAILING!
  server = spawn(process.execPath, ['serve.mjs', '--port', '0', '--allow', allowed], { cwd: join(folder, 'page'), env: { CI: '1' } }) // biome-ignore format: one command
  address = await new Promise((resolve, reject) => {
    let said = ''
    server.stdout!.on('data', piece => {
      said += piece
      const found = /at (http:\S+)/.exec(said)
      if (found) resolve(found[1])
    })
    server.on('exit', code => reject(new Error(`ended with ${code} after saying: ${said}`)))
  })
})

test.afterAll(async () => {
  server.kill()
  await rm(folder, { recursive: true })
})

test('the page runs, and reads through the proxy what sends no CORS header', async ({ reader }) => {
  const url = `${process.env.E2E_FAILING}/closed-door`
  await reader.open(address)
  await reader.write(`import "experimental/prometheus"\n\nprometheus.scrape(url: "${url}")\n`)
  await reader.run()
  expectDocumented(await reader.readTables(), url)
  await reader.write('import "experimental/prometheus"\n\nprometheus.scrape(url: "/metrics") |> limit(n: 1)\n')
  await reader.run()
  await expect(reader.message).toContainText('No problems')
  expect(reader.complaints).toEqual([])
})

test('it gives files of its folder, and none of its own or of others', async ({ request }) => {
  expect((await request.get(`${address}samples/influxdb.prom`)).headers()['content-type']).toContain('version=0.0.4')
  for (const path of [
    'serve.mjs',
    '.chunks.json',
    '%2e%2e/secret.svg',
    '..%2fsecret.svg',
    'nothing.js',
    '%zz',
    'assets',
  ])
    expect((await request.get(address + path)).status(), path).toBe(404)
})

test('the proxy answers nobody but its page', async ({ request }) => {
  const proxied = `${address}_flux/proxy?url=${encodeURIComponent(`${process.env.E2E_FAILING}/closed-door`)}`
  expect((await request.get(proxied)).status()).toBe(403)
  expect((await request.get(`${address}_flux/local`, { headers: { host: 'evil.example' } })).status()).toBe(403)
  expect((await request.get(`${address}_flux/local`, { headers: { origin: 'http://evil.example' } })).status()).toBe(
    403,
  )
})

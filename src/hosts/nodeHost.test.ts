import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { HttpRequest } from '../library/index.ts'
import { nodeHost } from './index.ts'

const servers: Server[] = []
afterEach(() => {
  for (const s of servers.splice(0)) s.close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const read = (url: string, maxBytes = 1 << 20): HttpRequest => ({ purpose: 'scrape', method: 'GET', url, headers: {}, body: null, maxBytes }) // biome-ignore format: one line
const signal = new AbortController().signal

async function sizeOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0
  for await (const chunk of chunks) size += chunk.length
  return size
}

test('reads what a server answers, errors of the server too', async () => {
  const base = await serve((request, response) => {
    response.writeHead(request.url === '/metrics' ? 200 : 404, { 'Content-Type': 'text/plain' })
    response.end(`${request.headers.accept}`)
  })
  const response = await nodeHost().request(read(`${base}/metrics`), signal)
  expect(response).toMatchObject({ status: 200, url: `${base}/metrics` })
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(await sizeOf(response.chunks)).toBe(40)
  const missing = await nodeHost({ base }).request(read('/nope'), signal)
  expect(missing).toMatchObject({ status: 404, url: `${base}/nope` })
})

test('a body over the limit stops, whether its length is told or not', async () => {
  const told = await serve((_, response) => response.end('x'.repeat(101)))
  await expect(nodeHost().request(read(told, 100), signal)).rejects.toMatchObject({ code: 'resource exhausted' })
  const untold = await serve((_, response) => {
    response.write('x'.repeat(50))
    response.end('x'.repeat(51))
  })
  const response = await nodeHost().request(read(untold, 100), signal)
  await expect(sizeOf(response.chunks)).rejects.toMatchObject({ code: 'resource exhausted' })
})

test('a body that stops half way breaks off', async () => {
  const base = await serve((_, response) => {
    response.writeHead(200, { 'Content-Length': '100' })
    response.write('a 1\n')
    setTimeout(() => response.destroy(), 20)
  })
  const response = await nodeHost().request(read(base), signal)
  await expect(sizeOf(response.chunks)).rejects.toThrow(`the answer of ${base} broke off after 4 bytes`)
})

test('a limit of its own covers the answer to its last byte', async () => {
  const base = await serve((_, response) => {
    response.writeHead(200)
    response.write('a 1\n')
  })
  const patient = await nodeHost().request(read(base), signal)
  const first = await patient.chunks[Symbol.asyncIterator]().next()
  expect(first.value?.length).toBe(4)
  const hasty = await nodeHost().request({ ...read(base), timeoutMs: 60 }, signal)
  await expect(sizeOf(hasty.chunks)).rejects.toThrow(`${base} did not answer in full within 0.06 seconds`)
})

test('says why nothing can be reached', async () => {
  const base = await serve((_, response) => response.end())
  const server = servers.pop()!
  await new Promise(done => server.close(done))
  await expect(nodeHost().request(read(base), signal)).rejects.toThrow(`cannot reach ${base}: no server listens at`)
  await expect(nodeHost().request(read('/metrics'), signal)).rejects.toThrow('"/metrics" is no address')
})

test('a cancelled transfer ends', async () => {
  const stop = new AbortController()
  const base = await serve((_, response) => {
    response.write('a 1\n')
  })
  const response = await nodeHost().request(read(base), stop.signal)
  setTimeout(() => stop.abort(), 20)
  await expect(sizeOf(response.chunks)).rejects.toMatchObject({ code: 'canceled' })
  servers[0].closeAllConnections()
})

// The proxy against everything that should be refused, over real sockets, and the command line of `npm start`.
import { createServer, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readArguments } from './arguments.ts'
import { liveMetrics } from './liveMetrics.ts'
import { createProxy, PROXY_LIMIT, type ProxyOptions } from './proxy.ts'

const servers: Server[] = []
async function listen(handler: RequestListener): Promise<number> {
  const server = createServer(handler)
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections()
})

let [proxyPort, targetPort] = [0, 0]
let seen: Record<string, unknown> = {}

beforeAll(async () => {
  targetPort = await listen((request, response) => {
    seen = request.headers
    if (request.url?.startsWith('/api/v2/')) {
      let body = ''
      request.on('data', piece => (body += piece))
      request.on('end', () =>
        response.writeHead(request.url === '/api/v2/write' ? 204 : 307, { location: '/metrics' }).end(),
      )
      request.on('end', () => (seen = { ...request.headers, body }))
      return
    }
    if (request.url === '/away') return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
    if (request.url === '/home') return response.writeHead(302, { location: '/metrics' }).end()
    if (request.url === '/html')
      return response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': 'a=b' }).end('<script>')
    if (request.url === '/long') {
      const piece = Buffer.alloc(1 << 20, 'x')
      let sent = 0
      const more = (): void => {
        while (sent++ < 102) if (!response.write(piece)) return void response.once('drain', more)
        response.end()
      }
      return more()
    }
    response.writeHead(request.url === '/metrics' ? 200 : 404, { 'content-type': 'text/plain' }).end('up 1\n')
  })
  const origins = [`http://127.0.0.1:${targetPort}`, 'http://127.0.0.1:1']
  const proxy = createProxy({ origins: origins.slice(0, 1), token: 'secret', hosts: () => [`localhost:${proxyPort}`] })
  proxyPort = await listen((request, response) => void proxy(request, response))
})

interface Answer {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
}

function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  sent = '',
  port = proxyPort,
): Promise<Answer> {
  const own = { host: `localhost:${port}`, 'x-flux-proxy': 'secret', ...headers }
  return new Promise((resolve, reject) => {
    const url = `/_flux/proxy?url=${encodeURIComponent(path.startsWith('/') ? `http://127.0.0.1:${targetPort}${path}` : path)}`
    request({ host: '127.0.0.1', port, path: url, method, headers: own }, answer => {
      let body = ''
      answer.on('data', d => (body += d))
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }))
      answer.on('error', reject)
    })
      .on('error', reject)
      .end(sent)
  })
}

/** A proxy for names, which `resolve` turns into addresses. */
async function askNamed(resolve: NonNullable<ProxyOptions['resolve']>): Promise<Answer> {
  let port = 0
  const origins = ['http://metrics.example']
  const proxy = createProxy({ origins, token: 'secret', hosts: () => [`localhost:${port}`], resolve, connectMs: 50 })
  port = await listen((request, response) => void proxy(request, response))
  return ask(`${origins[0]}/metrics`, {}, 'GET', '', port)
}

describe('the local proxy', () => {
  test.each([
    '169.254.169.254',
    '0.0.0.0',
    '224.0.0.1',
    'fd00:ec2::254',
    'fe80::1',
    'ff02::1',
    '::ffff:169.254.169.254',
  ])('reads no name that leads to %s, whatever else it leads to', async address => {
    const answer = await askNamed((_, __, done) =>
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address, family: address.includes(':') ? 6 : 4 },
      ]),
    )
    expect(answer).toMatchObject({ status: 502, body: `metrics.example is ${address}, which is not read\n` })
  })

  test('gives up what does not connect in time', async () => {
    const answer = await askNamed(() => {})
    expect(answer).toMatchObject({ status: 502, body: 'no connection within 0.05 seconds\n' })
  })

  test('reads what it was opened for, and only what it needs goes on', async () => {
    const answer = await ask('/metrics', { cookie: 'a=b', authorization: 'Token x', accept: 'text/plain' })
    expect(answer).toMatchObject({ status: 200, body: 'up 1\n' })
    expect(Object.keys(seen).sort()).toEqual(['accept', 'connection', 'host', 'user-agent'])
  })

  test('passes the status on', async () => {
    expect(await ask('/nothing')).toMatchObject({ status: 404 })
  })

  test('nothing it answers can run in the page', async () => {
    const { headers } = await ask('/html')
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(headers['x-upstream-content-type']).toBe('text/html')
    expect(headers['set-cookie']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each([
    ['another name for this machine', '/metrics', { host: 'evil.example:80' }, 'GET', 403],
    ['another origin', '/metrics', { origin: 'http://evil.example' }, 'GET', 403],
    ['another site', '/metrics', { 'sec-fetch-site': 'cross-site' }, 'GET', 403],
    ['a sibling port', '/metrics', { 'sec-fetch-site': 'same-site' }, 'GET', 403],
    ['a wrong token', '/metrics', { 'x-flux-proxy': 'guess' }, 'GET', 403],
    ['a write', '/metrics', {}, 'POST', 405],
    ['an origin it was not opened for', 'http://127.0.0.1:1/metrics', {}, 'GET', 403],
    ['a file', 'file:///etc/passwd', {}, 'GET', 400],
    ['no address', 'nonsense', {}, 'GET', 400],
    ['a redirect out of the origin', '/away', {}, 'GET', 502],
  ])('refuses %s', async (_, path, headers, method, status) => {
    const answer = await ask(path, headers as Record<string, string>, method)
    expect(answer.status).toBe(status)
    expect(answer.headers['x-flux-proxy-error']).toBeTruthy()
  })

  test('posts points and queries with their token, to the two paths that take them, and follows no redirect', async () => {
    const headers = { authorization: 'Token x', 'content-type': 'text/plain', cookie: 'a=b' }
    expect((await ask('/api/v2/write', headers, 'POST', 'm f=1')).status).toBe(204)
    expect(seen).toMatchObject({ authorization: 'Token x', 'content-type': 'text/plain', body: 'm f=1' })
    expect(Object.keys(seen)).not.toContain('cookie')
    expect((await ask('/api/v2/query', headers, 'POST', '{}')).status).toBe(502)
    expect((await ask('/api/v2/buckets', headers, 'POST', '{}')).status).toBe(405)
    expect((await ask('/api/v2/write', headers, 'DELETE')).status).toBe(405)
  })

  test('follows a redirect within the origin', async () => {
    expect(await ask('/home')).toMatchObject({ status: 200, body: 'up 1\n' })
  })

  test('breaks a body off that is over the limit', async () => {
    expect(PROXY_LIMIT).toBe(100 * 1024 * 1024)
    await expect(ask('/long')).rejects.toThrow()
  })
})

test('the live endpoint is exposition text that any page may read, and moves', async () => {
  const metrics = liveMetrics()
  const port = await listen((request, response) => void metrics.handle(request, response))
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
  const text = await answer.text()
  metrics.stop()
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  for (const kind of ['counter', 'gauge', 'histogram', 'summary'])
    expect(text).toMatch(new RegExp(`# TYPE shop_\\w+ ${kind}`))
  expect(text).toContain('process_cpu_seconds_total')
})

describe('the command line', () => {
  test('opens exact origins', () => {
    expect(readArguments(['--allow', 'http://localhost:8086', '--allow=https://a.example/'])).toEqual({
      origins: ['http://localhost:8086', 'https://a.example'],
      port: null,
      open: true,
    })
    expect(readArguments(['--port', '4000', '--no-open'])).toMatchObject({ port: 4000, open: false })
  })

  test.each([
    [['--allow', 'localhost:8086']],
    [['--allow', 'http://localhost:8086/metrics']],
    [['--allow', 'http://*.example']],
    [['--allow']],
    [['--port', 'x']],
    [['--open-all']],
  ])('refuses %j', given => {
    expect(readArguments(given)).toHaveProperty('wrong')
  })
})

import { describe, expect, test, vi } from 'vitest'
import type { Host, HttpRequest } from '../library/index.ts'
import { Fault } from '../values/index.ts'
import { type BrowserHostOptions, browserHost } from './index.ts'

const signal = new AbortController().signal
const scrape = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  purpose: 'scrape',
  method: 'GET',
  url,
  headers: {},
  body: null,
  maxBytes: 100,
  ...more,
})

type Asked = { url: string; init: RequestInit & { targetAddressSpace?: string } }

/** A page at `base` whose fetch does what `behave` says, probes included. */
function page(base: string, behave: (asked: Asked) => Response, options: Partial<BrowserHostOptions> = {}) {
  const asked: Asked[] = []
  const host = browserHost({
    base,
    navigator: {},
    fetch: async (url, init) => {
      asked.push({ url, init })
      return behave({ url, init })
    },
    ...options,
  })
  return { host, asked }
}

const failing = (): never => {
  throw new TypeError('Failed to fetch')
}
/** A server that answers, but without the header that lets the page read. */
const withoutCors = ({ init }: Asked): Response => (init.mode === 'no-cors' ? new Response(null) : failing())

async function faultOf(host: Host, request: HttpRequest): Promise<Fault> {
  try {
    const response = await host.request(request, signal)
    for await (const _ of response.chunks);
  } catch (error) {
    expect(error).toBeInstanceOf(Fault)
    return error as Fault
  }
  throw new Error('no fault')
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += new TextDecoder().decode(chunk)
  return text
}

describe('a scrape', () => {
  test('is a plain request, with an Accept that needs no leave', async () => {
    const { host, asked } = page('http://localhost:5173/', () => new Response('a 1\n'))
    const response = await host.request(scrape('http://localhost:8086/metrics'), signal)
    expect(await textOf(response.chunks)).toBe('a 1\n')
    const { init } = asked[0]
    expect(init).toMatchObject({
      method: 'GET',
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'follow',
      referrerPolicy: 'no-referrer',
      headers: { Accept: 'text/plain;version=0.0.4;q=0.9,*/*;q=0.1' },
    })
    const accept = (init.headers as Record<string, string>).Accept
    expect(accept.length).toBeLessThanOrEqual(128)
    expect(accept).not.toMatch(/["():<>?@[\\\]{}]/)
    expect(init.targetAddressSpace).toBeUndefined()
  })

  test('shows the address as the script wrote it, or against the page', async () => {
    const { host, asked } = page('https://example.org/flux/index.html', () => new Response(''))
    expect((await host.request(scrape('http://localhost:8086'), signal)).url).toBe('http://localhost:8086')
    expect((await host.request(scrape('samples/influxdb.prom'), signal)).url).toBe('https://example.org/flux/samples/influxdb.prom') // biome-ignore format: one line
    expect(asked[0].init.targetAddressSpace).toBe('loopback')
    expect(asked[1].init.targetAddressSpace).toBeUndefined()
  })

  test.each([
    ['http://user:secret@host/metrics', 'with a user name or password in the address'],
    ['ftp://host/x', 'expected http: or https:, found ftp:'],
    ['http://', 'is no address'],
  ])('%s is refused', async (url, message) => {
    const { host, asked } = page('http://localhost:5173/', failing)
    const fault = await faultOf(host, scrape(url))
    expect(fault.code).toBe('invalid')
    expect(fault.message).toContain(message)
    expect(JSON.stringify([fault.message, fault.advice])).not.toContain('secret')
    expect(asked).toEqual([])
  })

  test('passes with as many bytes as allowed, and stops at one more', async () => {
    const body = (size: number) => () => new Response(new Uint8Array(size))
    expect((await textOf((await page('http://localhost/', body(100)).host.request(scrape('http://a/'), signal)).chunks)).length).toBe(100) // biome-ignore format: one line
    const fault = await faultOf(page('http://localhost/', body(101)).host, scrape('http://a/'))
    expect(fault.code).toBe('resource exhausted')
    expect(fault.message).toBe('the answer of http://a/ is larger than 100 bytes, the most that is read')
    const limit = await faultOf(page('http://localhost/', body((1 << 20) + 1)).host, scrape('http://a/', { maxBytes: 1 << 20 })) // biome-ignore format: one line
    expect(limit.message).toContain('1 MiB')
  })

  test('that breaks off says after how much', async () => {
    const broken = (): Response =>
      new Response(
        new ReadableStream({
          pull(controller) {
            if (controller.desiredSize === null) return
            controller.enqueue(new TextEncoder().encode('a 1\n'))
            queueMicrotask(() => controller.error(new TypeError('network error')))
          },
        }),
      )
    const fault = await faultOf(page('http://localhost/', broken).host, scrape('http://a/metrics'))
    expect(fault.code).toBe('unavailable')
    expect(fault.message).toMatch(/^the answer of http:\/\/a\/metrics broke off after \d+ bytes$/)
  })

  test('that is cancelled says so', async () => {
    const stop = new AbortController()
    const host = browserHost({
      base: 'http://localhost/',
      navigator: {},
      fetch: (_, init) =>
        new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))),
    }) // biome-ignore format: one thought
    const asked = host.request(scrape('http://a/'), stop.signal)
    stop.abort()
    await expect(asked).rejects.toMatchObject({ code: 'canceled' })
  })
})

describe('a failure is told apart', () => {
  test('reachable, but the header is missing', async () => {
    const { host, asked } = page('http://localhost:5173/x', withoutCors)
    const fault = await faultOf(host, scrape('http://localhost:9100/metrics'))
    expect(fault.code).toBe('permission denied')
    expect(fault.message).toBe(
      'http://localhost:9100/metrics answers, but does not let this page read the answer: the header Access-Control-Allow-Origin: http://localhost:5173 is missing',
    )
    expect(fault.advice?.steps).toEqual([
      'Let the server send the header Access-Control-Allow-Origin: http://localhost:5173 (or *).',
      'Open the address in a tab, copy its metrics and paste them here.',
      'Start this page with its local proxy: npm start -- --allow http://localhost:9100',
    ])
    expect(fault.advice?.ways).toEqual(['paste', 'proxy', 'open'])
    expect(fault.advice?.url).toBe('http://localhost:9100/metrics')
    expect(asked.map(a => a.init.mode)).toEqual(['cors', 'no-cors'])
  })

  test('nothing answers', async () => {
    const fault = await faultOf(page('http://localhost:5173/', failing).host, scrape('http://localhost:1234/metrics'))
    expect(fault.code).toBe('unavailable')
    expect(fault.message).toBe('cannot reach http://localhost:1234/metrics: nothing answers at localhost:1234')
  })

  test('a write names the headers to allow, and offers no pasting but the proxy and the command line', async () => {
    const request = scrape('http://db:8086/api/v2/write', { purpose: 'write', method: 'POST', headers: { Authorization: 'Token x', 'Content-Type': 'text/plain' } }) // biome-ignore format: one line
    const fault = await faultOf(page('http://localhost:5173/', withoutCors).host, request)
    expect(fault.message).toContain('or the server refuses the request that asks for leave (OPTIONS)')
    expect(fault.advice?.steps[0]).toContain('Access-Control-Allow-Headers: Authorization')
    expect(fault.advice?.steps.slice(1)).toEqual([
      'Start this page with its local proxy: npm start -- --allow http://db:8086',
      'Save the script and run it without a browser, where no server has to allow it: npm run flux -- run FILE',
    ])
    expect(fault.advice?.ways).toEqual(['proxy', 'open'])
    expect(JSON.stringify(fault)).not.toContain('Token x')
  })

  test('a server that lets the page read, but refuses to be asked first', async () => {
    const headers = { Authorization: 'Token x', 'X-Trace': '1' }
    const plainly = ({ init }: Asked): Response => (Object.keys(init.headers ?? {}).length > 0 ? failing() : new Response(null)) // biome-ignore format: one rule
    const { host, asked } = page('http://localhost:5173/', plainly)
    const fault = await faultOf(host, scrape('http://db:8086/x', { purpose: 'http', method: 'PUT', headers }))
    expect(fault.code).toBe('permission denied')
    expect(fault.message).toBe(
      'http://db:8086/x lets this page read, but refuses the request that asks for leave (OPTIONS) to send PUT with the headers Authorization, X-Trace',
    )
    expect(fault.advice?.steps[0]).toBe(
      'Let the server answer OPTIONS with 204, Access-Control-Allow-Origin: http://localhost:5173, Access-Control-Allow-Methods: PUT and Access-Control-Allow-Headers: Authorization, X-Trace.',
    )
    expect(asked.map(a => [a.init.mode, a.init.method])).toEqual([
      ['cors', 'PUT'],
      ['no-cors', undefined],
      ['cors', undefined],
    ])
    expect(JSON.stringify(fault)).not.toContain('Token x')
  })

  test('a server that does not begin to answer', async () => {
    vi.useFakeTimers()
    const silent: BrowserHostOptions['fetch'] = (_, init) =>
      new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))) // biome-ignore format: one promise
    const asked = faultOf(browserHost({ base: 'http://localhost/', navigator: {}, fetch: silent }), scrape('http://a/'))
    await vi.advanceTimersByTimeAsync(30_000)
    vi.useRealTimers()
    expect(await asked).toMatchObject({ code: 'deadline exceeded', message: 'http://a/ did not begin to answer within 30 seconds' }) // biome-ignore format: one line
  })

  test('mixed content, without asking anybody', async () => {
    const { host, asked } = page('https://example.org/', withoutCors)
    const fault = await faultOf(host, scrape('http://10.0.0.5:9100/metrics'))
    expect(fault.message).toContain('browsers do not let it read http (mixed content)')
    expect(asked).toHaveLength(1)
  })

  test('a port browsers never ask', async () => {
    const fault = await faultOf(page('http://localhost/', failing).host, scrape('http://localhost:6000/metrics'))
    expect(fault.message).toContain('browsers never ask port 6000')
  })

  test('no network', async () => {
    const { host } = page('https://example.org/', failing, { navigator: { onLine: false } })
    expect((await faultOf(host, scrape('https://a.example/metrics'))).message).toContain('the browser is offline')
  })

  test.each(['denied', 'prompt'])('permission for near networks: %s', async state => {
    const permissions = {
      query: ({ name }: { name: string }) =>
        name === 'local-network-access' ? Promise.resolve({ state }) : Promise.reject(new TypeError('unknown name')),
    }
    const { host, asked } = page('https://example.org/', failing, { navigator: { permissions } })
    const fault = await faultOf(host, scrape('http://localhost:8086/metrics'))
    expect(fault.message).toContain('access of this page to programs on this device')
    expect(asked).toHaveLength(1)
  })
})

describe('the local proxy', () => {
  const proxy = { base: '/proxy', token: 't0', origins: ['http://localhost:9100'] }
  const base = 'http://localhost:4173/'

  test('reads the origins it was opened for, and keeps their address', async () => {
    const answer = (): Response =>
      new Response('a 1\n', {
        headers: { 'content-type': 'text/plain', 'x-upstream-content-type': 'text/plain; version=0.0.4' },
      })
    const { host, asked } = page(base, answer, { proxy })
    const response = await host.request(scrape('http://localhost:9100/metrics?x=1'), signal)
    expect(asked[0].url).toBe('http://localhost:4173/proxy?url=http%3A%2F%2Flocalhost%3A9100%2Fmetrics%3Fx%3D1')
    expect(asked[0].init.headers).toMatchObject({ 'X-Flux-Proxy': 't0' })
    expect(response.url).toBe('http://localhost:9100/metrics?x=1')
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4')
  })

  test('other origins and writes go directly', async () => {
    const { host, asked } = page(base, () => new Response(''), { proxy })
    await host.request(scrape('http://localhost:8086/metrics'), signal)
    await host.request(scrape('http://localhost:9100/x', { method: 'POST' }), signal)
    expect(asked.map(a => a.url)).toEqual(['http://localhost:8086/metrics', 'http://localhost:9100/x'])
    expect(JSON.stringify(asked.map(a => a.init.headers))).not.toContain('t0')
  })

  test('says when it refused, and when it is gone', async () => {
    const refusing = (): Response =>
      new Response('no server listens at localhost:9100\n', { status: 502, headers: { 'x-flux-proxy-error': '1' } })
    const refused = await faultOf(page(base, refusing, { proxy }).host, scrape('http://localhost:9100/metrics'))
    expect(refused.message).toBe(
      'cannot read http://localhost:9100/metrics through the local proxy: no server listens at localhost:9100',
    )
    const gone = await faultOf(page(base, failing, { proxy }).host, scrape('http://localhost:9100/metrics'))
    expect(gone.message).toContain('the local proxy of this page does not answer')
  })

  test('advice to start it names the origins it has', async () => {
    const fault = await faultOf(page(base, withoutCors, { proxy }).host, scrape('http://localhost:8086/metrics'))
    expect(fault.advice?.steps).toContain(
      'Start this page with its local proxy: npm start -- --allow http://localhost:9100 --allow http://localhost:8086',
    )
  })
})

// The local proxy: reads the origins it was opened for, for the page of this server and for nobody else. What a thief
// could want of it and what keeps it from him:
// - other sites: the token can be read only by our own page, and a request from another origin is refused;
// - names that turn round to this machine (DNS rebinding): the Host has to be one of ours;
// - other targets: exact origins only; GET, and POST to the two paths of InfluxDB that take points and queries;
//   redirects only within the origins, and none for a POST;
// - an answer that runs on our origin: it goes out as plain text in a sandbox.
import { type LookupAddress, type LookupOptions, lookup as resolveName } from 'node:dns'
import { request as askPlainly, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as askSecurely } from 'node:https'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'

export interface ProxyOptions {
  /** Exact origins, as `new URL().origin` writes them. */
  readonly origins: readonly string[]
  readonly token: string
  /** Names and ports this server answers to, as they stand in a Host header. */
  readonly hosts: () => readonly string[]
  /** Turns names into addresses; the system's unless given. */
  readonly resolve?: Resolve
  readonly connectMs?: number
}

type Resolve = (
  name: string,
  options: LookupOptions & { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void

export const PROXY_LIMIT = 100 * 1024 * 1024
const CONNECT_MS = 10_000
const TIMEOUT_MS = 30_000
const MOST_AT_ONCE = 8
const MOST_REDIRECTS = 3

/** Why a request is refused, or null. Also guards the endpoint that gives the token away. */
export function refusal(request: IncomingMessage, hosts: readonly string[]): string | null {
  const { host, origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (host === undefined || !hosts.includes(host)) return 'this server does not answer to that name'
  if (origin !== undefined && !hosts.some(h => origin === `http://${h}`)) return 'the request comes from another origin'
  if (site !== undefined && site !== 'same-origin') return 'the request comes from another site'
  return null
}

export function createProxy({ origins, token, hosts, resolve = resolveName, connectMs = CONNECT_MS }: ProxyOptions) {
  const ask = asking(checked(resolve), connectMs)
  let running = 0
  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, why: string): void => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-flux-proxy-error': why })
      response.end(`${why}\n`)
    }
    const stranger = refusal(request, hosts())
    if (stranger) return refuse(403, stranger)
    if (request.headers['x-flux-proxy'] !== token) return refuse(403, 'the token is missing or of an earlier start')
    const target = targetOf(request)
    if (!target) return refuse(400, 'the address is missing or is none')
    if (request.method !== 'GET' && !(request.method === 'POST' && postable.test(target.pathname)))
      return refuse(405, 'the proxy reads, and posts to /api/v2/write and /api/v2/query of an InfluxDB only')
    if (!origins.includes(target.origin)) return refuse(403, `the proxy was not opened for ${target.origin}`)
    if (running >= MOST_AT_ONCE) return refuse(503, 'too many reads at once')
    running++
    const stop = new AbortController()
    response.on('close', () => stop.abort())
    try {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)])
      const answer =
        request.method === 'POST'
          ? await post(ask, target, request, signal)
          : await follow(ask, target, origins, signal, String(request.headers.accept ?? '*/*'))
      if (typeof answer === 'string') return refuse(502, answer)
      await pass(answer, response)
    } catch (error) {
      if (!response.headersSent) refuse(502, whyFailed(error))
      else response.destroy()
    } finally {
      running--
    }
  }
}

function targetOf(request: IncomingMessage): URL | null {
  const text = new URL(request.url ?? '', 'http://localhost').searchParams.get('url')
  if (text === null || !URL.canParse(text)) return null
  const url = new URL(text)
  url.username = url.password = ''
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

/** Where points and queries go, whatever the server's own prefix. */
const postable = /\/api\/v2\/(write|query)$/

/** Sends the body on with its token and type; what is written goes to no other address than the one given. */
async function post(
  ask: Ask,
  url: URL,
  request: IncomingMessage,
  signal: AbortSignal,
): Promise<IncomingMessage | string> {
  const body: Uint8Array[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    size += piece.byteLength
    if (size > PROXY_LIMIT) return 'the body is too large'
    body.push(piece)
  }
  const { authorization, 'content-type': type } = request.headers
  const headers = {
    'user-agent': 'flux-playground',
    'content-length': String(size),
    ...(authorization === undefined ? {} : { authorization }),
    ...(type === undefined ? {} : { 'content-type': type }),
  }
  const answer = await ask(url, 'POST', headers, signal, Buffer.concat(body))
  const { statusCode = 0 } = answer
  if (statusCode < 300 || statusCode > 399) return answer
  answer.destroy()
  return 'it answered with a redirect, which what is written never follows'
}

async function follow(
  ask: Ask,
  first: URL,
  origins: readonly string[],
  signal: AbortSignal,
  accept: string,
): Promise<IncomingMessage | string> {
  let url = first
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const answer = await ask(url, 'GET', { accept, 'user-agent': 'flux-playground' }, signal)
    const { statusCode = 0 } = answer
    const next = answer.headers.location
    if (statusCode < 300 || statusCode > 399 || next === undefined) return answer
    answer.destroy()
    if (!URL.canParse(next, url)) return 'it redirects to no address'
    url = new URL(next, url)
    if (!origins.includes(url.origin)) return `it redirects to ${url.origin}, which the proxy was not opened for`
  }
  return 'it redirects too often'
}

type Ask = (
  url: URL,
  method: 'GET' | 'POST',
  headers: Record<string, string>,
  signal: AbortSignal,
  body?: Uint8Array,
) => Promise<IncomingMessage>

/** A connection that is not there within `connectMs`, the name's address included, is given up. */
const asking =
  (lookup: LookupFunction, connectMs: number): Ask =>
  (url, method, headers, signal, body) => {
    const start = url.protocol === 'https:' ? askSecurely : askPlainly
    return new Promise((resolve, reject) => {
      const request = start(url, { method, signal, lookup, headers }, resolve)
      const timer = setTimeout(
        () => request.destroy(new Error(`no connection within ${connectMs / 1000} seconds`)),
        connectMs,
      )
      const connected = (): void => clearTimeout(timer)
      request.on('socket', socket => (socket.connecting ? socket.once('connect', connected) : connected()))
      request.on('close', connected).on('error', reject).end(body)
    })
  }

/** Resolves names, and refuses those that lead to an address no metrics are read from. Connections use what it gave. */
const checked =
  (resolve: Resolve): LookupFunction =>
  (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '')
      const bad = found.find(({ address }) => forbidden.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'))
      if (bad)
        return done(
          Object.assign(new Error(`${name} is ${bad.address}, which is not read`), { code: 'EFORBIDDEN' }),
          '',
        )
      if (options.all) done(null, found)
      else done(null, found[0].address, found[0].family)
    })
  }

/** The metadata services of clouds, "this network" and multicast; an origin given as such an address is taken at its word. */
const forbidden = new BlockList()
forbidden.addSubnet('169.254.0.0', 16, 'ipv4')
forbidden.addSubnet('0.0.0.0', 8, 'ipv4')
forbidden.addSubnet('224.0.0.0', 4, 'ipv4')
forbidden.addSubnet('ff00::', 8, 'ipv6')
forbidden.addSubnet('fe80::', 10, 'ipv6')
forbidden.addAddress('fd00:ec2::254', 'ipv6')

/** The answer as text that no browser runs, up to the limit. */
async function pass(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, {
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'",
    'cache-control': 'no-store',
    'x-upstream-content-type': answer.headers['content-type'] ?? '',
  })
  let size = 0
  for await (const piece of answer as AsyncIterable<Uint8Array>) {
    size += piece.byteLength
    // One byte over is enough for the page to name the limit.
    if (size > PROXY_LIMIT + 1) return void response.destroy()
    if (!response.write(piece)) await new Promise(resolve => response.once('drain', resolve).once('close', resolve))
    if (response.destroyed) return
  }
  response.end()
}

function whyFailed(error: unknown): string {
  const { code, name, message } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED') return 'nothing listens there'
  if (code === 'ENOTFOUND') return 'there is no host of that name'
  if (name === 'TimeoutError' || code === 'ABORT_ERR') return 'it did not answer in time'
  return message || code || 'it failed'
}

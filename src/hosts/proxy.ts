// The way through the local proxy. It is asked on the page's own origin with a header that no other site can send, and
// answers with the status and body of the server; that server's Content-Type stands in a header of its own.
import type { HttpRequest, HttpResponse } from '../library/index.ts'
import { type Fault, fault } from '../values/index.ts'
import type { Target } from './addresses.ts'
import type { Way } from './exchange.ts'

/** The local proxy that `npm start -- --allow ORIGIN` opens beside the page. */
export interface ProxyAccess {
  /** Where it listens, on the page's own origin. */
  readonly base: string
  readonly token: string
  /** The only origins it reads. */
  readonly origins: readonly string[]
}

/** Carries the token the server gave the page when it started. */
export const TOKEN_HEADER = 'X-Flux-Proxy'
/** The server's own Content-Type: what reaches the page is always text/plain. */
const TYPE_HEADER = 'x-upstream-content-type'
/** Set where the answer is the proxy's own: the reason is its body. */
const REFUSAL_HEADER = 'x-flux-proxy-error'

export function mayProxy(request: HttpRequest, target: Target, proxy: ProxyAccess, page: URL): boolean {
  // GET, and what an InfluxDB is sent: the server lets nothing else through
  const carried = request.method === 'GET' || request.purpose === 'write' || request.purpose === 'query'
  return carried && target.url.origin !== page.origin && proxy.origins.includes(target.url.origin)
}

export function proxyWay(proxy: ProxyAccess, target: Target, base: string): Way {
  const url = new URL(proxy.base, base)
  url.searchParams.set('url', target.url.href)
  return { url: url.href, headers: { [TOKEN_HEADER]: proxy.token } }
}

/** The answer with the server's own Content-Type; throws a Fault when the proxy itself refused or failed. */
export async function proxiedAnswer(answer: HttpResponse, target: Target): Promise<HttpResponse> {
  if (answer.headers.has(REFUSAL_HEADER)) {
    let reason = ''
    for await (const piece of answer.chunks) reason += new TextDecoder().decode(piece)
    throw fault('unavailable', `cannot read ${target.shown} through the local proxy: ${reason.trim().slice(0, 500)}`, {
      steps: ['Check that the server runs and that the address is right.'],
      ways: ['open', 'paste'],
      url: target.shown,
    })
  }
  const headers = new Map(answer.headers)
  headers.delete('content-type')
  const type = headers.get(TYPE_HEADER)
  if (type !== undefined) headers.set('content-type', type)
  return { ...answer, headers }
}

export function proxyGone(target: Target): Fault {
  return fault('unavailable', `cannot read ${target.shown}: the local proxy of this page does not answer`, {
    steps: [`Start it again: npm start -- --allow ${target.url.origin}`, 'Then load this page again.'],
    ways: ['paste'],
    url: target.shown,
  })
}

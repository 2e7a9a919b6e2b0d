// One request and its answer over `fetch`, the same in the browser and in Node: what differs is the way there and the
// words for a failure.
import type { HttpRequest, HttpResponse } from '../library/index.ts'
import { type Fault, fault } from '../values/index.ts'
import type { Target } from './addresses.ts'
import { canceled, piecesOf, tooLarge } from './body.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A server that has not begun to answer by then is given up. A limit of the request's own covers the whole answer. */
const ANSWER_MS = 30_000

/**
 * Without a cookie, a cache or a referrer, so that an endpoint sees a plain read. `Accept` keeps to the bytes a browser
 * sends without asking the server first: metrics endpoints refuse the OPTIONS request that would come before others.
 */
const plain: RequestInit = { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' }
const acceptOf: Readonly<Partial<Record<HttpRequest['purpose'], string>>> = {
  scrape: 'text/plain;version=0.0.4;q=0.9,*/*;q=0.1',
}

export interface Way {
  /** Where the request really goes. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly init?: RequestInit
}

/** `explain` turns what fetch threw, which says nothing, into a Fault that does. */
export async function exchange(
  request: HttpRequest,
  target: Target,
  way: Way,
  fetch: Fetch,
  signal: AbortSignal,
  explain: (error: unknown) => Promise<Fault>,
): Promise<HttpResponse> {
  const { shown } = target
  if (signal.aborted) throw canceled(shown)
  const stop = new AbortController()
  const onAbort = (): void => stop.abort()
  signal.addEventListener('abort', onAbort)
  // what is sent is meant for the address the script names, and for no other
  const writes = request.method !== 'GET' && request.method !== 'HEAD'
  let late = false
  const patience = request.timeoutMs ?? ANSWER_MS
  const ended = (): void => {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
  const tooLate = (): Fault => {
    const what = request.timeoutMs === undefined ? 'begin to answer' : 'answer in full'
    return fault('deadline exceeded', `${shown} did not ${what} within ${patience / 1000} seconds`)
  }
  const timer = setTimeout(() => {
    late = true
    stop.abort()
  }, patience)
  let response: Response
  try {
    const redirect = writes ? 'manual' : 'follow'
    response = await fetch(way.url, { ...plain, redirect, ...way.init, ...message(request, way), signal: stop.signal })
  } catch (error) {
    ended()
    if (signal.aborted) throw canceled(shown)
    throw late ? tooLate() : await explain(error)
  }
  if (response.type === 'opaqueredirect' || (writes && response.status >= 300 && response.status < 400)) {
    ended()
    stop.abort()
    throw redirected(target)
  }
  if (response.body === null) ended()
  else if (request.timeoutMs === undefined) clearTimeout(timer)
  if (Number(response.headers.get('content-length') ?? 0) > request.maxBytes) {
    ended()
    stop.abort()
    throw tooLarge(shown, request.maxBytes)
  }
  return {
    status: response.status,
    statusText: response.statusText,
    headers: new Map([...response.headers].map(([name, value]) => [name.toLowerCase(), value])),
    url: shown,
    ...(response.redirected && response.url !== '' ? { landed: response.url } : {}),
    chunks: piecesOf(response.body, {
      shown,
      maxBytes: request.maxBytes,
      signal,
      broken: () => (late ? tooLate() : null),
      ended,
    }),
  }
}

function redirected({ shown }: Target): Fault {
  return fault('unavailable', `${shown} answered with a redirect, which what is written never follows`, {
    steps: ['Give the address it leads to, if that is the right one.'],
    url: shown,
  })
}

function message(request: HttpRequest, way: Way): RequestInit {
  const accept = acceptOf[request.purpose]
  const headers = { ...(accept === undefined ? {} : { Accept: accept }), ...request.headers, ...way.headers }
  const body = request.body === null ? {} : { body: request.body as Uint8Array<ArrayBuffer> }
  return { method: request.method, headers, ...body }
}

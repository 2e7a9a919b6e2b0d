// The outside as Node reaches it: no page, no rules between origins, and system errors that say what went wrong.
import type { Buckets, Host } from '../library/index.ts'
import { firstResult, writePoints } from '../remote/index.ts'
import { type Fault, fault } from '../values/index.ts'
import { targetOf } from './addresses.ts'
import { exchange, type Fetch } from './exchange.ts'

export interface NodeHostOptions {
  /** What relative addresses are relative to; without it they are refused. */
  readonly base?: string
  readonly buckets?: Buckets
  readonly fetch?: Fetch
}

export function nodeHost(options: NodeHostOptions = {}): Host {
  const ask: Fetch = options.fetch ?? ((url, init) => fetch(url, init))
  const request: Host['request'] = async (request, signal) => {
    const target = targetOf(request.url, options.base ?? null)
    return exchange(request, target, { url: target.url.href }, ask, signal, error =>
      Promise.resolve(explained(error, target.shown, target.url)),
    )
  }
  return {
    ...(options.buckets ? { buckets: options.buckets } : {}),
    now: () => BigInt(Date.now()) * 1_000_000n,
    random: () => Math.random(),
    request,
    write: (target, lines, signal) => writePoints(target, lines, request, signal),
    query: (server, script, now, signal) => firstResult(server, script, now, request, signal),
  }
}

const reasons: Readonly<Record<string, (url: URL) => string>> = {
  ECONNREFUSED: url => `no server listens at ${url.host}`,
  ENOTFOUND: url => `there is no host ${url.hostname}`,
  EAI_AGAIN: url => `the name ${url.hostname} cannot be looked up`,
  ECONNRESET: url => `${url.host} closed the connection`,
  ETIMEDOUT: url => `${url.host} does not answer`,
  UND_ERR_CONNECT_TIMEOUT: url => `${url.host} does not answer`,
  UND_ERR_SOCKET: url => `${url.host} closed the connection`,
  CERT_HAS_EXPIRED: () => 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: () => 'its certificate is self-signed',
}

function explained(error: unknown, shown: string, url: URL): Fault {
  const cause = error instanceof Error ? (error.cause as { code?: string; message?: string } | undefined) : undefined
  const known = reasons[cause?.code ?? '']
  const why = known ? known(url) : (cause?.message ?? (error instanceof Error ? error.message : String(error)))
  return fault('unavailable', `cannot reach ${shown}: ${why}`, {
    steps: ['Check that the server runs and that the address is right.'],
    url: shown,
  })
}

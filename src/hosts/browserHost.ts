// The outside as a page reaches it: plain reads across origins, through the local proxy for the origins it was opened
// for, and a diagnosis where the browser only says "Failed to fetch".
import type { Buckets, Host } from '../library/index.ts'
import { firstResult, writePoints } from '../remote/index.ts'
import { nearnessOf, targetOf } from './addresses.ts'
import { type Consent, gatedBuckets, gatedRequest, ownScript } from './consent.ts'
import { diagnose, type Surroundings } from './diagnosis.ts'
import { exchange, type Fetch, type Way } from './exchange.ts'
import { mayProxy, type ProxyAccess, proxiedAnswer, proxyGone, proxyWay } from './proxy.ts'

export interface BrowserHostOptions {
  /** Whether the run may reach a place; everything is allowed unless given. */
  readonly consent?: Consent
  /** The buckets kept in this browser. */
  readonly buckets?: Buckets
  /** Keeps the samples of endpoints, while a script is watched. */
  readonly remember?: Host['remember']
  readonly skipsUnwritable?: boolean
  /** Texts of files the reader gave, by name. */
  readonly files?: ReadonlyMap<string, string>
  /** Values of secrets, by key. */
  readonly secrets?: Readonly<Record<string, string>>
  /** The page's address, which relative ones resolve against. */
  readonly base: string
  readonly proxy?: ProxyAccess
  readonly fetch?: Fetch
  /** Stands between the run and everything it asks over HTTP, consent included. */
  readonly through?: (ask: Host['request']) => Host['request']
  /** What the browser knows of network and permissions; `navigator` unless given. */
  readonly navigator?: Surroundings['navigator']
}

export function browserHost(options: BrowserHostOptions): Host {
  const { base, proxy, fetch: given, navigator: known, consent = ownScript, buckets, remember, secrets = {} } = options
  const { through = ask => ask } = options
  const ask: Fetch = given ?? ((url, init) => fetch(url, init))
  const page = new URL(base)
  const surroundings: Surroundings = {
    page,
    fetch: ask,
    navigator: known ?? (typeof navigator === 'undefined' ? {} : (navigator as Surroundings['navigator'])),
    proxied: proxy?.origins ?? [],
  }
  const reach: Host['request'] = async (request, signal) => {
    const target = targetOf(request.url, base)
    if (proxy !== undefined && mayProxy(request, target, proxy, page)) {
      const way = proxyWay(proxy, target, base)
      const answer = await exchange(request, target, way, ask, signal, () => Promise.resolve(proxyGone(target)))
      return proxiedAnswer(answer, target)
    }
    const way: Way = { url: target.url.href, init: { mode: 'cors', ...spaceOf(page, target.url) } }
    return exchange(request, target, way, ask, signal, () => diagnose(request, target, surroundings, signal))
  }
  const request = through(gatedRequest(reach, consent, base))
  return {
    ...(buckets ? { buckets: gatedBuckets(buckets, consent) } : {}),
    ...(remember ? { remember } : {}),
    skipsUnwritable: options.skipsUnwritable ?? false,
    file: name => options.files?.get(name) ?? null,
    secret: key => (Object.hasOwn(secrets, key) ? secrets[key] : null),
    now: () => BigInt(Date.now()) * 1_000_000n,
    random: () => Math.random(),
    request,
    write: (target, lines, signal) => writePoints(target, lines, request, signal),
    query: (server, script, now, signal) => firstResult(server, script, now, request, signal),
  }
}

/** Tells Chromium that a public page means to ask a near host; needed where the host's name does not show it. */
function spaceOf(page: URL, target: URL): { targetAddressSpace?: string } {
  const nearness = nearnessOf(target)
  return nearness === 'public' || nearnessOf(page) === 'loopback' ? {} : { targetAddressSpace: nearness }
}

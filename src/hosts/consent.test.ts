// The gate: what is asked, and what is lost when the answer is no.
import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../library/index.ts'
import { naiveBuckets } from '../testing/naiveBuckets.ts'
import { browserHost } from './browserHost.ts'
import type { Consent } from './consent.ts'

const request = (url: string, over: Partial<HttpRequest> = {}): HttpRequest => ({
  purpose: 'http',
  method: 'GET',
  url,
  headers: {},
  body: null,
  maxBytes: 1000,
  ...over,
})
const signal = new AbortController().signal

interface Seen {
  readonly asked: string[]
  readonly fetched: string[]
}

/** A consent that allows what is listed, and a fetch that answers `landing` or is redirected there. */
function hostWith(allowed: readonly string[], landing?: (url: string) => Response) {
  const seen: Seen = { asked: [], fetched: [] }
  const consent: Consent = {
    asks(place, direction) {
      seen.asked.push(`${direction} ${place}`)
      return Promise.resolve(allowed.includes(`${direction} ${place}`))
    },
  }
  const fetch = async (url: string): Promise<Response> => {
    seen.fetched.push(url)
    return landing?.(url) ?? new Response('body')
  }
  const host = browserHost({ base: 'http://page/', consent, fetch, navigator: {}, buckets: naiveBuckets('b') })
  return { host, ...seen }
}

const redirectedTo = (url: string): Response =>
  Object.defineProperties(new Response('secret'), { url: { value: url }, redirected: { value: true } })

describe('consent', () => {
  test('reading and writing one origin are two questions, and nothing is fetched before the answer', async () => {
    const { host, asked, fetched } = hostWith(['read http://a'])
    expect((await host.request(request('http://a/x'), signal)).status).toBe(200)
    await expect(host.request(request('http://a/x', { method: 'POST' }), signal)).rejects.toThrow(
      'this script was not allowed to write http://a/x',
    )
    await expect(host.request(request('http://b/'), signal)).rejects.toThrow('not allowed to read http://b/')
    expect(asked).toEqual(['read http://a', 'write http://a', 'read http://b'])
    expect(fetched).toEqual(['http://a/x'])
  })

  test('an address of the page itself is a place like any other', async () => {
    const { host, asked } = hostWith([])
    await expect(host.request(request('samples/a.prom'), signal)).rejects.toThrow('not allowed to read')
    expect(asked).toEqual(['read http://page'])
  })

  test('writing points and asking a server ask first', async () => {
    const { host, asked, fetched } = hostWith([])
    const server = { host: 'http://db', token: 't', org: 'o' }
    await expect(host.write({ ...server, bucket: 'b' }, ['m f=1'], signal)).rejects.toThrow('not allowed to write')
    await expect(host.query(server, 'buckets()', 0n, signal)).rejects.toThrow('not allowed to read')
    expect(asked).toEqual(['write http://db', 'read http://db'])
    expect(fetched).toEqual([])
  })

  test('a read that was led elsewhere loses its answer', async () => {
    const { host, asked } = hostWith(['read http://a'], () => redirectedTo('http://b/there'))
    await expect(host.request(request('http://a/'), signal)).rejects.toThrow('not allowed to read http://b/there')
    expect(asked).toEqual(['read http://a', 'read http://b'])
    const both = hostWith(['read http://a', 'read http://b'], () => redirectedTo('http://b/there'))
    expect((await both.host.request(request('http://a/'), signal)).landed).toBe('http://b/there')
  })

  test('a write never follows a redirect', async () => {
    const { host } = hostWith(['write http://a'], () => new Response(null, { status: 307 }))
    await expect(host.request(request('http://a/', { method: 'POST' }), signal)).rejects.toThrow(
      'answered with a redirect, which what is written never follows',
    )
  })

  test('the buckets kept here are asked for by direction', async () => {
    const { host, asked } = hostWith(['read buckets'])
    expect((await host.buckets!.list()).map(b => b.name)).toEqual(['b'])
    const nothing = { series: [], offsets: Int32Array.of(0), times: new BigInt64Array(), bits: new BigInt64Array(), texts: [] } // biome-ignore format: one value
    await expect(host.buckets!.write('1', nothing)).rejects.toThrow('not allowed to write the buckets kept in this browser') // biome-ignore format: one line
    expect(asked).toEqual(['read buckets', 'write buckets'])
  })
})

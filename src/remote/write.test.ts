import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse, WriteTarget } from '../library/index.ts'
import { Fault, fault } from '../values/index.ts'
import { writePoints, writeProgress } from './index.ts'

const signal = new AbortController().signal
const target: WriteTarget = { host: 'http://localhost:8086/', org: 'my org', bucket: 'b&c', token: 'secret' }

/** The write API of InfluxDB 2.9.1 as it was recorded: `respond` sees the lines of a request. */
function influxdb(respond: (lines: string[], nth: number) => { status: number; body?: string }) {
  const requests: HttpRequest[] = []
  const request = async (asked: HttpRequest): Promise<HttpResponse> => {
    requests.push(asked)
    const lines = new TextDecoder().decode(asked.body!).trimEnd().split('\n')
    const { status, body } = respond(lines, requests.length)
    return {
      status,
      statusText: '',
      headers: new Map([['x-influxdb-version', 'v2.9.1']]),
      url: asked.url,
      chunks: (async function* () {
        if (body !== undefined) yield new TextEncoder().encode(body)
      })(),
    }
  }
  return { request, requests }
}

const ok = influxdb(() => ({ status: 204 }))
const json = (code: string, message: string): string => JSON.stringify({ code, message })

async function failure(status: number, body: string): Promise<Fault> {
  const { request } = influxdb(() => ({ status, body }))
  try {
    await writePoints(target, ['cpu v=1 1'], request, signal)
  } catch (error) {
    expect(error).toBeInstanceOf(Fault)
    expect(JSON.stringify([(error as Fault).message, (error as Fault).advice])).not.toContain('secret')
    return error as Fault
  }
  throw new Error('no fault')
}

test('asks as the API wants it', async () => {
  expect(await writePoints(target, ['cpu v=1 1', 'cpu v=2 2'], ok.request, signal)).toEqual([])
  expect(ok.requests).toHaveLength(1)
  expect(ok.requests[0]).toMatchObject({
    purpose: 'write',
    method: 'POST',
    url: 'http://localhost:8086/api/v2/write?org=my+org&bucket=b%26c&precision=ns',
    headers: { Authorization: 'Token secret', 'Content-Type': 'text/plain; charset=utf-8' },
  })
  expect(new TextDecoder().decode(ok.requests[0].body!)).toBe('cpu v=1 1\ncpu v=2 2\n')
})

test('ids stand in for names', async () => {
  const { request, requests } = influxdb(() => ({ status: 204 }))
  await writePoints({ host: 'http://h', orgID: '0o', bucketID: '0b', token: 't' }, ['a v=1 1'], request, signal)
  expect(requests[0].url).toBe('http://h/api/v2/write?orgID=0o&bucket=0b&precision=ns')
})

test('five thousand lines a request, one after another, none for none', async () => {
  const sizes: number[] = []
  const { request } = influxdb(lines => {
    sizes.push(lines.length)
    return { status: 204 }
  })
  await writePoints(
    target,
    Array.from({ length: 12_000 }, (_, i) => `cpu v=${i} ${i}`),
    request,
    signal,
  )
  expect(sizes).toEqual([5000, 5000, 2000])
  await writePoints(target, [], request, signal)
  expect(sizes).toHaveLength(3)
})

describe('a batch taken in part is a warning', () => {
  const conflict =
    'failure writing points to database: partial write: field type conflict: input field "usage" on measurement "cpu" is type string, already exists as type float dropped=1'
  const retention =
    'failure writing points to database: partial write: dropped 1 points outside retention policy of duration 1h0m0s'
  test.each([
    [422, json('unprocessable entity', conflict), conflict],
    [422, json('unprocessable entity', retention), retention],
    [400, JSON.stringify({ error: conflict }), conflict],
  ])('%s', async (status, body, message) => {
    const { request, requests } = influxdb((_, nth) => (nth === 1 ? { status, body } : { status: 204 }))
    const lines = Array.from({ length: 5001 }, (_, i) => `cpu v=${i} ${i}`)
    const warnings = await writePoints(target, lines, request, signal)
    expect(warnings).toEqual([`bucket "b&c" at http://localhost:8086/ took the points only in part: ${message}`])
    expect(requests).toHaveLength(2)
  })
})

test.each([
  [
    400,
    json('invalid', "unable to parse 'cpu,host=a': missing fields"),
    'invalid',
    "unable to parse 'cpu,host=a': missing fields",
  ],
  [
    401,
    json('unauthorized', 'unauthorized access'),
    'unauthenticated',
    '401 (the token is missing or unknown): unauthorized access',
  ],
  [
    403,
    json('forbidden', 'insufficient permissions for write'),
    'permission denied',
    'insufficient permissions for write',
  ],
  [404, json('not found', 'bucket "nope" not found'), 'not found', 'bucket "nope" not found'],
  [422, json('unprocessable entity', 'something else'), 'invalid', 'something else'],
  [429, '', 'resource exhausted', '429 (too many requests)'],
  [500, json('internal error', 'boom'), 'unavailable', '500 (the server failed): boom'],
  [503, '', 'unavailable', 'busy'],
  [502, '<html>\nBad Gateway', 'unavailable', '502 (the server failed): <html>'],
  [302, '', 'unknown', 'it answered 302'],
  [413, '', 'resource exhausted', 'a single point is too large'],
])('%s %s', async (status, body, code, message) => {
  const found = await failure(status, body)
  expect(found.code).toBe(code)
  expect(found.message).toContain(message)
  expect(found.message).toContain('cannot write to bucket "b&c" at http://localhost:8086/')
})

test('a request that is too large is sent again in halves', async () => {
  const sizes: number[] = []
  const { request } = influxdb(lines => {
    sizes.push(lines.length)
    return { status: lines.length > 30 ? 413 : 204 }
  })
  await writePoints(
    target,
    Array.from({ length: 100 }, (_, i) => `cpu v=${i} ${i}`),
    request,
    signal,
  )
  expect(sizes).toEqual([100, 50, 25, 25, 50, 25, 25])
})

test('a later failure says how much was stored before', async () => {
  const { request } = influxdb((_, nth) => (nth === 1 ? { status: 204 } : { status: 500 }))
  const lines = Array.from({ length: 5001 }, (_, i) => `cpu v=${i} ${i}`)
  await expect(writePoints(target, lines, request, signal)).rejects.toThrow('(5000 lines had been stored before)')
})

test('a write cut off is neither stored nor not stored', async () => {
  const request = (): Promise<HttpResponse> => Promise.reject(fault('canceled', 'reading was cancelled'))
  await expect(writePoints(target, ['a v=1 1'], request, signal)).rejects.toThrow(
    'a request with 1 line was sent, and whether it was stored is not known',
  )
})

test.each([
  [503, { stored: 5000, later: true, token: false }],
  [500, { stored: 5000, later: true, token: false }],
  [429, { stored: 5000, later: true, token: false }],
  [401, { stored: 5000, later: false, token: true }],
  [403, { stored: 5000, later: false, token: true }],
  [400, { stored: 5000, later: false, token: false }],
  [404, { stored: 5000, later: false, token: false }],
] as const)('after a %s it is known what is left to be done', async (status, progress) => {
  const { request } = influxdb((_, nth) => (nth === 1 ? { status: 204 } : { status }))
  const lines = Array.from({ length: 5001 }, (_, i) => `cpu v=${i} ${i}`)
  const error = await writePoints(target, lines, request, signal).catch((e: Fault) => e)
  expect(writeProgress(error as Fault)).toEqual(progress)
})

test('a server that is away may take it later, a write cut off is never sent again by itself', async () => {
  for (const [code, later] of [
    ['unavailable', true],
    ['deadline exceeded', true],
    ['canceled', false],
  ] as const) {
    const request = (): Promise<HttpResponse> => Promise.reject(fault(code, 'x'))
    const error = await writePoints(target, ['a v=1 1'], request, signal).catch((e: Fault) => e)
    expect(writeProgress(error as Fault)).toEqual({ stored: 0, later, token: false })
  }
})

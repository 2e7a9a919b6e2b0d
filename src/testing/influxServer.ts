// The 2.x API of an InfluxDB for tests, as a real 2.9.1 answered when it was recorded: its headers, status codes and
// bodies. Points go to a bucket store in memory, and queries are run by our own engine over it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type BucketStore, MemoryStorage, storeOn } from '../buckets/index.ts'
import { analyze, run } from '../flux.ts'
import { encodeAnnotatedCsv, encodeErrorBlock, type LinePrecision, lineDecoder } from '../formats/index.ts'
import { SeriesPointsBuilder } from '../library/index.ts'
import { parseTime } from '../values/index.ts'
import { corpusHost } from './corpusHost.ts'

export const TOKEN = 'a-token-of-tests'
export const ORG = 'example-org'
const ORG_ID = '0123456789abcdef'

export interface Answered {
  readonly status: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The connection breaks off behind so many bytes of the body. */
  readonly breaksAfter?: number
}

export interface InfluxServer {
  readonly url: string
  readonly store: BucketStore
  /** `METHOD path` of what was asked, the bodies of writes and queries behind it. */
  readonly asked: string[]
  /** The next requests to a path are answered so, one each, instead of in earnest. */
  fail(path: string, ...answers: readonly Answered[]): void
  /** What was to fail is answered in earnest again. */
  recover(path: string): void
  stop(): Promise<void>
}

export async function influxServer(...buckets: readonly string[]): Promise<InfluxServer> {
  const store = storeOn(new MemoryStorage())
  for (const name of buckets) await store.create(name, 0n)
  const asked: string[] = []
  const failures = new Map<string, Answered[]>()
  const server = createServer((request, response) => {
    void handle(request, response, { store, asked, failures }).catch(error => {
      send(request, response, { status: 500, body: problem('internal error', String(error)) })
    })
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    store,
    asked,
    fail: (path, ...answers) => void failures.set(path, [...(failures.get(path) ?? []), ...answers]),
    recover: path => void failures.delete(path),
    stop: () => stopped(server),
  }
}

function stopped(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(done => server.close(() => done()))
}

interface Inside {
  readonly store: BucketStore
  readonly asked: string[]
  readonly failures: Map<string, Answered[]>
}

async function handle(request: IncomingMessage, response: ServerResponse, inside: Inside): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (!url.pathname.startsWith('/api/v2/')) return send(request, response, { status: 404, body: '404 page not found' })
  if (request.method === 'OPTIONS') return send(request, response, preflight(request))
  const body = await bodyOf(request)
  inside.asked.push(`${request.method} ${url.pathname}${url.search}${body === '' ? '' : `\n${body}`}`)
  const failure = inside.failures.get(url.pathname)?.shift()
  send(request, response, failure ?? (await answer(request, url, body, inside.store)))
}

function preflight({ headers }: IncomingMessage): Answered {
  if (headers.origin === undefined) return { status: 405 }
  return {
    status: 204,
    headers: {
      'Access-Control-Allow-Headers':
        'Accept, Content-Type, Content-Length, Accept-Encoding, Authorization, User-Agent',
      'Access-Control-Allow-Methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
    },
  }
}

function send({ headers: { origin } }: IncomingMessage, response: ServerResponse, answer: Answered): void {
  const { status, body, headers = {}, breaksAfter } = answer
  const type = body?.startsWith('{') ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8'
  response.writeHead(status, {
    'X-Influxdb-Build': 'OSS',
    'X-Influxdb-Version': 'v2.9.1',
    ...(origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin }),
    ...(body === undefined ? {} : { 'Content-Type': type }),
    ...headers,
  })
  if (breaksAfter === undefined) return void response.end(body)
  response.write(body!.slice(0, breaksAfter), () => setTimeout(() => response.destroy(), 30))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const problem = (code: string, message: string): string => JSON.stringify({ code, message })
const refused = (status: number, code: string, message: string): Answered => ({ status, body: problem(code, message) })

async function answer(request: IncomingMessage, url: URL, body: string, store: BucketStore): Promise<Answered> {
  if (url.pathname === '/api/v2/setup') return { status: 200, body: '{\n\t"allowed": false\n}' }
  const token = /^(?:Token|Bearer) (.*)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token !== TOKEN) return refused(401, 'unauthorized', 'unauthorized access')
  const org = url.searchParams.get('org') ?? url.searchParams.get('orgID')
  const knowsOrg = org === ORG || org === ORG_ID
  const route = `${request.method} ${url.pathname}`
  if (route === 'POST /api/v2/write') {
    if (org === null) return refused(400, 'invalid', 'Please provide either orgID or org')
    if (!knowsOrg) return refused(404, 'not found', `organization name ${JSON.stringify(org)} not found`)
    return write(url, body, store)
  }
  if (route === 'POST /api/v2/query') {
    if (!knowsOrg)
      return refused(
        400,
        'invalid',
        `failed to decode request body: organization name ${JSON.stringify(org)} not found`,
      )
    return query(body, store)
  }
  if (route === 'POST /api/v2/tasks') return { status: 201, body: JSON.stringify({ id: '0', ...JSON.parse(body) }) }
  return { ...refused(405, 'method not allowed', 'allow: OPTIONS, POST'), headers: { Allow: 'OPTIONS, POST' } }
}

async function write(url: URL, body: string, store: BucketStore): Promise<Answered> {
  const precision = url.searchParams.get('precision') ?? 'ns'
  if (!['ns', 'us', 'ms', 's'].includes(precision))
    return refused(400, 'invalid', 'invalid precision; valid precision units are ns, us, ms, and s')
  const name = url.searchParams.get('bucket') ?? ''
  const bucket = (await store.list()).find(one => one.name === name || one.id === name)
  if (!bucket) return refused(404, 'not found', `bucket ${JSON.stringify(name)} not found`)
  const builder = new SeriesPointsBuilder()
  const decoder = lineDecoder(builder, {
    now: BigInt(Date.now()) * 1_000_000n,
    precision: precision as LinePrecision,
    skipBad: true,
  })
  decoder.push(body)
  const bad = decoder.finish()
  // one bad line, and none of the others is stored
  if (bad.length > 0) return refused(400, 'invalid', bad.map(line => line.replace(/^line \d+: /, '')).join('\n'))
  const warnings = await store.write(bucket.id, builder.build())
  if (warnings.length === 0) return { status: 204 }
  return refused(422, 'unprocessable entity', `failure writing points to database: ${warnings.join('; ')}`)
}

async function query(body: string, store: BucketStore): Promise<Answered> {
  let asked: { query?: string; now?: string }
  try {
    asked = JSON.parse(body)
  } catch {
    return refused(
      400,
      'invalid',
      "failed to decode request body: failed parsing request body as JSON; if sending a raw Flux script, set 'Content-Type: application/vnd.flux' in your request headers: unexpected EOF",
    )
  }
  if (!asked.query)
    return refused(400, 'invalid', 'failed to decode request body: request body requires either query or AST')
  const now = asked.now === undefined ? undefined : (parseTime(asked.now) ?? undefined)
  const { results, failure } = await run(analyze(asked.query), { ...corpusHost, buckets: store }, { now })
  const csv = [...encodeAnnotatedCsv(results)].join('')
  if (failure === null) return { status: 200, body: csv }
  if (results.length > 0) return { status: 200, body: `${csv}${encodeErrorBlock(failure.official)}` }
  const status = /could not find bucket/.test(failure.official) ? 404 : 400
  const syntax = failure.code === 'syntax' ? 'compilation failed: ' : ''
  return refused(status, status === 404 ? 'not found' : 'invalid', syntax + failure.official)
}

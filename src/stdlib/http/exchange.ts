// One request from inside an expression. The answer is a stage of the graph: the expression waits for it as it would for
// tables, is evaluated again when it is there, and no request is sent twice.
import { type Context, type HttpMethod, type StageContext, wholeBody } from '../../library/index.ts'
import { emptyStream, type TableStream } from '../../tables/index.ts'
import { Duration, fault, type Value } from '../../values/index.ts'

/** Largest body an answer may have: 100 MiB. */
const MAX_BODY = 100 * 1024 * 1024
const NS_PER_MS = 1_000_000n

export interface Request {
  readonly method: HttpMethod
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  /** Milliseconds; the host's own limit when null. */
  readonly timeoutMs: number | null
}

export interface Answer {
  readonly status: number
  /** Names as `Content-Type`, in alphabetical order; of a repeated header the host keeps one. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
  /** From the request to the last byte. */
  readonly took: Duration
}

/** Stages answer with streams; what this one's stream stands for. */
const answers = new WeakMap<TableStream, Answer>()

/** A GET or HEAD starts at once, beside other reads; whatever else waits its turn among the effects. */
export function exchanged(context: Context, request: Request): Answer {
  checkAddress(request.url)
  const reads = request.method === 'GET' || request.method === 'HEAD'
  if (reads && request.body !== null && request.body.length > 0)
    throw fault(
      'invalid',
      `a ${request.method} request cannot have a body in a browser: leave the body out, or use POST`,
    )
  const asked = context.stream({
    inputs: [],
    kind: reads ? 'read' : 'effect',
    silent: true,
    faultsLater: true,
    run: async (_, stage) => {
      const stream = { ...emptyStream }
      answers.set(stream, await ask(request, stage))
      return stream
    },
  })
  return answers.get(context.tables(asked))!
}

async function ask({ timeoutMs, ...request }: Request, { host, signal }: StageContext): Promise<Answer> {
  const begun = host.now()
  const limit = timeoutMs === null ? {} : { timeoutMs }
  const body = request.body?.length === 0 ? null : request.body
  const response = await host.request({ ...request, ...limit, body, purpose: 'http', maxBytes: MAX_BODY }, signal)
  const bytes = await wholeBody(response)
  const headers = [...response.headers].map(([name, value]) => [canonical(name), value] as const)
  return {
    status: response.status,
    headers: headers.sort(([a], [b]) => (a < b ? -1 : 1)),
    body: bytes,
    took: new Duration(0n, host.now() - begun),
  }
}

const canonical = (name: string): string => name.replace(/(^|-)[a-z]/g, c => c.toUpperCase())

/** What the reference's address parser refuses and a browser's would only call invalid. */
function checkAddress(url: string): void {
  if (/^[a-z][a-z0-9+.-]*:\/\/\[[^\]/]*(\/|$)/i.test(url))
    throw fault('unknown', `parse ${JSON.stringify(url)}: missing ']' in host`)
}

/** Milliseconds of a timeout; none when it is zero. A duration with months has no length. */
export function timeoutOf(timeout: Value): number | null {
  if (!(timeout instanceof Duration)) return null
  if (timeout.months !== 0n) throw fault('invalid', 'config timeout must not be a mixed duration')
  return timeout.ns === 0n ? null : Math.max(1, Number(timeout.ns / NS_PER_MS))
}

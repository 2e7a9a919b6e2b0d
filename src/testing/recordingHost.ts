// A host for tests: answers from a map, keeps the order of what it was asked, and has a clock that stands still.
import type { Host, HttpRequest, HttpResponse, WriteTarget } from '../library/index.ts'
import { type Fault, fault } from '../values/index.ts'

export interface RecordedAnswer {
  readonly status?: number
  readonly statusText?: string
  readonly contentType?: string | null
  readonly body?: string | Uint8Array
  /** Pieces the body comes in; one unless given. */
  readonly pieces?: number
  /** Rejects instead of answering. */
  readonly fault?: Fault
  /** Milliseconds before it answers. */
  readonly after?: number
}

export interface RecordingHost extends Host {
  /** Requests in the order in which they were asked. */
  readonly asked: HttpRequest[]
  /** `ask ADDRESS`, `answer ADDRESS` and `end ADDRESS` in the order in which they happened. */
  readonly log: string[]
  /** What was written, a batch a call. */
  readonly written: Array<{ readonly target: WriteTarget; readonly lines: readonly string[] }>
}

type Answers = Readonly<Record<string, RecordedAnswer | string>> | ((request: HttpRequest) => RecordedAnswer | string)

/** `answers` by address; a text is the body of a 200. */
export function recordingHost(answers: Answers = {}, now = 1_700_000_000_000_000_000n): RecordingHost {
  const asked: HttpRequest[] = []
  const log: string[] = []
  const written: RecordingHost['written'] = []
  let draws = 0
  return {
    asked,
    log,
    written,
    async write(target, lines) {
      log.push(`write ${target.host}`)
      written.push({ target, lines: [...lines] })
      return []
    },
    query: () => Promise.reject(fault('unavailable', 'no answer is recorded for a query')),
    now: () => now,
    random: () => (draws++ % 10) / 10,
    async request(request, signal) {
      asked.push(request)
      log.push(`ask ${request.url}`)
      const found = typeof answers === 'function' ? answers(request) : answers[request.url]
      const answer: RecordedAnswer =
        found === undefined
          ? { fault: fault('unavailable', `cannot reach ${request.url}: nothing is recorded for it`) }
          : typeof found === 'string'
            ? { body: found }
            : found
      if (answer.after !== undefined) await new Promise(done => setTimeout(done, answer.after))
      if (signal.aborted) throw fault('canceled', `reading ${request.url} was cancelled`)
      if (answer.fault) throw answer.fault
      log.push(`answer ${request.url}`)
      return responseOf(request, answer, () => log.push(`end ${request.url}`))
    },
  }
}

function responseOf(request: HttpRequest, answer: RecordedAnswer, ended: () => void): HttpResponse {
  const body =
    typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : (answer.body ?? new Uint8Array())
  const headers = new Map<string, string>()
  const type = answer.contentType === undefined ? 'text/plain; version=0.0.4' : answer.contentType
  if (type !== null) headers.set('content-type', type)
  return {
    status: answer.status ?? 200,
    statusText: answer.statusText ?? '',
    headers,
    url: request.url,
    chunks: pieces(body, answer.pieces ?? 1, ended),
  }
}

async function* pieces(body: Uint8Array, count: number, ended: () => void): AsyncGenerator<Uint8Array> {
  const size = Math.max(1, Math.ceil(body.length / count))
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size)
  ended()
}

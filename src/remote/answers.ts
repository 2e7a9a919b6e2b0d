// What InfluxDB says when a request was no success: partial writes, which stored the other points, and errors proper.
import type { InfluxServer, WriteTarget } from '../library/index.ts'
import { type Fault, type FaultCode, fault } from '../values/index.ts'

export type WriteFailure =
  | { readonly kind: 'partial'; readonly warning: string }
  | { readonly kind: 'failed'; readonly fault: Fault }

/** Words in answers to writes of which some points were stored: by 2.x with status 422, by 1.x with 400. */
const partial = /partial write|hinted handoff|points beyond retention policy|outside retention policy/i

export function writeFailure(status: number, body: string, target: WriteTarget): WriteFailure {
  const message = messageOf(body)
  const bucket = `bucket ${JSON.stringify(target.bucket ?? target.bucketID ?? '')}`
  if ((status === 400 || status === 422) && partial.test(message))
    return { kind: 'partial', warning: `${bucket} at ${target.host} took the points only in part: ${message}` }
  const known = failures[status] ?? (status >= 500 ? serverFailure : null)
  const [code, what, step] = known ?? ['unknown' as const, '', 'Check that the address is that of an InfluxDB.']
  const said = message === '' ? '' : `: ${message}`
  return {
    kind: 'failed',
    fault: fault(code, `cannot write to ${bucket} at ${target.host}: it answered ${status}${what}${said}`, {
      steps: [step],
      url: target.host,
    }),
  }
}

/** The message is the server's own, which is that of the engine: an error of the script reads as if it ran here. */
export function queryFailure(status: number, body: string, { host }: InfluxServer): Fault {
  const message = messageOf(body)
  if (status === 400 && message !== '' && !/^(Please provide|failed to decode request body)/.test(message))
    return fault('invalid', message)
  const [code, what, step] = queryFailures[status] ?? (status >= 500 ? serverFailure : failures[404]!)
  const said = message === '' ? '' : `: ${message}`
  return fault(code, `cannot query ${host}: it answered ${status}${what}${said}`, { steps: [step], url: host })
}

type Known = readonly [code: FaultCode, what: string, step: string]

const serverFailure: Known = [
  'unavailable',
  ' (the server failed)',
  'Look at the log of the server, or run again later.',
]
const failures: Readonly<Record<number, Known>> = {
  400: ['invalid', '', 'Look at the message: it quotes what the server could not read.'],
  401: ['unauthenticated', ' (the token is missing or unknown)', 'Give `to` a token of this InfluxDB.'],
  403: ['permission denied', ' (the token may not write there)', 'Use a token that may write to the bucket.'],
  404: ['not found', '', 'Check the names of bucket and org, and that the address is that of an InfluxDB 2.'],
  413: ['resource exhausted', ' (a single point is too large)', 'Leave out long texts.'],
  422: ['invalid', ' (the points do not fit)', 'Look at the message: it says which points.'],
  429: ['resource exhausted', ' (too many requests)', 'Wait and run again: the server limits how much is written.'],
  503: ['unavailable', ' (the server is busy)', 'Wait and run again.'],
}

const queryFailures: Readonly<Record<number, Known>> = {
  ...failures,
  400: ['invalid', '', 'Look at the message: it says what the server could not run.'],
  401: ['unauthenticated', ' (the token is missing or unknown)', 'Use a token of this InfluxDB.'],
  403: ['permission denied', ' (the token may not read there)', 'Use a token that may read the bucket.'],
  429: ['resource exhausted', ' (too many requests)', 'Wait and run again: the server limits how much is read.'],
}

/** The message of InfluxDB's JSON, of 1.x too; else the first line of whatever it is. */
export function messageOf(body: string): string {
  try {
    const parsed = JSON.parse(body) as { message?: unknown; error?: unknown }
    const message = parsed?.message ?? parsed?.error
    if (typeof message === 'string') return message
  } catch {
    // Not from InfluxDB itself.
  }
  return body.trim().split('\n', 1)[0].slice(0, 300)
}

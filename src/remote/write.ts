// The write half of InfluxDB's API: lines in batches, one request after another. A server that takes a batch only in part
// is told as a warning, which the reference keeps to itself; anything else that is not a success is a Fault.
import type { Host, HttpResponse, WriteTarget } from '../library/index.ts'
import { Fault, fault } from '../values/index.ts'
import { writeFailure } from './answers.ts'

const BATCH_LINES = 5_000
/** An answer is a sentence; a page of a proxy in between may be longer. */
const ANSWER_BYTES = 1 << 20

/** Resolves with a warning for each batch that was taken in part. */
export async function writePoints(
  target: WriteTarget,
  lines: Iterable<string>,
  request: Host['request'],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const writer = new Writer(target, request, signal)
  let batch: string[] = []
  for (const line of lines) {
    batch.push(line)
    if (batch.length < BATCH_LINES) continue
    await writer.write(batch)
    batch = []
  }
  if (batch.length > 0) await writer.write(batch)
  return writer.warnings
}

/** How far a write came that failed. */
export interface WriteProgress {
  /** Lines the server has, counted from the first. */
  readonly stored: number
  /** Whether it may take the others at another time: it was away, busy, or failed itself. */
  readonly later: boolean
  /** Whether another token might be let in. */
  readonly token: boolean
}

const progressOf = new WeakMap<Fault, WriteProgress>()

/** What a Fault of `writePoints` leaves to be done. */
export function writeProgress(fault: Fault): WriteProgress {
  return progressOf.get(fault) ?? { stored: 0, later: false, token: false }
}

class Writer {
  readonly warnings: string[] = []
  private stored = 0
  private readonly url: string

  constructor(
    private readonly target: WriteTarget,
    private readonly request: Host['request'],
    private readonly signal: AbortSignal,
  ) {
    this.url = writeAddress(target)
  }

  async write(batch: readonly string[]): Promise<void> {
    const response = await this.post(batch)
    const text = await textOf(response)
    if (response.status >= 200 && response.status < 300) {
      this.stored += batch.length
      return
    }
    if (response.status === 413 && batch.length > 1) {
      const middle = batch.length >> 1
      await this.write(batch.slice(0, middle))
      await this.write(batch.slice(middle))
      return
    }
    const failure = writeFailure(response.status, text, this.target)
    if (failure.kind === 'partial') this.warnings.push(failure.warning)
    else throw this.withProgress(failure.fault, response.status)
  }

  private async post(batch: readonly string[]): Promise<HttpResponse> {
    try {
      return await this.request(
        {
          purpose: 'write',
          method: 'POST',
          url: this.url,
          headers: { Authorization: `Token ${this.target.token}`, 'Content-Type': 'text/plain; charset=utf-8' },
          body: new TextEncoder().encode(batch.join('\n') + '\n'),
          maxBytes: ANSWER_BYTES,
        },
        this.signal,
      )
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      if (error.code !== 'canceled') throw this.withProgress(error, null)
      throw fault(
        'canceled',
        `writing was cancelled: a request with ${counted(batch.length)} was sent, and whether it was stored is not known`,
      )
    }
  }

  /** `status` is null where no answer came. */
  private withProgress(error: Fault, status: number | null): Fault {
    const { stored } = this
    const told =
      stored === 0
        ? error
        : fault(error.code, `${error.message} (${counted(stored)} had been stored before)`, error.advice ?? undefined)
    const away = status === null && (error.code === 'unavailable' || error.code === 'deadline exceeded')
    const later = away || status === 429 || (status !== null && status >= 500)
    progressOf.set(told, { stored, later, token: status === 401 || status === 403 })
    return told
  }
}

function writeAddress({ host, org, orgID, bucket, bucketID }: WriteTarget): string {
  const query = new URLSearchParams()
  if (org !== undefined) query.set('org', org)
  if (orgID !== undefined) query.set('orgID', orgID)
  // The parameter takes a name or an id.
  query.set('bucket', bucket ?? bucketID ?? '')
  query.set('precision', 'ns')
  return `${host.replace(/\/+$/, '')}/api/v2/write?${query}`
}

async function textOf(response: HttpResponse): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.chunks) text += decoder.decode(chunk, { stream: true })
  return text
}

const counted = (lines: number): string => (lines === 1 ? '1 line' : `${lines} lines`)

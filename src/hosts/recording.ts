// What the outside answered to a run, kept so that the run can be had again without asking: the bodies, the clock, the
// random numbers and the files. Where two endpoints are read side by side, their times may come back exchanged.
import type { Host, HttpResponse } from '../library/index.ts'
import { type Fault, fault } from '../values/index.ts'
import { BUCKETS, type Consent } from './consent.ts'

export interface RecordedAnswer {
  readonly method: string
  /** As the run asked for it. */
  readonly url: string
  /** As tables show it. */
  readonly shown: string
  readonly status: number
  readonly statusText: string
  /** Its Content-Type. */
  readonly type: string
  readonly text: string
}

export interface Recording {
  /** Nanoseconds since 1970, in the order of the questions. */
  readonly times: readonly bigint[]
  readonly random: readonly number[]
  readonly answers: readonly RecordedAnswer[]
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

/** Why a run cannot be had again from what was recorded. */
export type Unrecorded = 'large' | 'binary' | 'secret' | 'buckets'

/** Characters and draws beyond these are no recording for a link. */
const MOST_CHARACTERS = 400_000
const MOST_DRAWS = 1000

export class Recorder {
  private readonly times: bigint[] = []
  private readonly random: number[] = []
  private readonly answers: RecordedAnswer[] = []
  private readonly files = new Map<string, string>()
  private readonly secrets = new Set<string>()
  private size = 0
  private why: Unrecorded | null = null

  /** Notes the use of buckets, which no recording holds. */
  consent(consent: Consent): Consent {
    return {
      asks: (place, direction, address) => {
        if (place === BUCKETS) this.why ??= 'buckets'
        return consent.asks(place, direction, address)
      },
    }
  }

  through(ask: Host['request']): Host['request'] {
    return async (request, signal) => {
      const answer = await ask(request, signal)
      const { status, statusText, headers, chunks } = answer
      const { method, url } = request
      const entry = {
        method,
        url,
        shown: answer.url,
        status,
        statusText,
        type: headers.get('content-type') ?? '',
        text: '',
      }
      if (this.why === null) this.answers.push(entry)
      return { ...answer, chunks: this.heard(chunks, entry) }
    }
  }

  over(host: Host): Host {
    return {
      ...host,
      now: () => kept(this.times, host.now(), () => this.tooMuch()),
      random: () => kept(this.random, host.random(), () => this.tooMuch()),
      file: name => {
        const text = host.file?.(name) ?? null
        if (text !== null && !this.files.has(name)) {
          this.files.set(name, text)
          this.count(text.length)
        }
        return text
      },
      secret: key => {
        const value = host.secret?.(key) ?? null
        if (value) this.secrets.add(value)
        return value
      },
    }
  }

  recording(): Recording | Unrecorded {
    const { times, random, answers, files } = this
    const told = answers.flatMap(({ url, text }) => [url, text])
    if ([...this.secrets].some(secret => told.some(text => text.includes(secret)))) return 'secret'
    if (this.why !== null) return this.why
    return { times, random, answers, files: [...files].map(([name, text]) => ({ name, text })) }
  }

  /** What is read of the body is kept: a reader that stops early needs no more the next time. */
  private async *heard(chunks: HttpResponse['chunks'], entry: { text: string }): AsyncGenerator<Uint8Array, void> {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    for await (const piece of chunks) {
      if (this.why === null)
        try {
          entry.text += decoder.decode(piece, { stream: true })
          this.count(piece.length)
        } catch {
          this.why = 'binary'
        }
      yield piece
    }
  }

  private count(characters: number): void {
    this.size += characters
    if (this.size > MOST_CHARACTERS) this.tooMuch()
  }

  /** Nothing is kept of what is not given out. */
  private tooMuch(): void {
    this.why ??= 'large'
    this.answers.length = 0
    this.files.clear()
  }
}

function kept<T>(draws: T[], value: T, tooMany: () => void): T {
  if (draws.length < MOST_DRAWS) draws.push(value)
  else tooMany()
  return value
}

/** Answers from a recording in the place of those of the outside; what it does not hold is a Fault. */
export function answersOf({ answers }: Recording): Host['request'] {
  const left = [...answers]
  return ({ method, url }) => {
    const at = left.findIndex(one => one.method === method && one.url === url)
    if (at < 0) return Promise.reject(missing(url))
    const [{ shown, status, statusText, type, text }] = left.splice(at, 1)
    const headers = new Map([['content-type', type]])
    return Promise.resolve({ status, statusText, headers, url: shown, chunks: once(new TextEncoder().encode(text)) })
  }
}

/** The clock, the random numbers and the files of a recording over a host. */
export function replayedOver(host: Host, { times, random, files }: Recording): Host {
  const texts = new Map(files.map(({ name, text }) => [name, text]))
  return {
    ...host,
    now: inOrder(times, 0n),
    random: inOrder(random, 0),
    file: name => texts.get(name) ?? null,
    // what it would open is not asked
    secret: () => '',
  }
}

/** The draws one after another, then the last of them. */
function inOrder<T>(draws: readonly T[], none: T): () => T {
  let at = 0
  return () => draws[Math.min(at++, draws.length - 1)] ?? none
}

function missing(url: string): Fault {
  return fault('unavailable', `the link holds no answer of ${url}`, {
    steps: ['Read live instead of the data of the link.'],
  })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield bytes
}

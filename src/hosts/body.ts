// The body of an answer in pieces: counted against the limit, and told apart from one that breaks off.
import { Fault, fault } from '../values/index.ts'

export interface BodyLimits {
  /** For messages. */
  readonly shown: string
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Why the transfer was ended from this side, where it was. */
  broken(): Fault | null
  /** Called when nothing more is read. */
  ended(): void
}

/** Pieces as they arrive. Throws a Fault when the limit is passed, the transfer breaks off or is cancelled. */
export async function* piecesOf(
  body: ReadableStream<Uint8Array> | null,
  { shown, maxBytes, signal, broken, ended }: BodyLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return
  const reader = body.getReader()
  let received = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      received += value.length
      if (received > maxBytes) throw tooLarge(shown, maxBytes)
      yield value
    }
  } catch (error) {
    if (error instanceof Fault) throw error
    if (signal.aborted) throw canceled(shown)
    const ours = broken()
    if (ours) throw ours
    throw fault('unavailable', `the answer of ${shown} broke off after ${received} bytes`, {
      steps: ['Run again. If it breaks off again, look at the log of the server.'],
      ways: ['open', 'paste'],
      url: shown,
    })
  } finally {
    // Ends the transfer where the reader stopped early; nothing waits for it.
    reader.cancel().catch(() => {})
    ended()
  }
}

export function tooLarge(shown: string, maxBytes: number): Fault {
  const mebibytes = maxBytes / (1 << 20)
  const size = Number.isInteger(mebibytes) ? `${mebibytes} MiB` : `${maxBytes} bytes`
  return fault('resource exhausted', `the answer of ${shown} is larger than ${size}, the most that is read`, {
    steps: ['Ask the server for less, for example for one job or one metric at a time.'],
    url: shown,
  })
}

export function canceled(shown: string): Fault {
  return fault('canceled', `reading ${shown} was cancelled`)
}

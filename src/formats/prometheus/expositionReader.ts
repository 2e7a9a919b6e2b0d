// The body of a scrape, chunk by chunk, to a stream of tables. Whole lines are read as they come; what a chunk cuts off
// waits for the next. Tolerant of a byte order mark, CRLF and a missing last line end.
import type { TableStream } from '../../tables/index.ts'
import { Fault, fault } from '../../values/index.ts'
import { wider } from '../wider.ts'
import { ExpositionParser } from './expositionParser.ts'

export interface ExpositionSource {
  /** The address, as the `url` column shows it. */
  readonly url: string
  /** Nanoseconds; the time of samples that have none of their own. */
  readonly now: bigint
  /** The header as the server sent it; null when it sent none. */
  readonly contentType: string | null
}

export interface ExpositionReader {
  push(chunk: Uint8Array): void
  /** Tables in the order of the page; notices say what was read though the format forbids it. */
  finish(): { readonly stream: TableStream; readonly notices: readonly string[] }
}

/** A line that is longer has lost its end: no text of a metric is. */
const MAX_LINE = 1 << 20
/** Large chunks are read in parts of this size, so that the copy they wait in stays small. */
const PART = 1 << 17

/** Reads the text format 0.0.4 or OpenMetrics. Throws a Fault that names the line and what was expected there. */
export function expositionReader({ url, now, contentType }: ExpositionSource): ExpositionReader {
  const type = (contentType ?? '').split(';')[0].trim().toLowerCase()
  if (type === 'application/vnd.google.protobuf')
    throw fault('invalid', `expected metrics as text, found protobuf (${contentType})\n  in ${url}`)
  const open = type === 'application/openmetrics-text'
  const parser = new ExpositionParser(now, open)
  if (type === '') parser.report.note('the answer has no Content-Type: read as text/plain; version=0.0.4')
  /** Bytes that wait for the end of their line lie at the front. */
  let buffer = new Uint8Array(0)
  let waiting = 0
  let begun = false

  const append = (chunk: Uint8Array): Uint8Array => {
    if (waiting + chunk.length > buffer.length) {
      buffer = wider(buffer.subarray(0, waiting), new Uint8Array((waiting + chunk.length) * 2))
    }
    buffer.set(chunk, waiting)
    waiting += chunk.length
    return buffer.subarray(0, waiting)
  }
  const read = (bytes: Uint8Array): void => {
    const end = bytes.lastIndexOf(10) + 1
    const used = end === 0 ? 0 : parser.read(bytes.subarray(0, end))
    if (bytes.length - used > MAX_LINE)
      parser.report.failUnfinished(
        bytes.subarray(used),
        'expected the end of a line or of a label value within 1 MiB, found none',
      )
    buffer.copyWithin(0, bytes.byteOffset + used, bytes.byteOffset + bytes.length)
    waiting = bytes.length - used
  }

  const push = (part: Uint8Array): void => {
    let bytes = append(part)
    if (!begun) {
      if (bytes.length < 3 && (bytes.length === 0 || bytes[0] === 0xef)) return
      begun = true
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    read(bytes)
  }
  const last = (): void => {
    if (waiting === 0) return
    read(append(Uint8Array.of(10)))
    if (waiting > 0)
      parser.report.failUnfinished(
        buffer.subarray(0, waiting),
        'expected a double quote at the end of a label value, found the end of the page',
      )
  }

  return {
    push(chunk) {
      located(url, () => {
        for (let at = 0; at < chunk.length; at += PART) push(chunk.subarray(at, at + PART))
      })
    },
    finish() {
      located(url, last)
      if (open && !parser.ended) parser.report.note('the page ends without # EOF: it may have been cut off')
      return { stream: parser.frames.build(url), notices: parser.report.notices }
    },
  }
}

/** Adds to a fault where the page came from. */
function located(url: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw fault(error.code, `${error.message}\n  in ${url}`, {
      steps: ['Open the address in a tab and look at the line, or paste its text and mend it there.'],
      ways: ['open', 'paste'],
      url,
    })
  }
}

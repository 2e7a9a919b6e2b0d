// The body of a scrape, chunk by chunk, to a stream of tables. Whole lines are read as they come; what a chunk cuts off
// waits for the next. Tolerant of a byte order mark, CRLF and a missing last line end.
import type { TableStream } from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
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

/** Reads the text format 0.0.4 or OpenMetrics. Throws a Fault that names the line and what was expected there. */
export function expositionReader({ url, now, contentType }: ExpositionSource): ExpositionReader {
  const type = (contentType ?? '').split(';')[0].trim().toLowerCase()
  if (type === 'application/vnd.google.protobuf')
    throw fault('invalid', `expected metrics as text, found protobuf (${contentType})`)
  const open = type === 'application/openmetrics-text'
  const parser = new ExpositionParser(now, open)
  if (type === '') parser.note('the answer has no Content-Type: read as text/plain; version=0.0.4')
  let rest = new Uint8Array(0)
  let begun = false

  const read = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
    const end = bytes.lastIndexOf(10) + 1
    const used = end === 0 ? 0 : parser.read(bytes.subarray(0, end))
    if (bytes.length - used > MAX_LINE) parser.tooLong(bytes.subarray(used))
    return bytes.slice(used)
  }

  return {
    push(chunk) {
      let bytes = rest.length === 0 ? chunk : joined(rest, chunk)
      if (!begun) {
        if (bytes.length < 3 && (bytes.length === 0 || bytes[0] === 0xef)) {
          rest = bytes.slice()
          return
        }
        begun = true
        if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
      }
      rest = read(bytes)
    },
    finish() {
      if (rest.length > 0) {
        const last = joined(rest, Uint8Array.of(10))
        rest = read(last)
        if (rest.length > 0) parser.unfinished(rest)
      }
      if (open && !parser.ended) parser.note('the page ends without # EOF: it may have been cut off')
      return { stream: parser.frames.build(now, url), notices: parser.notices }
    },
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}

// What a run may ask of the outside. One interface for the browser and for Node; nothing else leaves the process.
import type { TableStream } from '../tables/index.ts'
import type { Buckets, SeriesPoints } from './buckets.ts'

export type HttpMethod = 'DELETE' | 'GET' | 'HEAD' | 'PATCH' | 'POST' | 'PUT'

export interface HttpRequest {
  /** What the address is read or written for: decides how a failure is worded and what consent is asked. */
  readonly purpose: 'scrape' | 'csv' | 'http' | 'write' | 'query'
  readonly method: HttpMethod
  /** As the script wrote it; a host may resolve it against the page. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  /** More bytes than this stop the transfer with a Fault that names the limit. */
  readonly maxBytes: number
  /** A server that has not begun to answer by then is given up; the host's own limit unless given. */
  readonly timeoutMs?: number
}

export interface HttpResponse {
  readonly status: number
  readonly statusText: string
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>
  /** The absolute address asked, as the script meant it: never that of a proxy. */
  readonly url: string
  /** Where redirects led, when they did. */
  readonly landed?: string
  /** The body in pieces as they arrive; throws a Fault when it breaks off. */
  readonly chunks: AsyncIterable<Uint8Array>
}

/** A request that a dry run did not send, as a reader may see it: what lets somebody in is masked. */
export interface UnsentRequest {
  readonly method: HttpMethod
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As text, and no more than the beginning where it is long. */
  readonly body: string
  /** Bytes of the whole body. */
  readonly size: number
}

/** An InfluxDB over HTTP. At most one of org and orgID is set. */
export interface InfluxServer {
  readonly host: string
  readonly token: string
  readonly org?: string
  readonly orgID?: string
}

/** Where points are written. Exactly one of bucket and bucketID is set. */
export interface WriteTarget extends InfluxServer {
  readonly bucket?: string
  readonly bucketID?: string
}

export interface Host {
  /** Wall clock, nanoseconds since 1970. */
  now(): bigint
  /** 0 ≤ random < 1. */
  random(): number
  /** The value of a secret, or null when the host has none of that name. Hosts without a vault leave it out. */
  secret?(key: string): string | null
  /**
   * In a run of a task: the time its last successful run was scheduled for, nanoseconds since 1970; null when there was
   * none. Hosts that run no tasks leave it out.
   */
  lastSuccess?(): bigint | null
  /** Rejects with a Fault that says which of the many silent failures it was. */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse>
  /** Writes lines of line protocol, in batches. Resolves with what the server took only in part. */
  write(target: WriteTarget, lines: Iterable<string>, signal: AbortSignal): Promise<readonly string[]>
  /** The first result of a script that a server runs; `now` is what its now() is to be. */
  query(server: InfluxServer, script: string, now: bigint, signal: AbortSignal): Promise<TableStream>
  /** The text of a file the reader gave, by its name; null where there is none. Hosts without files leave it out. */
  file?(name: string): string | null
  /** Rows that line protocol cannot carry are left out with a warning, for the reader asked for that; else they end the run. */
  readonly skipsUnwritable?: boolean
  /** Buckets kept where the script runs; hosts without any leave it out. */
  readonly buckets?: Buckets
  /** While a script is watched: adds samples of an endpoint, and gives all that are kept of their series, in their order. */
  remember?(url: string, samples: SeriesPoints): Promise<SeriesPoints>
}

/** The pieces of a body as one. */
export async function wholeBody({ chunks }: Pick<HttpResponse, 'chunks'>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of chunks) {
    pieces.push(piece)
    size += piece.length
  }
  if (pieces.length === 1) return pieces[0]
  const whole = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

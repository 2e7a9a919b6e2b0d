// The query half of InfluxDB's API: a script sent whole, answered with annotated CSV.
import { decodeQueryAnswer, type NamedStream } from '../formats/index.ts'
import { type Host, type InfluxServer, wholeBody } from '../library/index.ts'
import { emptyStream, type TableStream } from '../tables/index.ts'
import { fault, formatTime } from '../values/index.ts'
import { queryFailure } from './answers.ts'

/** The most an answer may hold: 512 MiB. */
const MAX_ANSWER = 512 * 1024 * 1024

export interface ServerAnswer {
  readonly results: readonly NamedStream[]
  /** What ended the script after it had begun to answer. */
  readonly error: string | null
}

/**
 * The results of a script that a server runs; `now`, nanoseconds since 1970, is what its now() is to be. Rejects with a
 * Fault where the server refuses to run it.
 */
export async function queryServer(
  server: InfluxServer,
  script: string,
  now: bigint,
  request: Host['request'],
  signal: AbortSignal,
): Promise<ServerAnswer> {
  const response = await request(
    {
      purpose: 'query',
      method: 'POST',
      url: queryAddress(server),
      headers: {
        ...(server.token === '' ? {} : { Authorization: `Token ${server.token}` }),
        'Content-Type': 'application/json',
      },
      body: new TextEncoder().encode(JSON.stringify({ query: script, dialect, now: formatTime(now) })),
      maxBytes: MAX_ANSWER,
    },
    signal,
  )
  const bytes = await wholeBody(response)
  if (response.status !== 200) throw queryFailure(response.status, new TextDecoder().decode(bytes), server)
  return decodeQueryAnswer(bytes)
}

const dialect = { header: true, dateTimeFormat: 'RFC3339Nano', annotations: ['group', 'datatype', 'default'] }

function queryAddress({ host, org, orgID }: InfluxServer): string {
  const query = new URLSearchParams()
  if (org !== undefined) query.set('org', org)
  if (orgID !== undefined) query.set('orgID', orgID)
  return `${host.replace(/\/+$/, '')}/api/v2/query?${query}`
}

/** The tables of the first result; throws what ended the script. */
export async function firstResult(
  server: InfluxServer,
  script: string,
  now: bigint,
  request: Host['request'],
  signal: AbortSignal,
): Promise<TableStream> {
  const { results, error } = await queryServer(server, script, now, request, signal)
  if (error !== null) throw fault('unknown', error)
  return results[0]?.stream ?? emptyStream
}

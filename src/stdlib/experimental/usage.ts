// experimental/usage: what an organization of InfluxDB Cloud used, and what it may.
import { type Context, composed, packageOf } from '../../library/index.ts'
import { DictValue, fault, type RecordValue, stringOf, type Value } from '../../values/index.ts'
import { callMember } from '../composing.ts'

const server = {
  host: 'The address of the InfluxDB.',
  orgID: 'The organization, by id; that of the token when it is empty.',
  token: 'A token that may read it.',
}

export const usage = packageOf('experimental/usage', 'What an organization used, and what it may use.', {
  from: composed(
    '(start: A, stop: B, ?host: string, ?orgID: string, ?raw: C, ?token: string) => stream[D] where D: Record',
    {
      summary: 'Tables of what was read, written and stored in a stretch of time.',
      params: {
        start: 'Where to begin.',
        stop: 'Where to end.',
        ...server,
        raw: 'Whether single readings are wanted, not sums of an hour.',
      },
      defaults: { host: '', orgID: '', token: '' },
      build({ start, stop, raw, ...asked }, context) {
        const query = [['start', start], ['stop', stop], ['raw', raw ?? false]].map(([name, value]) => [name as string, String(stringOf(value as Value))] as const) // biome-ignore format: one list
        const body = answerOf('usage', asked, DictValue.from(query), context)
        return callMember(context, 'csv', 'from', { csv: textOf(body, context) })
      },
    },
  ),
  limits: composed('(?host: string, ?orgID: string, ?token: string) => A', {
    summary: 'The limits an organization has, as a record.',
    params: server,
    defaults: { host: '', orgID: '', token: '' },
    build: (asked, context) => {
      const parsed = callMember(context, 'experimental/json', 'parse', {
        data: answerOf('limits', asked, null, context),
      })
      return (parsed as RecordValue).get('limits') ?? parsed
    },
  }),
})

interface Asked {
  readonly host: string
  readonly orgID: string
  readonly token: string
}

/** The body of an answer that is none of an error. */
function answerOf(what: string, { host, orgID, token }: Asked, query: Value | null, context: Context): Value {
  // The braces are InfluxDB's own, for the organization of the token.
  const id = orgID === '' ? '{orgID}' : String(callMember(context, 'http', 'pathEscape', { inputString: orgID }))
  const path = `/api/v2/orgs/${id}/${what}`
  const response = callMember(context, 'experimental/influxdb', 'api', { method: 'get', path, host, token, ...(query ? { query } : {}) }) as RecordValue // biome-ignore format: one call
  const [status, body] = [response.get('statusCode') as bigint, response.get('body')!]
  if (status <= 299n) return body
  throw fault('unknown', `organization ${what} request returned status ${status}: ${textOf(body, context)}`)
}

function textOf(bytes: Value, context: Context): string {
  return String(callMember(context, 'universe', 'string', { v: bytes }))
}

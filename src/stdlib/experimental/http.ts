// experimental/http: reading an address inside an expression. http/requests is its successor.
import { composed, packageOf } from '../../library/index.ts'
import { Duration, RecordValue, recordOf, type Value } from '../../values/index.ts'
import { headersOf } from '../http/endpoint.ts'
import { exchanged, timeoutOf } from '../http/exchange.ts'

const THIRTY_SECONDS = new Duration(0n, 30_000_000_000n)

export const experimentalHttp = packageOf('experimental/http', 'Reads over HTTP.', {
  get: composed(
    '(url: string, ?headers: A, ?timeout: duration) => {headers: B, body: bytes, statusCode: int} where A: Record, B: Record',
    {
      summary: 'Reads an address and gives the answer.',
      params: {
        url: 'The address.',
        headers: 'Headers by name, as a record of texts.',
        timeout: 'How long to wait for the answer to begin; 30 seconds by default.',
      },
      differs: 'The address must allow the page to call it (CORS), and a browser sets some headers by itself.',
      build({ url, headers, timeout }, context) {
        const answer = exchanged(context, {
          method: 'GET',
          url,
          headers: headersOf(headers as Value | undefined),
          body: null,
          timeoutMs: timeoutOf((timeout as Value | undefined) ?? THIRTY_SECONDS),
        })
        return recordOf({
          statusCode: BigInt(answer.status),
          body: answer.body,
          headers: new RecordValue(new Map(answer.headers)),
        })
      },
    },
  ),
})

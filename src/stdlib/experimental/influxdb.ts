// experimental/influxdb: any request to the API of an InfluxDB.
import { composed, type HttpMethod, packageOf } from '../../library/index.ts'
import { DictValue, Duration, fault, recordOf } from '../../values/index.ts'
import { exchanged, timeoutOf } from '../http/exchange.ts'
import { escaped } from '../http/requests.ts'

const THIRTY_SECONDS = new Duration(0n, 30_000_000_000n)

export const experimentalInfluxdb = packageOf('experimental/influxdb', 'Asks the API of an InfluxDB.', {
  api: composed(
    '(method: string, path: string, ?body: bytes, ?headers: [string:string], ?host: string, ?query: [string:string], ?timeout: duration, ?token: string) => {headers: [string:string], body: bytes, statusCode: int}',
    {
      summary: 'Sends a request to an InfluxDB, with its token, and gives the answer.',
      params: {
        method: 'The method, such as `"get"`.',
        path: 'The path, such as `"/api/v2/buckets"`.',
        body: 'What to send.',
        headers: 'Headers by name.',
        host: 'The address of the InfluxDB.',
        query: 'Parameters of the address.',
        timeout: 'How long to wait; 30 seconds by default.',
        token: 'The token.',
      },
      differs: 'Inside InfluxDB the host and the token may be left out; here they are needed. The InfluxDB must allow the page to call it (CORS).', // biome-ignore format: one text
      defaults: { timeout: THIRTY_SECONDS },
      build({ method, path, body, headers, host, query, timeout, token }, context) {
        const answer = exchanged(context, {
          method: method.toUpperCase() as HttpMethod,
          url: address(needed('host', host), path, query),
          headers: { ...Object.fromEntries(pairs(headers)), Authorization: `Token ${needed('token', token)}` },
          body: body instanceof Uint8Array ? body : null,
          timeoutMs: timeoutOf(timeout),
        })
        return recordOf({
          statusCode: BigInt(answer.status),
          headers: DictValue.from(answer.headers),
          body: answer.body,
        })
      },
    },
  ),
})

function needed(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value
  throw fault('invalid', `keyword argument "${name}" is required when executing outside InfluxDB`, {
    steps: [`Give the ${name} of an InfluxDB.`],
  })
}

function address(host: string, path: string, query: unknown): string {
  const parameters = pairs(query).map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
  return host + path + (parameters.length > 0 ? `?${parameters.sort().join('&')}` : '')
}

function pairs(dictionary: unknown): [string, string][] {
  return dictionary instanceof DictValue ? dictionary.entries.map(([name, value]) => [String(name), String(value)]) : []
}

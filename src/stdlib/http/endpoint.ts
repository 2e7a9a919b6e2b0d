// http.post and http.endpoint: requests with an effect, one at a time, each row of a stream at most once.
import { type Context, composed, fn, nativeFunction } from '../../library/index.ts'
import { type FunctionValue, fault, isNull, RecordValue, stringOf, typeName, type Value } from '../../values/index.ts'
import { exchanged } from './exchange.ts'

const differs = 'The address must allow the page to call it (CORS), and a browser sets some headers by itself.'

export const post = fn('(url: string, ?data: bytes, ?headers: A) => int where A: Record', {
  summary: 'Sends bytes to an address and gives the status of the answer.',
  params: {
    url: 'The address.',
    data: 'What to send, such as `bytes(v: "text")`; nothing by default.',
    headers: 'Headers by name, as a record of texts.',
  },
  differs,
  call: ({ url, data, headers }, context) =>
    BigInt(
      exchanged(context, {
        method: 'POST',
        url,
        headers: headersOf(headers),
        body: (data as Uint8Array | undefined) ?? null,
        timeoutMs: null,
      }).status,
    ),
})

/** Headers out of a record; one that is no text is refused. */
export function headersOf(headers: Value | undefined): Record<string, string> {
  if (!(headers instanceof RecordValue)) return {}
  return Object.fromEntries(
    [...headers.fields].map(([name, value]) => {
      if (typeof value !== 'string') throw fault('invalid', `header value ${JSON.stringify(name)} must be a string`)
      return [name, value]
    }),
  )
}

const mapType =
  '(mapFn: (r: A) => {C with headers: B, data: bytes}) => (<-tables: stream[A]) => stream[{A with _sent: string}]'
const sendType = '(<-tables: stream[A]) => stream[{A with _sent: string}]'

export const endpoint = composed(
  '(url: string) => (mapFn: (r: A) => {C with headers: B, data: bytes}) => (<-tables: stream[A]) => stream[{A with _sent: string}] where B: Record',
  {
    summary: 'A function that sends each row of a stream to an address, and says in `_sent` whether it was taken.',
    params: { url: 'The address.' },
    differs,
    build: ({ url }) =>
      nativeFunction('endpoint', mapType, ['mapFn'], ({ mapFn }) =>
        nativeFunction('endpoint', sendType, ['<-tables'], ({ tables }, context) =>
          sentRows(tables, mapFn as FunctionValue, url, context),
        ),
      ),
  },
)

function sentRows(tables: Value, mapFn: FunctionValue, url: string, context: Context): Value {
  const call = (path: string, name: string, args: Record<string, Value>): Value =>
    context.call(context.member(path, name) as FunctionValue, args)
  const send = nativeFunction('fn', '(r: A) => B', ['r'], ({ r }, inner) => {
    const message = inner.call(mapFn, { r })
    if (!(message instanceof RecordValue))
      throw fault('invalid', `mapFn must return a record with headers and data, found ${typeName(message)}`)
    const [headers, data] = [message.get('headers'), message.get('data')]
    const args = { url, ...(headers && !isNull(headers) && { headers }), ...(data && !isNull(data) && { data }) }
    const status = inner.call(inner.member('http', 'post') as FunctionValue, args)
    const row = new Map((r as RecordValue).fields)
    row.set('_status', stringOf(status)!)
    row.set('_sent', String(status === 200n))
    return new RecordValue(row)
  })
  const sent = call('universe', 'map', { tables, fn: send })
  return call('experimental', 'group', { tables: sent, mode: 'extend', columns: ['_sent'] })
}

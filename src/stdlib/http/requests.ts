// http/requests and its former place experimental/http/requests: requests of any method, answers as records.
import {
  type Context,
  composed,
  constant,
  type HttpMethod,
  option,
  type Package,
  packageOf,
} from '../../library/index.ts'
import {
  DictValue,
  Duration,
  display,
  fault,
  isNull,
  RecordValue,
  recordOf,
  typeName,
  type Value,
} from '../../values/index.ts'
import { exchanged, timeoutOf } from './exchange.ts'

const methods: ReadonlySet<string> = new Set(['DELETE', 'GET', 'HEAD', 'PATCH', 'POST', 'PUT'])
const noBytes = new Uint8Array()

const params = {
  url: 'The address.',
  params: 'Parameters of the address; given any, they replace those it has.',
  headers: 'Headers by name.',
  body: 'What to send, such as `bytes(v: "text")`.',
  config: 'A record with `timeout` (zero: the host’s own limit) and `insecureSkipVerify`.',
}
const differs =
  'The address must allow the page to call it (CORS). A browser has no body with GET, sets some headers by itself, and always verifies certificates. Of an answer’s repeated header one stays.'

interface Given {
  readonly method: Value
  readonly url: Value
  readonly params?: Value
  readonly headers?: Value
  readonly body?: Value
  readonly config: Value
}

function send({ method, url, ...given }: Given, context: Context): Value {
  if (typeof method !== 'string' || !methods.has(method))
    throw fault('invalid', `invalid HTTP method ${JSON.stringify(method)}`)
  const { config } = given
  if (!(config instanceof RecordValue))
    throw fault('invalid', `parameter "config" is not of type record: ${typeName(config)}`)
  for (const name of ['timeout', 'insecureSkipVerify'])
    if (config.get(name) === undefined) throw fault('invalid', `config is missing "${name}" property`)
  const answer = exchanged(context, {
    method: method as HttpMethod,
    url: withParameters(url as string, given.params),
    headers: Object.fromEntries(textPairs(given.headers)),
    body: given.body instanceof Uint8Array ? given.body : null,
    timeoutMs: timeoutOf(config.get('timeout')!),
  })
  return recordOf({
    statusCode: BigInt(answer.status),
    body: answer.body,
    headers: DictValue.from(answer.headers),
    duration: answer.took,
  })
}

function textPairs(headers: Value | undefined): [string, string][] {
  if (!(headers instanceof DictValue)) return []
  return headers.entries.map(([name, value]) => {
    if (typeof name !== 'string' || typeof value !== 'string')
      throw fault('invalid', `header key and values must be a string: ${JSON.stringify(String(name))}`)
    return [name, value]
  })
}

/** Parameters in alphabetical order, with a blank as `+`, in the place of the address's own. */
function withParameters(url: string, parameters: Value | undefined): string {
  if (!(parameters instanceof DictValue)) return url
  const pairs = parameters.entries.flatMap(([name, values]) =>
    (values as readonly Value[]).map(value => `${escaped(String(name))}=${escaped(String(value))}`),
  )
  if (pairs.length === 0) return url
  const [, path, fragment] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/s.exec(url)!
  return `${path}?${pairs.join('&')}${fragment ?? ''}`
}

/** As Go writes parameters: a blank is `+`. */
export function escaped(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** The two packages differ in nothing but the option each has for itself. */
function requestsAt(path: string): Package {
  const configured = (config: Value | undefined, context: Context): Value =>
    config === undefined || isNull(config) ? context.option(path, 'defaultConfig') : config
  const of = (method: 'GET' | 'POST', summary: string) =>
    composed(
      '(url: string, ?body: bytes, ?config: {A with insecureSkipVerify: bool, timeout: duration}, ?headers: [string:string], ?params: [string:[string]]) => {duration: duration, headers: [string:string], body: bytes, statusCode: int}',
      {
        summary,
        params,
        differs,
        build: (args, context) =>
          send({ ...args, method, config: configured(args.config as Value, context) } as Given, context),
      },
    )
  return packageOf(path, 'Sends requests over HTTP and gives the answers as records.', {
    _emptyBody: constant('bytes', noBytes, 'A body without a byte.'),
    defaultConfig: option(
      '{timeout: duration, insecureSkipVerify: bool}',
      'How requests are sent unless a call says otherwise.',
      recordOf({ timeout: new Duration(0n, 0n), insecureSkipVerify: false }),
    ),
    _do: composed(
      '(config: {A with insecureSkipVerify: bool, timeout: duration}, method: string, url: string, ?body: bytes, ?headers: [string:string], ?params: [string:[string]]) => {duration: duration, headers: [string:string], body: bytes, statusCode: int}',
      {
        summary: 'Sends a request; what `do` stands on.',
        params: { ...params, method: 'The method, in capitals.' },
        differs,
        build: (args, context) => send(args as unknown as Given, context),
      },
    ),
    do: composed(
      '(method: string, url: string, ?body: bytes, ?config: {A with insecureSkipVerify: bool, timeout: duration}, ?headers: [string:string], ?params: [string:[string]]) => {duration: duration, headers: [string:string], body: bytes, statusCode: int}',
      {
        summary: 'Sends a request of any method and gives the answer.',
        params: { ...params, method: '`"DELETE"`, `"GET"`, `"HEAD"`, `"PATCH"`, `"POST"` or `"PUT"`.' },
        differs,
        build: (args, context) =>
          send({ ...args, config: configured(args.config as Value, context) } as unknown as Given, context),
      },
    ),
    get: of('GET', 'Reads an address and gives the answer.'),
    post: of('POST', 'Sends bytes to an address and gives the answer.'),
    peek: composed(
      '(response: {E with duration: A, headers: B, body: C, statusCode: D}) => stream[{statusCode: D, body: string, headers: string, duration: int}]',
      {
        summary: 'An answer as a table of one row, to look at.',
        params: { response: 'The answer of a request.' },
        build: ({ response }, context) => peeked(response as unknown as RecordValue, context),
      },
    ),
  })
}

function peeked(response: RecordValue, context: Context): Value {
  const call = (path: string, name: string, args: Record<string, Value>): Value =>
    context.call(context.member(path, name) as never, args)
  const row = recordOf({
    statusCode: response.get('statusCode')!,
    body: call('universe', 'string', { v: response.get('body')! }),
    headers: display(response.get('headers')!),
    duration: call('universe', 'int', { v: response.get('duration')! }),
  })
  return call('array', 'from', { rows: [row] })
}

export const requests = requestsAt('http/requests')
export const formerRequests = requestsAt('experimental/http/requests')

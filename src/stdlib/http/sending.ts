// What the packages that send messages share: one JSON body a message, an endpoint that sends each row of a stream, and
// what a browser has to say of it.
import { type Context, composed, type Documented, type Member, nativeFunction, readSignature } from '../../library/index.ts' // biome-ignore format: one line
import { type FunctionValue, fault, isNull, nullOf, RecordValue, stringOf, typeName, type Value } from '../../values/index.ts' // biome-ignore format: one line
import { callMember, mapped } from '../composing.ts'
import { jsonText } from '../json/encoding.ts'
import { headersOf } from './endpoint.ts'
import { exchanged } from './exchange.ts'

export const differs =
  'The service must allow the page to call it (CORS), which most do not: use the local proxy, or send to an address of your own that passes messages on. A dry run shows what would be sent.'

/** What a page is told of a browser's limits stands with each member that sends. */
export type Message = Readonly<Record<string, Value>>

/** Posts a text; the status of the answer. */
export function post(context: Context, url: Value, headers: Record<string, Value>, body: string): bigint {
  const answer = exchanged(context, {
    method: 'POST',
    url: textOf(url, 'url'),
    headers: headersOf(new RecordValue(new Map(Object.entries(headers)))),
    body: new TextEncoder().encode(body),
    timeoutMs: null,
  })
  return BigInt(answer.status)
}

export function postJson(context: Context, url: Value, headers: Record<string, Value>, message: Message): bigint {
  return post(context, url, headers, json(new RecordValue(new Map(Object.entries(message)))))
}

export const json = (v: Value): string => jsonText(v, false)
export const plainJson = { 'Content-Type': 'application/json' }
export const utf8Json = { 'Content-Type': 'application/json; charset=utf-8' }

/** A text that is needed; a null or another type is told by the name of what it is. */
export function textOf(v: Value | undefined, name: string): string {
  if (typeof v === 'string') return v
  throw fault('invalid', `${name} must be a string, found ${v === undefined || isNull(v) ? 'null' : typeName(v)}`, {
    steps: [`Give ${name} a text; \`string(v: …)\` makes one of other values.`],
  })
}

export const option = (context: Context, path: string, name: string, given: Value | undefined): Value =>
  given ?? context.option(path, name)

/** Two in front says that a status is a success. */
export const isSuccess = (status: bigint): string => String(status / 100n === 2n)

/** The columns that say what became of a message. */
export function outcome(status: bigint): Record<string, Value> {
  return { _status: String(status), _sent: isSuccess(status) }
}

/** The fields a message is made of; what a record lacks is null. */
export function picked(message: RecordValue, ...names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(names.map(name => [name, message.get(name) ?? nullOf('invalid')]))
}

/** Sends one row's message; gives the columns to add to the row. */
export type Sender = (message: RecordValue, context: Context, row: RecordValue) => Record<string, Value>

interface EndpointDefinition {
  readonly summary: string
  readonly params: Record<string, string>
  readonly examples: readonly string[]
  readonly differs?: string
  readonly before?: (tables: Value, context: Context) => Value
  /** Looks at the arguments of the endpoint, once. */
  sender(args: Record<string, Value>, context: Context): Sender
}

/** `endpoint(…)` is a function of `mapFn`, which is a function of tables: each row is sent, one after another. */
export function endpointMember(signature: string, definition: EndpointDefinition): Member {
  const mapType = readSignature(signature).result
  const sendType = mapType.slice(mapType.indexOf('(<-tables'))
  const documented = { ...definition, differs: definition.differs ?? differs } as unknown as Documented<string>
  return composed(signature, {
    ...documented,
    build(given: unknown, outer: Context) {
      const send = definition.sender(given as Record<string, Value>, outer)
      return nativeFunction('endpoint', mapType, ['mapFn'], ({ mapFn }) =>
        nativeFunction('endpoint', sendType, ['<-tables'], ({ tables }, context) =>
          mapped(context, definition.before?.(tables, context) ?? tables, (row, inner) =>
            send(messageOf(mapFn as FunctionValue, row, inner), inner, row),
          ),
        ),
      )
    },
  } as never)
}

function messageOf(mapFn: FunctionValue, r: RecordValue, context: Context): RecordValue {
  const message = context.call(mapFn, { r })
  if (message instanceof RecordValue) return message
  throw fault('invalid', `mapFn must return a record, found ${typeName(message)}`, {
    steps: ['Write it as `(r) => ({…})`, with the fields the endpoint names.'],
  })
}

/** A member that sends one message and gives the status of the answer. */
export function sendingMember(
  signature: string,
  definition: Omit<EndpointDefinition, 'sender' | 'before'> & {
    send(args: Record<string, Value>, context: Context): Value
  },
): Member {
  const { send, ...documented } = definition
  return composed(signature, {
    ...({ ...documented, differs: definition.differs ?? differs } as unknown as Documented<string>),
    build: (args: unknown, context: Context) => send(args as Record<string, Value>, context),
  } as never)
}

/** An empty record is what stands for no details. */
export function hasFields(details: Value | undefined): details is Value {
  return details !== undefined && !isNull(details) && !(details instanceof RecordValue && details.fields.size === 0)
}

/** The first characters of a text, counted as the reference counts them: by code points. */
export function cut(context: Context, v: string, end: bigint): string {
  return callMember(context, 'strings', 'substring', { v, start: 0n, end }) as string
}

export const stringValue = (v: Value): Value => (isNull(v) ? nullOf('string') : (stringOf(v) ?? nullOf('string')))

/** A script that sends one message, for examples. */
export function messageExample(path: string, call: string): string {
  return `import "array"\nimport "${path}"\n\narray.from(rows: [{status: ${call}}])`
}

/** A script that sends a row, for examples. */
export function endpointExample(path: string, endpoint: string, message: string): string {
  return `import "array"
import "${path}"

toService = ${endpoint}

array.from(rows: [{host: "a", _level: "crit"}])
    |> toService(mapFn: (r) => (${message}))()`
}

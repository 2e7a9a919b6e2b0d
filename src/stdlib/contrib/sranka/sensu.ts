// contrib/sranka/sensu: events for Sensu Go.
import { type Context, fn, packageOf } from '../../../library/index.ts'
import { recordOf, type Value } from '../../../values/index.ts'
import {
  endpointExample,
  endpointMember,
  isSuccess,
  messageExample,
  picked,
  postJson,
  sendingMember,
  textOf,
  utf8Json,
} from '../../http/sending.ts'

const PATH = 'contrib/sranka/sensu'
/** Seconds between two events of a check, as Sensu wants to be told. */
const INTERVAL = 60n
const params = {
  url: 'The address of the API, without a path.',
  apiKey: 'A key of the API.',
  handlers: 'Names of handlers, as an array; none by default.',
  namespace: 'The namespace; "default" unless given.',
  entityName: 'What the event is about; "influxdb" unless given.',
}
const server = 'url: "https://sensu.example.com", apiKey: "k"'

export const sensu = packageOf(PATH, 'Sends events to Sensu.', {
  toSensuName: fn('(v: string) => string', {
    summary: 'A text as a name that Sensu takes: other characters become underscores.',
    params: { v: 'The text.' },
    examples: ['sensu.toSensuName(v: "disk /var") // "disk__var"'],
    call: ({ v }) => nameOf(v),
  }),
  event: sendingMember(
    '(apiKey: string, checkName: string, text: A, url: string, ?entityName: string, ?handlers: B, ?namespace: string, ?state: string, ?status: C) => int where C: Equatable',
    {
      summary: 'Sends one event and gives the status of the answer.',
      params: {
        ...params,
        checkName: 'The name of the check.',
        text: 'What the check found.',
        status: '0 is well, 1 a warning, 2 critical; 0 by default.',
        state: '`"passing"` or `"failing"`; by the status unless given.',
      },
      examples: [messageExample(PATH, `sensu.event(${server}, checkName: "disk", text: "Disk full", status: 2)`)],
      send,
    },
  ),
  endpoint: endpointMember(
    '(apiKey: string, url: string, ?entityName: string, ?handlers: A, ?namespace: string) => (mapFn: (r: B) => {E with checkName: string, text: C, status: D}) => (<-tables: stream[B]) => stream[{B with _sent: string}] where D: Equatable',
    {
      summary: 'A function that sends each row as an event of `checkName`, `text` and `status`.',
      params,
      examples: [endpointExample(PATH, `sensu.endpoint(${server})`, '{checkName: r.host, text: r._level, status: 2}')],
      sender: args => (message, context) => ({
        _sent: isSuccess(send({ ...args, ...picked(message, 'checkName', 'text', 'status') }, context)),
      }),
    },
  ),
})

function send({ url, apiKey, ...given }: Record<string, Value>, context: Context): bigint {
  const status = given.status ?? 0n
  const state = given.state === undefined || given.state === '' ? (status === 0n ? 'passing' : 'failing') : given.state
  const named = (name: string): Value => recordOf({ name: nameOf(name) })
  const data = {
    entity: recordOf({
      entity_class: 'proxy',
      metadata: named(textOf(given.entityName ?? 'influxdb', 'entityName')),
    }),
    check: recordOf({
      output: given.text,
      state,
      status,
      handlers: given.handlers ?? [],
      interval: INTERVAL,
      metadata: named(textOf(given.checkName, 'checkName')),
    }),
  }
  const namespace = textOf(given.namespace ?? 'default', 'namespace')
  const address = `${textOf(url, 'url')}/api/core/v2/namespaces/${namespace}/events`
  return postJson(context, address, { ...utf8Json, Authorization: `Key ${textOf(apiKey, 'apiKey')}` }, data)
}

function nameOf(text: string): string {
  return text === '' ? '_' : text.replace(/[^a-zA-Z0-9_.-]/gu, '_')
}

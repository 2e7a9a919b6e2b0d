// contrib/rhajek/bigpanda: alerts for BigPanda; whatever a record has is sent along.
import { type Context, fn, option, packageOf } from '../../../library/index.ts'
import type { RecordValue, Value } from '../../../values/index.ts'
import { extended } from '../../composing.ts'
import {
  endpointExample,
  endpointMember,
  json,
  messageExample,
  option as optionOf,
  outcome,
  picked,
  post,
  sendingMember,
  textOf,
  utf8Json,
} from '../../http/sending.ts'

const PATH = 'contrib/rhajek/bigpanda'
const params = {
  token: 'A token of the organization.',
  appKey: 'The key of the integration.',
}
const server = 'url: "https://bp.example.com/alerts", token: "t", appKey: "k"'
const statuses: ReadonlyMap<string, string> = new Map([
  ['warn', 'warning'],
  ['info', 'ok'],
  ['ok', 'ok'],
])

export const bigpanda = packageOf(PATH, 'Sends alerts to BigPanda.', {
  defaultUrl: option(
    'string',
    'Where alerts go unless a call says otherwise.',
    'https://api.bigpanda.io/data/v2/alerts',
  ),
  defaultTokenPrefix: option('string', 'What comes before the token in the header `Authorization`.', 'Bearer'),
  statusFromLevel: fn('(level: string) => string', {
    summary: 'The status that stands for a level of monitor.',
    params: { level: 'The level, in capitals or not; what is no level is critical.' },
    examples: ['bigpanda.statusFromLevel(level: "warn") // "warning"'],
    call: ({ level }) => statuses.get(level.toLowerCase()) ?? 'critical',
  }),
  sendAlert: sendingMember('(appKey: A, rec: B, status: C, token: string, url: string) => int', {
    summary: 'Sends one alert and gives the status of the answer.',
    params: {
      ...params,
      url: 'Where to send to.',
      status: '`"ok"`, `"warning"`, `"critical"` or `"acknowledged"`.',
      rec: 'A record of whatever else there is to tell.',
    },
    examples: [messageExample(PATH, `bigpanda.sendAlert(${server}, status: "critical", rec: {host: "a"})`)],
    send,
  }),
  endpoint: endpointMember(
    '(appKey: A, token: string, ?url: string) => (mapFn: (r: B) => {D with status: C}) => (<-tables: stream[B]) => stream[{B with _sent: string}]',
    {
      summary: 'A function that sends each row as an alert: the record has a `status`, and all of it is sent.',
      params: { ...params, url: 'Where to send to; the option `defaultUrl` unless given.' },
      examples: [endpointExample(PATH, `bigpanda.endpoint(${server})`, '{status: "critical", host: r.host}')],
      sender: ({ url, ...args }, outer) => {
        const to = { ...args, url: optionOf(outer, PATH, 'defaultUrl', url) }
        return (message, context) => outcome(send({ ...to, ...picked(message, 'status'), rec: message }, context))
      },
    },
  ),
})

function send({ url, token, appKey, status, rec }: Record<string, Value>, context: Context): bigint {
  const prefix = textOf(context.option(PATH, 'defaultTokenPrefix'), 'defaultTokenPrefix')
  const headers = { ...utf8Json, Authorization: `${prefix} ${textOf(token, 'token')}` }
  return post(context, url, headers, json(extended(rec as RecordValue, { app_key: appKey, status })))
}

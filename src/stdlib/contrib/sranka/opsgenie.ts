// contrib/sranka/opsgenie: alerts for Opsgenie.
import { type Context, fn, packageOf } from '../../../library/index.ts'
import { fault, type Value } from '../../../values/index.ts'
import {
  cut,
  endpointExample,
  endpointMember,
  json,
  messageExample,
  outcome,
  picked,
  post,
  sendingMember,
  stringValue,
  textOf,
  utf8Json,
} from '../../http/sending.ts'

const PATH = 'contrib/sranka/opsgenie'
const ALERTS = 'https://api.opsgenie.com/v2/alerts'
const params = {
  url: 'Where to send to; Opsgenie’s API unless given.',
  apiKey: 'A key of the API.',
  entity: 'What it is about.',
}
const server = 'url: "https://og.example.com/alerts", apiKey: "k"'
const names = ['message', 'alias', 'description', 'priority', 'responders', 'tags', 'actions', 'visibleTo', 'details']
const kinds = ['user', 'team', 'escalation', 'schedule'] as const

export const opsgenie = packageOf(PATH, 'Sends alerts to Opsgenie.', {
  respondersToJSON: fn('(v: [string]) => string', {
    summary: 'Who is to be told, as the API takes it.',
    params: { v: 'Names after what they are of: `"user:…"`, `"team:…"`, `"escalation:…"` or `"schedule:…"`.' },
    examples: [String.raw`opsgenie.respondersToJSON(v: ["team:ops"]) // "[{\"type\":\"team\",\"name\":\"ops\"}]"`],
    call: ({ v }) => respondersOf(v),
  }),
  sendAlert: sendingMember(
    '(apiKey: string, message: string, ?actions: A, ?alias: string, ?description: string, ?details: B, ?entity: string, ?priority: string, ?responders: [string], ?tags: C, ?url: string, ?visibleTo: [string]) => int where B: Stringable',
    {
      summary: 'Sends one alert and gives the status of the answer.',
      params: {
        ...params,
        message: 'A sentence; what is beyond 130 characters is cut off.',
        alias: 'Alerts of one alias are one alert; the message by default.',
        description: 'More than a sentence.',
        priority: '`"P1"` to `"P5"`; "P3" by default.',
        responders: 'Who is to be told, such as `["team:ops"]`.',
        tags: 'An array of tags.',
        actions: 'An array of what can be done about it.',
        visibleTo: 'Who is to see it, as responders are written.',
        details: 'A text of JSON: an object of whatever else there is to tell.',
      },
      examples: [messageExample(PATH, `opsgenie.sendAlert(${server}, message: "Disk full", responders: ["team:ops"])`)],
      send,
    },
  ),
  endpoint: endpointMember(
    '(apiKey: string, ?entity: string, ?url: string) => (mapFn: (r: A) => {E with message: string, alias: string, description: string, priority: string, responders: [string], tags: B, actions: C, visibleTo: [string], details: D}) => (<-tables: stream[A]) => stream[{A with _sent: string}] where D: Stringable',
    {
      summary: 'A function that sends each row as an alert of the fields that `sendAlert` takes.',
      params,
      examples: [
        endpointExample(
          PATH,
          `opsgenie.endpoint(${server})`,
          '{message: "Disk full", alias: r.host, description: "", priority: "P2", responders: ["team:ops"], tags: ["disk"], actions: ["mute"], visibleTo: ["team:ops"], details: "{}"}',
        ),
      ],
      sender: args => (message, context) => outcome(send({ ...args, ...picked(message, ...names) }, context)),
    },
  ),
})

function send({ url, apiKey, ...given }: Record<string, Value>, context: Context): bigint {
  const short = (name: string, max: bigint, otherwise = ''): string =>
    json(cutTo(context, textOf(given[name] ?? '', name) || otherwise, max))
  const message = textOf(given.message, 'message')
  const body = `{
"message": ${short('message', 130n)},
"alias": ${short('alias', 512n, message)},
"description": ${short('description', 15_000n)},
"responders": ${respondersOf((given.responders ?? []) as readonly string[])},
"visibleTo": ${respondersOf((given.visibleTo ?? []) as readonly string[])},
"actions": ${json(given.actions ?? [])},
"tags": ${json(given.tags ?? [])},
"details": ${textOf(stringValue(given.details ?? '{}'), 'details')},
"entity": ${short('entity', 512n)},
"priority": ${json(cutTo(context, textOf(given.priority ?? 'P3', 'priority'), 2n))}
}`
  return post(context, url ?? ALERTS, { ...utf8Json, Authorization: `GenieKey ${textOf(apiKey, 'apiKey')}` }, body)
}

const cutTo = (context: Context, text: string, max: bigint): string =>
  [...text].length > Number(max) ? cut(context, text, max) : text

function respondersOf(all: readonly string[]): string {
  const shown = all.map(one => {
    const kind = kinds.find(name => one.startsWith(`${name}:`))
    if (kind === undefined)
      throw fault(
        'unknown',
        `unsupported responder "${one}", it must start with one of ['user:','team:','escalation:','schedule:']`,
      )
    const name = one.slice(kind.length + 1)
    return `{"type":"${kind}","${kind === 'user' ? 'username' : 'name'}":${json(name)}}`
  })
  return `[${shown.join(',')}]`
}

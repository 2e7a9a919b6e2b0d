// contrib/bonitoo-io/alerta: alerts for the Alerta console.
import { type Context, packageOf } from '../../../library/index.ts'
import { stringOf, type Value } from '../../../values/index.ts'
import {
  cut,
  endpointExample,
  endpointMember,
  messageExample,
  outcome,
  picked,
  plainJson,
  postJson,
  sendingMember,
  textOf,
} from '../../http/sending.ts'

const PATH = 'contrib/bonitoo-io/alerta'
const params = {
  url: 'Where to send to, such as `https://alerta.example.com/api/alert`.',
  apiKey: 'A key of the API.',
  environment: 'Such as `"Production"`.',
  origin: 'What sends.',
}
const server = 'url: "https://alerta.example.com/alert", apiKey: "k"'
const fields = 'resource: "a", event: "disk", severity: "major", attributes: {}'
const names = [
  'resource',
  'event',
  'severity',
  'service',
  'group',
  'value',
  'text',
  'tags',
  'attributes',
  'type',
  'timestamp',
]
/** A time as Alerta takes it: to the millisecond. */
const MILLISECONDS = 23n

export const alerta = packageOf(PATH, 'Sends alerts to Alerta.', {
  alert: sendingMember(
    '(apiKey: string, attributes: A, event: B, resource: C, severity: D, url: string, ?environment: E, ?group: F, ?origin: G, ?service: H, ?tags: I, ?text: J, ?timestamp: K, ?type: L, ?value: M) => int',
    {
      summary: 'Sends one alert and gives the status of the answer.',
      params: {
        ...params,
        resource: 'What it is about.',
        event: 'What happened.',
        severity: 'Such as `"major"` or `"normal"`.',
        service: 'Services it touches, as an array; none by default.',
        group: 'What it belongs to.',
        value: 'What was measured.',
        text: 'A sentence.',
        tags: 'An array of tags; none by default.',
        attributes: 'A record of whatever else there is to tell.',
        type: 'What kind of event it is.',
        timestamp: 'When it was; `now()` by default.',
      },
      examples: [messageExample(PATH, `alerta.alert(${server}, ${fields})`)],
      send: (args, context) => send(args, 'InfluxDB', context),
    },
  ),
  endpoint: endpointMember(
    '(apiKey: string, url: string, ?environment: A, ?origin: B) => (mapFn: (r: C) => {O with resource: D, event: E, severity: F, service: G, group: H, value: I, text: J, tags: K, attributes: L, type: M, timestamp: N}) => (<-tables: stream[C]) => stream[{C with _sent: string}]',
    {
      summary: 'A function that sends each row as an alert of the fields that `alert` takes.',
      params,
      examples: [
        endpointExample(
          PATH,
          `alerta.endpoint(${server})`,
          `{${fields}, service: ["web"], group: "", value: r._level, text: "", tags: ["t"], type: "", timestamp: now()}`,
        ),
      ],
      sender:
        ({ url, apiKey, environment, origin }) =>
        (message, context) =>
          outcome(
            send(
              { url, apiKey, environment: environment ?? '', origin: origin ?? '', ...picked(message, ...names) },
              '',
              context,
            ),
          ),
    },
  ),
})

function send({ url, apiKey, timestamp, ...given }: Record<string, Value>, origin: string, context: Context): bigint {
  const at = stringOf(timestamp ?? context.now())
  const alert = {
    resource: given.resource,
    event: given.event,
    environment: given.environment ?? '',
    severity: given.severity,
    service: given.service ?? [],
    group: given.group ?? '',
    value: given.value ?? '',
    text: given.text ?? '',
    tags: given.tags ?? [],
    attributes: given.attributes,
    origin: given.origin ?? origin,
    type: given.type ?? '',
    createTime: `${cut(context, textOf(at ?? undefined, 'timestamp'), MILLISECONDS)}Z`,
  }
  return postJson(context, url, { Authorization: `Key ${textOf(apiKey, 'apiKey')}`, ...plainJson }, alert)
}

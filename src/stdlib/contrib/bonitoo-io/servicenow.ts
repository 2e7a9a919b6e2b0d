// contrib/bonitoo-io/servicenow: events for the event management of ServiceNow.
import { type Context, packageOf } from '../../../library/index.ts'
import { recordOf, type Value } from '../../../values/index.ts'
import { callMember } from '../../composing.ts'
import {
  endpointExample,
  endpointMember,
  hasFields,
  json,
  messageExample,
  outcome,
  picked,
  plainJson,
  postJson,
  sendingMember,
} from '../../http/sending.ts'

const PATH = 'contrib/bonitoo-io/servicenow'
const params = {
  url: 'Where to send to: the address of the instance, with `/api/global/em/jsonv2`.',
  username: 'A user of the instance.',
  password: 'The user’s password.',
  source: 'What sends.',
}
const server = 'url: "https://now.example.com/events", username: "u", password: "p"'
const names = ['node', 'metricType', 'resource', 'metricName', 'messageKey', 'description', 'severity']
const severities: ReadonlyMap<Value, string> = new Map<Value, string>([
  ['clear', '0'],
  ['critical', '1'],
  ['major', '2'],
  ['minor', '3'],
  ['warning', '4'],
  ['info', '5'],
])

export const servicenow = packageOf(PATH, 'Sends events to ServiceNow.', {
  event: sendingMember(
    '(description: A, password: string, severity: B, url: string, username: string, ?additionalInfo: C, ?messageKey: D, ?metricName: E, ?metricType: F, ?node: G, ?resource: H, ?source: I) => int where B: Equatable, C: Equatable',
    {
      summary: 'Sends one event and gives the status of the answer.',
      params: {
        ...params,
        description: 'A sentence.',
        severity: '`"critical"`, `"major"`, `"minor"`, `"warning"`, `"info"` or `"clear"`.',
        node: 'The host it is about.',
        metricType: 'What kind of metric it is.',
        resource: 'The part of the node.',
        metricName: 'The metric.',
        messageKey: 'Events of one key are about one alert.',
        additionalInfo: 'A record of whatever else there is to tell.',
      },
      examples: [messageExample(PATH, `servicenow.event(${server}, description: "Disk full", severity: "major")`)],
      send,
    },
  ),
  endpoint: endpointMember(
    '(password: string, url: string, username: string, ?source: A) => (mapFn: (r: B) => {J with node: C, metricType: D, resource: E, metricName: F, messageKey: G, description: H, severity: I}) => (<-tables: stream[B]) => stream[{B with _sent: string}] where I: Equatable',
    {
      summary: 'A function that sends each row as an event of the fields that `event` takes.',
      params,
      examples: [
        endpointExample(
          PATH,
          `servicenow.endpoint(${server})`,
          '{node: r.host, metricType: "disk", resource: "sda", metricName: "used", messageKey: "k", description: "Disk full", severity: "major"}',
        ),
      ],
      sender: args => (message, context) => {
        const info = message.get('additionalInfo')
        return outcome(
          send(
            { ...args, ...picked(message, ...names), ...(info === undefined ? {} : { additionalInfo: info }) },
            context,
          ),
        )
      },
    },
  ),
})

function send({ url, username, password, ...given }: Record<string, Value>, context: Context): bigint {
  const event = recordOf({
    source: given.source ?? 'Flux',
    node: given.node ?? '',
    type: given.metricType ?? '',
    resource: given.resource ?? '',
    metric_name: given.metricName ?? '',
    message_key: given.messageKey ?? '',
    description: given.description,
    severity: severities.get(given.severity) ?? '',
    additional_info: hasFields(given.additionalInfo) ? json(given.additionalInfo) : '',
  })
  const Authorization = callMember(context, 'http', 'basicAuth', { u: username, p: password })
  return postJson(context, url, { Authorization, ...plainJson }, { records: [event] })
}

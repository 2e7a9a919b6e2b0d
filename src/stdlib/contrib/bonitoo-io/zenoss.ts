// contrib/bonitoo-io/zenoss: events for Zenoss, by key or by user.
import { type Context, packageOf } from '../../../library/index.ts'
import { isNull, recordOf, type Value } from '../../../values/index.ts'
import { callMember } from '../../composing.ts'
import {
  endpointExample,
  endpointMember,
  messageExample,
  outcome,
  picked,
  plainJson,
  postJson,
  sendingMember,
} from '../../http/sending.ts'

const PATH = 'contrib/bonitoo-io/zenoss'
const params = {
  url: 'Where to send to: the router of events.',
  username: 'A user, where there is no key.',
  password: 'The user’s password.',
  apiKey: 'A key of the API; it goes before the user.',
  action: 'The router; "EventsRouter" by default.',
  method: 'What to ask of it; "add_event" by default.',
  type: 'What kind of request it is; "rpc" by default.',
  tid: 'The number of the request; 1 by default.',
}
const server = 'url: "https://zenoss.example.com/router", apiKey: "k"'
const names = ['summary', 'device', 'component', 'severity', 'eventClass', 'eventClassKey', 'collector', 'message']

export const zenoss = packageOf(PATH, 'Sends events to Zenoss.', {
  event: sendingMember(
    '(severity: A, url: string, ?action: B, ?apiKey: C, ?collector: D, ?component: E, ?device: F, ?eventClass: G, ?eventClassKey: H, ?message: I, ?method: J, ?password: string, ?summary: K, ?tid: L, ?type: M, ?username: string) => int where C: Equatable',
    {
      summary: 'Sends one event and gives the status of the answer.',
      params: {
        ...params,
        severity: '`"Critical"`, `"Warning"`, `"Info"` or `"Clear"`.',
        summary: 'A sentence.',
        device: 'The device it is about.',
        component: 'The part of the device.',
        eventClass: 'The class of the event.',
        eventClassKey: 'What its class is found by.',
        collector: 'Which collector saw it.',
        message: 'More than a sentence.',
      },
      examples: [messageExample(PATH, `zenoss.event(${server}, severity: "Critical", device: "a")`)],
      send,
    },
  ),
  endpoint: endpointMember(
    '(url: string, ?action: A, ?apiKey: B, ?method: C, ?password: string, ?tid: D, ?type: E, ?username: string) => (mapFn: (r: F) => {O with summary: G, device: H, component: I, severity: J, eventClass: K, eventClassKey: L, collector: M, message: N}) => (<-tables: stream[F]) => stream[{F with _sent: string}] where B: Equatable',
    {
      summary: 'A function that sends each row as an event of the fields that `event` takes.',
      params,
      examples: [
        endpointExample(
          PATH,
          `zenoss.endpoint(${server})`,
          '{summary: "Disk full", device: r.host, component: "disk", severity: "Critical", eventClass: "/App", eventClassKey: "", collector: "", message: ""}',
        ),
      ],
      sender: args => (message, context) => outcome(send({ ...args, ...picked(message, ...names) }, context)),
    },
  ),
})

function send({ url, apiKey, username, password, ...given }: Record<string, Value>, context: Context): bigint {
  const event = recordOf({
    summary: given.summary ?? '',
    device: given.device ?? '',
    component: given.component ?? '',
    severity: given.severity,
    evclass: given.eventClass ?? '',
    evclasskey: given.eventClassKey ?? '',
    collector: given.collector ?? '',
    message: given.message ?? '',
  })
  const keyed = apiKey !== undefined && !isNull(apiKey) && apiKey !== ''
  const access: Record<string, Value> = keyed
    ? { 'z-api-key': apiKey }
    : { Authorization: callMember(context, 'http', 'basicAuth', { u: username ?? '', p: password ?? '' }) }
  return postJson(
    context,
    url,
    { ...plainJson, ...access },
    {
      action: given.action ?? 'EventsRouter',
      method: given.method ?? 'add_event',
      data: [event],
      type: given.type ?? 'rpc',
      tid: given.tid ?? 1n,
    },
  )
}

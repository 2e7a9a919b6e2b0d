// contrib/bonitoo-io/victorops: alerts for VictorOps, which is Splunk On-Call now.
import { type Context, packageOf } from '../../../library/index.ts'
import { UInt, type Value } from '../../../values/index.ts'
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

const PATH = 'contrib/bonitoo-io/victorops'
const NS_PER_SECOND = 1_000_000_000n
const params = {
  url: 'Where to send to: the REST endpoint of the integration, with its keys.',
  monitoringTool: 'What sends; "InfluxDB" by default.',
}
const names = ['messageType', 'entityID', 'entityDisplayName', 'stateMessage', 'timestamp']

export const victorops = packageOf(PATH, 'Sends alerts to VictorOps.', {
  alert: sendingMember(
    '(messageType: A, url: string, ?entityDisplayName: B, ?entityID: C, ?monitoringTool: D, ?stateMessage: E, ?timestamp: F) => int',
    {
      summary: 'Sends one alert and gives the status of the answer.',
      params: {
        ...params,
        messageType: '`"CRITICAL"`, `"WARNING"`, `"INFO"` or `"RECOVERY"`.',
        entityID: 'Alerts of one id are about one incident.',
        entityDisplayName: 'What to call it.',
        stateMessage: 'A sentence.',
        timestamp: 'When it was; `now()` by default.',
      },
      examples: [messageExample(PATH, 'victorops.alert(url: "https://vo.example.com/alert", messageType: "CRITICAL")')],
      send,
    },
  ),
  endpoint: endpointMember(
    '(url: string, ?monitoringTool: A) => (mapFn: (r: B) => {H with messageType: C, entityID: D, entityDisplayName: E, stateMessage: F, timestamp: G}) => (<-tables: stream[B]) => stream[{B with _sent: string}]',
    {
      summary: 'A function that sends each row as an alert of the fields that `alert` takes.',
      params,
      examples: [
        endpointExample(
          PATH,
          'victorops.endpoint(url: "https://vo.example.com/alert")',
          '{messageType: "CRITICAL", entityID: r.host, entityDisplayName: r.host, stateMessage: "Disk full", timestamp: now()}',
        ),
      ],
      sender: args => (message, context) => outcome(send({ ...args, ...picked(message, ...names) }, context)),
    },
  ),
})

function send({ url, timestamp, ...given }: Record<string, Value>, context: Context): bigint {
  const at = callMember(context, 'universe', 'uint', { v: timestamp ?? context.now() })
  return postJson(context, url, plainJson, {
    message_type: given.messageType,
    entity_id: given.entityID ?? '',
    entity_display_name: given.entityDisplayName ?? '',
    state_message: given.stateMessage ?? '',
    state_start_time: at instanceof UInt ? new UInt(at.value / NS_PER_SECOND) : at,
    monitoring_tool: given.monitoringTool ?? 'InfluxDB',
  })
}

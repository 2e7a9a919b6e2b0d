// pagerduty: events that open and resolve incidents. Rows of one group key share one dedup key, so that a status that is
// well again resolves what an earlier one opened.
import { type Context, fn, option, packageOf, transform } from '../library/index.ts'
import { columnNamed, columnOf, type Frame, keyColumns, mapFrames, slotOf, tableCount, valueAt, withColumn } from '../tables/index.ts' // biome-ignore format: one line
import { compareText, DictValue, type FunctionValue, fault, isNull, type RecordValue, recordOf, stringOf, typeText, type Value } from '../values/index.ts' // biome-ignore format: one line
import { callMember, field } from './composing.ts'
import { sha256 } from './contrib/qxip/hash/digests.ts'
import { cut, differs, endpointExample, endpointMember, hasFields, isSuccess, json, messageExample, option as optionOf, picked, sendingMember, textOf } from './http/sending.ts' // biome-ignore format: one line

const PATH = 'pagerduty'
const DEDUP_KEY = '_pagerdutyDedupKey'
/** PagerDuty refuses longer summaries. */
const MAX_SUMMARY = 1023n

const url = 'Where to send to; the option `defaultURL` unless given.'
const params = {
  pagerdutyURL: url,
  routingKey: 'The key of the integration.',
  client: 'The name of what sends.',
  clientURL: 'An address to see more at.',
  dedupKey: 'Events of one key are about one incident.',
  class: 'What kind of event it is.',
  group: 'What it belongs to.',
  severity: '`"critical"`, `"error"`, `"warning"` or `"info"`.',
  eventAction: '`"trigger"`, `"acknowledge"` or `"resolve"`.',
  source: 'What it is about, such as a host.',
  component: 'The part of the source.',
  summary: 'A sentence; what is beyond 1023 characters is cut off.',
  timestamp: 'When it was found, as RFC 3339.',
  customDetails: 'A record of whatever else there is to tell.',
}
const eventType =
  '(class: A, client: B, clientURL: C, dedupKey: D, eventAction: E, group: F, routingKey: G, severity: H, source: I, summary: string, timestamp: J, ?component: K, ?customDetails: L, ?pagerdutyURL: string)'
const fields = ['routingKey', 'client', 'clientURL', 'class', 'group', 'severity', 'eventAction', 'source', 'summary', 'timestamp'] // biome-ignore format: one line

const record = (dedupKey: string): string =>
  `routingKey: "k", client: "flux", clientURL: "https://example.com", ${dedupKey}class: "deadman", group: "hosts", severity: "critical", eventAction: "trigger", source: "a", summary: "Disk full", timestamp: "2024-01-01T00:00:00Z"`

const severities: ReadonlyMap<string, string> = new Map([
  ['warn', 'warning'],
  ['crit', 'critical'],
  ['info', 'info'],
  ['ok', 'info'],
])
const action = (text: string): string => (text.toLowerCase() === 'ok' ? 'resolve' : 'trigger')

export const pagerduty = packageOf(PATH, 'Sends events to PagerDuty.', {
  defaultURL: option('string', 'Where events go unless a call says otherwise.', 'https://events.pagerduty.com/v2/enqueue'), // biome-ignore format: one line
  severityFromLevel: fn('(level: string) => string', {
    summary: 'The severity that stands for a level of monitor.',
    params: { level: 'The level, in capitals or not; what is no level is an error.' },
    examples: ['pagerduty.severityFromLevel(level: "crit") // "critical"'],
    call: ({ level }) => severities.get(level.toLowerCase()) ?? 'error',
  }),
  actionFromSeverity: fn('(severity: string) => string', {
    summary: '"resolve" for "ok", else "trigger".',
    params: { severity: 'The severity, in capitals or not.' },
    examples: ['pagerduty.actionFromSeverity(severity: "critical") // "trigger"'],
    call: ({ severity }) => action(severity),
  }),
  actionFromLevel: fn('(level: string) => string', {
    summary: '"resolve" for the level "ok", else "trigger".',
    params: { level: 'The level, in capitals or not.' },
    examples: ['pagerduty.actionFromLevel(level: "ok") // "resolve"'],
    call: ({ level }) => action(level),
  }),
  dedupKey: transform('(<-tables: stream[A], ?exclude: [string]) => stream[{A with _pagerdutyDedupKey: string}]', {
    summary: 'Adds a key made of the group key, by which PagerDuty knows which events are about one incident.',
    params: {
      tables: 'Tables to add it to.',
      exclude: 'Columns of the group key that do not count; `_start`, `_stop` and `_level` by default.',
    },
    defaults: { exclude: ['_start', '_stop', '_level'] },
    differs: 'A null in the group key counts as an empty text; the engine panics.',
    examples: [
      `import "array"
import "pagerduty"

array.from(rows: [{host: "a", _level: "crit"}])
    |> group(columns: ["host", "_level"])
    |> pagerduty.dedupKey()`,
    ],
    run: (tables, { exclude }) => mapFrames(tables, frame => withDedupKey(frame, new Set(exclude))),
  }),
  _sendEvent: sendingMember(
    `${eventType} => {duration: duration, headers: [string:string], body: bytes, statusCode: int} where L: Equatable`,
    {
      summary: 'Sends an event and gives the whole answer; what `sendEvent` stands on.',
      params,
      examples: [],
      send: answered,
    },
  ),
  sendEvent: sendingMember(`${eventType} => int where L: Equatable`, {
    summary: 'Sends an event and gives the status of the answer.',
    params,
    examples: [
      messageExample(
        PATH,
        `pagerduty.sendEvent(pagerdutyURL: "https://hooks.example.com/pd", ${record('dedupKey: "d", ')})`,
      ),
    ],
    send: (args, context) => field(answered(args, context), 'statusCode'),
  }),
  endpoint: endpointMember(
    '(?url: string) => (mapFn: (r: {A with _pagerdutyDedupKey: string}) => {K with routingKey: B, client: C, clientURL: D, class: E, group: F, severity: G, eventAction: H, source: I, summary: string, timestamp: J}) => (<-tables: stream[A]) => stream[{A with _sent: string, _status: string, _body: string, _pagerdutyDedupKey: string}]',
    {
      summary:
        'A function that sends each row as an event; its record may also have `component` and `customDetails`. The dedup key is that of the row’s group.',
      params: { url },
      examples: [endpointExample(PATH, 'pagerduty.endpoint(url: "https://hooks.example.com/pd")', `{${record('')}}`)],
      differs,
      before: (tables, context) => callMember(context, PATH, 'dedupKey', { tables }),
      sender: ({ url }, outer) => {
        const pagerdutyURL = optionOf(outer, PATH, 'defaultURL', url)
        return (message, context, row) => {
          const more = [...message.fields].filter(([name]) => name === 'component' || name === 'customDetails')
          const given = { ...picked(message, ...fields), ...Object.fromEntries(more) }
          const answer = answered({ ...given, pagerdutyURL, dedupKey: field(row, DEDUP_KEY) }, context)
          const status = field(answer, 'statusCode') as bigint
          const body = new TextDecoder().decode(field(answer, 'body') as Uint8Array)
          return { _sent: isSuccess(status), _status: String(status), _body: body }
        }
      },
    },
  ),
})

function answered(args: Record<string, Value>, context: Context): RecordValue {
  const { customDetails } = args
  const payload = {
    summary: cut(context, textOf(args.summary, 'summary'), MAX_SUMMARY),
    timestamp: args.timestamp,
    source: args.source,
    component: args.component ?? '',
    severity: args.severity,
    group: args.group,
    class: args.class,
    ...(hasFields(customDetails) ? { custom_details: customDetails } : {}),
  }
  const event = recordOf({
    payload: recordOf(payload),
    routing_key: args.routingKey,
    dedup_key: args.dedupKey,
    event_action: args.eventAction,
    client: args.client,
    client_url: args.clientURL,
  })
  const headers = DictValue.from([
    ['Accept', 'application/vnd.pagerduty+json;version=2'],
    ['Content-Type', 'application/json'],
  ])
  const url = optionOf(context, PATH, 'defaultURL', args.pagerdutyURL)
  const body = new TextEncoder().encode(json(event))
  const send = context.member('http/requests', 'do') as FunctionValue
  return context.call(send, { method: 'POST', url, body, headers }) as RecordValue
}

function withDedupKey(frame: Frame, excluded: ReadonlySet<string>): Frame {
  if (columnNamed(frame, DEDUP_KEY))
    throw fault('invalid', `table builder already has column with label ${DEDUP_KEY}`, {
      steps: [`Drop the column ${DEDUP_KEY} first.`],
    })
  const columns = keyColumns(frame)
    .filter(({ label }) => !excluded.has(label))
    .sort((a, b) => compareText(a.label, b.label))
  const keys = Array.from({ length: tableCount(frame) }, (_, table) => {
    const parts = columns.map(
      column => `${column.label}\n${textIn(valueAt(column, slotOf(column, table, frame.offsets[table])))}\n`,
    )
    return Array.from(sha256(new TextEncoder().encode(parts.join(''))), b => b.toString(16).padStart(2, '0')).join('')
  })
  return withColumn(frame, columnOf(DEDUP_KEY, 'string', keys, 'group'))
}

function textIn(value: Value): string {
  if (isNull(value)) return ''
  const text = stringOf(value)
  if (text === null) throw fault('invalid', `cannot convert ${typeText(value)} to string`)
  return text
}

// What each service that messages go to is sent: method, address, headers, body; and what becomes of the rows.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { analyze, run } from '../../flux.ts'
import { columnNamed, type TableStream, valueAt } from '../../tables/index.ts'
import { type RecordedAnswer, recordingHost } from '../../testing/recordingHost.ts'
import { display, fault } from '../../values/index.ts'

async function ran(script: string, answer: Parameters<typeof recordingHost>[0] = () => ({ status: 202 })) {
  const host = recordingHost(answer)
  const { results, failure } = await run(analyze(`import "array"\n${script}`), host, {
    now: 1_704_067_200_123_456_789n,
  })
  return { host, error: failure?.official ?? null, stream: results[0]?.stream ?? null }
}

function column(stream: TableStream, label: string): string[] {
  return stream.frames.flatMap(frame => {
    const found = columnNamed(frame, label)!
    return Array.from({ length: frame.offsets.at(-1)! }, (_, row) => {
      const table = frame.offsets.findLastIndex(offset => offset <= row)
      return display(valueAt(found, found.extent === 'row' ? row : found.extent === 'group' ? table : 0))
    })
  })
}

const text = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? new Uint8Array())
const plain = { 'Content-Type': 'application/json' }
const utf8 = { 'Content-Type': 'application/json; charset=utf-8' }
const row = 'array.from(rows: [{h: "a"}])'

/** Of a package: an endpoint, the record of its mapFn, and the one request that a row makes. */
const services: readonly {
  readonly path: string
  readonly endpoint: string
  readonly message: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}[] = [
  {
    path: 'slack',
    endpoint: 'slack.endpoint(token: "t")',
    message: '{channel: "#c", text: "<b>", color: "good"}',
    url: 'https://slack.com/api/chat.postMessage',
    headers: { Authorization: 'Bearer t', ...plain },
    body: { channel: '#c', attachments: [{ color: 'good', text: '<b>', mrkdwn_in: ['text'] }] },
  },
  {
    path: 'pushbullet',
    endpoint: 'pushbullet.endpoint(token: "t")',
    message: '{title: "T", text: r.h}',
    url: 'https://api.pushbullet.com/v2/pushes',
    headers: { 'Access-Token': 't', ...plain },
    body: { type: 'note', title: 'T', body: 'a' },
  },
  {
    path: 'pagerduty',
    endpoint: 'pagerduty.endpoint()',
    message:
      '{routingKey: "k", client: "c", clientURL: "u", class: "cl", group: "g", severity: "info", eventAction: "trigger", source: "s", summary: "sum", timestamp: "ts", customDetails: {n: 1}}',
    url: 'https://events.pagerduty.com/v2/enqueue',
    headers: { Accept: 'application/vnd.pagerduty+json;version=2', ...plain },
    body: {
      payload: {
        summary: 'sum',
        timestamp: 'ts',
        source: 's',
        component: '',
        severity: 'info',
        group: 'g',
        class: 'cl',
        custom_details: { n: 1 },
      },
      routing_key: 'k',
      dedup_key: createHash('sha256').update('').digest('hex'),
      event_action: 'trigger',
      client: 'c',
      client_url: 'u',
    },
  },
  {
    path: 'contrib/bonitoo-io/alerta',
    endpoint: 'alerta.endpoint(url: "http://h/alert", apiKey: "k", environment: "prod")',
    message:
      '{resource: "r", event: "e", severity: "s", service: ["x"], group: "g", value: "1", text: "t", tags: ["y"], attributes: {z: 1}, type: "ty", timestamp: now()}',
    url: 'http://h/alert',
    headers: { Authorization: 'Key k', ...plain },
    body: {
      resource: 'r',
      event: 'e',
      environment: 'prod',
      severity: 's',
      service: ['x'],
      group: 'g',
      value: '1',
      text: 't',
      tags: ['y'],
      attributes: { z: 1 },
      origin: '',
      type: 'ty',
      createTime: '2024-01-01T00:00:00.123Z',
    },
  },
  {
    path: 'contrib/bonitoo-io/servicenow',
    endpoint: 'servicenow.endpoint(url: "http://h/now", username: "u", password: "p")',
    message:
      '{node: "n", metricType: "m", resource: "r", metricName: "mn", messageKey: "k", description: "d", severity: "minor", additionalInfo: {a: "b"}}',
    url: 'http://h/now',
    headers: { Authorization: 'Basic dTpw', ...plain },
    body: {
      records: [
        {
          source: 'Flux',
          node: 'n',
          type: 'm',
          resource: 'r',
          metric_name: 'mn',
          message_key: 'k',
          description: 'd',
          severity: '3',
          additional_info: '{"a":"b"}',
        },
      ],
    },
  },
  {
    path: 'contrib/bonitoo-io/victorops',
    endpoint: 'victorops.endpoint(url: "http://h/vo")',
    message: '{messageType: "CRITICAL", entityID: "i", entityDisplayName: "n", stateMessage: "s", timestamp: now()}',
    url: 'http://h/vo',
    headers: plain,
    body: {
      message_type: 'CRITICAL',
      entity_id: 'i',
      entity_display_name: 'n',
      state_message: 's',
      state_start_time: 1_704_067_200,
      monitoring_tool: 'InfluxDB',
    },
  },
  {
    path: 'contrib/bonitoo-io/zenoss',
    endpoint: 'zenoss.endpoint(url: "http://h/z", username: "u", password: "p")',
    message:
      '{summary: "s", device: "d", component: "c", severity: "Critical", eventClass: "e", eventClassKey: "ek", collector: "co", message: "m"}',
    url: 'http://h/z',
    headers: { ...plain, Authorization: 'Basic dTpw' },
    body: {
      action: 'EventsRouter',
      method: 'add_event',
      data: [
        {
          summary: 's',
          device: 'd',
          component: 'c',
          severity: 'Critical',
          evclass: 'e',
          evclasskey: 'ek',
          collector: 'co',
          message: 'm',
        },
      ],
      type: 'rpc',
      tid: 1,
    },
  },
  {
    path: 'contrib/chobbs/discord',
    endpoint: 'discord.endpoint(webhookToken: "t", webhookID: "1", username: "u")',
    message: '{content: r.h}',
    url: 'https://discordapp.com/api/webhooks/1/t',
    headers: plain,
    body: { username: 'u', content: 'a', avatar_url: '' },
  },
  {
    path: 'contrib/rhajek/bigpanda',
    endpoint: 'bigpanda.endpoint(token: "t", appKey: "k")',
    message: '{status: "ok", more: 1}',
    url: 'https://api.bigpanda.io/data/v2/alerts',
    headers: { ...utf8, Authorization: 'Bearer t' },
    body: { status: 'ok', more: 1, app_key: 'k' },
  },
  {
    path: 'contrib/sranka/opsgenie',
    endpoint: 'opsgenie.endpoint(apiKey: "k", entity: "en")',
    message:
      '{message: "m", alias: "", description: "d", priority: "P12", responders: ["user:u", "team:t"], tags: ["x"], actions: ["y"], visibleTo: ["schedule:s"], details: "{\\"a\\":1}"}',
    url: 'https://api.opsgenie.com/v2/alerts',
    headers: { ...utf8, Authorization: 'GenieKey k' },
    body: {
      message: 'm',
      alias: 'm',
      description: 'd',
      responders: [
        { type: 'user', username: 'u' },
        { type: 'team', name: 't' },
      ],
      visibleTo: [{ type: 'schedule', name: 's' }],
      actions: ['y'],
      tags: ['x'],
      details: { a: 1 },
      entity: 'en',
      priority: 'P1',
    },
  },
  {
    path: 'contrib/sranka/teams',
    endpoint: 'teams.endpoint(url: "http://h/t")',
    message: `{title: "T", text: "${'x'.repeat(80)}", summary: ""}`,
    url: 'http://h/t',
    headers: utf8,
    body: {
      '@type': 'MessageCard',
      '@context': 'http://schema.org/extensions',
      title: 'T',
      text: 'x'.repeat(80),
      summary: `${'x'.repeat(70)}...`,
    },
  },
  {
    path: 'contrib/sranka/telegram',
    endpoint: 'telegram.endpoint(token: "t")',
    message: '{channel: "-1", text: "x", silent: false}',
    url: 'https://api.telegram.org/bott/sendMessage',
    headers: utf8,
    body: {
      chat_id: '-1',
      text: 'x',
      parse_mode: 'MarkdownV2',
      disable_web_page_preview: false,
      disable_notification: false,
    },
  },
  {
    path: 'contrib/sranka/webexteams',
    endpoint: 'webexteams.endpoint(token: "t")',
    message: '{roomId: "r", text: "x", markdown: "y"}',
    url: 'https://webexapis.com/v1/messages',
    headers: { ...utf8, Authorization: 'Bearer t' },
    body: { text: 'x', markdown: 'y', roomId: 'r' },
  },
]

describe.each(services)('$path', ({ path, endpoint, message, url, headers, body }) => {
  const script = (tables: string): string =>
    `import "${path}"\nsend = ${endpoint}\n${tables} |> send(mapFn: (r) => (${message}))()`
  test('a row is one request', async () => {
    const { host, stream, error } = await ran(script(row))
    expect(error).toBeNull()
    expect(host.asked).toHaveLength(1)
    expect(host.asked[0]).toMatchObject({ method: 'POST', url, purpose: 'http' })
    expect(host.asked[0].headers).toEqual(headers)
    expect(JSON.parse(text(host.asked[0].body))).toEqual(body)
    expect([column(stream!, '_sent'), column(stream!, '_status'), column(stream!, 'h')]).toEqual([
      ['true'],
      ['202'],
      ['a'],
    ])
  })
  test('what is refused is told in the row, and no rows send nothing', async () => {
    const refused = await ran(script('array.from(rows: [{h: "a"}, {h: "b"}])'), () => ({ status: 500, body: '<html>' }))
    expect([refused.host.asked.length, column(refused.stream!, '_sent')]).toEqual([2, ['false', 'false']])
    const empty = await ran(script(`${row} |> filter(fn: (r) => r.h == "x")`))
    expect([empty.error, empty.host.asked.length]).toEqual([null, 0])
  })
  test('a service that is not there ends the run', async () => {
    const gone = await ran(script(row), () => ({ fault: fault('unavailable', 'nobody there') }))
    expect(gone.error).toContain('nobody there')
  })
})

test('sensu says only whether it was taken, and names are made to fit', async () => {
  const { host, stream } = await ran(
    `import "contrib/sranka/sensu"
send = sensu.endpoint(url: "http://h", apiKey: "k", namespace: "n", entityName: "é 1")
${row} |> send(mapFn: (r) => ({checkName: "", text: "x", status: 2}))()`,
  )
  expect(host.asked[0]).toMatchObject({ url: 'http://h/api/core/v2/namespaces/n/events', headers: { ...utf8, Authorization: 'Key k' } }) // biome-ignore format: one line
  expect(JSON.parse(text(host.asked[0].body))).toEqual({
    entity: { entity_class: 'proxy', metadata: { name: '__1' } },
    check: { output: 'x', state: 'failing', status: 2, handlers: [], interval: 60, metadata: { name: '_' } },
  })
  expect(column(stream!, '_sent')).toEqual(['true'])
  expect(columnNamed(stream!.frames[0], '_status')).toBeUndefined()
})

describe('slack', () => {
  const message = (color: string) =>
    ran(
      `import "slack"\narray.from(rows: [{v: slack.message(url: "http://h", channel: "", text: 1, color: "${color}")}])`,
    )
  test.each(['good', '#FF0000', '#0'])('the colour %s', async color => {
    const { host, error } = await message(color)
    expect(error).toBeNull()
    expect(JSON.parse(text(host.asked[0].body)).attachments[0]).toMatchObject({ color, text: '1' })
  })
  test.each([
    ['red', 'could not parse color string'],
    ['#1000000', 'could not parse color string'],
    ['#zz', 'strconv.ParseInt: parsing "zz": invalid syntax'],
  ])('no colour: %s', async (color, said) => {
    const { host, error } = await message(color)
    expect(error).toContain(said)
    expect(host.asked).toEqual([])
  })
})

describe('pagerduty', () => {
  const hash = (parts: string): string => createHash('sha256').update(parts).digest('hex')
  const keyed = (more = '') =>
    ran(
      `import "pagerduty"
array.from(rows: [{h: "b", n: 1, f: 0.5, _level: "ok"}, {h: "a", n: 1, f: 0.5, _level: "crit"}])
    |> group(columns: ["n", "h", "f", "_level"]) |> pagerduty.dedupKey(${more})`,
    )
  test('the key is of the group key but for its times and level', async () => {
    const { stream } = await keyed()
    expect(column(stream!, '_pagerdutyDedupKey').sort()).toEqual(
      [hash('f\n0.5\nh\na\nn\n1\n'), hash('f\n0.5\nh\nb\nn\n1\n')].sort(),
    )
    const { stream: all } = await keyed('exclude: ["h", "f"]')
    expect(column(all!, '_pagerdutyDedupKey')).toContain(hash('_level\ncrit\nn\n1\n'))
  })
  test('a key that is there already is refused, and no rows need none', async () => {
    const twice = await ran(`import "pagerduty"\n${row} |> pagerduty.dedupKey() |> pagerduty.dedupKey()`)
    expect(twice.error).toContain('table builder already has column with label _pagerdutyDedupKey')
    const empty = await ran(`import "pagerduty"\n${row} |> filter(fn: (r) => false) |> pagerduty.dedupKey()`)
    expect(empty.error).toBeNull()
  })
  test('the answer stands in the row', async () => {
    const answer: RecordedAnswer = { status: 400, body: '{"status":"invalid"}' }
    const { path, endpoint, message } = services[2]
    const { stream } = await ran(
      `import "${path}"\nsend = ${endpoint}\n${row} |> send(mapFn: (r) => (${message}))()`,
      () => answer,
    )
    expect(column(stream!, '_body')).toEqual(['{"status":"invalid"}'])
  })
})

test('opsgenie refuses responders it does not know, and cuts what is too long', async () => {
  const send = (more: string) =>
    ran(
      `import "contrib/sranka/opsgenie"\narray.from(rows: [{v: opsgenie.sendAlert(url: "http://h", apiKey: "k", ${more})}])`,
    )
  expect((await send('message: "m", responders: ["me"]')).error).toContain('unsupported responder "me"')
  const { host } = await send(`message: "${'é'.repeat(200)}"`)
  expect(JSON.parse(text(host.asked[0].body))).toMatchObject({ message: 'é'.repeat(130), priority: 'P3' })
})

test('zenoss goes by a key before a user', async () => {
  const { host } = await ran(
    'import "contrib/bonitoo-io/zenoss"\narray.from(rows: [{v: zenoss.event(url: "http://h", apiKey: "k", username: "u", severity: "s")}])',
  )
  expect(host.asked[0].headers).toEqual({ ...plain, 'z-api-key': 'k' })
})

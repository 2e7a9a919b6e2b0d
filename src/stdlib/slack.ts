// slack: messages to channels, through Slack's API or an incoming webhook.
import { type Context, fn, option, packageOf } from '../library/index.ts'
import { fault, recordOf, type Value } from '../values/index.ts'
import {
  endpointExample,
  endpointMember,
  messageExample,
  option as optionOf,
  outcome,
  picked,
  plainJson,
  postJson,
  sendingMember,
  stringValue,
  textOf,
} from './http/sending.ts'

const PATH = 'slack'
const named: ReadonlySet<string> = new Set(['good', 'warning', 'danger'])
const params = {
  url: 'Where to send to: the API’s chat.postMessage, or a webhook. The option `defaultURL` unless given.',
  token: 'A token of the API; a webhook needs none.',
}

export const slack = packageOf(PATH, 'Sends messages to Slack.', {
  defaultURL: option('string', 'Where messages go unless a call says otherwise.', 'https://slack.com/api/chat.postMessage'), // biome-ignore format: one line
  validateColorString: fn('(color: string) => string', {
    summary: 'Gives a colour back that Slack knows, and refuses others.',
    params: { color: '`"good"`, `"warning"`, `"danger"`, or `#` and six hexadecimal digits.' },
    examples: ['slack.validateColorString(color: "#ff8800") // "#ff8800"'],
    call: ({ color }) => knownColor(color),
  }),
  message: sendingMember('(channel: A, color: string, text: B, ?token: string, ?url: string) => int', {
    summary: 'Sends one message and gives the status of the answer.',
    params: {
      ...params,
      channel: 'The channel, such as `"#alerts"`; a webhook has its own.',
      color: 'Colour of the bar beside it: `"good"`, `"warning"`, `"danger"`, or `#` and hexadecimal digits.',
      text: 'The text, in Slack’s mark-up.',
    },
    examples: [
      messageExample(
        PATH,
        'slack.message(url: "https://hooks.example.com/slack", channel: "#alerts", text: "Disk full", color: "danger")',
      ),
    ],
    send,
  }),
  endpoint: endpointMember(
    '(?token: string, ?url: string) => (mapFn: (r: A) => {D with channel: B, text: C, color: string}) => (<-tables: stream[A]) => stream[{A with _sent: string}]',
    {
      summary: 'A function that sends each row as a message of `channel`, `text` and `color`.',
      params,
      examples: [
        endpointExample(
          PATH,
          'slack.endpoint(url: "https://hooks.example.com/slack")',
          '{channel: "#alerts", text: r.host + " is " + r._level, color: "danger"}',
        ),
      ],
      sender: ({ url, token }, outer) => {
        const to = { url: optionOf(outer, PATH, 'defaultURL', url), token: token ?? '' }
        return (message, context) => outcome(send({ ...to, ...picked(message, 'channel', 'text', 'color') }, context))
      },
    },
  ),
})

function send({ url, token, channel, text, color }: Record<string, Value>, context: Context): bigint {
  const attachment = recordOf({
    color: knownColor(textOf(color, 'color')),
    text: stringValue(text),
    mrkdwn_in: ['text'],
  })
  const headers = { Authorization: `Bearer ${textOf(token ?? '', 'token')}`, ...plainJson }
  return postJson(context, optionOf(context, PATH, 'defaultURL', url), headers, { channel, attachments: [attachment] })
}

function knownColor(color: string): string {
  if (named.has(color)) return color
  const steps = ['Take "good", "warning" or "danger", or a `#` and six hexadecimal digits such as "#ff8800".']
  if (!color.startsWith('#')) throw fault('invalid', 'could not parse color string', { steps })
  const digits = color.slice(1)
  if (!/^[+-]?[0-9a-f]+$/i.test(digits))
    throw fault('unknown', `strconv.ParseInt: parsing ${JSON.stringify(digits)}: invalid syntax`, { steps })
  const value = Number.parseInt(digits, 16)
  if (value < 0 || value > 0xffffff) throw fault('invalid', 'could not parse color string', { steps })
  return color
}

// contrib/sranka/telegram: messages of a Telegram bot.
import { type Context, option, packageOf } from '../../../library/index.ts'
import type { Value } from '../../../values/index.ts'
import {
  endpointExample,
  endpointMember,
  messageExample,
  option as optionOf,
  outcome,
  picked,
  postJson,
  sendingMember,
  textOf,
  utf8Json,
} from '../../http/sending.ts'

const PATH = 'contrib/sranka/telegram'
const params = {
  url: 'Where bots are; the option `defaultURL` unless given.',
  token: 'The token of the bot.',
  parseMode: 'How the text is read: `"MarkdownV2"`, `"HTML"` or `"Markdown"`.',
  disableWebPagePreview: 'True shows no preview of links.',
}
const bot = 'url: "https://tg.example.com/bot", token: "t"'

export const telegram = packageOf(PATH, 'Sends messages to Telegram.', {
  defaultURL: option('string', 'Where bots are unless a call says otherwise.', 'https://api.telegram.org/bot'),
  defaultParseMode: option('string', 'How texts are read unless a call says otherwise.', 'MarkdownV2'),
  defaultDisableWebPagePreview: option('bool', 'Whether links have no preview unless a call says otherwise.', false),
  defaultSilent: option('bool', 'Whether messages make no sound unless a call says otherwise.', true),
  message: sendingMember(
    '(channel: A, text: B, token: string, ?disableWebPagePreview: C, ?parseMode: D, ?silent: E, ?url: string) => int',
    {
      summary: 'Sends one message and gives the status of the answer.',
      params: {
        ...params,
        channel: 'The id of the chat.',
        text: 'The text.',
        silent: 'True makes no sound.',
      },
      examples: [messageExample(PATH, `telegram.message(${bot}, channel: "-12345", text: "Disk full")`)],
      send,
    },
  ),
  endpoint: endpointMember(
    '(token: string, ?disableWebPagePreview: A, ?parseMode: B, ?url: string) => (mapFn: (r: C) => {G with channel: D, text: E, silent: F}) => (<-tables: stream[C]) => stream[{C with _sent: string}]',
    {
      summary: 'A function that sends each row as a message of `channel`, `text` and `silent`.',
      params,
      examples: [
        endpointExample(PATH, `telegram.endpoint(${bot})`, '{channel: "-12345", text: r._level, silent: false}'),
      ],
      sender: ({ token, ...args }, outer) => {
        const to = { token, ...withOptions(args, outer) }
        return (message, context) => outcome(send({ ...to, ...picked(message, 'channel', 'text', 'silent') }, context))
      },
    },
  ),
})

function withOptions(args: Record<string, Value>, context: Context): Record<string, Value> {
  return {
    url: optionOf(context, PATH, 'defaultURL', args.url),
    parseMode: optionOf(context, PATH, 'defaultParseMode', args.parseMode),
    disableWebPagePreview: optionOf(context, PATH, 'defaultDisableWebPagePreview', args.disableWebPagePreview),
  }
}

function send(args: Record<string, Value>, context: Context): bigint {
  const { url, parseMode, disableWebPagePreview } = withOptions(args, context)
  return postJson(context, `${textOf(url, 'url')}${textOf(args.token, 'token')}/sendMessage`, utf8Json, {
    chat_id: args.channel,
    text: args.text,
    parse_mode: parseMode,
    disable_web_page_preview: disableWebPagePreview,
    disable_notification: optionOf(context, PATH, 'defaultSilent', args.silent),
  })
}

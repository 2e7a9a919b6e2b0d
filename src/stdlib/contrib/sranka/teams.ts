// contrib/sranka/teams: message cards for a channel of Microsoft Teams.
import { type Context, option, packageOf } from '../../../library/index.ts'
import type { Value } from '../../../values/index.ts'
import { isNull } from '../../../values/index.ts'
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
  textOf,
  utf8Json,
} from '../../http/sending.ts'

const PATH = 'contrib/sranka/teams'
const params = { url: 'The address of the incoming webhook.' }
const hook = 'url: "https://teams.example.com/hook"'

export const teams = packageOf(PATH, 'Sends messages to Microsoft Teams.', {
  summaryCutoff: option('int', 'How many characters of a summary are kept.', 70n),
  message: sendingMember('(text: string, title: A, url: string, ?summary: string) => int', {
    summary: 'Sends one message card and gives the status of the answer.',
    params: {
      ...params,
      title: 'Its title.',
      text: 'Its text, as Markdown.',
      summary: 'What is shown first; the text by default.',
    },
    examples: [messageExample(PATH, `teams.message(${hook}, title: "Disk", text: "Disk full")`)],
    send,
  }),
  endpoint: endpointMember(
    '(url: string) => (mapFn: (r: A) => {C with title: B, text: string, summary: string}) => (<-tables: stream[A]) => stream[{A with _sent: string}]',
    {
      summary: 'A function that sends each row as a card of `title`, `text` and `summary`.',
      params,
      examples: [endpointExample(PATH, `teams.endpoint(${hook})`, '{title: r.host, text: r._level, summary: ""}')],
      sender: args => (message, context) =>
        outcome(send({ ...args, ...picked(message, 'title', 'text', 'summary') }, context)),
    },
  ),
})

function send({ url, title, text, summary }: Record<string, Value>, context: Context): bigint {
  const given = summary === undefined || isNull(summary) || summary === '' ? text : summary
  const body = `{
"@type": "MessageCard",
"@context": "http://schema.org/extensions",
"title": ${json(title)},
"text": ${json(text)},
"summary": ${json(shortened(textOf(given, 'text'), context))}
}`
  return post(context, url, utf8Json, body)
}

function shortened(text: string, context: Context): string {
  const limit = context.option(PATH, 'summaryCutoff') as bigint
  return BigInt([...text].length) > limit ? `${cut(context, text, limit)}...` : text
}

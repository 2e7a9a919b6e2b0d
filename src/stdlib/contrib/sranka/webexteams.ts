// contrib/sranka/webexteams: messages to rooms of Webex.
import { type Context, packageOf } from '../../../library/index.ts'
import type { Value } from '../../../values/index.ts'
import {
  endpointExample,
  endpointMember,
  messageExample,
  outcome,
  picked,
  postJson,
  sendingMember,
  textOf,
  utf8Json,
} from '../../http/sending.ts'

const PATH = 'contrib/sranka/webexteams'
const params = { url: 'The address of the API, without a path; Webex’s unless given.', token: 'A token of the API.' }
const server = 'url: "https://webex.example.com", token: "t"'

export const webexteams = packageOf(PATH, 'Sends messages to Webex.', {
  message: sendingMember('(markdown: A, roomId: B, text: C, token: string, ?url: string) => int', {
    summary: 'Sends one message and gives the status of the answer.',
    params: {
      ...params,
      roomId: 'The id of the room.',
      text: 'The text, where Markdown is not shown.',
      markdown: 'The text, as Markdown.',
    },
    examples: [
      messageExample(PATH, `webexteams.message(${server}, roomId: "r", text: "Disk full", markdown: "**Disk** full")`),
    ],
    send,
  }),
  endpoint: endpointMember(
    '(token: string, ?url: string) => (mapFn: (r: A) => {E with roomId: B, text: C, markdown: D}) => (<-tables: stream[A]) => stream[{A with _sent: string}]',
    {
      summary: 'A function that sends each row as a message of `roomId`, `text` and `markdown`.',
      params,
      examples: [
        endpointExample(PATH, `webexteams.endpoint(${server})`, '{roomId: "r", text: r._level, markdown: ""}'),
      ],
      sender: args => (message, context) =>
        outcome(send({ ...args, ...picked(message, 'roomId', 'text', 'markdown') }, context)),
    },
  ),
})

function send({ url, token, roomId, text, markdown }: Record<string, Value>, context: Context): bigint {
  const headers = { ...utf8Json, Authorization: `Bearer ${textOf(token, 'token')}` }
  const address = `${textOf(url ?? 'https://webexapis.com', 'url')}/v1/messages`
  return postJson(context, address, headers, { text, markdown, roomId })
}

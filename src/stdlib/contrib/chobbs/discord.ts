// contrib/chobbs/discord: messages through a webhook of Discord.
import { type Context, option, packageOf } from '../../../library/index.ts'
import type { Value } from '../../../values/index.ts'
import {
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

const PATH = 'contrib/chobbs/discord'
const params = {
  webhookToken: 'The token of the webhook.',
  webhookID: 'The id of the webhook.',
  username: 'Who the message is from.',
  avatar_url: 'The address of a picture of whom it is from.',
}
const hook = 'webhookToken: "t", webhookID: "1", username: "flux"'

export const discord = packageOf(PATH, 'Sends messages to Discord.', {
  discordURL: option('string', 'Where webhooks are.', 'https://discordapp.com/api/webhooks/'),
  send: sendingMember('(content: A, username: B, webhookID: string, webhookToken: string, ?avatar_url: C) => int', {
    summary: 'Sends one message and gives the status of the answer.',
    params: { ...params, content: 'The text.' },
    examples: [messageExample(PATH, `discord.send(${hook}, content: "Disk full")`)],
    send,
  }),
  endpoint: endpointMember(
    '(username: A, webhookID: string, webhookToken: string, ?avatar_url: B) => (mapFn: (r: C) => {E with content: D}) => (<-tables: stream[C]) => stream[{C with _sent: string}]',
    {
      summary: 'A function that sends each row as a message of `content`.',
      params,
      examples: [endpointExample(PATH, `discord.endpoint(${hook})`, '{content: r.host + " is " + r._level}')],
      sender: args => (message, context) => outcome(send({ ...args, ...picked(message, 'content') }, context)),
    },
  ),
})

function send(
  { webhookToken, webhookID, username, content, avatar_url }: Record<string, Value>,
  context: Context,
): bigint {
  const base = textOf(context.option(PATH, 'discordURL'), 'discordURL')
  const url = `${base}${textOf(webhookID, 'webhookID')}/${textOf(webhookToken, 'webhookToken')}`
  return postJson(context, url, plainJson, { username, content, avatar_url: avatar_url ?? '' })
}

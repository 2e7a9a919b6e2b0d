// pushbullet: notes to the devices of an account.
import { type Context, option, packageOf } from '../library/index.ts'
import { recordOf, type Value } from '../values/index.ts'
import {
  endpointExample,
  endpointMember,
  json,
  messageExample,
  option as optionOf,
  outcome,
  picked,
  plainJson,
  post,
  sendingMember,
} from './http/sending.ts'

const PATH = 'pushbullet'
const params = {
  url: 'Where to send to; the option `defaultURL` unless given.',
  token: 'A token of the account.',
}
const hook = 'url: "https://hooks.example.com/push", token: "t"'

export const pushbullet = packageOf(PATH, 'Sends notes through Pushbullet.', {
  defaultURL: option('string', 'Where notes go unless a call says otherwise.', 'https://api.pushbullet.com/v2/pushes'),
  pushData: sendingMember('(data: A, ?token: B, ?url: string) => int', {
    summary: 'Sends a record as it is and gives the status of the answer.',
    params: { ...params, data: 'What the API takes, as a record.' },
    examples: [messageExample(PATH, `pushbullet.pushData(${hook}, data: {type: "link", url: "https://example.com"})`)],
    send: (args, context) => push(args, context),
  }),
  pushNote: sendingMember('(text: A, title: B, ?token: C, ?url: string) => int', {
    summary: 'Sends a note and gives the status of the answer.',
    params: { ...params, title: 'Its title.', text: 'Its text.' },
    examples: [messageExample(PATH, `pushbullet.pushNote(${hook}, title: "Disk", text: "Disk full")`)],
    send: note,
  }),
  endpoint: endpointMember(
    '(?token: A, ?url: string) => (mapFn: (r: B) => {E with title: C, text: D}) => (<-tables: stream[B]) => stream[{B with _sent: string}]',
    {
      summary: 'A function that sends each row as a note of `title` and `text`.',
      params,
      examples: [endpointExample(PATH, `pushbullet.endpoint(${hook})`, '{title: r.host, text: r._level}')],
      sender: ({ url, token }, outer) => {
        const to = { url: optionOf(outer, PATH, 'defaultURL', url), token: token ?? '' }
        return (message, context) => outcome(note({ ...to, ...picked(message, 'title', 'text') }, context))
      },
    },
  ),
})

function note({ url, token, title, text }: Record<string, Value>, context: Context): bigint {
  return push({ url, token, data: recordOf({ type: 'note', title, body: text }) }, context)
}

function push({ url, token, data }: Record<string, Value>, context: Context): bigint {
  const to = optionOf(context, PATH, 'defaultURL', url)
  return post(context, to, { 'Access-Token': token ?? '', ...plainJson }, json(data))
}

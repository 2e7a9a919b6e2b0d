// Puts a task on an InfluxDB: the script as it is, whose task option the server reads itself.
import type { Host, InfluxServer } from '../library/index.ts'
import { type Fault, type FaultCode, fault } from '../values/index.ts'
import { messageOf } from './answers.ts'

const ANSWER_BYTES = 4 << 20

/** Resolves with the id it was given; rejects with a Fault that says what the server did not like. */
export async function createTask(
  { host, token, org, orgID }: InfluxServer,
  flux: string,
  request: Host['request'],
  signal: AbortSignal,
): Promise<string> {
  const owner = orgID === undefined ? { org } : { orgID }
  const response = await request(
    {
      purpose: 'http',
      method: 'POST',
      url: `${host.replace(/\/+$/, '')}/api/v2/tasks`,
      headers: { Authorization: `Token ${token}`, 'Content-Type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify({ ...owner, flux, status: 'active' })),
      maxBytes: ANSWER_BYTES,
    },
    signal,
  )
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.chunks) text += decoder.decode(chunk, { stream: true })
  const id = response.status === 201 ? idOf(text) : null
  if (id === null) throw refusal(response.status, text, host)
  return id
}

const reasons: Readonly<Record<number, readonly [code: FaultCode, step: string]>> = {
  400: ['invalid', 'Look at the message: it says what of the task option, the organization or the script is wrong.'],
  401: ['unauthenticated', 'Give the connection a token of this InfluxDB.'],
  403: ['permission denied', 'Use a token that may write tasks.'],
  404: ['not found', 'Check the organization, and that the address is that of an InfluxDB 2.'],
}

function refusal(status: number, body: string, host: string): Fault {
  const [code, step] = reasons[status] ?? ['unavailable', 'Look at the log of the server, or try again later.']
  const said = messageOf(body)
  const why = said === '' ? '' : `: ${said}`
  return fault(code, `cannot create the task on ${host}: it answered ${status}${why}`, { steps: [step], url: host })
}

function idOf(body: string): string | null {
  try {
    const { id } = JSON.parse(body) as { id?: unknown }
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

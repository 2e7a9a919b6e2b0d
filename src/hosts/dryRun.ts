// A dry run: what a script would send is told instead, and counts as taken. Reads and the buckets kept here are as ever.
import type { Host, HttpRequest, HttpResponse, UnsentRequest } from '../library/index.ts'
import { writePoints } from '../remote/index.ts'
import { directionOf } from './consent.ts'

export const MASK = '•••'

/** Longer bodies are shown in part. */
const SHOWN_BYTES = 4096

/** `secrets` are values that nobody is to see, wherever they stand. */
export function dryHost(host: Host, secrets: readonly string[], tell: (request: UnsentRequest) => void): Host {
  const request: Host['request'] = async (asked, signal) => {
    if (directionOf(asked) === 'read') return host.request(asked, signal)
    tell(unsent(asked, secrets))
    return taken(asked)
  }
  return { ...host, request, write: (target, lines, signal) => writePoints(target, lines, request, signal) }
}

function unsent({ method, url, headers, body }: HttpRequest, secrets: readonly string[]): UnsentRequest {
  const hide = (text: string): string =>
    secrets.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, MASK)), text)
  const text = new TextDecoder().decode(body?.subarray(0, SHOWN_BYTES) ?? new Uint8Array())
  return {
    method,
    url: hide(maskedAddress(url)),
    headers: Object.entries(headers).map(([name, value]) => [name, hide(maskedHeader(name, value))]),
    body: hide(maskedBody(text)),
    size: body?.length ?? 0,
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const taken = ({ url }: HttpRequest): HttpResponse => ({
  status: 200,
  statusText: 'OK',
  headers: new Map(),
  url,
  chunks: nothing(),
})

const secretName =
  /authoriz|\bauth\b|token|secret|passw|cookie|credential|signature|api[-_]?key|(routing|app|access)_key/i
/** Of headers and parameters; in a body a key is mostly none that opens anything. */
const keyName = /(^|[-_])(key|sig)$/i
const opens = (name: string): boolean => secretName.test(name) || keyName.test(name)

/** The scheme of an `Authorization` may be seen. */
function maskedHeader(name: string, value: string): string {
  if (!opens(name)) return value
  const scheme = /^(\w+) ./.exec(value)
  return scheme ? `${scheme[1]} ${MASK}` : MASK
}

/** Webhooks and bots have what lets them in in the path: long parts with digits, and what follows `bot`. */
function maskedAddress(url: string): string {
  const [, before, path, query] = /^(\w+:\/\/[^/?#]*)?([^?#]*)(.*)$/s.exec(url)!
  const shownPath = path
    .split('/')
    .map((part, i, all) => (isSecretPart(part, all[i - 2], all[i + 1]) ? MASK : part))
    .join('/')
  const shownQuery = query.replace(/([?&])([^=&#]+)=([^&#]*)/g, (whole, mark: string, name: string) =>
    opens(name) ? `${mark}${name}=${MASK}` : whole,
  )
  return `${(before ?? '').replace(/\/\/[^@/]*@/, `//${MASK}@`)}${shownPath}${shownQuery}`
}

function isSecretPart(part: string, twoBefore: string | undefined, next: string | undefined): boolean {
  if (twoBefore === 'webhooks') return true
  if (next === 'sendMessage' && part.startsWith('bot')) return true
  return part.length >= 20 && /\d/.test(part) && /^[\w:.~%-]+$/.test(part)
}

/** Texts of JSON under a name that says what they are. */
function maskedBody(text: string): string {
  return text.replace(/("([^"\\]+)"\s*:\s*)"(?:[^"\\]|\\.)*"/g, (whole, start: string, name: string) =>
    secretName.test(name) ? `${start}"${MASK}"` : whole,
  )
}

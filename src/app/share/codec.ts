// What stands behind the # of a link: `tag:payload`. The tag says what the payload is and how it was packed; tags are
// never given a second meaning. `f1` is a script: three bytes of checksum, then UTF-8 deflated with the dictionary of
// that name, all in base64url. `f2` packs JSON in the same way: the script and the variables of its dashboard. `f3`
// adds what a run was answered: its times are texts of nanoseconds since 1970.
import { deflateSync, inflateSync } from 'fflate'
import type { RecordedAnswer, Recording } from '../../workers/protocol.ts'
import type { Variables } from '../state/variables.ts'
import { f1Dictionary } from './dictionary.ts'

export type Linked =
  | { readonly kind: 'none' }
  | { readonly kind: 'script'; readonly text: string; readonly variables?: Variables; readonly recording?: Recording }
  | { readonly kind: 'damaged'; readonly why: string }

/** More than this is no script (src/app/state/program.ts has the same bound). */
const MAX_TEXT = 1_000_000

const SUM = 3
const dictionary = new TextEncoder().encode(f1Dictionary)

export type Packed = { readonly hash: string } | { readonly tooLong: number }

/** The hash of a link to a script; with the variables of its dashboard where it has any. */
export function linkTo(text: string, variables: Variables | null = null): Packed {
  return variables === null ? packed('f1', text) : packed('f2', JSON.stringify({ text, variables }))
}

/** The hash of a link that holds what the run was answered, too. */
export function recordedLink(text: string, variables: Variables | null, recording: Recording): Packed {
  return packed(
    'f3',
    JSON.stringify({ text, variables, recording: { ...recording, times: recording.times.map(String) } }),
  )
}

function packed(tag: string, content: string): Packed {
  const bytes = new TextEncoder().encode(content)
  if (bytes.length > MAX_TEXT) return { tooLong: bytes.length }
  const packed = deflateSync(bytes, { level: 9, dictionary })
  const out = new Uint8Array(SUM + packed.length)
  out.set(checksum(bytes))
  out.set(packed, SUM)
  return { hash: `#${tag}:${toBase64Url(out)}` }
}

/** What a hash holds; never throws. */
export function readLink(hash: string): Linked {
  const grammar = /^#([a-z]+\d*):(.*)$/s.exec(hash)
  if (!grammar) return hash.length <= 1 ? { kind: 'none' } : damaged('its address does not begin as one of this page')
  const [, tag, payload] = grammar
  if (tag !== 'f1' && tag !== 'f2' && tag !== 'f3')
    return damaged(`it is of the kind “${tag}”, which this version of the page does not know`)
  try {
    const read = unpack(payload)
    if (tag === 'f1' || read.kind !== 'script') return read
    return tag === 'f2' ? withVariables(read.text) : withRecording(read.text)
  } catch {
    return damaged('part of it is missing or changed')
  }
}

function unpack(payload: string): Linked {
  const bytes = fromBase64Url(payload)
  if (bytes === null) return damaged('it has characters that no link has')
  if (bytes.length > MAX_TEXT) return damaged('it is longer than 1 MB')
  // A byte more than allowed is room enough to see that there is more.
  const out = inflateSync(bytes.subarray(SUM), { dictionary, out: new Uint8Array(MAX_TEXT + 1) })
  if (out.length > MAX_TEXT) return damaged('the script in it is longer than 1 MB')
  if (checksum(out).some((byte, i) => byte !== bytes[i])) return damaged('part of it is missing or changed')
  return { kind: 'script', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(out) }
}

/** What a stranger packed may be anything: only what variables can be is taken. */
function withVariables(content: string): Linked {
  const { text, variables } = JSON.parse(content) as { text?: unknown; variables?: unknown }
  if (typeof text !== 'string') return damaged('it holds no script')
  const read = variablesIn(variables)
  return read ? { kind: 'script', text, variables: read } : damaged('its variables are not as this page writes them')
}

function variablesIn(given: unknown): Variables | null {
  const { start, stop, window, bucket, own } = (given ?? {}) as Record<string, unknown>
  const texts = [start, stop, bucket].every(one => typeof one === 'string')
  const named = Array.isArray(own) && own.every(one => typeof one?.name === 'string' && typeof one?.value === 'string')
  if (!texts || !named || (window !== null && typeof window !== 'string')) return null
  return { start, stop, window, bucket, own } as Variables
}

function withRecording(content: string): Linked {
  const { text, variables, recording: given } = JSON.parse(content) as Record<string, unknown>
  if (typeof text !== 'string') return damaged('it holds no script')
  const read = variables === null ? undefined : variablesIn(variables)
  if (read === null) return damaged('its variables are not as this page writes them')
  const recording = recordingIn(given)
  if (recording === null) return damaged('its data are not as this page writes them')
  return { kind: 'script', text, ...(read ? { variables: read } : {}), recording }
}

function recordingIn(given: unknown): Recording | null {
  const { times, random, answers, files } = (given ?? {}) as Record<string, unknown>
  if (!listOf(times, one => typeof one === 'string' && /^-?\d{1,19}$/.test(one))) return null
  if (!listOf(random, one => typeof one === 'number' && one >= 0 && one < 1)) return null
  if (!listOf(answers, isAnswer) || !listOf(files, one => haveTexts(one, ['name', 'text']))) return null
  return {
    times: (times as string[]).map(BigInt),
    random: random as number[],
    answers: answers as RecordedAnswer[],
    files: files as Recording['files'],
  }
}

const listOf = (given: unknown, is: (one: unknown) => boolean): boolean => Array.isArray(given) && given.every(is)

const haveTexts = (given: unknown, names: readonly string[]): boolean =>
  typeof given === 'object' && given !== null && names.every(name => typeof (given as Record<string, unknown>)[name] === 'string') // biome-ignore format: one rule

const isAnswer = (given: unknown): boolean =>
  haveTexts(given, ['method', 'url', 'shown', 'statusText', 'type', 'text']) &&
  Number.isInteger((given as Record<string, unknown>).status)

/** 32-bit FNV-1a, its top byte folded in. */
function checksum(bytes: Uint8Array): Uint8Array {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  hash ^= hash >>> 24
  return Uint8Array.of(hash, hash >>> 8, hash >>> 16)
}

const damaged = (why: string): Linked => ({ kind: 'damaged', why })

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, c => c.charCodeAt(0))
}

// What stands behind the # of a link: `tag:payload`. The tag says what the payload is and how it was packed; tags are
// never given a second meaning. `f1` is a script: three bytes of checksum, then UTF-8 deflated with the dictionary of
// that name, all in base64url.
import { deflateSync, inflateSync } from 'fflate'
import { f1Dictionary } from './dictionary.ts'

export type Linked =
  | { readonly kind: 'none' }
  | { readonly kind: 'script'; readonly text: string }
  | { readonly kind: 'damaged'; readonly why: string }

/** More than this is no script (src/app/state/program.ts has the same bound). */
const MAX_TEXT = 1_000_000

const SUM = 3
const dictionary = new TextEncoder().encode(f1Dictionary)

export type Packed = { readonly hash: string } | { readonly tooLong: number }

/** The hash of a link to a script. */
export function linkTo(text: string): Packed {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > MAX_TEXT) return { tooLong: bytes.length }
  const packed = deflateSync(bytes, { level: 9, dictionary })
  const out = new Uint8Array(SUM + packed.length)
  out.set(checksum(bytes))
  out.set(packed, SUM)
  return { hash: `#f1:${toBase64Url(out)}` }
}

/** What a hash holds; never throws. */
export function readLink(hash: string): Linked {
  const grammar = /^#([a-z]+\d*):(.*)$/s.exec(hash)
  if (!grammar) return hash.length <= 1 ? { kind: 'none' } : damaged('its address does not begin as one of this page')
  const [, tag, payload] = grammar
  if (tag !== 'f1') return damaged(`it is of the kind “${tag}”, which this version of the page does not know`)
  try {
    return unpack(payload)
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

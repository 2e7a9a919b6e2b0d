// contrib/qxip/hash: digests and checksums of texts, as text. A null gives null.
import { composed, type Member, packageOf } from '../../../library/index.ts'
import { fault, isNull, nullOf, typeText, type Value } from '../../../values/index.ts'
import { base64 } from '../../json/encoding.ts'
import { cityhash64 } from './hash/cityhash64.ts'
import { hmacSha1, md5, sha1, sha256 } from './hash/digests.ts'
import { xxhash64 } from './hash/xxhash64.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')

/** `named` is what a message calls it. */
function textGiven(v: Value, named: string): Uint8Array | null {
  if (isNull(v)) return null
  if (typeof v !== 'string') throw fault('invalid', `hash cannot convert ${typeText(v)} to ${named}`)
  return bytesOf(v)
}

function ofText(summary: string, example: string, named: string, hash: (bytes: Uint8Array) => string): Member {
  return composed('(v: A) => string', {
    summary,
    params: { v: 'The text.' },
    examples: [example],
    build({ v }) {
      const bytes = textGiven(v, named)
      return bytes ? hash(bytes) : nullOf('string')
    },
  })
}

export const hash = packageOf('contrib/qxip/hash', 'Digests and checksums of texts.', {
  sha256: ofText(
    'The SHA-256 digest, in hexadecimal.',
    'hash.sha256(v: "abc") // "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"',
    'sha256',
    bytes => hexOf(sha256(bytes)),
  ),
  sha1: ofText(
    'The SHA-1 digest, in hexadecimal.',
    'hash.sha1(v: "abc") // "a9993e364706816aba3e25717850c26c9cd0d89d"',
    'sha1',
    bytes => hexOf(sha1(bytes)),
  ),
  md5: ofText(
    'The MD5 digest, in hexadecimal.',
    'hash.md5(v: "abc") // "900150983cd24fb0d6963f7d28e17f72"',
    'md5',
    bytes => hexOf(md5(bytes)),
  ),
  b64: ofText(
    'The text in base64, with the alphabet of addresses.',
    'hash.b64(v: "Hello, world!") // "SGVsbG8sIHdvcmxkIQ=="',
    'b64',
    bytes => base64(bytes).replaceAll('+', '-').replaceAll('/', '_'),
  ),
  xxhash64: ofText(
    'The xxHash64 checksum, as a decimal number.',
    'hash.xxhash64(v: "abc") // "4952883123889572249"',
    'sha256',
    bytes => String(xxhash64(bytes)),
  ),
  cityhash64: ofText(
    'The CityHash64 checksum, as a decimal number.',
    'hash.cityhash64(v: "abc") // "4220206313085259313"',
    'sha256',
    bytes => String(cityhash64(bytes)),
  ),
  hmac: composed('(k: A, v: A) => string', {
    summary: 'The HMAC over SHA-1 of a text with a key, in base64.',
    params: { k: 'The key.', v: 'The text.' },
    examples: ['hash.hmac(v: "helloworld", k: "123456") // "75B5ueLnnGepYvh+KoevTzXCrjc="'],
    build({ k, v }) {
      const [key, text] = [textGiven(k, 'hmac'), textGiven(v, 'hmac')]
      return key && text ? base64(hmacSha1(key, text)) : nullOf('string')
    },
  }),
})

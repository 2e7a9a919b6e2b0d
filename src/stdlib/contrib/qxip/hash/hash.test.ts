// Digests beside those of Node, and checksums of texts of every length at which the algorithms take another way.
import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { cityhash64 } from './cityhash64.ts'
import { hmacSha1, md5, sha1, sha256 } from './digests.ts'
import { xxhash64 } from './xxhash64.ts'

const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + length * 13) & 255)
const lengths = [0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 300]
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

test.each(lengths)('digests of %d bytes', length => {
  const m = message(length)
  expect(hex(md5(m))).toBe(createHash('md5').update(m).digest('hex'))
  expect(hex(sha1(m))).toBe(createHash('sha1').update(m).digest('hex'))
  expect(hex(sha256(m))).toBe(createHash('sha256').update(m).digest('hex'))
  expect(hex(hmacSha1(m, m))).toBe(createHmac('sha1', m).update(m).digest('hex'))
})

test.each([
  [0, 11160318154034397263n],
  [3, 13483921130362328229n],
  [7, 4931660831158011726n],
  [12, 3734099159320419846n],
  [17, 2302254594285108307n],
  [32, 1507756064130878226n],
  [33, 3786577072566454071n],
  [64, 3153941037222436458n],
  [65, 18083801541489237225n],
  [128, 16591446373438101966n],
  [200, 6075233465666703086n],
  [299, 14448748676972906161n],
] as const)('cityhash64 of %d bytes', (length, expected) => {
  expect(cityhash64(message(length))).toBe(expected)
})

test.each([
  ['', 17241709254077376921n],
  ['abc', 4952883123889572249n],
  ['Hello, world!', 17691043854468224118n],
  ['Nobody inspects the spammish repetition', 18144624926692707313n],
] as const)('xxhash64 of %j', (text, expected) => {
  expect(xxhash64(new TextEncoder().encode(text))).toBe(expected)
})

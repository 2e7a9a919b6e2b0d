// xxHash64 of a seed of 0, after its specification.
import { word32, word64 } from './words.ts'

const P1 = 0x9e3779b185ebca87n
const P2 = 0xc2b2ae3d27d4eb4fn
const P3 = 0x165667b19e3779f9n
const P4 = 0x85ebca77c2b2ae63n
const P5 = 0x27d4eb2f165667c5n

const wrap = (x: bigint): bigint => BigInt.asUintN(64, x)
const rotate = (x: bigint, n: bigint): bigint => wrap(x << n) | (x >> (64n - n))
const round = (lane: bigint, input: bigint): bigint => wrap(rotate(wrap(lane + input * P2), 31n) * P1)

export function xxhash64(bytes: Uint8Array): bigint {
  let [hash, at] = bytes.length >= 32 ? stripes(bytes) : [P5, 0]
  hash = wrap(hash + BigInt(bytes.length))
  for (; at + 8 <= bytes.length; at += 8) hash = wrap(rotate(hash ^ round(0n, word64(bytes, at)), 27n) * P1 + P4)
  if (at + 4 <= bytes.length) {
    hash = wrap(rotate(hash ^ wrap(word32(bytes, at) * P1), 23n) * P2 + P3)
    at += 4
  }
  for (; at < bytes.length; at++) hash = wrap(rotate(hash ^ wrap(BigInt(bytes[at]) * P5), 11n) * P1)
  hash = wrap((hash ^ (hash >> 33n)) * P2)
  hash = wrap((hash ^ (hash >> 29n)) * P3)
  return hash ^ (hash >> 32n)
}

/** Four lanes over blocks of 32 bytes, and the place behind the last of them. */
function stripes(bytes: Uint8Array): [bigint, number] {
  const lanes = [wrap(P1 + P2), P2, 0n, wrap(-P1)]
  let at = 0
  for (; at + 32 <= bytes.length; at += 32)
    for (let i = 0; i < 4; i++) lanes[i] = round(lanes[i], word64(bytes, at + 8 * i))
  let hash = wrap(rotate(lanes[0], 1n) + rotate(lanes[1], 7n) + rotate(lanes[2], 12n) + rotate(lanes[3], 18n))
  for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * P1 + P4)
  return [hash, at]
}

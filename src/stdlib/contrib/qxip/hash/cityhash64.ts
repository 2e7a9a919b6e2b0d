// CityHash64 in its first version (1.0), which mixes other constants than later ones: the one the reference has.
import { word32, word64 } from './words.ts'

const K0 = 0xc3a5c85c97cb3127n
const K1 = 0xb492b66fbe98f273n
const K2 = 0x9ae16a3b2f90404fn
const K3 = 0xc949d7c7509e6557n
const MUL = 0x9ddfea08eb382d69n

const wrap = (x: bigint): bigint => BigInt.asUintN(64, x)
const right = (x: bigint, n: number): bigint => wrap((x >> BigInt(n)) | (x << BigInt(64 - n)))
const folded = (x: bigint): bigint => x ^ (x >> 47n)

/** Two words into one. */
function joined(low: bigint, high: bigint): bigint {
  const a = folded(wrap((low ^ high) * MUL))
  return wrap(folded(wrap((high ^ a) * MUL)) * MUL)
}

export function cityhash64(bytes: Uint8Array): bigint {
  if (bytes.length <= 16) return upTo16(bytes)
  if (bytes.length <= 32) return upTo32(bytes)
  return bytes.length <= 64 ? upTo64(bytes) : long(bytes)
}

function upTo16(bytes: Uint8Array): bigint {
  const n = bytes.length
  const size = BigInt(n)
  if (n > 8) {
    const last = word64(bytes, n - 8)
    return joined(word64(bytes, 0), right(wrap(last + size), n)) ^ last
  }
  if (n >= 4) return joined(size + (word32(bytes, 0) << 3n), word32(bytes, n - 4))
  if (n === 0) return K2
  const y = BigInt(bytes[0] + (bytes[n >> 1] << 8))
  const z = BigInt(n + (bytes[n - 1] << 2))
  return wrap(folded(wrap(y * K2) ^ wrap(z * K3)) * K2)
}

function upTo32(bytes: Uint8Array): bigint {
  const n = bytes.length
  const a = wrap(word64(bytes, 0) * K1)
  const b = word64(bytes, 8)
  const c = wrap(word64(bytes, n - 8) * K2)
  const d = wrap(word64(bytes, n - 16) * K0)
  return joined(wrap(right(wrap(a - b), 43) + right(c, 30) + d), wrap(a + right(b ^ K3, 20) - c + BigInt(n)))
}

/** One half of a text of 33 to 64 bytes: a sum and a mix of four of its words. */
function half(bytes: Uint8Array, words: readonly [number, number], a: bigint, z: bigint): [bigint, bigint] {
  const second = wrap(a + word64(bytes, words[0]))
  const third = wrap(second + word64(bytes, words[1]))
  const mix = right(wrap(a + z), 52) + right(third, 31) + right(a, 37) + right(second, 7)
  return [wrap(third + z), wrap(mix)]
}

function upTo64(bytes: Uint8Array): bigint {
  const n = bytes.length
  const a = wrap(word64(bytes, 0) + (BigInt(n) + word64(bytes, n - 16)) * K0)
  const [vf, vs] = half(bytes, [8, 16], a, word64(bytes, 24))
  const b = wrap(word64(bytes, 16) + word64(bytes, n - 32))
  const [wf, ws] = half(bytes, [n - 24, n - 16], b, word64(bytes, n - 8))
  const r = folded(wrap((vf + ws) * K2 + (wf + vs) * K0))
  return wrap(folded(wrap(r * K0 + vs)) * K2)
}

/** 32 bytes into two words, from two seeds. */
function weak(bytes: Uint8Array, at: number, a: bigint, b: bigint): [bigint, bigint] {
  const [w, x, y, z] = [0, 8, 16, 24].map(i => word64(bytes, at + i))
  const first = wrap(a + w)
  const turned = right(wrap(b + first + z), 21)
  const sum = wrap(first + x + y)
  return [wrap(sum + z), wrap(turned + right(sum, 44) + first)]
}

function long(bytes: Uint8Array): bigint {
  const n = bytes.length
  let v = weak(bytes, n - 64, BigInt(n), word64(bytes, n - 16) ^ K1)
  let w = weak(bytes, n - 32, wrap(BigInt(n) * K1), K0)
  let z = wrap((word64(bytes, n - 56) ^ K0) + folded(v[1]) * K1)
  let x = wrap(right(wrap(z + word64(bytes, 0)), 39) * K1)
  let y = wrap(right(word64(bytes, n - 16) ^ K1, 33) * K1)
  for (let at = 0; at < n - 1 - ((n - 1) % 64); at += 64) {
    x = wrap(right(wrap(x + y + v[0] + word64(bytes, at + 16)), 37) * K1) ^ w[1]
    y = wrap(right(wrap(y + v[1] + word64(bytes, at + 48)), 42) * K1) ^ v[0]
    z = right(z ^ w[0], 33)
    v = weak(bytes, at, wrap(v[1] * K1), wrap(x + w[0]))
    w = weak(bytes, at + 32, wrap(z + w[1]), y)
    ;[z, x] = [x, z]
  }
  return joined(wrap(joined(v[0], w[0]) + folded(y) * K1 + z), wrap(joined(v[1], w[1]) + x))
}

// MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4), and HMAC (RFC 2104): texts are short, so whole messages are padded.

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n))

/** The message, a one bit, zeros, and the length in bits, in whole blocks of sixteen words. */
function padded(message: Uint8Array, littleEndian: boolean): DataView {
  const size = Math.ceil((message.length + 9) / 64) * 64
  const bytes = new Uint8Array(size)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setBigUint64(size - 8, BigInt(message.length) * 8n, littleEndian)
  return view
}

function digest(state: readonly number[], littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(state.length * 4))
  state.forEach((word, i) => void view.setUint32(4 * i, word, littleEndian))
  return new Uint8Array(view.buffer)
}

const md5Shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
]
const md5Constants = Int32Array.from({ length: 64 }, (_, i) => Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))) | 0)

export function md5(message: Uint8Array): Uint8Array {
  const view = padded(message, true)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]
  for (let at = 0; at < view.byteLength; at += 64) {
    let [a, b, c, d] = state
    for (let i = 0; i < 64; i++) {
      const [mixed, word] = md5Round(i, b, c, d)
      const sum = (a + mixed + md5Constants[i] + view.getInt32(at + 4 * word, true)) | 0
      ;[a, d, c, b] = [d, c, b, (b + rotate(sum, md5Shifts[i >> 4][i & 3])) | 0]
    }
    ;[a, b, c, d].forEach((word, i) => void (state[i] = (state[i] + word) | 0))
  }
  return digest(state, true)
}

/** The mixing function of a step, and which word of the block it takes. */
function md5Round(i: number, b: number, c: number, d: number): [number, number] {
  if (i < 16) return [(b & c) | (~b & d), i]
  if (i < 32) return [(d & b) | (~d & c), (5 * i + 1) & 15]
  if (i < 48) return [b ^ c ^ d, (3 * i + 5) & 15]
  return [c ^ (b | ~d), (7 * i) & 15]
}

export function sha1(message: Uint8Array): Uint8Array {
  const view = padded(message, false)
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]
  const w = new Int32Array(80)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 80; i++)
      w[i] = i < 16 ? view.getInt32(at + 4 * i) : rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1)
    let [a, b, c, d, e] = state
    for (let i = 0; i < 80; i++) {
      const sum = (rotate(a, 5) + sha1Round(i, b, c, d) + e + w[i]) | 0
      ;[e, d, c, b, a] = [d, c, rotate(b, 30), a, sum]
    }
    ;[a, b, c, d, e].forEach((word, i) => void (state[i] = (state[i] + word) | 0))
  }
  return digest(state, false)
}

function sha1Round(i: number, b: number, c: number, d: number): number {
  if (i < 20) return ((b & c) | (~b & d)) + 0x5a827999
  if (i < 40) return (b ^ c ^ d) + 0x6ed9eba1
  return i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6
}

/** The first 32 bits of the fractions of a root of each of the first primes. */
function primeRoots(count: number, root: (n: number) => number): Int32Array {
  const primes: number[] = []
  for (let n = 2; primes.length < count; n++) if (primes.every(p => n % p !== 0)) primes.push(n)
  return Int32Array.from(primes, p => Math.floor((root(p) % 1) * 2 ** 32) | 0)
}
const sha256Start = primeRoots(8, Math.sqrt)
const sha256Constants = primeRoots(64, Math.cbrt)

export function sha256(message: Uint8Array): Uint8Array {
  const view = padded(message, false)
  const state = [...sha256Start]
  const w = new Int32Array(64)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 64; i++) w[i] = i < 16 ? view.getInt32(at + 4 * i) : extended(w, i)
    let [a, b, c, d, e, f, g, h] = state
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)
      const s0 = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + sha256Constants[i] + w[i]) | 0
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
    }
    ;[a, b, c, d, e, f, g, h].forEach((word, i) => void (state[i] = (state[i] + word) | 0))
  }
  return digest(state, false)
}

function extended(w: Int32Array, i: number): number {
  const [x, y] = [w[i - 15], w[i - 2]]
  const s0 = rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3)
  const s1 = rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10)
  return (w[i - 16] + s0 + w[i - 7] + s1) | 0
}

/** HMAC over SHA-1. */
export function hmacSha1(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64)
  block.set(key.length > 64 ? sha1(key) : key)
  const around = (pad: number, inner: Uint8Array): Uint8Array => {
    const all = new Uint8Array(64 + inner.length)
    all.set(block.map(b => b ^ pad))
    all.set(inner, 64)
    return sha1(all)
  }
  return around(0x5c, around(0x36, message))
}

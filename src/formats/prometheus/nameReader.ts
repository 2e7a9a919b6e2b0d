// Names where they stand in a line, bare or in quotes, to their ids.
import { type ByteInterner, HASH_FACTOR, HASH_SEED } from '../byteInterner.ts'
import { byteClass, COLON, FIRST } from './characters.ts'
import type { PageReport } from './pageReport.ts'

export class NameReader {
  /** Where what was read last ended. */
  at = 0

  constructor(
    private readonly names: ByteInterner,
    private readonly report: PageReport,
  ) {}

  /** The id of the name at `from`, -1 when none begins there. `inside` are the classes its bytes may have. */
  readBare(bytes: Uint8Array, from: number, inside: number): number {
    let p = from
    let b = bytes[p]
    let hash = HASH_SEED
    if ((byteClass[b] & (FIRST | (inside & COLON))) !== 0)
      do {
        hash = Math.imul(hash ^ b, HASH_FACTOR)
        b = bytes[++p]
      } while ((byteClass[b] & inside) !== 0)
    this.at = p
    return p === from ? -1 : this.names.intern(bytes, from, p, hash)
  }

  /** As `readBare`, for a name in double quotes; -1 when the page ends in it. */
  readQuoted(bytes: Uint8Array, from: number): number {
    const close = this.endOfQuoted(bytes, from + 1)
    if (close < 0) return -1
    if (close === from + 1) this.report.fail(bytes, 'expected a name between the double quotes, found none')
    this.at = close + 1
    let hash = HASH_SEED
    for (let i = from + 1; i < close; i++) hash = Math.imul(hash ^ bytes[i], HASH_FACTOR)
    return this.intern(this.names, bytes, from + 1, close, hash)
  }

  /** The closing quote, line ends and escapes passed over; -1 when it is not there. */
  endOfQuoted(bytes: Uint8Array, from: number): number {
    for (let at = from; at < bytes.length; at++) {
      if (bytes[at] === 34) return at
      if (bytes[at] === 92) at++
      if (bytes[at] === 10) this.report.innerLines++
    }
    return -1
  }

  /** The id of what stood between quotes, which must be UTF-8. */
  intern(where: ByteInterner, bytes: Uint8Array, from: number, to: number, hash: number): number {
    try {
      return where.intern(bytes, from, to, hash)
    } catch {
      return this.report.fail(bytes, 'expected UTF-8 between the double quotes, found other bytes')
    }
  }
}

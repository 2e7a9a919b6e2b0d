// Bytes to dictionary codes without a string for every cell: raw bytes are hashed and compared in an arena, and a text
// is decoded only the first time its bytes are seen. Ids count the raw forms; two raw forms may have one code.
import type { Dictionary } from '../tables/index.ts'
import { wider } from './wider.ts'

/** Start value of the hash the scanners build while they look for the end of a token. */
export const HASH_SEED = 0x811c9dc5 | 0
/** FNV-1a: `hash = Math.imul(hash ^ byte, HASH_FACTOR)`. */
export const HASH_FACTOR = 0x01000193

export class ByteInterner {
  /** The dictionary code of each id. */
  codes = new Int32Array(256)
  count = 0
  private slots = new Int32Array(1024)
  private hashes = new Int32Array(256)
  /** The bytes of id i lie in arena[starts[i]] … arena[starts[i + 1] - 1]. */
  private starts = new Int32Array(257)
  private arena = new Uint8Array(1 << 13)

  constructor(
    readonly dict: Dictionary,
    /** Text of raw bytes; called once for each new id, and may throw. */
    private readonly decode: (bytes: Uint8Array, from: number, to: number) => string,
  ) {}

  /** The id of bytes[from…to), whose hash the caller has built byte by byte. */
  intern(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const { slots, hashes, starts, arena } = this
    const mask = slots.length - 1
    const length = to - from
    let slot = (hash ^ (hash >>> 15)) & mask
    for (;;) {
      const id = slots[slot] - 1
      if (id < 0) return this.add(bytes, from, to, hash, slot)
      const start = starts[id]
      if (hashes[id] === hash && starts[id + 1] - start === length) {
        let i = 0
        while (i < length && arena[start + i] === bytes[from + i]) i++
        if (i === length) return id
      }
      slot = (slot + 1) & mask
    }
  }

  /** As `intern`, hashing here. */
  internBytes(bytes: Uint8Array, from: number, to: number): number {
    let hash = HASH_SEED
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], HASH_FACTOR)
    return this.intern(bytes, from, to, hash)
  }

  /** Where the bytes of an id end when they stand at `at`; -1 when they do not. */
  match(id: number, bytes: Uint8Array, at: number): number {
    const { arena } = this
    const start = this.starts[id]
    const length = this.starts[id + 1] - start
    if (at + length > bytes.length) return -1
    for (let i = 0; i < length; i++) if (arena[start + i] !== bytes[at + i]) return -1
    return at + length
  }

  text(id: number): string {
    return this.dict.texts[this.codes[id]]
  }

  private add(bytes: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const code = this.dict.intern(this.decode(bytes, from, to))
    const id = this.count++
    if (id + 1 >= this.starts.length) this.growIds()
    const start = this.starts[id]
    if (start + to - from > this.arena.length) this.growArena(start + to - from)
    const { arena } = this
    for (let i = from, at = start; i < to; i++) arena[at++] = bytes[i]
    this.starts[id + 1] = start + to - from
    this.hashes[id] = hash
    this.codes[id] = code
    this.slots[slot] = id + 1
    if (this.count * 2 > this.slots.length) this.growSlots()
    return id
  }

  private growIds(): void {
    const size = this.codes.length * 2
    this.codes = wider(this.codes, new Int32Array(size))
    this.hashes = wider(this.hashes, new Int32Array(size))
    this.starts = wider(this.starts, new Int32Array(size + 1))
  }

  private growArena(least: number): void {
    this.arena = wider(this.arena, new Uint8Array(Math.max(least, this.arena.length * 2)))
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let id = 0; id < this.count; id++) {
      const hash = this.hashes[id]
      let slot = (hash ^ (hash >>> 15)) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = id + 1
    }
    this.slots = slots
  }
}

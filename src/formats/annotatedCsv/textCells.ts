// Cells of text: codes into the one dictionary of a decoded text.
import type { Column, Dictionary, Extent } from '../../tables/index.ts'
import type { Value } from '../../values/index.ts'
import { type ByteInterner, HASH_FACTOR, HASH_SEED } from '../byteInterner.ts'
import { wider } from '../wider.ts'
import { Cells, isDelimiter } from './cells.ts'

export class TextCells extends Cells {
  private codes = new Int32Array(16)
  private readonly dict: Dictionary
  constructor(private readonly texts: ByteInterner) {
    super('string')
    this.dict = texts.dict
  }
  take(bytes: Uint8Array, at: number, end: number): number {
    let p = at
    let b = p < end ? bytes[p] : 10
    if (b === 34) return -1
    let hash = HASH_SEED
    while (b !== 44 && b !== 10 && b !== 13) {
      hash = Math.imul(hash ^ b, HASH_FACTOR)
      b = ++p < end ? bytes[p] : 10
    }
    if (p === at || !isDelimiter(bytes, p, end)) return -1
    if (this.length === this.codes.length) this.codes = wider(this.codes, new Int32Array(this.length * 2))
    this.codes[this.length++] = this.texts.codes[this.texts.intern(bytes, at, p, hash)]
    return p
  }
  parse(text: string): Value {
    return text
  }
  protected append(value: Value): void {
    this.appendCode(this.dict.intern(value as string))
  }
  protected appendZero(): void {
    this.appendCode(0)
  }
  protected stored(label: string, extent: Extent): Column {
    const values = this.codes.slice(0, this.length)
    return { label, type: 'string', extent, values, nulls: null, dict: this.dict }
  }
  private appendCode(code: number): void {
    if (this.length === this.codes.length) this.codes = wider(this.codes, new Int32Array(this.length * 2))
    this.codes[this.length++] = code
  }
}

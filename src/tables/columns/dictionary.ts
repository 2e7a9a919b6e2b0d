// The texts behind a string column's codes. Append-only and shared by the columns of a run, so that codes can be
// compared across frames that share it.
import { compareText } from '../../values/index.ts'

const surrogate = /[\ud800-\udfff]/

export class Dictionary {
  readonly texts: string[] = []
  private readonly codes = new Map<string, number>()
  private ranked: Int32Array | null = null

  /** The code of a text, added when it is new. */
  intern(text: string): number {
    let code = this.codes.get(text)
    if (code === undefined) {
      code = this.texts.length
      this.texts.push(text)
      this.codes.set(text, code)
    }
    return code
  }

  /** The code of a text, or -1. */
  find(text: string): number {
    return this.codes.get(text) ?? -1
  }

  /** For each code its place in byte order. */
  ranks(): Int32Array {
    if (this.ranked?.length === this.texts.length) return this.ranked
    const sorted = this.texts.slice()
    // the built-in order is that of UTF-16 units: the same, where no text has a surrogate, and several times faster
    if (sorted.some(text => surrogate.test(text))) sorted.sort(compareText)
    else sorted.sort()
    const ranks = new Int32Array(sorted.length)
    for (let i = 0; i < sorted.length; i++) ranks[this.codes.get(sorted[i])!] = i
    return (this.ranked = ranks)
  }
}

// The texts behind a string column's codes. Append-only and shared by the columns of a run, so that codes can be
// compared across frames that share it.
import { compareText } from '../../values/index.ts'

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
    const order = Array.from(this.texts, (_, i) => i).sort((a, b) => compareText(this.texts[a], this.texts[b]))
    const ranks = new Int32Array(order.length)
    for (let i = 0; i < order.length; i++) ranks[order[i]] = i
    return (this.ranked = ranks)
  }
}

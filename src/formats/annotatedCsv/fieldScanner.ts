// The cells of CSV, as Go's reader with lazy quotes takes them: a quote inside an unquoted cell stands for itself, CRLF
// in a quoted cell is one line end, lines without a character are passed over.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

export class FieldScanner {
  at = 0
  /** The cell read last: its bytes, or its text where it was quoted. */
  from = 0
  to = 0
  quoted: string | null = null
  /** The cell was the last of its line. */
  lineEnd = false
  readonly end: number

  constructor(readonly bytes: Uint8Array) {
    this.end = bytes.length
    if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3
  }

  /** Passes over empty lines; false at the end of the text. */
  toLine(): boolean {
    const { bytes, end } = this
    for (;;) {
      if (this.at >= end) return false
      const b = bytes[this.at]
      if (b === 10) this.at++
      else if (b === 13 && (this.at + 1 === end || bytes[this.at + 1] === 10)) this.at += 2
      else return true
    }
  }

  next(): void {
    const { bytes, end } = this
    let p = this.at
    if (p < end && bytes[p] === 34) {
      this.readQuoted()
      return
    }
    this.quoted = null
    this.from = p
    while (p < end && bytes[p] !== 44 && bytes[p] !== 10) p++
    this.to = p
    this.at = p + 1
    this.lineEnd = p >= end || bytes[p] === 10
    if (this.lineEnd && p > this.from && bytes[p - 1] === 13) this.to--
  }

  get empty(): boolean {
    return this.quoted === null ? this.from === this.to : this.quoted === ''
  }

  get text(): string {
    return this.quoted ?? utf8.decode(this.bytes.subarray(this.from, this.to))
  }

  /** All cells of the line. */
  line(): string[] {
    const cells: string[] = []
    do {
      this.next()
      cells.push(this.text)
    } while (!this.lineEnd)
    return cells
  }

  private readQuoted(): void {
    const { bytes, end } = this
    let text = ''
    let p = this.at + 1
    for (;;) {
      const q = bytes.indexOf(34, p)
      if (q < 0) {
        text += utf8.decode(bytes.subarray(p))
        this.finishQuoted(text, end, true)
        return
      }
      const after = q + 1
      const next = after < end ? bytes[after] : 10
      if (next === 34) {
        text += utf8.decode(bytes.subarray(p, after))
        p = after + 1
      } else {
        const carriage = next === 13 && (after + 1 >= end || bytes[after + 1] === 10)
        if (next === 44 || next === 10 || carriage) {
          text += utf8.decode(bytes.subarray(p, q))
          this.finishQuoted(text, after + (carriage ? 2 : 1), next !== 44)
          return
        }
        text += utf8.decode(bytes.subarray(p, after))
        p = after
      }
    }
  }

  private finishQuoted(text: string, at: number, lineEnd: boolean): void {
    this.quoted = text.replaceAll('\r\n', '\n')
    this.at = at
    this.lineEnd = lineEnd
  }
}

// Where in a page the parser is, for what is told to a person: notices, and the fault that ends the reading.
import { fault } from '../../values/index.ts'

const MAX_NOTICES = 20
const SHOWN_BYTES = 300

export class PageReport {
  readonly notices: string[] = []
  line = 0
  /** Where the line begins that is being read. */
  lineStart = 0
  /** Line ends inside label values of this line. */
  innerLines = 0
  /** A sample or a TYPE has been read: whatever follows, this is a page of metrics. */
  hasContent = false

  note(text: string): void {
    if (this.notices.length < MAX_NOTICES && !this.notices.includes(text)) this.notices.push(text)
  }

  noteLine(text: string): void {
    this.note(`line ${this.line}: ${text}`)
  }

  /** Throws the fault of the present line: what was expected, and the line itself. */
  fail(bytes: Uint8Array, message: string): never {
    const stop = bytes.indexOf(10, this.lineStart)
    const end = Math.min(stop < 0 ? bytes.length : stop, this.lineStart + SHOWN_BYTES)
    const text = new TextDecoder().decode(bytes.subarray(this.lineStart, end)).trimEnd()
    const where = `text format parsing error in line ${this.line}: `
    const other = this.hasContent ? null : otherFormat(text)
    if (other !== null) throw fault('invalid', `${where}expected metrics, found ${other}\n  ${text}`)
    const open = this.innerLines > 0 ? 'label value contains unescaped new-line; ' : ''
    throw fault('invalid', `${where}${open}${message}\n  ${text}`)
  }

  /** `fail` for what could not be read to its end: `bytes` begins with the line. */
  failUnfinished(bytes: Uint8Array, message: string): never {
    this.line++
    this.lineStart = 0
    return this.fail(bytes, message)
  }
}

/** What a page is that begins like this and is not metrics. */
function otherFormat(line: string): string | null {
  if (/^\s*</.test(line)) return 'an HTML or XML page'
  return /^\s*(\{\s*("|\}|$)|\[|")/.test(line) ? 'JSON' : null
}

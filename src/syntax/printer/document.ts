// The layout algebra of the official formatter, after Wadler and Leijen: a document is text with places where lines may
// break, and laying it out decides which of them do. What is peculiar: a hard line break inside what is held flat is no
// contradiction, and of two layouts the first is taken unless any text in it ends beyond the width.

/** Made by the functions below only: they keep the documents free of empty parts. */
export type Doc =
  | { readonly kind: 'nil' }
  | { readonly kind: 'text'; readonly text: string; readonly width: number }
  /** A line break that always is one; `literal` ones begin in the first column, inside strings. */
  | { readonly kind: 'break'; readonly literal: boolean }
  | { readonly kind: 'concat'; readonly parts: readonly Doc[] }
  | { readonly kind: 'group'; readonly doc: Doc }
  | { readonly kind: 'nest'; readonly doc: Doc }
  /** One thing when lines break here, another when they do not. */
  | { readonly kind: 'alt'; readonly broken: Doc; readonly flat: Doc }
  | { readonly kind: 'union'; readonly first: Doc; readonly second: Doc }
  /** Gives up the first part of the union around it. */
  | { readonly kind: 'fail' }

const maxWidth = 100
const indentWidth = 4
/** Unions within unions may take exponential time; from this many steps on, the second part is taken at once. */
const maxSteps = 2_000_000

export const nil: Doc = { kind: 'nil' }
const fail: Doc = { kind: 'fail' }
export const hardline: Doc = { kind: 'break', literal: false }
const literalLine: Doc = { kind: 'break', literal: true }
const space: Doc = { kind: 'text', text: ' ', width: 1 }
/** A blank, or a new line. */
export const line = alt(hardline, space)
/** Nothing, or a new line. */
export const edge = alt(hardline, nil)
export const softline = group(line)
/** What must not be broken. */
export const onOneLine = alt(fail, nil)

export function text(value: string): Doc {
  return value === '' ? nil : { kind: 'text', text: value, width: widthOf(value) }
}

/** Text inside a string with interpolations: its line breaks are the string's own. */
export function literalText(value: string): Doc {
  return join(value.split('\n').map(text), literalLine)
}

export function concat(...docs: readonly Doc[]): Doc {
  return concatAll(docs)
}

export function concatAll(docs: readonly Doc[]): Doc {
  const parts = docs.filter(doc => doc.kind !== 'nil')
  return parts.length === 0 ? nil : parts.length === 1 ? parts[0]! : { kind: 'concat', parts }
}

export function join(docs: readonly Doc[], between: Doc): Doc {
  return concatAll(docs.flatMap((doc, index) => (index === 0 ? [doc] : [between, doc])))
}

export function group(doc: Doc): Doc {
  return doc.kind === 'nil' || doc.kind === 'text' || doc.kind === 'group' ? doc : { kind: 'group', doc }
}

export function nest(doc: Doc): Doc {
  return doc.kind === 'nil' || doc.kind === 'text' ? doc : { kind: 'nest', doc }
}

export function alt(broken: Doc, flat: Doc): Doc {
  return { kind: 'alt', broken, flat }
}

export function union(first: Doc, second: Doc): Doc {
  return { kind: 'union', first, second }
}

/** Lays a document out. Blanks at the end of a line go, but for those inside strings. */
export function render(doc: Doc): string {
  const layout = new Layout()
  layout.push(0, false, group(doc))
  layout.best(0)
  return layout.text()
}

class Layout {
  // The work still to do, innermost last.
  readonly #docs: Doc[] = []
  readonly #indents: number[] = []
  readonly #flats: boolean[] = []
  /** Texts, and for a line break the indent after it, -1 for one inside a string. */
  readonly #out: (string | number)[] = []
  readonly #ahead: Doc[] = []
  #pos = 0
  #steps = 0

  push(indent: number, flat: boolean, doc: Doc): void {
    this.#docs.push(doc)
    this.#indents.push(indent)
    this.#flats.push(flat)
  }

  /** Lays out all work above `floor`. Inside a union (`floor` > 0) it answers false when the layout must be dropped. */
  best(floor: number, dropping = false): boolean {
    while (this.#docs.length > floor) {
      const doc = this.#docs.pop()!
      const indent = this.#indents.pop()!
      const flat = this.#flats.pop()!
      this.#steps++
      switch (doc.kind) {
        case 'nil':
          break
        case 'text':
          this.#out.push(doc.text)
          this.#pos += doc.width
          if (dropping && this.#pos > maxWidth) return false
          break
        case 'break':
          this.#pos = doc.literal ? 0 : indent
          this.#out.push(doc.literal ? -1 : indent)
          break
        case 'concat':
          for (let at = doc.parts.length - 1; at >= 0; at--) this.push(indent, flat, doc.parts[at]!)
          break
        case 'group':
          this.push(indent, flat || this.#fits(doc.doc), doc.doc)
          break
        case 'nest':
          this.push(indent + indentWidth, flat, doc.doc)
          break
        case 'alt':
          this.push(indent, flat, flat ? doc.flat : doc.broken)
          break
        case 'union':
          if (!this.#first(doc.first, indent, flat)) this.push(indent, flat, doc.second)
          break
        case 'fail':
          if (dropping) return false
          break
      }
    }
    return true
  }

  #first(doc: Doc, indent: number, flat: boolean): boolean {
    if (this.#steps > maxSteps) return false
    const [pos, floor, written] = [this.#pos, this.#docs.length, this.#out.length]
    this.push(indent, flat, doc)
    if (this.best(floor, true)) return true
    this.#pos = pos
    this.#docs.length = this.#indents.length = this.#flats.length = floor
    this.#out.length = written
    return false
  }

  /** Whether a document fits the rest of the line, together with what follows it up to the first line break. */
  #fits(doc: Doc): boolean {
    const ahead = this.#ahead
    ahead.length = 0
    ahead.push(doc)
    let rest = this.#docs.length
    let flat = true
    let pos = this.#pos
    for (;;) {
      let next = ahead.pop()
      if (next === undefined) {
        if (rest === 0) return true
        flat = false
        next = this.#docs[--rest]!
      }
      this.#steps++
      switch (next.kind) {
        case 'nil':
          break
        case 'text':
          pos += next.width
          if (pos > maxWidth) return false
          break
        case 'break':
          return !flat
        case 'concat':
          for (let at = next.parts.length - 1; at >= 0; at--) ahead.push(next.parts[at]!)
          break
        case 'group':
        case 'nest':
          ahead.push(next.doc)
          break
        case 'alt':
          ahead.push(flat ? next.flat : next.broken)
          break
        case 'union':
          ahead.push(next.second)
          break
        case 'fail':
          return false
      }
    }
  }

  text(): string {
    let done = ''
    let current = ''
    for (const piece of this.#out) {
      if (typeof piece === 'string') current += piece
      else if (piece < 0) current += '\n'
      else {
        done += `${current.trimEnd()}\n`
        current = ' '.repeat(piece)
      }
    }
    return done + current
  }
}

/** Characters as a reader counts them. A text over several lines counts as one, its line breaks included. */
function widthOf(value: string): number {
  for (let at = 0; at < value.length; at++) if (value.charCodeAt(at) > 0x7f) return graphemes(value)
  return value.length
}

let segmenter: Intl.Segmenter | null = null

function graphemes(value: string): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let count = 0
  for (const _ of segmenter.segment(value)) count++
  return count
}

// The hanging layout: `x = (r) => {` keeps its openers on one line as long as they fit there, and only then begins to
// put what follows on lines of its own. A thing is a body within affixes; the layouts tried are all prefixes on the first
// line, all but the innermost, and so on down to the outermost alone.
import {
  alt,
  concat,
  concatAll,
  type Doc,
  edge,
  group,
  hardline,
  line,
  nest,
  nil,
  onOneLine,
  text,
  union,
} from './document.ts'

/** What stands around a body. `nest`: when it goes on a line of its own, it and what is inside are indented. */
export interface Affix {
  readonly prefix: Doc
  readonly suffix: Doc
  readonly nest: boolean
}

/** Affixes from the innermost out. */
export interface Hanging {
  readonly affixes: readonly Affix[]
  readonly body: Doc
}

/** More items than these go on lines of their own. */
const maxInline = 4

export function hanging(body: Doc, ...affixes: readonly Affix[]): Hanging {
  return { affixes, body }
}

export function affix(prefix: Doc, suffix: Doc = nil, nested = false): Affix {
  return { prefix, suffix, nest: nested }
}

/** Something before the outermost prefix, or before the body if there is none. */
export function prefixed(doc: Doc, { affixes, body }: Hanging): Hanging {
  const outermost = affixes.at(-1)
  if (!outermost) return { affixes, body: concat(doc, body) }
  return { affixes: [...affixes.slice(0, -1), { ...outermost, prefix: concat(doc, outermost.prefix) }], body }
}

export function within(outer: Affix, { affixes, body }: Hanging): Hanging {
  return { affixes: [...affixes, outer], body }
}

export function hang({ affixes, body }: Hanging): Doc {
  const outward = [...affixes].reverse()
  let layouts: Doc | null = null
  for (let split = outward.length; split >= 1; split--) {
    const layout = layoutOf(outward.slice(0, split), outward.slice(split), body)
    layouts = layouts ? union(layouts, layout) : layout
  }
  return layouts ?? body
}

/** `before` share the first line; `after` may each begin a line. Both from the outermost in. */
function layoutOf(before: readonly Affix[], after: readonly Affix[], body: Doc): Doc {
  const alone = before.length === 1
  const opening = concat(concatAll(before.map(one => one.prefix)), alone ? nil : onOneLine)
  // Nothing on the first line: then the body may not be broken without a line to hang from.
  const bare = !alone && before.every(one => one.prefix.kind === 'nil')
  let inner = concat(nest(concat(body, bare ? onOneLine : nil)), concatAll(after.map(one => one.suffix)))
  for (const one of [...after].reverse()) {
    const whole = concat(one.prefix, inner)
    inner = group(one.nest ? nest(whole) : whole)
  }
  return concat(group(opening), group(concat(inner, concatAll(before.map(one => one.suffix)))))
}

/** The line breaks of a list of so many items: between them, and at its edges. */
export function breaksFor(count: number): { readonly between: Doc; readonly edges: Doc } {
  return count > maxInline ? { between: hardline, edges: hardline } : { between: line, edges: edge }
}

/** Items with commas between; when they are broken, one behind the last too. */
export function commaList(items: readonly Doc[], between: Doc): Doc {
  if (items.length === 0) return nil
  const parts: Doc[] = []
  items.forEach((item, index) => {
    if (index > 0) parts.push(comma, between)
    parts.push(group(item))
  })
  return concatAll([...parts, lastComma])
}

const comma = text(',')
const lastComma = alt(comma, nil)

/** A bracketed list. Comments before the closing bracket take the place of the line break there. */
export function bracketed(open: string, items: readonly Doc[], closing: Doc, close: string): Hanging {
  const { between, edges } = breaksFor(items.length)
  const suffix = concat(closing.kind === 'nil' ? edges : closing, text(close))
  return hanging(concat(edges, commaList(items, between)), affix(text(open), suffix))
}

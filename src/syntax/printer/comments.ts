// Comments, handed out in source order: each is printed where the token it stands before is. Where the printer has no
// place of its own for a token, its comments come with the next one, so that none is ever lost.
import type { File } from '../ast.ts'
import type { Span } from '../leaves.ts'
import { concat, concatAll, type Doc, hardline, line, nest, nil, text } from './document.ts'

export class Comments {
  readonly #file: File
  readonly #tokens: ReadonlySet<number>
  #next = 0

  constructor(file: File) {
    this.#file = file
    this.#tokens = new Set(file.comments.map(comment => comment.before))
  }

  /** Whether a token has comments of its own. */
  has(token: number): boolean {
    return this.#tokens.has(token)
  }

  /** The comments before a token, and those before it that had no place. All ask in source order. */
  before(token: number): Doc {
    const { comments, text: source } = this.#file
    if (token < 0 || this.#next >= comments.length || comments[this.#next]!.before > token) return nil
    const docs: Doc[] = []
    for (; this.#next < comments.length && comments[this.#next]!.before <= token; this.#next++) {
      const { from, to } = comments[this.#next]!
      docs.push(text(source.slice(from, to)))
      if (to < source.length) docs.push(hardline)
    }
    return concatAll(docs)
  }

  /** Those comments on a line below, indented. */
  below(token: number): Doc {
    const docs = this.before(token)
    return docs.kind === 'nil' ? nil : nest(concatAll([line, docs]))
  }

  /** Items of a list, each with the comments before the comma behind it. A comma may be missing between two. */
  items<T extends Span>(nodes: readonly T[], commas: readonly number[], print: (node: T) => Doc, below = false): Doc[] {
    let at = 0
    return nodes.map((node, index) => {
      const item = print(node)
      while (at < commas.length && commas[at]! < node.to) at++
      const comma = commas[at]
      const next = nodes[index + 1]
      if (comma === undefined || (next && next.from < comma)) return item
      return concat(item, below ? this.below(comma) : this.before(comma))
    })
  }
}

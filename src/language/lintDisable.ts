// Comments that switch lints off. `// flux-lint-disable` from there to the end, `// flux-lint-disable-next-line` for the
// line below; either may name codes, `unused-import deprecated`, and means all lints without. Errors stay.
import type { Diagnostic } from '../semantics/index.ts'
import type { File } from '../syntax/index.ts'

interface Directive {
  readonly from: number
  readonly to: number
  readonly codes: ReadonlySet<string>
}

const shape = /^\/\/\s*flux-lint-disable(-next-line)?(?:\s+([\w\s,-]+))?\s*$/

/** The diagnostics that no comment switches off. */
export function withoutDisabled(file: File, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const directives = directivesIn(file)
  if (directives.length === 0) return [...diagnostics]
  return diagnostics.filter(
    ({ severity, code, from }) =>
      severity === 'error' ||
      !directives.some(one => one.from <= from && from < one.to && (one.codes.size === 0 || one.codes.has(code))),
  )
}

function directivesIn({ comments, text }: File): Directive[] {
  return comments.flatMap(({ from, to }) => {
    const match = shape.exec(text.slice(from, to))
    if (!match) return []
    const codes = new Set((match[2] ?? '').split(/[\s,]+/).filter(code => code !== ''))
    const end = match[1] === undefined ? -1 : text.indexOf('\n', to + 1)
    return [{ from, to: end < 0 ? text.length + 1 : end, codes }]
  })
}

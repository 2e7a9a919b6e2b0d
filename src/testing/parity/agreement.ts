// How far two checkers agree about programs: whether there is an error, in which statement the first is, and its words.
import type { Diagnostic } from '../../flux.ts'
import { parse, Source } from '../../syntax/index.ts'
import type { OfficialDiagnostic } from './oracle.ts'

/** One program on which the two differ. */
export interface Disagreement {
  readonly kind: 'verdict' | 'statement' | 'message'
  readonly program: string
  readonly ours: string
  readonly theirs: string
}

export class Agreement {
  programs = 0
  sameVerdict = 0
  bothRefuse = 0
  sameStatement = 0
  /** Programs that parse and have errors. */
  parsed = 0
  sameMessage = 0
  readonly disagreements: Disagreement[] = []

  add(program: string, ours: readonly Diagnostic[], theirs: readonly OfficialDiagnostic[]): void {
    const errors = ours.filter(one => one.severity === 'error')
    this.programs++
    const [mine, other] = [errors[0], theirs[0]]
    const put = (kind: Disagreement['kind']): void => {
      this.disagreements.push({
        kind,
        program,
        ours: mine ? wordsOf(mine) : 'accepts',
        theirs: other?.message ?? 'accepts',
      })
    }
    if (!mine !== !other) {
      put('verdict')
      return
    }
    this.sameVerdict++
    if (!mine || !other) return
    this.bothRefuse++
    const { line, character } = other.range.start
    const at = new Source(program).offsetOfOfficial({ line: line + 1, column: character + 1 })
    const { body, errors: syntax } = parse(program)
    const statement = (offset: number): number => body.findLastIndex(one => one.from <= offset)
    if (statement(mine.from) === statement(at)) this.sameStatement++
    else put('statement')
    if (syntax.length > 0) return
    this.parsed++
    if (normal(wordsOf(mine)) === normal(other.message)) this.sameMessage++
    else put('message')
  }
}

function wordsOf(diagnostic: Diagnostic): string {
  return diagnostic.official ?? diagnostic.message
}

/** Without positions, stray digits and the letters of type variables, which are named by first appearance. */
function normal(message: string): string {
  const names = new Map<string, string>()
  return message
    .replace(/(\d+:\d+)(-\d+:\d+)?/g, '')
    .replaceAll('123expected', 'expected')
    .replace(/#?\b([A-Z]|t\d+)\b/g, name => {
      if (!names.has(name)) names.set(name, `V${names.size}`)
      return names.get(name)!
    })
    .replace(/\s+/g, ' ')
    .trim()
}

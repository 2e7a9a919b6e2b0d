// Fixes for texts that do not parse. What was probably meant is found in the tokens, tried out, and offered only if the
// text then has fewer problems: other languages' spellings, `=` for `==` or `:`, arguments without names, and commas and
// brackets where they are missing, not where the parser at last noticed.
import type { Analysis, Diagnostic, Fix, TextEdit } from '../semantics/index.ts'
import { type File, parse, tokenize } from '../syntax/index.ts'
import { argumentCandidates } from './mistakes/arguments.ts'
import { bracketCandidates } from './mistakes/brackets.ts'
import { spellingCandidates } from './mistakes/spellings.ts'
import { type Candidate, Tokens } from './mistakes/tokens.ts'

/** Each candidate costs a parse of the text around it. */
const maxCandidates = 16
const maxLength = 200_000
const maxExcerpt = 1500

/** The diagnostics with fixes for syntax errors added, each to the problem nearest to it. */
export function withMistakes(analysis: Analysis, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const { file } = analysis
  if (file.errors.length === 0 || file.text.length > maxLength) return [...diagnostics]
  const fixes = new Map<number, Fix[]>()
  for (const { at, title, edits } of workingCandidates(analysis)) {
    const index = nearestProblem(diagnostics, at)
    fixes.set(index, [...(fixes.get(index) ?? []), { title, edits, preferred: true }])
  }
  return diagnostics.map((one, index) => {
    const found = fixes.get(index)
    return found ? { ...one, fixes: [...found, ...(one.fixes ?? [])] } : one
  })
}

/** Those that help, the most helpful first. */
function workingCandidates(analysis: Analysis): Candidate[] {
  const { text, errors } = analysis.file
  const noticed = errors[0]!.from
  const tokens = new Tokens(text, tokenize(text), noticed)
  const all = [...bracketCandidates(tokens), ...argumentCandidates(analysis), ...spellingCandidates(tokens)]
  all.sort((a, b) => Math.abs(a.at - noticed) - Math.abs(b.at - noticed))
  const known = new Map<number, number>()
  const working: { candidate: Candidate; gain: number }[] = []
  for (const candidate of all.slice(0, maxCandidates)) {
    const { before, after } = problemsAround(candidate, analysis.file, known)
    if (after < before) working.push({ candidate, gain: before - after })
    // With nothing left to mend, others could only be worse.
    if (after === 0 && before > 2) break
  }
  return working.sort((a, b) => b.gain - a.gain).map(({ candidate }) => candidate)
}

/** How many problems there are in the statement it is in and what follows, without it (kept in `known`) and with it. */
function problemsAround(
  { edits }: Candidate,
  { text, body }: File,
  known: Map<number, number>,
): { before: number; after: number } {
  const first = Math.min(...edits.map(edit => edit.from))
  const start = body.findLast(({ from, kind }) => from <= first && kind !== 'BadStatement' && beginsLine(text, from))
  const begin = Math.max(start?.from ?? 0, first - maxExcerpt)
  const newline = text.indexOf('\n', first + maxExcerpt)
  const excerpt = text.slice(begin, newline < 0 ? text.length : newline)
  const key = begin * text.length + excerpt.length
  const before = known.get(key) ?? parse(excerpt).errors.length
  known.set(key, before)
  const shifted = edits.map(edit => ({ ...edit, from: edit.from - begin, to: edit.to - begin }))
  return { before, after: parse(applied(excerpt, shifted)).errors.length }
}

function beginsLine(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === ''
}

function applied(text: string, edits: readonly TextEdit[]): string {
  let changed = text
  for (const { from, to, text: inserted } of [...edits].sort((a, b) => b.from - a.from)) {
    changed = changed.slice(0, from) + inserted + changed.slice(to)
  }
  return changed
}

/** The syntax problem whose range holds the place most tightly, else the first. */
function nearestProblem(diagnostics: readonly Diagnostic[], at: number): number {
  let best = 0
  let size = Number.POSITIVE_INFINITY
  diagnostics.forEach((one, index) => {
    if (one.phase !== 'syntax' || one.from > at || one.to < at || one.to - one.from >= size) return
    best = index
    size = one.to - one.from
  })
  return best
}

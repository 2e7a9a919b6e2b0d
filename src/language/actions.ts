// What can be done at a place: fixes for what is wrong there, and changes that keep what the program means.
import type { Diagnostic, TextEdit } from '../semantics/index.ts'
import type { Span } from '../syntax/index.ts'
import { diagnose } from './diagnostics.ts'
import type { OpenScript } from './openScript.ts'
import { addRange, orToContains, splitPipe } from './refactorings/pipelines.ts'
import type { CodeAction, Refactoring } from './refactorings/refactoring.ts'
import { replaceDeprecated } from './refactorings/replacements.ts'
import { extractVariable, inlineVariable } from './refactorings/variables.ts'

const refactorings: readonly Refactoring[] = [
  extractVariable,
  inlineVariable,
  orToContains,
  addRange,
  replaceDeprecated,
  splitPipe,
]

export function actionsAt(script: OpenScript, selection: Span): readonly CodeAction[] {
  const problems = diagnose(script)
  const here = problems.filter(({ from, to }) => from <= selection.to && selection.from <= to)
  const fixes = here.flatMap(({ fixes = [] }) =>
    fixes.map(({ title, edits, preferred = false }): CodeAction => ({ title, kind: 'fix', edits, preferred })),
  )
  const all = fixAll(problems)
  const rewrites = refactorings.flatMap(one => one(script, selection))
  const fresh = rewrites.filter(({ title }) => !fixes.some(fix => fix.title === title))
  return [...fixes, ...(all && here.length > 0 ? [all] : []), ...fresh]
}

/** Every fix that very likely is right, in one step; null where there are fewer than two. Of fixes that overlap, the first. */
export function fixAll(problems: readonly Diagnostic[]): CodeAction | null {
  const edits: TextEdit[] = []
  let count = 0
  for (const { fixes = [] } of problems) {
    const fix = fixes.find(one => one.preferred)
    if (!fix || fix.edits.some(edit => edits.some(other => overlap(edit, other)))) continue
    edits.push(...fix.edits)
    count++
  }
  return count < 2 ? null : { title: `Fix all ${count}`, kind: 'fix', edits, preferred: false }
}

function overlap(a: Span, b: Span): boolean {
  return (a.from < b.to && b.from < a.to) || (a.from === b.from && a.to === b.to)
}

// Everything there is to say about a program: what checking found, with fixes for what was probably meant, and advice.
import type { Diagnostic } from '../semantics/index.ts'
import { columnNames } from './columns/lint.ts'
import type { Lint } from './lint.ts'
import { withoutDisabled } from './lintDisable.ts'
import { deprecated, experimental } from './lints/deprecated.ts'
import { missingRange, sameResult } from './lints/pipelines.ts'
import { unused } from './lints/unused.ts'
import { withMissingPipes } from './missingPipes.ts'
import { withMistakes } from './mistakes.ts'
import type { OpenScript } from './openScript.ts'
import { wrongTask } from './taskOptions.ts'
import { withUndefinedNames } from './undefinedNames.ts'

const lints: readonly Lint[] = [missingRange, sameResult, columnNames, unused, deprecated, experimental, wrongTask]

/** Errors first, in the official order, then advice by place. There is none for a text that does not parse. */
export function diagnose({ analysis, columns }: OpenScript): readonly Diagnostic[] {
  const { file } = analysis
  const checked = withMistakes(analysis, withMissingPipes(analysis, withUndefinedNames(analysis, analysis.diagnostics)))
  if (file.errors.length > 0) return checked
  const advised = lints.flatMap(lint => lint(analysis, columns)).sort((a, b) => a.from - b.from)
  // What is an error already needs no advice.
  const errors = checked.filter(one => one.severity === 'error')
  const fresh = advised.filter(one => !errors.some(({ from, to }) => from <= one.from && one.to <= to))
  return withoutDisabled(file, [...checked, ...fresh])
}

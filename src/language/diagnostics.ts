// Everything there is to say about a program: what checking found, with fixes for what was probably meant, and advice.
import {
  type Analysis,
  analyze,
  type Diagnostic,
  type PatternFault,
  standardTypes,
  variableTypes,
} from '../semantics/index.ts'
import { parse } from '../syntax/index.ts'
import { columnNames } from './columns/lint.ts'
import type { Lint } from './lint.ts'
import { withoutDisabled } from './lintDisable.ts'
import { deprecated, experimental } from './lints/deprecated.ts'
import { missingRange, sameResult } from './lints/pipelines.ts'
import { unused } from './lints/unused.ts'
import { withMissingPipes } from './missingPipes.ts'
import { withMistakes } from './mistakes.ts'
import { wrongTask } from './taskOptions.ts'
import { withUndefinedNames } from './undefinedNames.ts'

const lints: readonly Lint[] = [missingRange, sameResult, columnNames, unused, deprecated, experimental, wrongTask]

/**
 * Everything there is to say about a text, checked against the standard library. `variables` is what a dashboard would
 * put into `v`, as the text of a record; without it `v` is a warning.
 */
export function diagnose(
  text: string,
  patternFault: PatternFault,
  variables: string | null = null,
): readonly Diagnostic[] {
  const globals = variables === null ? undefined : variableTypes(variables, standardTypes)
  return diagnostics(analyze(parse(text), standardTypes, { globals, patternFault }))
}

/** Errors first, in the official order, then advice by place. There is none for a text that does not parse. */
function diagnostics(analysis: Analysis): readonly Diagnostic[] {
  const { file } = analysis
  const checked = withMistakes(analysis, withMissingPipes(analysis, withUndefinedNames(analysis, analysis.diagnostics)))
  if (file.errors.length > 0) return checked
  const advised = lints.flatMap(lint => lint(analysis)).sort((a, b) => a.from - b.from)
  // What is an error already needs no advice.
  const errors = checked.filter(one => one.severity === 'error')
  const fresh = advised.filter(one => !errors.some(({ from, to }) => from <= one.from && one.to <= to))
  return withoutDisabled(file, [...checked, ...fresh])
}

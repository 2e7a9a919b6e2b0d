// One version of a script, with all that is known of it before it runs: every feature reads the same analysis.
import { type Analysis, analyze, type PatternFault, standardTypes, variableTypes } from '../semantics/index.ts'
import { parse } from '../syntax/index.ts'
import { ColumnFlow } from './columns/flow.ts'

export interface OpenScript {
  readonly text: string
  readonly analysis: Analysis
  /** Which columns flow where. */
  readonly columns: ColumnFlow
}

export interface OpenOptions {
  /** Judges patterns; without it none is wrong. */
  readonly patternFault?: PatternFault
  /** What a dashboard would put into `v`, as the text of a record. */
  readonly variables?: string | null
}

/** Checks a text against the standard library. */
export function openScript(text: string, { patternFault, variables = null }: OpenOptions = {}): OpenScript {
  const globals = variables === null ? undefined : variableTypes(variables, standardTypes)
  const analysis = analyze(parse(text), standardTypes, { globals, patternFault: patternFault ?? (() => null) })
  return { text, analysis, columns: new ColumnFlow(analysis) }
}

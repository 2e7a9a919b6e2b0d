// What all lints share: what they are given, and how they say something.
import type { Analysis, Diagnostic, Fix } from '../semantics/index.ts'
import type { Span } from '../syntax/index.ts'
import type { ColumnFlow } from './columns/flow.ts'

/** Advice about a program that may be right all the same: a function of its analysis and of what flows through it. */
export type Lint = (analysis: Analysis, columns: ColumnFlow) => readonly Diagnostic[]

export function advice(
  severity: 'warning' | 'hint',
  code: string,
  { from, to }: Span,
  message: string,
  more: { readonly fixes?: readonly Fix[]; readonly notes?: readonly string[] } = {},
): Diagnostic {
  return { code, severity, phase: 'lint', from, to, message, ...more }
}

/** A fix that puts a text in place of a span. */
export function replace({ from, to }: Span, text: string, title: string): Fix {
  return { title, edits: [{ from, to, text }], preferred: true }
}

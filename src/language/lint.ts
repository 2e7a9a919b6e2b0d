// What all lints share: what they are given, and how they say something.
import type { Analysis, Diagnostic, Fix } from '../semantics/index.ts'
import type { Span } from '../syntax/index.ts'

/** Advice about a program that may be right all the same. Every lint is a function of an analysis. */
export type Lint = (analysis: Analysis) => readonly Diagnostic[]

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

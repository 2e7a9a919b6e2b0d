// Laying out a script, or the statements a selection touches.
import type { TextEdit } from '../semantics/index.ts'
import { format, type Span } from '../syntax/index.ts'
import type { OpenScript } from './openScript.ts'

/** No edits where the script does not parse, or is laid out already. */
export function formatEdits({ analysis, text }: OpenScript, span: Span | null): readonly TextEdit[] {
  const { file } = analysis
  if (file.errors.length > 0) return []
  if (span === null) return changed(text, { from: 0, to: text.length })
  const touched = file.body.filter(({ from, to }) => from <= span.to && span.from <= to)
  const [first, last] = [touched[0], touched.at(-1)]
  return first && last ? changed(text, { from: first.from, to: last.to }) : []
}

function changed(text: string, { from, to }: Span): TextEdit[] {
  const before = text.slice(from, to)
  const formatted = format(before)
  if (!('text' in formatted)) return []
  const after = to < text.length ? formatted.text.trimEnd() : formatted.text
  return after === before ? [] : [{ from, to, text: after }]
}

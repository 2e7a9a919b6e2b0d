// The types of functions a script defines and of their parameters, as an editor shows them beside the names.
import { prune, type Scheme, schemeText } from '../semantics/index.ts'
import type { OpenScript } from './openScript.ts'

export interface TypeHint {
  /** Behind the name. */
  readonly at: number
  readonly text: string
}

const MOST = 90

export function typeHints({ analysis }: OpenScript): readonly TypeHint[] {
  return analysis.definitions.flatMap(({ kind, id, scheme }) => {
    if (!id || !scheme || (kind !== 'variable' && kind !== 'option') || !isFunction(scheme)) return []
    const text = schemeText(scheme, { oneLine: true })
    return [{ at: id.to, text: `: ${text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text}` }]
  })
}

function isFunction({ type }: Scheme): boolean {
  return prune(type).kind === 'function'
}

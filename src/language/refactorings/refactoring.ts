// What all changes that keep a program's meaning share: what they are given, and how they are offered.
import type { TextEdit } from '../../semantics/index.ts'
import type { Span } from '../../syntax/index.ts'
import type { OpenScript } from '../openScript.ts'

export interface CodeAction {
  readonly title: string
  readonly kind: 'fix' | 'extract' | 'inline' | 'rewrite'
  readonly edits: readonly TextEdit[]
  /** It very likely is what is wanted. */
  readonly preferred: boolean
  /** Where to go afterwards, to give what was made a name; an offset in the new text. */
  readonly rename?: number
}

/** What can be done at a selection; an empty one is a cursor. */
export type Refactoring = (script: OpenScript, selection: Span) => readonly CodeAction[]

export function rewrite(title: string, edits: readonly TextEdit[]): CodeAction {
  return { title, kind: 'rewrite', edits, preferred: false }
}

/** A name nothing in the script has yet: `data`, then `data2`, `data3`, … */
export function freeName({ analysis }: OpenScript, wanted: string): string {
  const taken = new Set(analysis.definitions.map(one => one.name))
  for (const one of analysis.visibleAt(analysis.file.to)) taken.add(one.name)
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`
  return name
}

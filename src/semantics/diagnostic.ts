// What checking has to say about a program.
import type { Span } from '../syntax/index.ts'

export type Severity = 'error' | 'warning' | 'information' | 'hint'

/**
 * Which step found it. When there are `syntax` ones, the reference engine shows nothing else. A `lint` is what it never
 * says: advice, which a comment can switch off.
 */
export type Phase = 'syntax' | 'structure' | 'names' | 'types' | 'lint'

/** A place elsewhere that has to do with it. */
export interface Related extends Span {
  readonly message: string
}

export interface TextEdit extends Span {
  readonly text: string
}

/** A change that may mend it. `preferred`: it very likely does. */
export interface Fix {
  readonly title: string
  readonly edits: readonly TextEdit[]
  readonly preferred?: boolean
}

export interface Diagnostic extends Span {
  /** A short stable name for the kind of thing. */
  readonly code: string
  readonly severity: Severity
  readonly phase: Phase
  /** The official words, where there are any. */
  readonly message: string
  /** What the official tools say where our message is a better one. */
  readonly official?: string
  readonly notes?: readonly string[]
  readonly related?: readonly Related[]
  readonly fixes?: readonly Fix[]
}

/** What a step finds before it is told where and by whom. */
export type Finding = Omit<Diagnostic, 'severity' | 'phase' | 'from' | 'to'>

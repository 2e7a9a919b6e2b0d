// The nodes without parts of their own, and what every node shares.

/** A half-open range of UTF-16 offsets. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A `//` comment without its line end; `before` is the offset of the first token after it (the text's length at the end). */
export interface Comment extends Span {
  readonly before: number
}

/**
 * What the parser found wrong. `message` has the official wording, save where `official` has that and `message` a better
 * one; `code` is a short stable name for the kind.
 */
export interface SyntaxProblem extends Span {
  readonly code: string
  readonly message: string
  readonly official?: string
}

/** A name. Empty, with an empty range, where one was expected and not found. */
export interface Identifier extends Span {
  readonly kind: 'Identifier'
  readonly name: string
}

export interface IntegerLiteral extends Span {
  readonly kind: 'IntegerLiteral'
  readonly value: bigint
}

/** `text` is the literal as written, for printing. */
export interface FloatLiteral extends Span {
  readonly kind: 'FloatLiteral'
  readonly value: number
  readonly text: string
}

/** `value` is decoded; the source text is the node's range. */
export interface StringLiteral extends Span {
  readonly kind: 'StringLiteral'
  readonly value: string
}

export type DurationUnit = 'y' | 'mo' | 'w' | 'd' | 'h' | 'm' | 's' | 'ms' | 'us' | 'ns'

export interface DurationPart {
  readonly magnitude: bigint
  readonly unit: DurationUnit
}

/** Parts as written: any order, repeats allowed. */
export interface DurationLiteral extends Span {
  readonly kind: 'DurationLiteral'
  readonly values: readonly DurationPart[]
}

/** `value` is the literal as written, `ns` the instant in nanoseconds since 1970 UTC. */
export interface DateTimeLiteral extends Span {
  readonly kind: 'DateTimeLiteral'
  readonly value: string
  readonly ns: bigint
}

/** `value` is the pattern with `\/` and `\xHH` resolved; whether it compiles is not the parser's business. */
export interface RegexpLiteral extends Span {
  readonly kind: 'RegexpLiteral'
  readonly value: string
}

/** `<-` */
export interface PipeLiteral extends Span {
  readonly kind: 'PipeLiteral'
}

/** `.name` or `."name"`. */
export interface LabelLiteral extends Span {
  readonly kind: 'LabelLiteral'
  readonly value: string
}

/** Where an expression should be. Without text, the problem is told elsewhere. */
export interface BadExpression extends Span {
  readonly kind: 'BadExpression'
  readonly text: string
}

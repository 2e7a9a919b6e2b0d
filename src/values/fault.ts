// A Fault is what goes wrong while a program runs: thrown by kernels and members, given the span of its call in one
// place (evaluator/call.ts, evaluator/stages.ts) and turned into a diagnostic in one place (flux.ts).

/** The reference's error codes; `experimental.catch` sees the number. */
export const faultCodes = {
  canceled: 1,
  unknown: 2,
  invalid: 3,
  'deadline exceeded': 4,
  'not found': 5,
  'already exists': 6,
  'permission denied': 7,
  'resource exhausted': 8,
  'failed precondition': 9,
  aborted: 10,
  'out of range': 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  unauthenticated: 15,
} as const

export type FaultCode = keyof typeof faultCodes

/** What the page can offer when a run failed: a sentence each, in the order they should be tried. */
export interface FaultAdvice {
  readonly steps: readonly string[]
  /** What a view may offer as a button. */
  readonly ways?: readonly ('paste' | 'proxy' | 'open')[]
  /** The address that could not be read, when there is one. */
  readonly url?: string
}

/** `bare` faults came before any row: the reference prints them without the name of the call. */
export class Fault extends Error {
  override readonly name = 'Fault'
  /** Offsets of the piece of the program that failed, once known. */
  span: { readonly from: number; readonly to: number } | null = null
  /** Names of the calls the fault passed through, innermost first, with their spans. */
  readonly frames: Array<{ readonly name: string; readonly from: number; readonly to: number }> = []

  constructor(
    readonly code: FaultCode,
    message: string,
    readonly advice: FaultAdvice | null = null,
  ) {
    super(message)
  }
}

export function fault(code: FaultCode, message: string, advice?: FaultAdvice): Fault {
  return new Fault(code, message, advice ?? null)
}

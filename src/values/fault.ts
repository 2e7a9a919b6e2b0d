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
  readonly ways?: readonly ('paste' | 'proxy' | 'open' | 'bucket' | 'skip')[]
  /** The address that could not be read, when there is one. */
  readonly url?: string
  /** The bucket that is not there, when there is one. */
  readonly bucket?: string
}

/** What a fault passed through on its way up, innermost first: calls, and stages that ran. */
export interface FaultFrame {
  readonly kind: 'call' | 'stage'
  readonly name: string
  readonly from: number
  readonly to: number
}

export class Fault extends Error {
  override readonly name = 'Fault'
  readonly frames: FaultFrame[] = []
  /** The reference prints some faults without the place and name of the stage they happened in. */
  bare = false
  /** A stream of tables that came before it, which an output shows all the same. */
  delivered: object | null = null

  constructor(
    readonly code: FaultCode,
    message: string,
    readonly advice: FaultAdvice | null = null,
  ) {
    super(message)
  }

  within(frame: FaultFrame): this {
    this.frames.push(frame)
    return this
  }
}

export function fault(code: FaultCode, message: string, advice?: FaultAdvice): Fault {
  return new Fault(code, message, advice ?? null)
}

/** A fault that the reference reports bare. */
export function bareFault(code: FaultCode, message: string, advice?: FaultAdvice): Fault {
  const f = new Fault(code, message, advice ?? null)
  f.bare = true
  return f
}

/** Found while the reference plans a query, before anything runs. */
export function planFault(code: FaultCode, message: string, advice?: FaultAdvice): Fault {
  return bareFault(code, `error in building plan while starting program: ${message}`, advice)
}

/** Found while the reference sets a query's steps up. */
export function setupFault(code: FaultCode, message: string, advice?: FaultAdvice): Fault {
  return bareFault(code, `failed to initialize execute state: ${message}`, advice)
}

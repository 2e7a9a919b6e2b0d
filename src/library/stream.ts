// A stream as a value: a stage of the lazy graph that will produce it. Nothing is computed until the graph runs.
import type { TableStream } from '../tables/index.ts'
import { OpaqueValue } from '../values/index.ts'
import type { Host } from './host.ts'
import type { RowFunction } from './rowFunction.ts'

/** What the reference's planner knows of a stage's time range, nanoseconds, [start, stop). */
export interface TimeBounds {
  readonly start: bigint
  readonly stop: bigint
}

/** What a stage may ask while it runs. */
export interface StageContext {
  readonly bounds: TimeBounds | null
  /** The trait of the step before, when no other step reads it: some steps are one in the reference. */
  readonly precededBy: string | null
  readonly host: Host
  readonly signal: AbortSignal
  /** Something the reader should know, which is no fault. */
  notice(message: string): void
  /** Rows that came in so far, for long reads. */
  progress(rows: number): void
}

/** A read that can ask for less. Each answer is the narrower read, or null where it must be made as it is. */
export interface Narrowable {
  /** Only rows of a time range. */
  ranged(bounds: TimeBounds): StageSpec | null
  /** Only rows a predicate keeps; `apply` is the step itself, over the rows read. */
  filtered(predicate: RowFunction, apply: (tables: TableStream) => TableStream): StageSpec | null
}

/** How a member describes the step it wants in the graph. */
export interface StageSpec {
  readonly inputs: readonly StreamValue[]
  /** `read` starts as soon as it is known; `effect` waits for everything above it in the script. */
  readonly kind: 'pure' | 'read' | 'effect'
  /** Set where this stage is an output of the program by itself: `yield` (its name), `to` and the like (null). */
  readonly result?: string | null
  readonly bounds?: TimeBounds | null
  /**
   * Whether a fault in the next stage is reported bare: `yes` for stages that pass their tables on only when flushed
   * (group, map, join.*), `inherit` for those that pass tables through (filter, limit).
   */
  readonly flushes?: 'yes' | 'inherit' | 'no'
  /** What a member composed around this stage may recognise it by. */
  readonly trait?: string
  /** A step of this trait right before, which no other step reads, is left out, as the reference's planner does. */
  readonly absorbs?: string
  /** Faults show only when the next stage reads, and carry that one's name. */
  readonly faultsLater?: boolean
  /** An answer an expression waits for: it has no tables to show, and is no stage to the reader. */
  readonly silent?: boolean
  /** Faults of this stage carry its name whatever came before (map, filter, derivative). */
  readonly alwaysNamed?: boolean
  /** Set where the stage reads a bucket: a step right after it may become part of the read. */
  readonly narrowable?: Narrowable
  /** The stage whose work this one does too, where a read took in the step right after it. */
  readonly includes?: Stage
  run(inputs: readonly TableStream[], context: StageContext): TableStream | Promise<TableStream>
}

/** A node of the graph. */
export interface Stage extends StageSpec {
  /** The same for the same call site on the same activation path, however often the expression is evaluated. */
  readonly id: string
  /** The function the script called. */
  readonly name: string
  /** Offsets of that call. */
  readonly from: number
  readonly to: number
  readonly bounds: TimeBounds | null
}

export class StreamValue extends OpaqueValue {
  readonly typeName = 'stream'
  constructor(readonly stage: Stage) {
    super()
  }
}

export function boundsOfInputs(inputs: readonly StreamValue[]): TimeBounds | null {
  let bounds: TimeBounds | null = null
  for (const { stage } of inputs) {
    const own: TimeBounds | null = stage.bounds
    if (own === null) continue
    bounds =
      bounds === null
        ? own
        : {
            start: own.start < bounds.start ? own.start : bounds.start,
            stop: own.stop > bounds.stop ? own.stop : bounds.stop,
          }
  }
  return bounds
}

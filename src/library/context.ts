// What a member may know and ask while it is called, and while its stage runs.
import type { TableStream } from '../tables/index.ts'
import { type Arguments, type Fault, FunctionValue, type Time, type Value } from '../values/index.ts'
import type { Host } from './host.ts'
import type { RowFunction } from './rowFunction.ts'
import type { StageSpec, StreamValue } from './stream.ts'

/** The call being evaluated, as the script wrote it. */
export interface CallSite {
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface Context {
  readonly site: CallSite
  /** The moment the run began, the same for the whole run. */
  readonly startedAt: Time
  /** `option now`, else the moment the run began. */
  now(): Time
  /** The present value of a package's option. */
  option(path: string, name: string): Value
  /** Adds a step to the graph, or finds it again when the expression is evaluated a second time. */
  stream(spec: StageSpec): StreamValue
  /** The tables of a stream, computed now; suspends the expression while they are not there. */
  tables(stream: StreamValue): TableStream
  /** Calls a function value with named arguments; a piped argument goes under its parameter's name. */
  call(fn: FunctionValue, args: Arguments | Readonly<Record<string, Value>>): Value
  /** A member of a package, for members made of others. */
  member(path: string, name: string): Value
  rowFunction(fn: FunctionValue): RowFunction
  /** A fault in the reference's words, places included. */
  wordingOf(fault: Fault): string
  readonly host: Host
}

/** Every function value of a program is one: members and functions of the script alike. */
export abstract class Callable extends FunctionValue {
  abstract call(args: Arguments, context: Context): Value
}

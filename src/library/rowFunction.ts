// What a member may know of a function it applies to rows, and how it applies it to all rows of a frame at once.
import type { Column, Frame } from '../tables/index.ts'
import type { Fault, Null, Value } from '../values/index.ts'

/** A field of the record a row function returns, for all rows of a frame. */
export interface MappedField {
  readonly label: string
  /** A Null where no row has a value and none tells the type. */
  readonly column: Column | Null
}

/** `l.a == r.b and …`, as pairs of column names. */
export type Equalities = { readonly pairs: readonly (readonly [string, string])[] } | { readonly problem: string }

/** A field of a record made of two rows: `row` (a parameter's name) gives its column, or all of them where that is null. */
export interface Pick {
  readonly label: string | null
  readonly row: string
  readonly column: string | null
}

/** A function as text that means the same in a script of its own. */
export interface PrintedFunction {
  readonly text: string
  /** The packages it uses, by the name it knows them by. */
  readonly imports: ReadonlyMap<string, string>
}

export interface RowFunction {
  /** Columns the body reads as `r.x`, by parameter; null when it uses a parameter as a whole. */
  columnsRead(parameter: string): ReadonlySet<string> | null
  /** The reference would run it vectorised inside `map`, which changes null logic and the wording of faults. */
  readonly vectorised: boolean
  /** The body is a record of literals only. */
  readonly literalsOnly: boolean
  /** The pairs of columns a predicate of two rows sets equal; else what it has that is no such equality. */
  equalities(left: string, right: string): Equalities
  /** The fields of a body that only picks columns of its rows, in order; null where it computes. */
  picks(rows: readonly string[]): readonly Pick[] | null
  /** The function as text, values from outside written out; null where one of them cannot be. */
  printed(): PrintedFunction | null
  /**
   * The part of a predicate that is asked before all else, where it reads only columns that `known` names: a row for
   * which it is not true is dropped whatever the rest says.
   */
  guard(known: (label: string) => boolean): RowFunction | null
  /** The function over the rows of a frame, compiled once; `extra` supplies the other parameters. */
  bind(frame: Frame, extra?: ReadonlyMap<string, () => Value>): RowProgram
}

/** A part of a row function that is computed row by row. */
export interface Fallback {
  readonly from: number
  readonly to: number
  /** `no kernel` over columns for this part, or some row is at `fault` and has to be found. */
  readonly reason: 'no kernel' | 'fault'
}

export interface RowProgram {
  /** What is not computed over whole columns; empty where everything is. */
  explain(): readonly Fallback[]
  /** The value for one row of a table. */
  at(table: number, row: number): Value
  /** 1 where the function is true; false and null are 0. A value that is no bool is a fault. */
  mask(): Uint8Array
  /** The record's fields as columns; `withColumns` says the frame's own columns stay (`{r with …}`). */
  fields(unsupported: (label: string, type: string) => Fault): {
    readonly fields: readonly MappedField[]
    readonly withColumns: boolean
  }
}

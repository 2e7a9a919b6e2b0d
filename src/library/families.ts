// The kinds that work on streams. A kind supplies what its members share: the column parameter, key columns, null
// rule, empty tables, the order of the result. What is left in a member is what only it does.
import {
  type Column,
  type ColumnType,
  columnNamed,
  columnOf,
  type Frame,
  inOnePiece,
  isKey,
  keyColumns,
  mapFrames,
  selectRows,
  sortByKey,
  spread,
  type TableStream,
  tableCount,
  unmoved,
} from '../tables/index.ts'
import { fault, type Value } from '../values/index.ts'
import type { Context } from './context.ts'
import { type Documented, documentation, type Member } from './define.ts'
import { type ArgsOf, type Given, readSignature } from './signature.ts'
import {
  boundsOfInputs,
  type Narrowable,
  type StageContext,
  type StageSpec,
  type StreamValue,
  type TimeBounds,
} from './stream.ts'
import { refuseTwins } from './twins.ts'

/** Tables leave in the order of their keys, or as they arrived. */
export type EmissionOrder = 'key' | 'arrival'

export interface TransformDefinition<S extends string, D, P> extends Documented<S> {
  readonly defaults?: D
  readonly order?: EmissionOrder
  readonly flushes?: StageSpec['flushes']
  readonly alwaysNamed?: boolean
  readonly trait?: string
  readonly faultsLater?: boolean
  readonly absorbs?: string
  /** Tables keep the pieces they came together from, which members that build them anew do not. */
  readonly pieces?: boolean
  /** Two tables of one key are refused, in a message that begins with this. */
  readonly twins?: string
  /** Looks at the arguments when the function is called; what it returns is handed to `run`. */
  prepare?(args: Given<S, D>, context: Context, inputs: { readonly bounds: TimeBounds | null }): P
  bounds?(args: Given<S, D>, context: Context, inputs: TimeBounds | null): TimeBounds | null
  /** The step as part of the read before it, where that can be. */
  narrow?(read: Narrowable, args: Given<S, D>, prepared: P): StageSpec | null
  run(tables: TableStream, args: Given<S, D>, prepared: P, context: StageContext): TableStream
}

/** A step from one stream to one stream. The piped parameter is the signature's `<-` one. */
export function transform<
  const S extends string,
  const D extends Partial<ArgsOf<S>> = Record<never, never>,
  P = undefined,
>(text: S, definition: TransformDefinition<S, D, P>): Member {
  const signature = readSignature(text)
  const pipe = signature.parameters.find(p => p.pipe)!.name
  const keepsPieces = definition.pieces ?? definition.order === 'arrival'
  const built = keepsPieces ? (s: TableStream) => s : (s: TableStream) => mapFrames(s, inOnePiece)
  const finish = definition.order === 'arrival' ? built : (s: TableStream) => sortByKey(built(s))
  return {
    ...documentation('transform', signature, definition),
    invoke(given, context) {
      const args = { ...definition.defaults, ...given } as unknown as Given<S, D>
      const input = given[pipe] as StreamValue
      const bounds = boundsOfInputs([input])
      const prepared = definition.prepare?.(args, context, { bounds }) as P
      const { narrowable } = input.stage
      const narrowed = narrowable && definition.narrow?.(narrowable, args, prepared)
      if (narrowed) return context.stream({ ...narrowed, includes: input.stage })
      return context.stream({
        inputs: [input],
        kind: 'pure',
        bounds: definition.bounds ? definition.bounds(args, context, bounds) : bounds,
        flushes: definition.flushes,
        alwaysNamed: definition.alwaysNamed,
        trait: definition.trait,
        faultsLater: definition.faultsLater,
        absorbs: definition.absorbs,
        run([tables], stage) {
          const result = definition.run(tables, args, prepared, stage)
          // a fault of an earlier table comes before the second table of a key
          if (definition.twins !== undefined) refuseTwins(tables, definition.twins)
          return finish(result)
        },
      })
    },
  }
}

export interface SourceDefinition<S extends string, D> extends Documented<S> {
  readonly defaults?: D
  /** Literal sources compute at once; the others read. */
  readonly reads?: boolean
  prepare?(args: Given<S, D>, context: Context): void
  /** How steps right after it narrow what it reads. */
  narrowable?(args: Given<S, D>): Narrowable
  run(args: Given<S, D>, context: StageContext): TableStream | Promise<TableStream>
}

/** A stream out of nothing but arguments and the outside. */
export function source<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>>(
  text: S,
  definition: SourceDefinition<S, D>,
): Member {
  return {
    ...documentation('source', readSignature(text), definition),
    invoke(given, context) {
      const args = { ...definition.defaults, ...given } as unknown as Given<S, D>
      definition.prepare?.(args, context)
      return context.stream({
        inputs: [],
        kind: definition.reads ? 'read' : 'pure',
        narrowable: definition.narrowable?.(args),
        run: (_, stage) => definition.run(args, stage),
      })
    },
  }
}

export interface SinkDefinition<S extends string, D, P> extends Documented<S> {
  readonly defaults?: D
  prepare?(args: Given<S, D>, context: Context): P
  run(tables: TableStream, args: Given<S, D>, prepared: P, context: StageContext): Promise<TableStream>
}

/** A step with an effect on the outside; a program that ends in one has it as its result. */
export function sink<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>, P = undefined>(
  text: S,
  definition: SinkDefinition<S, D, P>,
): Member {
  const signature = readSignature(text)
  const pipe = signature.parameters.find(p => p.pipe)!.name
  return {
    ...documentation('sink', signature, definition),
    invoke(given, context) {
      const args = { ...definition.defaults, ...given } as unknown as Given<S, D>
      const prepared = definition.prepare?.(args, context) as P
      const input = given[pipe] as StreamValue
      return context.stream({
        inputs: [input],
        kind: 'effect',
        result: null,
        bounds: input.stage.bounds,
        run: ([tables], stage) => definition.run(tables, args, prepared, stage),
      })
    },
  }
}

/** One result a table from the rows `offsets` bounds; a result of null is a null cell. */
export interface Reducer {
  /** The type of the result column. */
  readonly type: ColumnType
  reduce(column: Column, offsets: Int32Array): Reduced
  /**
   * The same where rows lie in any order: `resultOf` has for each row its result plus `first`, less than that where it
   * has none, and `offsets` bounds as many rows for each result.
   */
  scatter?(column: Column, resultOf: Int32Array, offsets: Int32Array, first: 0 | 1): Reduced
}

interface Reduced {
  readonly values: Column['values'] | readonly Value[]
  readonly nulls: Uint8Array | null
}

export interface AggregateDefinition<S extends string, D> extends Documented<S> {
  readonly defaults?: D
  readonly trait?: string
  prepare?(args: Given<S, D>, context: Context): void
  /** The reducer for a column type; null when the type cannot be aggregated. */
  reducer(type: ColumnType, args: Given<S, D>): Reducer | null
}

type ColumnArgument = { readonly column?: unknown }

/** Key columns and one value a table. */
export function aggregate<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>>(
  text: S,
  definition: AggregateDefinition<S, D>,
): Member {
  const member = transform<S, D>(text, {
    ...definition,
    twins: 'aggregate ',
    prepare: (args, context) => definition.prepare?.(args, context) as undefined,
    run: (tables, args) =>
      mapFrames(tables, frame => aggregateFrame(frame, columnArgument(args), type => definition.reducer(type, args))),
  } as TransformDefinition<S, D, undefined>)
  return { ...member, kind: 'aggregate' }
}

export function columnArgument(args: unknown): string {
  return ((args as ColumnArgument).column as string | undefined) ?? '_value'
}

/** The frame with each table reduced to its key and one value. */
export function aggregateFrame(frame: Frame, label: string, reducer: (type: ColumnType) => Reducer | null): Frame {
  const { column, reduce } = aggregated(frame, label, reducer)
  const kept = keyColumns(frame)
  return {
    columns: [...kept, reduceColumn(column, frame, reduce)],
    key: frame.key,
    offsets: oneRowEach(tableCount(frame)),
  }
}

/** The column to aggregate, and what does it. */
export function aggregated(
  frame: Frame,
  label: string,
  reducer: (type: ColumnType) => Reducer | null,
): { column: Column; reduce: Reducer } {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `column "${label}" does not exist`)
  if (isKey(frame, label)) throw fault('failed precondition', 'cannot aggregate columns that are part of the group key')
  const reduce = reducer(column.type)
  if (!reduce) throw fault('failed precondition', `unsupported aggregate column type ${column.type}`)
  return { column, reduce }
}

/** Applies a reducer to a column, whatever its extent. */
export function reduceColumn(column: Column, frame: Frame, { type, reduce, scatter }: Reducer): Column {
  const still = scatter ? unmoved(column, frame.offsets) : null
  const reduced = still
    ? scatter!(still.column, still.tableOf, frame.offsets, 0)
    : reduce(rowWise(column, frame), frame.offsets)
  return resultColumn(column.label, type, reduced)
}

/** The results of a reducer as a column. */
export function resultColumn(label: string, type: ColumnType, { values, nulls }: Reduced): Column {
  if (Array.isArray(values)) return columnOf(label, type, values as readonly Value[])
  return { label, type, extent: 'row', values, nulls } as Column
}

function rowWise(column: Column, frame: Frame): Column {
  return spread(column, frame.offsets)
}

/** Offsets of tables of one row. */
export function oneRowEach(tables: number): Int32Array {
  const offsets = new Int32Array(tables + 1)
  for (let t = 0; t <= tables; t++) offsets[t] = t
  return offsets
}

export interface SelectorDefinition<S extends string, D> extends Documented<S> {
  readonly defaults?: D
  prepare?(args: Given<S, D>, context: Context): void
  /** Null when the type cannot be selected by. Returns for each table the row chosen, -1 for none. */
  choose(type: ColumnType, args: Given<S, D>): ((column: Column, offsets: Int32Array) => Int32Array) | null
  /** The fault of an unsupported type. */
  unsupported?(type: ColumnType): string
}

/** Whole rows, at most one a table. */
export function selector<const S extends string, const D extends Partial<ArgsOf<S>> = Record<never, never>>(
  text: S,
  definition: SelectorDefinition<S, D>,
): Member {
  const member = transform<S, D>(text, {
    ...definition,
    twins: '',
    prepare: (args, context) => definition.prepare?.(args, context) as undefined,
    run: (tables, args) => mapFrames(tables, frame => selectFrame(frame, args, definition)),
  } as TransformDefinition<S, D, undefined>)
  return { ...member, kind: 'selector' }
}

function selectFrame<S extends string, D>(
  frame: Frame,
  args: Given<S, D>,
  definition: SelectorDefinition<S, D>,
): Frame {
  const label = columnArgument(args)
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `no column "${label}" exists`)
  const choose = definition.choose(column.type, args)
  if (!choose)
    throw fault('failed precondition', definition.unsupported?.(column.type) ?? `unsupported type ${column.type}`)
  return selectOnePerTable(frame, choose(rowWise(column, frame), frame.offsets))
}

/** The frame with the chosen row of each table; tables whose choice is -1 become empty. */
export function selectOnePerTable(frame: Frame, chosen: Int32Array): Frame {
  const offsets = new Int32Array(chosen.length + 1)
  for (let t = 0; t < chosen.length; t++) offsets[t + 1] = offsets[t] + ((chosen[t] >= 0) as unknown as number)
  return selectRows(
    frame,
    chosen.filter(row => row >= 0),
    offsets,
  )
}

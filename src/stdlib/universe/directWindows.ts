// Windows that mean, sum and count are taken of go a shorter way, as in the reference, and no table a window is made.
import {
  aggregated,
  aggregateFrame,
  type Context,
  type Reducer,
  type StreamValue,
  type TimeBounds,
} from '../../library/index.ts'
import {
  appendStreams,
  type Column,
  type ColumnType,
  columnNamed,
  type Frame,
  inOnePiece,
  isKey,
  keyColumns,
  keysDiffer,
  mapFrames,
  mergeEqualKeys,
  selectRows,
  spread,
  type TableStream,
  type TimeColumn,
} from '../../tables/index.ts'
import { bareFault, Fault, MAX_TIME, MIN_TIME } from '../../values/index.ts'
import { type JoinOptions, joinWindows, withBounds } from './joinWindows.ts'
import { type Placed, placedCells, unmovedCells } from './placedCells.ts'
import type { Cells, WindowChoice } from './placing.ts'
import { type TimeOrder, timeOrder } from './timeOrder.ts'
import { boundColumn, type Prepared, wantedWindows } from './window.ts'
import { clipped, type Windows } from './windows.ts'

export type ReducerOf = (type: ColumnType) => Reducer | null

export interface DirectOptions extends JoinOptions {
  readonly reducer: ReducerOf
  readonly prepared: Prepared
}

/** Reduces windows straight away: time, key, value; a table without windows stays, empty. */
export function directWindows(
  windows: StreamValue,
  tables: StreamValue,
  options: DirectOptions,
  context: Context,
): StreamValue {
  return context.stream({
    inputs: [tables],
    kind: 'pure',
    bounds: windows.stage.bounds,
    run([all], stage) {
      const unmoved = placeUnmoved(all, options)
      if (unmoved !== null) return wordedDirectly(() => reducePlaced([unmoved], all, options))
      const inside = all.frames.map(frame => insideBounds(frame, options.bounds))
      const whole = { ...all, frames: inside.map(i => i.frame) }
      const apart = tablesApart(whole, options)
      const choice = windowChoice(options)
      const placed = apart?.frames.map((frame, f) => placedCells(frame, inside[f].order, choice))
      if (!placed?.every(p => windowsDiffer(p.cells.windows)))
        return reduceTogether(windows.stage.run([whole], stage) as TableStream, whole, options)
      return wordedDirectly(() => reducePlaced(placed, whole, options))
    },
  })
}

/** Rows that have not been moved since they were grouped are placed where they lie; null where they have been. */
function placeUnmoved(all: TableStream, options: DirectOptions): Placed | null {
  if (all.frames.length !== 1 || columnNamed(all.frames[0], '_time')?.type !== 'time') return null
  const [frame] = tablesApart(all, options)?.frames ?? []
  const placed = frame ? unmovedCells(frame, options.column, options.bounds, windowChoice(options)) : null
  return placed !== null && windowsDiffer(placed.cells.windows) ? placed : null
}

function reducePlaced(placed: readonly Placed[], tables: TableStream, options: DirectOptions): TableStream {
  const frames = tables.frames.map((given, f) => {
    const frame = keyedByBounds(given, options)
    const { column, reduce } = aggregated(frame, options.column, options.reducer)
    return tableOfCells(frame, placed[f].cells, placed[f].reduce(column, reduce), options)
  })
  return mergeEqualKeys({ ...tables, frames })
}

/** Reduces tables that are windows already; those of one series meet again. */
function reduceTogether(windows: TableStream, whole: TableStream, options: DirectOptions): TableStream {
  const reduce = (frame: Frame): Frame => aggregateFrame(frame, options.column, options.reducer)
  return wordedDirectly(() => {
    const values = joinWindows(mapFrames(windows, reduce), options)
    const none = joinWindows(
      mapFrames(whole, frame => withBounds(withoutRows(reduce(frame)), options.bounds)),
      { ...options, createEmpty: false },
    )
    const all = mergeEqualKeys(mapFrames(appendStreams([values, none]), frame => timeFirst(frame, options.timeDst)))
    return mapFrames(all, inOnePiece)
  })
}

/**
 * The tables with the range's bounds in their keys, where no two of them have become one: then no window has rows of
 * several tables, and each table's windows can be reduced by themselves.
 */
function tablesApart(tables: TableStream, options: DirectOptions): TableStream | null {
  const { column } = options
  const keyed = mapFrames(tables, frame => keyedByBounds(frame, options))
  const plain = (frame: Frame): boolean =>
    column !== '_time' &&
    columnNamed(frame, '_time')?.type === 'time' &&
    !isKey(frame, '_time') &&
    !isKey(frame, column) &&
    frame.key.every(label => columnNamed(frame, label)!.extent !== 'row')
  return keyed.frames.every(plain) && keysDiffer(keyed) ? keyed : null
}

interface Inside {
  readonly frame: Frame
  readonly order?: TimeOrder
}

/** The shorter way leaves out rows without a time and those outside the range, its last instant among them. */
function insideBounds(frame: Frame, bounds: TimeBounds): Inside {
  const column = columnNamed(frame, '_time')
  if (column?.type !== 'time') return { frame }
  const time = spread(column, frame.offsets) as TimeColumn
  const order = timeOrder(time, frame.offsets)
  if (time.nulls === null && order.low >= bounds.start && order.high < bounds.stop) return { frame, order }
  const edges = BigInt64Array.of(bounds.start, bounds.stop)
  const rows = new Int32Array(time.values.length)
  const offsets = new Int32Array(frame.offsets.length)
  for (let t = 0; t + 1 < offsets.length; t++)
    offsets[t + 1] = listInside(time, edges, frame.offsets[t], frame.offsets[t + 1], rows, offsets[t])
  const all = offsets[offsets.length - 1] === rows.length
  return { frame: all ? frame : selectRows(frame, rows.slice(0, offsets[offsets.length - 1]), offsets) }
}

/** Lists the rows with a time from one edge to before the other; returns how many are listed then. */
function listInside(
  { values, nulls }: TimeColumn,
  edges: BigInt64Array,
  from: number,
  to: number,
  rows: Int32Array,
  listed: number,
): number {
  let n = listed
  for (let row = from; row < to; row++)
    if (nulls?.[row] !== 1 && values[row] >= edges[0] && values[row] < edges[1]) rows[n++] = row
  return n
}

/** Windows not cut to the range: two stay two where they end together at its edge. */
function windowChoice({ createEmpty, prepared }: DirectOptions): WindowChoice {
  const { windows: sequence } = prepared
  const bounds = sequence === null ? prepared.bounds : { start: MIN_TIME, stop: MAX_TIME }
  const wanted =
    createEmpty && sequence ? sequence.within(prepared.bounds, false) : wantedWindows(createEmpty, prepared)
  return { bounds, sequence, wanted, scattered: true }
}

/** Windows are in order. */
function windowsDiffer({ starts, stops }: Windows): boolean {
  for (let i = 1; i < starts.length; i++) if (starts[i] === starts[i - 1] && stops[i] === stops[i - 1]) return false
  return true
}

/** The key columns, the range's bounds among them, the time and the column to aggregate. */
function keyedByBounds(given: Frame, { bounds, column }: DirectOptions): Frame {
  const frame = withBounds(given, bounds)
  const kept = (label: string): boolean => isKey(frame, label) || label === '_time' || label === column
  return { ...frame, columns: frame.columns.filter(c => kept(c.label)) }
}

/** A table of one row a window, in the order of windows. */
function tableOfCells(frame: Frame, cells: Cells, reduced: Column, { bounds, timeSrc }: DirectOptions): Frame {
  const { starts, stops } = clipped(cells.windows, bounds)
  const bound = boundColumn('_time', cells, timeSrc === '_start' ? starts : stops)
  const offsets = new Int32Array(frame.offsets.length)
  for (let c = 0; c < cells.table.length; c++) offsets[cells.table[c] + 1]++
  for (let t = 1; t < offsets.length; t++) offsets[t] += offsets[t - 1]
  return { columns: [{ ...bound, extent: 'row' }, ...keyColumns(frame), reduced], key: frame.key, offsets }
}

function withoutRows(frame: Frame): Frame {
  return selectRows(frame, new Int32Array(0), new Int32Array(frame.offsets.length))
}

/** The shorter way says neither where nor in which call a fault happened. */
function wordedDirectly<T>(compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    throw error instanceof Fault ? bareFault(error.code, `runtime error: ${error.message}`) : error
  }
}

function timeFirst(frame: Frame, label: string): Frame {
  const time = columnNamed(frame, label)!
  return { ...frame, columns: [time, ...frame.columns.filter(c => c !== time)] }
}

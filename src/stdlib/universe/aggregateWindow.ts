// aggregateWindow: windows of time, each reduced, back in one table a series.
import {
  aggregated,
  aggregateFrame,
  type Context,
  composed,
  type Reducer,
  resultColumn,
  StreamValue,
  type TimeBounds,
} from '../../library/index.ts'
import {
  appendStreams,
  type Column,
  type ColumnType,
  columnNamed,
  columnOf,
  dropEmpty,
  type Frame,
  gather,
  inOnePiece,
  isKey,
  keyColumns,
  keysDiffer,
  mapFrames,
  mergeEqualKeys,
  rowCount,
  selectRows,
  spread,
  type TableStream,
  type TimeColumn,
} from '../../tables/index.ts'
import {
  bareFault,
  type Duration,
  Fault,
  type FunctionValue,
  fault,
  MAX_TIME,
  MIN_TIME,
  Time,
  type Value,
} from '../../values/index.ts'
import { plainReducers } from './aggregates.ts'
import { duplicateColumn } from './columns.ts'
import { type Cells, placeRows, type WindowChoice } from './placing.ts'
import { scatteredCells } from './scatteredCells.ts'
import { type TimeOrder, timeOrder } from './timeOrder.ts'
import {
  boundColumn,
  INFINITE,
  isNegative,
  type Prepared,
  prepareWindows,
  wantedWindows,
  windowed,
  ZERO,
} from './window.ts'
import { clipped, type Windows } from './windows.ts'

export const aggregateWindow = composed(
  '(<-tables: stream[D], every: duration, fn: (<-: stream[B], column: A) => stream[C], ?column: A, ?createEmpty: bool, ?location: {offset: duration, zone: string}, ?offset: duration, ?period: duration, ?timeDst: string, ?timeSrc: string) => stream[E] where B: Record, C: Record, D: Record, E: Record',
  {
    summary: 'Downsamples: windows of time, each aggregated or selected to a value, back in one table a series.',
    params: {
      tables: 'Tables with bounds: a `range` comes before.',
      every: 'The distance between the starts of windows.',
      fn: 'An aggregate or selector, or a function of tables and a column.',
      column: 'The column to aggregate.',
      createEmpty: 'Gives windows without rows a null value.',
      location: 'The clock the windows follow; the option `location` by default.',
      offset: 'How far the windows are moved from the epoch.',
      period: 'The length of a window; `every` by default.',
      timeDst: 'The column for the time of a window.',
      timeSrc: 'The column that time is taken from: `_stop` or `_start`.',
    },
    defaults: { column: '_value', createEmpty: true, offset: ZERO, period: ZERO, timeSrc: '_stop', timeDst: '_time' },
    examples: [
      `import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> aggregateWindow(every: 30s, fn: mean)`,
    ],
    build(args, context) {
      const location = args.location ?? context.option('internal/location', 'location')
      const { bounds } = args.tables.stage
      const period = isNegative(args.period) ? args.period.negated() : args.period
      const given = { every: args.every, period, offset: args.offset, ...plainColumns, createEmpty: args.createEmpty }
      const prepared = prepareWindows(given, location, bounds)
      let short = false
      const run = ([t]: readonly TableStream[]): TableStream => {
        if (short && t.frames.some(f => !columnNamed(f, '_time')))
          throw bareFault('failed precondition', 'runtime error: no time column: _time')
        return windowed(t, given, prepared)
      }
      const windows = context.stream({ inputs: [args.tables], kind: 'pure', bounds, run })
      const reduced = reduceWindows(args.fn, windows, args.column, context)
      const options = { ...args, bounds: prepared.bounds, column: args.column as string }
      const direct = directReducer(reduced, windows, args)
      short = direct !== null
      if (direct) return directWindows(windows, args.tables, { ...options, reducer: direct, prepared }, context)
      if (isNegative(args.period)) throw fault('invalid', 'parameter "period" must be non-negative')
      // windows that a selector finds nothing in are lost when they are put together, unless they are filled
      const kept = (t: TableStream): TableStream => (args.createEmpty ? t : dropEmpty(t))
      return context.stream({ inputs: [reduced], kind: 'pure', bounds, run: ([t]) => joinWindows(kept(t), options) })
    },
  },
)

const plainColumns = { timeColumn: '_time', startColumn: '_start', stopColumn: '_stop' }

function reduceWindows(fn: FunctionValue, windows: StreamValue, column: Value, context: Context): StreamValue {
  const pipe = fn.pipeParameter?.name
  if (pipe === undefined) throw fault('invalid', 'fn must take tables through its pipe parameter')
  const reduced = context.call(fn, { [pipe]: windows, column })
  if (!(reduced instanceof StreamValue)) throw fault('invalid', 'fn must return tables')
  return reduced
}

type ReducerOf = (type: ColumnType) => Reducer | null

/** mean, sum and count go a shorter way in the reference, seen in the order of columns and the wording of faults. */
function directReducer(
  reduced: StreamValue,
  windows: StreamValue,
  { timeDst, timeSrc, every }: { timeDst: string; timeSrc: string; every: Duration },
): ReducerOf | null {
  const { trait, inputs } = reduced.stage
  const reducer = trait === undefined ? undefined : plainReducers[trait]
  const plain = timeDst === '_time' && (timeSrc === '_stop' || timeSrc === '_start') && every.ns !== INFINITE
  return reducer && plain && inputs[0] === windows ? reducer : null
}

/** Reduces windows straight away: time, key, value; a table without windows stays, empty. */
function directWindows(
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
      const still = reduceUnmoved(all, options)
      if (still !== null) return wordedDirectly(still)
      const inside = all.frames.map(frame => insideBounds(frame, options.bounds))
      const whole = { ...all, frames: inside.map(i => i.frame) }
      const apart = tablesApart(whole, options)
      const orders = inside.map(i => i.order)
      const cells = apart && cellsApart(apart, orders, options)
      if (cells === null) return reduceTogether(windows.stage.run([whole], stage) as TableStream, whole, options)
      return wordedDirectly(() =>
        mergeEqualKeys({ ...apart!, frames: apart!.frames.map((frame, f) => reduceCells(frame, cells[f], options)) }),
      )
    },
  })
}

/** Reduces rows where they lie, if they have not been moved since they were grouped. */
function reduceUnmoved(all: TableStream, options: DirectOptions): (() => TableStream) | null {
  const { bounds, column, reducer } = options
  const [only] = all.frames
  if (all.frames.length !== 1 || !columnNamed(only, column) || columnNamed(only, '_time')?.type !== 'time') return null
  const apart = tablesApart(all, options)
  const [frame] = apart?.frames ?? []
  if (!frame || !reducer(columnNamed(frame, column)!.type)?.scatter) return null
  const choice = windowChoice(options)
  const scattered = scatteredCells(frame, column, bounds, choice)
  if (scattered === null || !windowsDiffer(scattered.cells.windows)) return null
  return () => {
    const { reduce } = aggregated(frame, column, reducer)
    return mergeEqualKeys({
      ...apart!,
      frames: [tableOfCells(frame, scattered.cells, scattered.reduce(reduce), options)],
    })
  }
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
function tablesApart(tables: TableStream, { bounds, column }: DirectOptions): TableStream | null {
  const keyed = mapFrames(tables, frame => reducedTo(withBounds(frame, bounds), ['_time', column]))
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

/** The cells of each frame. */
function cellsApart(
  { frames }: TableStream,
  orders: readonly (TimeOrder | undefined)[],
  options: DirectOptions,
): readonly Cells[] | null {
  const choice = windowChoice(options)
  const cells = frames.map((frame, f) => {
    const time = spread(columnNamed(frame, '_time')!, frame.offsets) as TimeColumn
    return placeRows(frame.offsets, time, { ...choice, order: orders[f] })
  })
  return cells.every(own => windowsDiffer(own.windows)) ? cells : null
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

/** The key columns and those named. */
function reducedTo(frame: Frame, labels: readonly string[]): Frame {
  return { ...frame, columns: frame.columns.filter(c => isKey(frame, c.label) || labels.includes(c.label)) }
}

function reduceCells(frame: Frame, cells: Cells, options: DirectOptions): Frame {
  const found = aggregated(frame, options.column, options.reducer)
  return tableOfCells(frame, cells, reducedCells(spread(found.column, frame.offsets), cells, found.reduce), options)
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

function reducedCells(column: Column, { rows, cellOfRow, offsets }: Cells, reducer: Reducer): Column {
  const own = rows === null ? column : gather(column, rows)
  const results = cellOfRow === null ? reducer.reduce(own, offsets) : reducer.scatter!(column, cellOfRow, offsets, 1)
  return resultColumn(column.label, reducer.type, results)
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

interface DirectOptions extends JoinOptions {
  readonly reducer: ReducerOf
  readonly prepared: Prepared
}

interface JoinOptions {
  readonly bounds: TimeBounds
  readonly column: string
  readonly createEmpty: boolean
  readonly timeSrc: string
  readonly timeDst: string
}

/** The windows of a series in one table again: empty ones filled, the window's time copied, the bounds those of the range. */
function joinWindows(tables: TableStream, o: JoinOptions): TableStream {
  const whole = mergeEqualKeys(
    mapFrames(tables, frame => {
      const filled = o.createEmpty ? fillEmpty(frame) : frame
      const timed = duplicateColumn(filled, o.timeSrc, o.timeDst)
      return withBounds(timed, o.bounds)
    }),
  )
  return mapFrames(whole, inOnePiece)
}

/** Empty tables get one row of nulls; only the key columns have their values. */
export function fillEmpty(frame: Frame): Frame {
  const { offsets } = frame
  const rows: number[] = []
  const next = new Int32Array(offsets.length)
  for (let t = 0; t + 1 < offsets.length; t++) {
    if (offsets[t] === offsets[t + 1]) rows.push(-1)
    for (let row = offsets[t]; row < offsets[t + 1]; row++) rows.push(row)
    next[t + 1] = rows.length
  }
  if (rows.length === rowCount(frame)) return frame
  const slots = Int32Array.from(rows)
  const columns = frame.columns.map(c =>
    isKey(frame, c.label) && c.extent !== 'row' ? c : gather(spread(c, offsets), slots),
  )
  return { ...frame, offsets: next, columns }
}

function withBounds(frame: Frame, { start, stop }: TimeBounds): Frame {
  const own = [
    columnOf('_start', 'time', [new Time(start)], 'constant'),
    columnOf('_stop', 'time', [new Time(stop)], 'constant'),
  ]
  const columns = frame.columns.map(c => own.find(o => o.label === c.label) ?? c)
  const missing = own.filter(o => !columnNamed(frame, o.label))
  const key = [...frame.key, ...['_start', '_stop'].filter(label => !isKey(frame, label))]
  return { ...frame, columns: [...columns, ...missing], key }
}

function timeFirst(frame: Frame, label: string): Frame {
  const time = columnNamed(frame, label)!
  return { ...frame, columns: [time, ...frame.columns.filter(c => c !== time)] }
}

// aggregateWindow: windows of time, each reduced, back in one table a series.
import {
  aggregateFrame,
  type Context,
  composed,
  type Reducer,
  StreamValue,
  type TimeBounds,
} from '../../library/index.ts'
import {
  appendStreams,
  type ColumnType,
  columnNamed,
  columnOf,
  dropEmpty,
  type Frame,
  gather,
  inOnePiece,
  isKey,
  mapFrames,
  mergeEqualKeys,
  rowCount,
  selectRows,
  spread,
  type TableStream,
} from '../../tables/index.ts'
import { bareFault, type Duration, Fault, type FunctionValue, fault, Time, type Value } from '../../values/index.ts'
import { plainReducers } from './aggregates.ts'
import { duplicateColumn } from './columns.ts'
import { INFINITE, isNegative, prepareWindows, windowed, ZERO } from './window.ts'

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
      if (direct) return directWindows(windows, args.tables, { ...options, reducer: direct }, context)
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
  options: JoinOptions & { reducer: ReducerOf },
  context: Context,
): StreamValue {
  const { column, reducer, timeDst } = options
  const reduce = (frame: Frame): Frame => aggregateFrame(frame, column, reducer)
  return context.stream({
    inputs: [windows, tables],
    kind: 'pure',
    bounds: windows.stage.bounds,
    run: ([cut, whole]) =>
      wordedDirectly(() => {
        const values = joinWindows(mapFrames(cut, reduce), options)
        const none = joinWindows(
          mapFrames(whole, frame => withBounds(withoutRows(reduce(frame)), options.bounds)),
          { ...options, createEmpty: false },
        )
        const all = mergeEqualKeys(mapFrames(appendStreams([values, none]), frame => timeFirst(frame, timeDst)))
        return mapFrames(all, inOnePiece)
      }),
  })
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

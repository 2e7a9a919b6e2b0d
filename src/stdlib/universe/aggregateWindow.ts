// aggregateWindow: windows of time, each reduced, back in one table a series.
import { type Context, composed, StreamValue } from '../../library/index.ts'
import { columnNamed, dropEmpty, type TableStream } from '../../tables/index.ts'
import { bareFault, type Duration, type FunctionValue, fault, type Value } from '../../values/index.ts'
import { plainReducers } from './aggregates.ts'
import { directWindows, type ReducerOf } from './directWindows.ts'
import { joinWindows } from './joinWindows.ts'
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

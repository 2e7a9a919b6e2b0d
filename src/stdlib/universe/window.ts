// window: rows by spans of time.
import { type TimeBounds, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  gather,
  isKey,
  mapFrames,
  mergeEqualKeys,
  spread,
  type TableStream,
  type TimeColumn,
} from '../../tables/index.ts'
import {
  type Duration,
  Fault,
  fault,
  MAX_TIME,
  MIN_TIME,
  RecordValue,
  setupFault,
  type Value,
  zoneOf,
} from '../../values/index.ts'
import { type Cells, placeRows } from './placing.ts'
import { WindowSequence, type Windows } from './windows.ts'

export const ZERO = { months: 0n, ns: 0n } as Duration
/** `inf`: longer than any range. */
export const INFINITE = 9_223_372_036_854_775_807n

interface WindowArguments {
  readonly every: Duration
  readonly period: Duration
  readonly offset: Duration
  readonly timeColumn: string
  readonly startColumn: string
  readonly stopColumn: string
  readonly createEmpty: boolean
}

export interface Prepared {
  readonly bounds: TimeBounds
  /** Null where one window spans the whole range. */
  readonly windows: WindowSequence | null
}

const isZero = (d: Duration): boolean => d.months === 0n && d.ns === 0n
export const isNegative = (d: Duration): boolean => d.months < 0n || d.ns < 0n

export function prepareWindows(args: WindowArguments, location: Value, bounds: TimeBounds | null): Prepared {
  const every = isZero(args.every) ? args.period : args.every
  const period = isZero(args.period) ? every : args.period
  if (isZero(every))
    throw fault('invalid', 'window function requires at least one of "every" or "period" to be set and non-zero')
  if (isNegative(every)) throw fault('invalid', 'parameter "every" must be non-negative')
  if (isNegative(period)) throw fault('invalid', 'parameter "period" must be non-negative')
  if (bounds === null) throw setupFault('invalid', 'nil bounds passed to window; use range to set the window range')
  const whole = every.ns === INFINITE || period.ns === INFINITE
  return { bounds, windows: whole ? null : new WindowSequence(every, period, args.offset, zoneOfLocation(location)) }
}

export function zoneOfLocation(location: Value): ReturnType<typeof zoneOf> {
  if (!(location instanceof RecordValue)) throw fault('invalid', 'location must be a record of zone and offset')
  try {
    return zoneOf(location.get('zone') as string, location.get('offset') as Duration)
  } catch (error) {
    throw error instanceof Fault ? setupFault(error.code, error.message) : error
  }
}

export const window = transform(
  '(<-tables: stream[A], ?createEmpty: bool, ?every: duration, ?location: {offset: duration, zone: string}, ?offset: duration, ?period: duration, ?startColumn: string, ?stopColumn: string, ?timeColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'Groups rows by windows of time. The bounds of each window become part of the group key.',
    params: {
      tables: 'Tables with bounds: a `range` comes before.',
      every: 'The distance between the starts of windows.',
      period: 'The length of a window; `every` by default, longer ones overlap.',
      offset: 'How far the windows are moved from the epoch.',
      location: 'The clock the windows follow; the option `location` by default.',
      timeColumn: 'The column that says when a row was.',
      startColumn: 'Column for the window starts.',
      stopColumn: 'Column for the window ends.',
      createEmpty: 'Makes empty tables for windows without rows.',
    },
    defaults: {
      every: ZERO,
      period: ZERO,
      offset: ZERO,
      timeColumn: '_time',
      startColumn: '_start',
      stopColumn: '_stop',
      createEmpty: false,
    },
    differs:
      "By months with a fixed zone, or an offset that reaches the month's end, no row is lost between windows. A negative period is an error where the engine crashes.",
    examples: [
      `import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> window(every: 30s)`,
    ],
    prepare: (args, context, { bounds }) =>
      prepareWindows(args, args.location ?? context.option('internal/location', 'location'), bounds),
    run: (tables, args, prepared) => windowed(tables, args, prepared),
  },
)

export function windowed(tables: TableStream, args: WindowArguments, { bounds, windows }: Prepared): TableStream {
  const wanted = wantedWindows(args.createEmpty, { bounds, windows })
  const frames = mapFrames(tables, frame => windowFrame(frame, args, bounds, windows, wanted))
  // the tables are new ones, so the order of the frames no longer speaks of them
  return mergeEqualKeys({ frames: frames.frames, order: null, sorted: false })
}

/** The windows every table has; of an infinite one the reference adds another, which ends with time itself. */
export function wantedWindows(createEmpty: boolean, { bounds, windows }: Prepared): Windows | null {
  if (!createEmpty) return null
  if (windows !== null) return windows.within(bounds)
  return { starts: BigInt64Array.of(bounds.start, MIN_TIME), stops: BigInt64Array.of(bounds.stop, MAX_TIME) }
}

function windowFrame(
  frame: Frame,
  args: WindowArguments,
  bounds: TimeBounds,
  sequence: WindowSequence | null,
  wanted: Windows | null,
): Frame {
  const { startColumn, stopColumn } = args
  const time = spread(timeOf(frame, args.timeColumn), frame.offsets) as TimeColumn
  return tablesOfCells(frame, placeRows(frame.offsets, time, { bounds, sequence, wanted }), startColumn, stopColumn)
}

function timeOf(frame: Frame, label: string): Column {
  const time = columnNamed(frame, label)
  if (!time) throw fault('failed precondition', `missing time column "${label}"`)
  if (time.type !== 'time')
    throw fault('failed precondition', `column "${label}" is of type ${time.type}, a window needs times`)
  return time
}

/** A table for each cell, with the bounds of its window in the key. */
function tablesOfCells(frame: Frame, cells: Cells, startLabel: string, stopLabel: string): Frame {
  const { rows, table, offsets } = cells
  const { starts, stops } = cells.windows
  const own = [boundColumn(startLabel, cells, starts), boundColumn(stopLabel, cells, stops)]
  const move = (c: Column): Column =>
    c.extent === 'row' ? (rows === null ? c : gather(c, rows)) : c.extent === 'group' ? gather(c, table, 'group') : c
  const columns = frame.columns.map(c => own.find(o => o.label === c.label) ?? move(c))
  const added = own.filter(o => !columnNamed(frame, o.label))
  const joined = [startLabel, stopLabel].filter(label => !isKey(frame, label))
  return { columns: [...columns, ...added], key: [...frame.key, ...joined], offsets }
}

/** One bound of each cell's window. */
export function boundColumn(label: string, { window: own }: Cells, bounds: BigInt64Array): TimeColumn {
  const values = new BigInt64Array(own.length)
  for (let c = 0; c < own.length; c++) values[c] = bounds[own[c]]
  return { label, type: 'time', extent: 'group', values, nulls: null }
}

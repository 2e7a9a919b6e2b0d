// window: rows by spans of time.
import { type TimeBounds, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  columnOf,
  type Frame,
  gather,
  isKey,
  mapFrames,
  mergeEqualKeys,
  spread,
  type TableStream,
  type TimeColumn,
  tableCount,
  tableOfRows,
} from '../../tables/index.ts'
import {
  type Duration,
  Fault,
  fault,
  MAX_TIME,
  MIN_TIME,
  RecordValue,
  setupFault,
  Time,
  type Value,
  zoneOf,
} from '../../values/index.ts'
import { clipped, refuseTooMany, type Window, WindowSequence } from './windows.ts'

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

interface Prepared {
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
  const all =
    windows === null ? infiniteWindows(bounds, args.createEmpty) : args.createEmpty ? windows.within(bounds) : null
  const frames = mapFrames(tables, frame => windowFrame(frame, args, bounds, windows, all))
  // the tables are new ones, so the order of the frames no longer speaks of them
  return mergeEqualKeys({ frames: frames.frames, order: null, sorted: false })
}

/** With empty windows wanted, the reference adds one that ends with time itself. */
function infiniteWindows(bounds: TimeBounds, createEmpty: boolean): Window[] {
  return createEmpty ? [bounds, { start: MIN_TIME, stop: MAX_TIME }] : [bounds]
}

interface Placed {
  readonly table: Int32Array
  readonly window: Int32Array
  readonly row: Int32Array
  readonly windows: readonly Window[]
}

function windowFrame(
  frame: Frame,
  args: WindowArguments,
  bounds: TimeBounds,
  sequence: WindowSequence | null,
  all: readonly Window[] | null,
): Frame {
  const { timeColumn, startColumn, stopColumn, createEmpty } = args
  const time = columnNamed(frame, timeColumn)
  if (!time) throw fault('failed precondition', `missing time column "${timeColumn}"`)
  if (time.type !== 'time')
    throw fault('failed precondition', `column "${timeColumn}" is of type ${time.type}, a window needs times`)
  const placed = place(frame, spread(time, frame.offsets) as TimeColumn, bounds, sequence, all)
  return tablesOfWindows(frame, placed, startColumn, stopColumn, createEmpty)
}

/** For each row the windows it is in: as many entries as windows. Rows outside all bounds share one extra window. */
function place(
  frame: Frame,
  { values, nulls }: TimeColumn,
  bounds: TimeBounds,
  sequence: WindowSequence | null,
  all: readonly Window[] | null,
): Placed {
  const windows: Window[] = all ? [...all] : []
  const index = new Map<bigint, number>()
  const known = new Map(windows.map((w, i) => [w.start, i]))
  const numberOf = (k: bigint): number => {
    let at = index.get(k)
    if (at === undefined) {
      const w = clipped(sequence!.at(k), bounds)
      at =
        known.get(w.start) !== undefined && windows[known.get(w.start)!].stop === w.stop
          ? known.get(w.start)!
          : windows.push(w) - 1
      index.set(k, at)
    }
    return at
  }
  let outside = -1
  const whole = (): number =>
    outside >= 0 ? outside : (outside = sequence === null ? 0 : windows.push({ ...bounds }) - 1)
  const owner = tableOfRows(frame.offsets)
  const out = { table: [] as number[], window: [] as number[], row: [] as number[] }
  const add = (row: number, w: number): void => {
    out.table.push(owner[row])
    out.window.push(w)
    out.row.push(row)
  }
  let [from, to, current] = [1n, 0n, 0n]
  for (let row = 0; row < values.length; row++) {
    const t = values[row]
    if ((nulls !== null && nulls[row] === 1) || sequence === null) {
      add(row, whole())
      continue
    }
    if (t < from || t >= to) {
      current = sequence.latest(t)
      from = sequence.at(current).start
      to = sequence.at(current + 1n).start
    }
    const before = out.row.length
    for (let k = current; ; k--) {
      const w = sequence.at(k)
      if (w.stop <= t) break
      // a window outside the range is none, but the range's end may lie in one
      if (w.start < bounds.stop && w.stop > bounds.start) add(row, numberOf(k))
      if (sequence.at(k - 1n).start >= w.start) break
    }
    if (out.row.length === before && (t < bounds.start || t >= bounds.stop)) add(row, whole())
  }
  return {
    table: Int32Array.from(out.table),
    window: Int32Array.from(out.window),
    row: Int32Array.from(out.row),
    windows,
  }
}

/** One table for each pair of table and window that has rows, or for each pair there is. */
function tablesOfWindows(
  frame: Frame,
  placed: Placed,
  startLabel: string,
  stopLabel: string,
  createEmpty: boolean,
): Frame {
  const { windows } = placed
  const byStart = windows.map((_, i) => i).sort((a, b) => order(windows[a], windows[b]))
  const rank = new Int32Array(windows.length)
  byStart.forEach((w, i) => {
    rank[w] = i
  })
  const width = windows.length
  const cells = tableCount(frame) * width
  if (createEmpty) refuseTooMany(BigInt(cells))
  const counts = new Int32Array(cells + 1)
  const cellOf = (i: number): number => placed.table[i] * width + rank[placed.window[i]]
  for (let i = 0; i < placed.row.length; i++) counts[cellOf(i)]++
  const keep: number[] = []
  const place = new Int32Array(cells)
  for (let c = 0; c < cells; c++)
    if (createEmpty || counts[c] > 0) {
      place[c] = keep.length
      keep.push(c)
    }
  const offsets = new Int32Array(keep.length + 1)
  keep.forEach((c, i) => {
    offsets[i + 1] = offsets[i] + counts[c]
  })
  const next = offsets.slice()
  const rows = new Int32Array(placed.row.length)
  for (let i = 0; i < rows.length; i++) rows[next[place[cellOf(i)]]++] = placed.row[i]
  const source = Int32Array.from(keep, c => Math.floor(c / width))
  const own = keep.map(c => windows[byStart[c % width]])
  return withWindowColumns(frame, { offsets, rows, source }, own, startLabel, stopLabel)
}

function order(a: Window, b: Window): number {
  return a.start < b.start ? -1 : a.start > b.start ? 1 : a.stop < b.stop ? -1 : a.stop > b.stop ? 1 : 0
}

function withWindowColumns(
  frame: Frame,
  { offsets, rows, source }: { offsets: Int32Array; rows: Int32Array; source: Int32Array },
  own: readonly Window[],
  startLabel: string,
  stopLabel: string,
): Frame {
  const bounds = [
    columnOf(
      startLabel,
      'time',
      own.map(w => new Time(w.start)),
      'group',
    ),
    columnOf(
      stopLabel,
      'time',
      own.map(w => new Time(w.stop)),
      'group',
    ),
  ]
  const move = (c: Column): Column =>
    c.extent === 'row' ? gather(c, rows) : c.extent === 'group' ? gather(c, source, 'group') : c
  const columns = frame.columns.map(c => bounds.find(b => b.label === c.label) ?? move(c))
  const added = bounds.filter(b => !columnNamed(frame, b.label))
  const joined = [startLabel, stopLabel].filter(label => !isKey(frame, label))
  return { columns: [...columns, ...added], key: [...frame.key, ...joined], offsets }
}

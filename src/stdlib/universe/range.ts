// range: rows of a time span, with the span's bounds as two columns of the group key.
import { type Context, isDuration, isTime, type TimeBounds, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  columnOf,
  type Frame,
  filterRows,
  isKey,
  mapFrames,
  mergeEqualKeys,
  spread,
  type TableStream,
  type TimeColumn,
  tableCount,
} from '../../tables/index.ts'
import { averageNanoseconds, fault, isNull, planFault, Time, typeName, type Value } from '../../values/index.ts'

export const range = transform(
  '(<-tables: stream[{C with _time: time}], start: A, ?stop: B) => stream[{C with _stop: time, _start: time, _time: time}]',
  {
    summary: 'Keeps the rows whose `_time` lies in a span, its start included and its stop not.',
    params: {
      tables: 'Tables with a `_time` column.',
      start: 'Earliest time: a time, a duration before now, or Unix seconds.',
      stop: 'First time that no longer counts; now by default.',
    },
    twins: 'range ',
    examples: [
      `import "sampledata"

sampledata.int()
    |> range(start: 2021-01-01T00:00:00Z, stop: 2021-01-01T00:00:20Z)`,
    ],
    prepare(args, context, inputs) {
      const own = spanOf(args, context)
      if (own.stop <= own.start) throw planFault('invalid', 'cannot query an empty range')
      return inputs.bounds === null ? own : intersection(own, inputs.bounds)
    },
    bounds: (args, context, inputs) => {
      const own = spanOf(args, context)
      return inputs === null ? own : intersection(own, inputs)
    },
    narrow: (read, _args, bounds) => read.ranged(bounds),
    run: (tables, _args, bounds) => applyRange(tables, bounds),
  },
)

function spanOf({ start, stop }: { start: unknown; stop?: unknown }, context: Context): TimeBounds {
  const now = context.now().ns
  return {
    start: pointInTime(start as Value, now),
    stop: stop === undefined ? now : pointInTime(stop as Value, now),
  }
}

/** Times as they are, durations from now by average months, integers as Unix seconds. */
export function pointInTime(value: Value, now: bigint): bigint {
  if (isTime(value)) return value.ns
  if (isDuration(value)) return now + averageNanoseconds(value)
  if (typeof value === 'bigint') return value * 1_000_000_000n
  throw fault('invalid', `value is not a time, got ${isNull(value) ? 'null' : typeName(value)}`)
}

/** Spans that do not meet have the epoch as their intersection, as in the reference. */
function intersection(a: TimeBounds, b: TimeBounds): TimeBounds {
  const start = a.start > b.start ? a.start : b.start
  const stop = a.stop < b.stop ? a.stop : b.stop
  return stop > start ? { start, stop } : { start: 0n, stop: 0n }
}

function applyRange(tables: TableStream, bounds: TimeBounds): TableStream {
  const spanned = mapFrames(tables, frame => withBounds(frame, spansOf(frame, bounds)))
  return mergeEqualKeys(filterRows(spanned, frame => inSpan(frame, bounds), 'keep'))
}

/** What each table's bounds say: those in its key are cut to the range they meet. Rows are kept by the range alone. */
function spansOf(frame: Frame, bounds: TimeBounds): TimeBounds[] {
  const [start, stop] = [columnNamed(frame, '_start'), columnNamed(frame, '_stop')]
  const keyed = start?.type === 'time' && stop?.type === 'time' && isKey(frame, '_start') && isKey(frame, '_stop')
  return Array.from({ length: tableCount(frame) }, (_, t) => {
    if (!keyed) return bounds
    const at = (c: TimeColumn): bigint => c.values[c.extent === 'group' ? t : 0]
    const own = { start: at(start), stop: at(stop) }
    return own.start < bounds.stop && own.stop > bounds.start ? intersection(bounds, own) : bounds
  })
}

/** `_start` and `_stop` in the places they had, or in front of the others. */
function withBounds(frame: Frame, spans: readonly TimeBounds[]): Frame {
  const columnFor = (label: string, pick: (s: TimeBounds) => bigint): Column => {
    const found = columnNamed(frame, label)
    if (found && found.type !== 'time')
      throw fault(
        'invalid',
        `range error: provided ${label === '_start' ? 'start' : 'stop'} column _time is not of type time`,
      )
    return columnOf(
      label,
      'time',
      spans.map(s => new Time(pick(s))),
      'group',
    )
  }
  const added = [columnFor('_start', s => s.start), columnFor('_stop', s => s.stop)]
  const fresh = added.filter(c => !columnNamed(frame, c.label))
  const columns = [...fresh, ...frame.columns.map(c => added.find(a => a.label === c.label) ?? c)]
  const joined = ['_start', '_stop'].filter(label => !isKey(frame, label))
  return { ...frame, columns, key: [...joined, ...frame.key] }
}

function inSpan(frame: Frame, { start, stop }: TimeBounds): Uint8Array {
  const column = columnNamed(frame, '_time')
  if (!column) throw fault('invalid', "range error: supplied time column _time doesn't exist")
  if (column.type !== 'time') throw fault('invalid', 'range error: provided time column _time is not of type time')
  const { values, nulls } = spread(column, frame.offsets) as TimeColumn
  const mask = new Uint8Array(values.length)
  for (let row = 0; row < mask.length; row++)
    mask[row] = (values[row] >= start &&
      values[row] < stop &&
      (nulls === null || nulls[row] === 0)) as unknown as number
  return mask
}

// The windows of a series in one table again.
import type { TimeBounds } from '../../library/index.ts'
import {
  columnNamed,
  columnOf,
  type Frame,
  gather,
  inOnePiece,
  isKey,
  mapFrames,
  mergeEqualKeys,
  rowCount,
  spread,
  type TableStream,
} from '../../tables/index.ts'
import { Time } from '../../values/index.ts'
import { duplicateColumn } from './columns.ts'

export interface JoinOptions {
  readonly bounds: TimeBounds
  readonly column: string
  readonly createEmpty: boolean
  readonly timeSrc: string
  readonly timeDst: string
}

/** Empty windows filled, the window's time copied, the bounds those of the range. */
export function joinWindows(tables: TableStream, o: JoinOptions): TableStream {
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

export function withBounds(frame: Frame, { start, stop }: TimeBounds): Frame {
  const own = [
    columnOf('_start', 'time', [new Time(start)], 'constant'),
    columnOf('_stop', 'time', [new Time(stop)], 'constant'),
  ]
  const columns = frame.columns.map(c => own.find(o => o.label === c.label) ?? c)
  const missing = own.filter(o => !columnNamed(frame, o.label))
  const key = [...frame.key, ...['_start', '_stop'].filter(label => !isKey(frame, label))]
  return { ...frame, columns: [...columns, ...missing], key }
}

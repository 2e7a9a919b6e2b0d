// The join of experimental: rows of one time, in tables of one group key. Its successor is `join.time`.
import { composed, type RowFunction } from '../../library/index.ts'
import {
  type Column,
  cell,
  columnNamed,
  countTables,
  type Frame,
  forEachTable,
  inOnePiece,
  mapFrames,
  regroup,
  rowsOf,
  type TableStream,
} from '../../tables/index.ts'
import { fault, type RecordValue, Time, type Value } from '../../values/index.ts'
import { frameOfPairs, groupName, keyOf, type Pairing, recordOf } from '../joining.ts'

export const join = composed(
  '(fn: (left: A, right: B) => C, left: stream[A], right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that have one time, in tables of one group key. `join.time` is its successor.',
    params: {
      left: 'The first stream, in time order.',
      right: 'The second stream, in time order.',
      fn: 'The new row, out of a row `left` and a row `right`.',
    },
    differs:
      'A stream joined with itself works; a row without a time meets none; columns come in the order `fn` writes them.',
    examples: [
      `import "experimental"
import "sampledata"

experimental.join(
    left: sampledata.int(),
    right: sampledata.float() |> limit(n: 2),
    fn: (left, right) => ({left with other: right._value}),
)`,
    ],
    build({ left, right, fn }, context) {
      const row = context.rowFunction(fn)
      return context.stream({
        inputs: [left, right],
        kind: 'pure',
        run: ([l, r]) => joinedByTime(l, r, row),
      })
    },
  },
)

interface Table {
  readonly frame: Frame
  readonly table: number
  readonly times: Column
}

function joinedByTime(left: TableStream, right: TableStream, make: RowFunction): TableStream {
  const [lefts, rights] = [tablesByKey(left), tablesByKey(right)]
  const pairing: Pairing = {
    make,
    sides: ['left', 'right'],
    argument: 'fn',
    keyChanged: () => "argument 'fn' may not modify group key",
  }
  const frames: Frame[] = []
  for (const [name, l] of lefts) {
    const r = rights.get(name)
    if (!r || rowsOf(l.frame, l.table) === 0 || rowsOf(r.frame, r.table) === 0) continue
    refuseMissing(l.frame, 'left', make)
    refuseMissing(r.frame, 'right', make)
    const records = pairsInTime(l, r)
    if (records.length > 0) frames.push(frameOfPairs(records, keyOf(l.frame, l.table), pairing))
  }
  return mapFrames(
    regroup({ frames, order: null, sorted: false }, frame => frame.key),
    inOnePiece,
  )
}

/** Of tables with one key the last counts. */
function tablesByKey(stream: TableStream): Map<string, Table> {
  const out = new Map<string, Table>()
  if (countTables(stream) === 0) return out
  forEachTable(stream, (frame, table) => {
    const times = columnNamed(frame, '_time')
    if (!times) throw fault('invalid', 'no _time column found')
    if (times.type !== 'time') throw fault('invalid', `the column _time must hold times, found ${times.type}`)
    out.set(groupName(frame, table), { frame, table, times })
  })
  return out
}

function refuseMissing(frame: Frame, side: string, make: RowFunction): void {
  for (const label of make.columnsRead(side) ?? [])
    if (!columnNamed(frame, label)) throw fault('invalid', `${side} is missing label ${label}`)
}

/** Both sides are passed through once, as rows in time order allow; rows out of order may meet none. */
function pairsInTime(left: Table, right: Table): Array<readonly [RecordValue, RecordValue]> {
  const out: Array<readonly [RecordValue, RecordValue]> = []
  const [ls, rs] = [rowsWithTime(left), rowsWithTime(right)]
  let [i, j] = [0, 0]
  while (i < ls.length && j < rs.length) {
    const time = ls[i].time
    if (time < rs[j].time) i++
    else if (time > rs[j].time) j++
    else {
      const record = recordOf({ ...left, row: ls[i].row })
      for (let k = j; k < rs.length && rs[k].time === time; k++)
        out.push([record, recordOf({ ...right, row: rs[k].row })])
      i++
    }
  }
  return out
}

function rowsWithTime({ frame, table, times }: Table): Array<{ row: number; time: bigint }> {
  const out: Array<{ row: number; time: bigint }> = []
  for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++) {
    const value: Value = cell(times, table, row)
    if (value instanceof Time) out.push({ row, time: value.ns })
  }
  return out
}

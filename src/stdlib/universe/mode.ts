// The values of each table that come most often.
import { transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  columnOf,
  type Frame,
  gather,
  isKey,
  keyColumns,
  kindOf,
  mapFrames,
  piecesOf,
  relabel,
  spread as spreadColumn,
  tableCount,
} from '../../tables/index.ts'
import { fault } from '../../values/index.ts'
import { parameters, present } from './statistics.ts'

export const mode = transform(
  '(<-tables: stream[A], ?column: string) => stream[{C with _value: B}] where A: Record, C: Record',
  {
    summary: 'The value that each table has most often; all of them, in order, when several tie. Null when all do.',
    params: parameters,
    defaults: { column: '_value' },
    twins: 'mode ',
    examples: [
      `import "sampledata"

sampledata.int() |> mode(column: "tag")`,
    ],
    // an empty table that a filter kept gives a row of null, one from elsewhere none, as in the reference
    run: (tables, { column }, _prepared, { precededBy }) =>
      mapFrames(tables, frame => modeFrame(frame, column, precededBy === 'filter')),
  },
)

function modeFrame(frame: Frame, label: string, nullOfEmpty: boolean): Frame {
  if (isKey(frame, '_value')) throw fault('invalid', 'table builder already has column with label _value')
  const keys = keyColumns(frame)
  const column = columnNamed(frame, label)
  const tables = tableCount(frame)
  const oneEach = Int32Array.from({ length: tables + 1 }, (_, t) => t)
  if (!column)
    return {
      columns: [...keys, columnOf('_value', 'string', Array(tables).fill(''))],
      key: frame.key,
      offsets: oneEach,
    }
  if (isKey(frame, label))
    return { columns: [...keys, relabel(rowOfKey(column, frame), '_value')], key: frame.key, offsets: oneEach }
  const rows = spreadColumn(column, frame.offsets)
  const { compare } = kindOf(rows.type)
  const [ids] = kindOf(rows.type).ids([rows])
  const slots: number[] = []
  const offsets = new Int32Array(tables + 1)
  const starts = piecesOf(frame) ?? new Int32Array(0)
  let piece = 0
  for (let t = 0; t < tables; t++) {
    // the reference finds a mode for each piece of a table
    const to = frame.offsets[t + 1]
    let from = frame.offsets[t]
    do {
      while (piece < starts.length && starts[piece] <= from) piece++
      const end = piece < starts.length && starts[piece] < to ? starts[piece] : to
      const winners = mostFrequent(rows, ids, from, end).sort((a, b) => compare(rows, a, b))
      for (const winner of winners) slots.push(winner)
      if (winners.length === 0 && (nullOfEmpty || from < end)) slots.push(-1)
      from = end
    } while (from < to)
    offsets[t + 1] = slots.length
  }
  return { columns: [...keys, relabel(gather(rows, Int32Array.from(slots)), '_value')], key: frame.key, offsets }
}

/** The one value of a key column as a column of its own. */
function rowOfKey(column: Column, { offsets }: Frame): Column {
  const slotOf = { constant: () => 0, group: (t: number) => t, row: (t: number) => offsets[t] }[column.extent]
  return gather(
    column,
    Int32Array.from({ length: offsets.length - 1 }, (_, t) => slotOf(t)),
  )
}

/** A row of each value that comes most often; none when all values come equally often. */
function mostFrequent(column: Column, ids: Int32Array, from: number, to: number): number[] {
  const counts = new Map<number, { row: number; n: number }>()
  for (const row of present(column, from, to)) {
    const seen = counts.get(ids[row])
    if (seen) seen.n++
    else counts.set(ids[row], { row, n: 1 })
  }
  // NaN is never found again, so it neither wins nor lets all others tie
  const isNaNRow = (row: number): boolean => column.type === 'float' && Number.isNaN(column.values[row])
  const all = [...counts.values()]
  const top = all.reduce((n, c) => Math.max(n, c.n), 0)
  const winners = all.filter(c => c.n === top && !isNaNRow(c.row))
  return winners.length === all.length ? [] : winners.map(c => c.row)
}

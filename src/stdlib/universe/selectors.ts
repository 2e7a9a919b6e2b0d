// Selectors: whole rows out of each table. Nulls are passed over by first, last, min and max; for unique and distinct
// null is a value like any other.
import { selector, transform } from '../../library/index.ts'
import {
  type Column,
  type ColumnType,
  columnNamed,
  columnOf,
  type Frame,
  gather,
  isKey,
  keyColumns,
  kindOf,
  mapFrames,
  relabel,
  selectRows,
  spread,
  tableCount,
} from '../../tables/index.ts'
import { fault } from '../../values/index.ts'

const parameters = { tables: 'Tables to select from.', column: 'The column to select by.' }
const keepsNulls = 'Nulls in the other columns of the chosen row stay null; the engine writes zero values there.'
type Choose = (column: Column, offsets: Int32Array) => Int32Array

const firstRow: Choose = ({ nulls }, offsets) => {
  const out = new Int32Array(offsets.length - 1).fill(-1)
  for (let t = 0; t < out.length; t++)
    for (let row = offsets[t]; row < offsets[t + 1]; row++)
      if (nulls === null || nulls[row] === 0) {
        out[t] = row
        break
      }
  return out
}

const lastRow: Choose = ({ nulls }, offsets) => {
  const out = new Int32Array(offsets.length - 1).fill(-1)
  for (let t = 0; t < out.length; t++)
    for (let row = offsets[t + 1] - 1; row >= offsets[t]; row--)
      if (nulls === null || nulls[row] === 0) {
        out[t] = row
        break
      }
  return out
}

/** The first row whose value no other beats; a NaN that comes first is never beaten. */
function extreme(sign: 1 | -1): Choose {
  return (column, offsets) => {
    const { nulls } = column
    const { compare } = kindOf(column.type)
    const out = new Int32Array(offsets.length - 1).fill(-1)
    for (let t = 0; t < out.length; t++) {
      let best = -1
      for (let row = offsets[t]; row < offsets[t + 1]; row++) {
        if (nulls !== null && nulls[row] === 1) continue
        if (best < 0 || compare(column, row, best) * sign > 0) best = row
      }
      out[t] = best
    }
    return out
  }
}

export const first = selector('(<-tables: stream[A], ?column: string) => stream[A] where A: Record', {
  summary: 'The first row of each table whose value is not null.',
  params: parameters,
  defaults: { column: '_value' },
  examples: [
    `import "sampledata"

sampledata.int() |> first()`,
  ],
  choose: () => firstRow,
})

export const last = selector('(<-tables: stream[A], ?column: string) => stream[A] where A: Record', {
  summary: 'The last row of each table whose value is not null.',
  params: parameters,
  defaults: { column: '_value' },
  differs: keepsNulls,
  examples: [
    `import "sampledata"

sampledata.int() |> last()`,
  ],
  choose: () => lastRow,
})

const ordered = (type: ColumnType): boolean => type !== 'bool' && type !== 'string'

export const min = selector('(<-tables: stream[A], ?column: string) => stream[A] where A: Record', {
  summary: 'The row with the smallest value of each table; of equal ones the first.',
  params: parameters,
  defaults: { column: '_value' },
  differs: keepsNulls,
  examples: [
    `import "sampledata"

sampledata.int() |> min()`,
  ],
  choose: type => (ordered(type) ? extreme(-1) : null),
  unsupported: type => `invalid use of function: *universe.MinSelector has no implementation for type ${type}`,
})

export const max = selector('(<-tables: stream[A], ?column: string) => stream[A] where A: Record', {
  summary: 'The row with the largest value of each table; of equal ones the first.',
  params: parameters,
  defaults: { column: '_value' },
  differs: keepsNulls,
  examples: [
    `import "sampledata"

sampledata.int() |> max()`,
  ],
  choose: type => (ordered(type) ? extreme(1) : null),
  unsupported: type => `invalid use of function: *universe.MaxSelector has no implementation for type ${type}`,
})

/** The rows at which a value is met for the first time in its table. */
function firstOfEach(column: Column, offsets: Int32Array): { rows: Int32Array; offsets: Int32Array } {
  const [ids] = kindOf(column.type).ids([column])
  const next = new Int32Array(offsets.length)
  const rows: number[] = []
  let top = 0
  for (let i = 0; i < ids.length; i++) if (ids[i] > top) top = ids[i]
  const seenIn = new Int32Array(top + 1).fill(-1)
  for (let t = 0; t + 1 < offsets.length; t++) {
    for (let row = offsets[t]; row < offsets[t + 1]; row++)
      if (seenIn[ids[row]] !== t) {
        seenIn[ids[row]] = t
        rows.push(row)
      }
    next[t + 1] = rows.length
  }
  return { rows: Int32Array.from(rows), offsets: next }
}

export const unique = transform('(<-tables: stream[A], ?column: string) => stream[A] where A: Record', {
  summary: 'Keeps the first row with each value of a column, table by table.',
  params: parameters,
  defaults: { column: '_value' },
  twins: 'unique ',
  examples: [
    `import "sampledata"

sampledata.int() |> unique(column: "tag")`,
  ],
  run: (tables, { column }) =>
    mapFrames(tables, frame => {
      const by = columnNamed(frame, column)
      if (!by) throw fault('failed precondition', `no column "${column}" exists`)
      const { rows, offsets } = firstOfEach(spread(by, frame.offsets), frame.offsets)
      return selectRows(frame, rows, offsets)
    }),
})

export const distinct = transform('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'The different values of a column, table by table, in the order they first appear.',
  params: parameters,
  defaults: { column: '_value' },
  twins: 'distinct ',
  examples: [
    `import "sampledata"

sampledata.int() |> distinct(column: "tag")`,
  ],
  run: (tables, { column }) => mapFrames(tables, frame => distinctFrame(frame, column)),
})

function distinctFrame(frame: Frame, label: string): Frame {
  if (isKey(frame, '_value')) throw fault('failed precondition', 'table builder already has column with label _value')
  const keys = keyColumns(frame)
  const column = columnNamed(frame, label)
  const oneEach = (): Int32Array => Int32Array.from({ length: tableCount(frame) + 1 }, (_, t) => t)
  if (!column)
    return {
      columns: [...keys, columnOf('_value', 'string', Array(tableCount(frame)).fill(''))],
      key: frame.key,
      offsets: oneEach(),
    }
  if (isKey(frame, label)) {
    const slots = Int32Array.from({ length: tableCount(frame) }, (_, t) => (column.extent === 'group' ? t : 0))
    return { columns: [...keys, relabel(gather(column, slots), '_value')], key: frame.key, offsets: oneEach() }
  }
  const rowWise = spread(column, frame.offsets)
  const { rows, offsets } = firstOfEach(rowWise, frame.offsets)
  return { columns: [...keys, relabel(gather(rowWise, rows), '_value')], key: frame.key, offsets }
}

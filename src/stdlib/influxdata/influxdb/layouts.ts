// What a table has to look like to be written, and how its rows then are points: as `to` takes them (a row a field) and
// as `wideTo` does (a column a field).
import type { RowFunction } from '../../../library/index.ts'
import {
  type Column,
  columnNamed,
  type Frame,
  filterRows,
  isKey,
  keyColumns,
  spread,
  type TableStream,
  type TimeColumn,
} from '../../../tables/index.ts'
import { compareText, fault } from '../../../values/index.ts'
import type { PointLayout } from './points.ts'

export interface RowOptions {
  readonly measurementColumn: string
  readonly timeColumn: string
  readonly tagColumns?: readonly string[]
}

/** A row a field: its name in `_field` and its value in `_value`, or what `fields` makes of the row. */
export function rowLayout(frame: Frame, options: RowOptions, fields: RowFunction | null): PointLayout {
  const measurement = columnNamed(frame, options.measurementColumn)
  if (!measurement) throw fault('invalid', `no column with label ${options.measurementColumn} exists`)
  if (measurement.type !== 'string')
    throw fault('invalid', `column ${measurement.label} of type ${measurement.type} is not of type string`)
  const time = columnNamed(frame, options.timeColumn) as TimeColumn
  const [name, value] = [columnNamed(frame, '_field'), columnNamed(frame, '_value')]
  if (!fields && !name) throw fault('invalid', 'table has no _field column')
  if (!fields && !value) throw fault('invalid', 'table has no _value column')
  const tags = tagColumns(frame, options, fields).toSorted(byLabel)
  const shape = { frame, measurement, time, tags }
  if (fields) return { ...shape, fields: [], computed: fields.bind(frame) }
  return { ...shape, fields: [{ name: name!, value: value! }], computed: null }
}

function tagColumns(frame: Frame, { tagColumns }: RowOptions, fields: RowFunction | null): readonly Column[] {
  if (!tagColumns) {
    const reserved = new Set(['_value', '_field', '_measurement', ...(fields?.columnsRead('r') ?? [])])
    return frame.columns.filter(c => c.type === 'string' && !reserved.has(c.label))
  }
  return tagColumns.flatMap(label => {
    const column = columnNamed(frame, label)
    if (column && column.type !== 'string')
      throw fault('invalid', `invalid type for tag column ${label}: ${column.type}`)
    return column ? [column] : []
  })
}

/** A column a field: those outside the group key, but for the time. */
export function wideLayout(frame: Frame): PointLayout {
  for (const label of frame.key) {
    if (label === '_start' || label === '_stop') continue
    if (label === '_field')
      throw fault('failed precondition', 'found column "_field" in the group key; wideTo() expects pivoted data', {
        steps: ['Pivot the fields into columns first, or write with `to`.'],
      })
    const { type } = columnNamed(frame, label)!
    if (type !== 'string')
      throw fault('failed precondition', `group key column "${label}" has type ${type}; type string is required`)
  }
  if (!isKey(frame, '_measurement'))
    throw fault('failed precondition', 'required column "_measurement" not in group key')
  const time = columnNamed(frame, '_time')
  if (!time) throw fault('failed precondition', 'input table is missing required column "_time"')
  if (time.type !== 'time')
    throw fault('failed precondition', `column "_time" has type ${time.type}; type time is required`)
  const key = keyColumns(frame)
  const reserved = new Set(['_start', '_stop', '_measurement', '_time', ...frame.key])
  return {
    frame,
    measurement: key.find(c => c.label === '_measurement')!,
    time,
    tags: key.filter(c => !['_start', '_stop', '_measurement'].includes(c.label)).toSorted(byLabel),
    fields: frame.columns.filter(c => !reserved.has(c.label)).map(value => ({ name: value.label, value })),
    computed: null,
  }
}

const byLabel = (a: Column, b: Column): number => compareText(a.label, b.label)

/** The tables without rows that have no time; `missing` says what is wrong where there is no such column at all. */
export function withTimes(tables: TableStream, label: string, missing: string): TableStream {
  const mask = (frame: Frame): Uint8Array => {
    const column = columnNamed(frame, label)
    if (!column) throw fault('invalid', missing)
    if (column.type !== 'time') throw fault('invalid', `column ${label} of type ${column.type} is not of type time`)
    const { nulls, values } = spread(column, frame.offsets)
    return nulls === null ? new Uint8Array(values.length).fill(1) : nulls.map(n => 1 - n)
  }
  return filterRows(tables, mask, 'keep')
}

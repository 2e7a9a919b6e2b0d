// Rows as points: which columns are measurement, tags, field and time, and the lines they become.
import { encodeLine, type LineField } from '../../formats/index.ts'
import type { RowFunction } from '../../library/index.ts'
import { type Column, cell, columnNamed, type Frame, type TableStream, tableCount } from '../../tables/index.ts'
import { fault, isNull, type RecordValue, Time, typeName, UInt, type Value } from '../../values/index.ts'

export interface PointOptions {
  readonly measurementColumn: string
  readonly timeColumn: string
  readonly tagColumns?: readonly string[]
}

/** One line of line protocol a row; rows without a field that can be written have none. */
export function* linesOf(tables: TableStream, options: PointOptions, fields: RowFunction | null): Generator<string> {
  for (const frame of tables.frames) {
    const plan = pointPlan(frame, options, fields)
    const program = fields?.bind(frame)
    for (let t = 0; t < tableCount(frame); t++)
      for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
        const values = program ? (program.at(t, row) as RecordValue).fields : ownField(plan, t, row)
        const line = lineOf(plan, t, row, values)
        if (line !== null) yield line
      }
  }
}

interface PointPlan {
  readonly measurement: Column
  readonly time: Column
  readonly tags: readonly Column[]
  readonly field: Column | null
  readonly value: Column | null
}

function pointPlan(frame: Frame, options: PointOptions, fields: RowFunction | null): PointPlan {
  const measurement = columnNamed(frame, options.measurementColumn)
  if (!measurement) throw fault('invalid', `no column with label ${options.measurementColumn} exists`)
  const [field, value] = [columnNamed(frame, '_field') ?? null, columnNamed(frame, '_value') ?? null]
  if (!fields && !field) throw fault('invalid', 'table has no _field column')
  if (!fields && !value) throw fault('invalid', 'table has no _value column')
  return {
    measurement,
    time: columnNamed(frame, options.timeColumn)!,
    tags: tagsOf(frame, options, fields),
    field,
    value,
  }
}

function tagsOf(frame: Frame, { tagColumns }: PointOptions, fields: RowFunction | null): readonly Column[] {
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

function ownField({ field, value }: PointPlan, t: number, row: number): ReadonlyMap<string, Value> {
  return new Map([[cell(field!, t, row) as string, cell(value!, t, row)]])
}

function lineOf(plan: PointPlan, t: number, row: number, values: ReadonlyMap<string, Value>): string | null {
  const fields = [...values].flatMap(([key, value]) =>
    writable(value) ? [{ key, value: fieldValue(key, value) }] : [],
  )
  if (fields.length === 0) return null
  const tags = plan.tags.flatMap(c => {
    const text = cell(c, t, row)
    return isNull(text) || text === '' ? [] : [{ key: c.label, value: text as string }]
  })
  const measurement = cell(plan.measurement, t, row) as string
  return encodeLine({ measurement, tags, fields, time: (cell(plan.time, t, row) as Time).ns })
}

/** Nulls, NaN and infinities have no place in a line. */
function writable(value: Value): boolean {
  return !isNull(value) && !(typeof value === 'number' && !Number.isFinite(value))
}

function fieldValue(key: string, value: Value): LineField['value'] {
  if (value instanceof Time) return value.ns
  if (value instanceof UInt) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return value
  throw fault('invalid', `field ${key} is of type ${typeName(value)}, which a point cannot hold`)
}

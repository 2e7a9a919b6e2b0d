// Rows as points: which columns are measurement, tags, fields and time. They leave as lines for a server, and series by
// series for a bucket kept here.
import { checkNames, encodeLine, type LineField } from '../../../formats/index.ts'
import { type FieldType, type RowProgram, type SeriesPoints, SeriesPointsBuilder } from '../../../library/index.ts'
import {
  type Column,
  type ColumnType,
  cell,
  type Frame,
  slotOf,
  type TimeColumn,
  tableCount,
} from '../../../tables/index.ts'
import { Fault, fault, isNull, type RecordValue, Time, typeName, UInt, type Value } from '../../../values/index.ts'

/** How the rows of a frame are points. */
export interface PointLayout {
  readonly frame: Frame
  readonly measurement: Column
  readonly time: TimeColumn
  /** By label, in byte order. */
  readonly tags: readonly Column[]
  /** The fields of a row: a column each, named by a text or by another column. */
  readonly fields: readonly FieldColumn[]
  /** Makes the fields of a row instead, as a record. */
  readonly computed: RowProgram | null
}

export interface FieldColumn {
  readonly name: string | Column
  readonly value: Column
}

/** Where rows go that cannot be written; without it they are the fault of the whole. */
export type Skip = ((fault: Fault) => void) | null

/** One line of line protocol a row; rows without a field that can be written have none. */
export function* linesOf(layouts: Iterable<PointLayout>, skip: Skip): Generator<string> {
  for (const layout of layouts) {
    const { offsets } = layout.frame
    for (let t = 0; t < tableCount(layout.frame); t++)
      for (let row = offsets[t]; row < offsets[t + 1]; row++) {
        const line = skipping(skip, () => lineOf(layout, t, row))
        if (line !== null) yield line
      }
  }
}

function skipping<T>(skip: Skip, make: () => T): T | null {
  try {
    return make()
  } catch (error) {
    if (skip === null || !(error instanceof Fault) || error.code !== 'failed precondition') throw error
    skip(error)
    return null
  }
}

function lineOf(layout: PointLayout, t: number, row: number): string | null {
  const fields = fieldsOf(layout, t, row)
  if (fields.length === 0) return null
  const tags = tagsOf(layout, t, row).map(([key, value]) => ({ key, value }))
  return encodeLine({ measurement: measurementOf(layout, t, row), tags, fields, time: timeOf(layout, t, row) })
}

function measurementOf({ measurement }: PointLayout, t: number, row: number): string {
  const name = cell(measurement, t, row)
  return isNull(name) ? '' : (name as string)
}

/** Empty and null ones are left out. */
function tagsOf({ tags }: PointLayout, t: number, row: number): Array<readonly [string, string]> {
  return tags.flatMap(c => {
    const text = cell(c, t, row)
    return isNull(text) || text === '' ? [] : [[c.label, text as string] as const]
  })
}

function timeOf({ time }: PointLayout, t: number, row: number): bigint {
  return (cell(time, t, row) as Time).ns
}

/** Nulls, NaN and infinities have no place in a point. */
function fieldsOf({ fields, computed }: PointLayout, t: number, row: number): LineField[] {
  const named: ReadonlyArray<readonly [string, Value]> =
    computed !== null
      ? [...(computed.at(t, row) as RecordValue).fields]
      : fields.map(({ name, value }) => [
          typeof name === 'string' ? name : String(cell(name, t, row)),
          cell(value, t, row),
        ])
  return named.flatMap(([key, value]) => (writable(value) ? [{ key, value: fieldValue(key, value) }] : []))
}

function writable(value: Value): boolean {
  return !isNull(value) && !(typeof value === 'number' && !Number.isFinite(value))
}

function fieldValue(key: string, value: Value): LineField['value'] {
  if (value instanceof Time) return value.ns
  if (value instanceof UInt) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return value
  throw fault('invalid', `unsupported field type ${typeName(value)}: the field ${key} cannot be a point`)
}

/** The same points series by series. Names a line cannot carry are refused here too, as a server would. */
export function seriesPointsOf(layouts: Iterable<PointLayout>, skip: Skip): SeriesPoints {
  const builder = new SeriesPointsBuilder()
  for (const layout of layouts) {
    const add = layout.computed === null ? addColumns : addComputed
    for (let t = 0; t < tableCount(layout.frame); t++) add(layout, t, builder, skip)
  }
  return builder.build()
}

/** The fields a function makes of the rows of a table. */
function addComputed(layout: PointLayout, t: number, builder: SeriesPointsBuilder, skip: Skip): void {
  const { offsets } = layout.frame
  for (let row = offsets[t]; row < offsets[t + 1]; row++)
    for (const { key, value } of fieldsOf(layout, t, row)) {
      const series = skipping(skip, () => seriesOf(layout, t, row, key, typeOfValue(value), builder))
      if (series !== null) addValue(builder, series, timeOf(layout, t, row), value)
    }
}

function typeOfValue(value: LineField['value']): FieldType {
  if (value instanceof UInt) return 'uint'
  if (typeof value === 'bigint') return 'int'
  return typeof value === 'number' ? 'float' : typeof value === 'boolean' ? 'bool' : 'string'
}

function addValue(builder: SeriesPointsBuilder, series: number, time: bigint, value: LineField['value']): void {
  if (typeof value === 'number') builder.addFloat(series, time, value)
  else builder.add(series, time, bitsOf(value, builder))
}

function bitsOf(value: Exclude<LineField['value'], number>, builder: SeriesPointsBuilder): bigint {
  if (value instanceof UInt) return BigInt.asIntN(64, value.value)
  return typeof value === 'string' ? BigInt(builder.textOf(value)) : BigInt(value)
}

/** Columns as fields. Where names are the same in all rows of a table, its series is looked up once. */
function addColumns(layout: PointLayout, t: number, builder: SeriesPointsBuilder, skip: Skip): void {
  const { measurement, tags, frame, fields } = layout
  const { offsets } = frame
  for (const { name, value } of fields) {
    const naming = [measurement, ...tags, ...(typeof name === 'string' ? [] : [name])]
    const fixed = naming.every(c => c.extent !== 'row')
    const type = fieldTypes[value.type]
    let series: number | null = -1
    for (let row = offsets[t]; row < offsets[t + 1]; row++) {
      const slot = slotOf(value, t, row)
      if (value.nulls !== null && value.nulls[slot] === 1) continue
      if (value.type === 'float' && !Number.isFinite(value.values[slot])) continue
      if (series === -1 || !fixed) {
        const field = typeof name === 'string' ? name : String(cell(name, t, row))
        series = skipping(skip, () => seriesOf(layout, t, row, field, type, builder))
      }
      if (series === null) {
        if (fixed) break
        continue
      }
      const time = layout.time.values[slotOf(layout.time, t, row)]
      if (value.type === 'float') builder.addFloat(series, time, value.values[slot])
      else if (value.type === 'string')
        builder.add(series, time, BigInt(builder.textOf(value.dict.texts[value.values[slot]])))
      else builder.add(series, time, BigInt.asIntN(64, BigInt(value.values[slot])))
    }
  }
}

/** Times are kept as whole numbers, as `to` writes them. */
const fieldTypes: Readonly<Record<ColumnType, FieldType>> = {
  float: 'float',
  int: 'int',
  uint: 'uint',
  bool: 'bool',
  string: 'string',
  time: 'int',
}

function seriesOf(
  layout: PointLayout,
  t: number,
  row: number,
  field: string,
  type: FieldType,
  builder: SeriesPointsBuilder,
): number {
  const measurement = measurementOf(layout, t, row)
  const tags = tagsOf(layout, t, row)
  checkNames({ measurement, tags, field, time: timeOf(layout, t, row) })
  return builder.seriesOf(measurement, tags, field, type)
}

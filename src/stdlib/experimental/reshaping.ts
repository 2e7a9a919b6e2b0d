// Members that change columns and keys: group, set, unpivot.
import { transform } from '../../library/index.ts'
import {
  appendStreams,
  type Column,
  columnNamed,
  constantColumn,
  dropEmpty,
  type Frame,
  gather,
  isColumnType,
  keyColumns,
  mapFrames,
  mergeEqualKeys,
  regroup,
  relabel,
  spread,
  streamOf,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { fault, type RecordValue, typeName, type Value } from '../../values/index.ts'

export const group = transform('(<-tables: stream[A], columns: [string], mode: string) => stream[A] where A: Record', {
  summary: 'Adds columns to the group key.',
  params: { tables: 'Tables to regroup.', columns: 'Columns to add.', mode: '`"extend"` is the only one there is.' },
  flushes: 'yes',
  alwaysNamed: true,
  pieces: true,
  examples: [
    `import "experimental"
import "sampledata"

sampledata.int() |> experimental.group(columns: ["_value"], mode: "extend")`,
  ],
  prepare({ mode }) {
    if (mode !== 'extend')
      throw fault('invalid', `invalid group mode "${mode}"; experimental.group requires mode "extend"`)
  },
  run(tables, { columns }) {
    for (const frame of tables.frames)
      for (const label of columns) if (!columnNamed(frame, label)) throw fault('invalid', `unknown column "${label}"`)
    // tables without rows go, whether their key changes or not
    return regroup(dropEmpty(tables), frame => [...new Set([...frame.key, ...columns])])
  },
})

export const set = transform('(<-tables: stream[B], o: A) => stream[C] where A: Record, B: Record, C: Record', {
  summary: 'Writes values into columns of every row, whatever the columns held.',
  params: { tables: 'Tables to write in.', o: 'A record of columns and values.' },
  pieces: true,
  examples: [
    `import "experimental"
import "sampledata"

sampledata.int() |> experimental.set(o: {host: "a", n: 1})`,
  ],
  run(tables, { o }) {
    const fields = [...(o as RecordValue).fields]
    return mergeEqualKeys(
      mapFrames(tables, frame => fields.reduce((f, [label, v]) => withColumn(f, valueColumn(label, v)), frame)),
    )
  },
})

function valueColumn(label: string, value: Value): Column {
  const type = typeName(value)
  if (!isColumnType(type)) throw fault('invalid', `column ${label} cannot hold a value of type ${type}`)
  return constantColumn(label, type, value)
}

export const unpivot = transform(
  '(<-tables: stream[{A with _time: time}], ?otherColumns: [string]) => stream[{C with _value: B, _field: string}] where A: Record, C: Record',
  {
    summary: 'Turns columns into rows: one row for each value, with the column’s name in `_field`.',
    params: { tables: 'Tables to turn.', otherColumns: 'Columns that stay as they are.' },
    defaults: { otherColumns: ['_time'] },
    alwaysNamed: true,
    examples: [
      `import "array"
import "experimental"

array.from(rows: [{_time: 2024-01-01T00:00:00Z, a: 1, b: 2}]) |> experimental.unpivot()`,
    ],
    run(tables, { otherColumns }) {
      const parts = tables.frames.flatMap(frame => unpivotFrame(frame, otherColumns))
      return mergeEqualKeys(appendStreams(parts.map(p => streamOf(p))))
    },
  },
)

/** One frame for each column that is turned; rows where it is null are passed over, its tables stay. */
function unpivotFrame(frame: Frame, others: readonly string[]): Frame[] {
  if (['_field', '_value'].some(label => columnNamed(frame, label)))
    throw fault('invalid', `unpivot can't have "_field" or "_value" as an input column`)
  // a `_field` among the others stays outside of the group key
  const fieldInKey = !others.includes('_field')
  const plain = others
    .filter(label => label !== '_field')
    .map(label => {
      const column = columnNamed(frame, label)
      if (!column) throw fault('invalid', `unpivot could not find column named "${label}"`)
      return column
    })
  const keys = keyColumns(frame)
  return frame.columns
    .filter(c => !keys.includes(c) && !plain.includes(c))
    .map(column => {
      const values = spread(column, frame.offsets)
      const rows: number[] = []
      const offsets = new Int32Array(frame.offsets.length)
      for (let t = 0; t < tableCount(frame); t++) {
        for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) if (!values.nulls?.[row]) rows.push(row)
        offsets[t + 1] = rows.length
      }
      const slots = Int32Array.from(rows)
      const move = (c: Column): Column => (c.extent === 'row' ? gather(c, slots) : c)
      const field = constantColumn('_field', 'string', column.label)
      return {
        columns: [
          ...keys,
          field,
          ...plain.filter(c => !keys.includes(c)).map(move),
          relabel(gather(values, slots), '_value'),
        ],
        key: fieldInKey ? [...frame.key, '_field'] : frame.key,
        offsets,
      }
    })
}

// influxdata/influxdb/v1.json: the JSON an InfluxDB 1 answers queries with, as tables: one for each field of each series.
import { source } from '../../../library/index.ts'
import { type ColumnType, type Frame, FrameBuilder, streamOf, type TableStream } from '../../../tables/index.ts'
import { fault, isNull, parseTime, RecordValue, Time, typeName, type Value } from '../../../values/index.ts'
import { parseJson } from '../../json/parsing.ts'

export const json = source('(?file: string, ?json: string) => stream[A] where A: Record', {
  summary: 'Tables out of the JSON an InfluxDB 1 answers a query with: one for each field of each series.',
  params: { json: 'The text.', file: 'A path; a browser has no files, so paste the text as `json` instead.' },
  differs:
    'An answer without a result is no table; the engine crashes on it. An error in the answer is an error here too.',
  examples: [
    `import "influxdata/influxdb/v1"

v1.json(json: "{\\"results\\": [{\\"series\\": [{\\"name\\": \\"cpu\\", \\"columns\\": [\\"time\\", \\"user\\"], \\"values\\": [[\\"2024-01-01T00:00:00Z\\", 1.5]]}]}]}")`,
  ],
  prepare({ json, file }) {
    if (!json && !file) throw fault('invalid', 'must provide json raw text or filename')
    if (json && file) throw fault('invalid', 'must provide exactly one of the parameters json or file')
    if (file)
      throw fault('not found', `failed to stat json file: stat ${file}: no such file or directory`, {
        steps: ['A browser has no files: paste the text as the argument json.'],
      })
  },
  run: ({ json }) => tablesOf(new TextEncoder().encode(json)),
})

const plain = {
  array: (elements: readonly Value[]): Value => elements,
  record: (fields: ReadonlyMap<string, Value>): Value => new RecordValue(fields),
}

function tablesOf(bytes: Uint8Array): TableStream {
  const answer = parseJson(bytes, plain)
  const [first] = listOf(answer, 'results')
  const problem = textOf(answer, 'error') || (first ? textOf(first, 'error') : '')
  if (problem !== '') throw fault('unknown', problem)
  return streamOf(...(first ? listOf(first, 'series') : []).flatMap(framesOf))
}

/** A frame of one table for each column of a series that holds anything, the time apart. */
function framesOf(series: Value): Frame[] {
  const columns = listOf(series, 'columns').map(String)
  const rows = listOf(series, 'values') as readonly (readonly Value[])[]
  const timeAt = columns.indexOf('time')
  const name = textOf(series, 'name')
  const tags = fieldOf(series, 'tags')
  const tagPairs = tags instanceof RecordValue ? [...tags.fields].sort(([a], [b]) => (a < b ? -1 : 1)) : []
  const key = [...(name === '' ? [] : [['_measurement', name] as const]), ...tagPairs]
  return columns.flatMap((field, at) => {
    const filled = at === timeAt ? [] : rows.filter(row => !isNull(row[at]))
    if (filled.length === 0) return []
    const type = typeName(filled[0][at]) as ColumnType
    const keyed = [...key, ['_field', field] as const]
    const builder = new FrameBuilder(
      [
        ...(timeAt < 0 ? [] : [{ label: '_time', type: 'time' as const }]),
        ...keyed.map(([label]) => ({ label, type: 'string' as const })),
        { label: '_value', type },
      ],
      keyed.map(([label]) => label),
    )
    for (const row of filled) {
      const value = row[at]
      if (typeName(value) !== type)
        throw fault('unknown', `cannot append a ${typeName(value)} to column ${field} of ${type}`)
      builder.addRow([...(timeAt < 0 ? [] : [timeOf(row[timeAt])]), ...keyed.map(([, text]) => text), value])
    }
    return builder.buildGrouped().frames
  })
}

function timeOf(value: Value): Time {
  const ns = typeof value === 'string' ? parseTime(value) : null
  if (ns === null)
    throw fault('unknown', `expected a time such as 2024-01-01T00:00:00Z, found ${JSON.stringify(String(value))}`)
  return new Time(ns)
}

function fieldOf(record: Value, name: string): Value | undefined {
  return record instanceof RecordValue ? record.get(name) : undefined
}

function listOf(record: Value, name: string): readonly Value[] {
  const list = fieldOf(record, name)
  return Array.isArray(list) ? list : []
}

function textOf(record: Value, name: string): string {
  const text = fieldOf(record, name)
  return typeof text === 'string' ? text : ''
}

// Results as texts for other programs: one descriptor a format. Annotated CSV is the one that holds everything; the
// others leave out types, group keys or nulls, as they must.
import { type Column, cell, columnNamed, forEachTable, type TableStream } from '../../tables/index.ts'
import { Fault, isNull, Time, UInt, type Value } from '../../values/index.ts'
import { encodeAnnotatedCsv, type NamedStream } from '../annotatedCsv/index.ts'
import { encodeLine, type LineField } from '../lineProtocol/index.ts'
import { jsonRow, keyColumnsOf, plainText } from './cells.ts'
import { drawTable } from './drawn.ts'

export type ResultFormat = 'annotated' | 'csv' | 'json' | 'ndjson' | 'markdown' | 'lines' | 'drawn'

/** The text in pieces, in the order of the tables. */
export const resultTexts: Readonly<Record<ResultFormat, (results: readonly NamedStream[]) => Iterable<string>>> = {
  annotated: encodeAnnotatedCsv,
  csv: plainCsv,
  json,
  ndjson,
  markdown,
  lines,
  drawn,
}

/** A header wherever the columns change; the columns result and table lead. */
function* plainCsv(results: readonly NamedStream[]): Generator<string> {
  let before = ''
  let table = 0
  for (const [name, columns, t, rows] of tablesOf(results)) {
    const header = ['result', 'table', ...columns.map(c => c.label)].map(quoted).join(',')
    if (header !== before) yield `${before === '' ? '' : '\r\n'}${header}\r\n`
    before = header
    for (let row = rows.from; row < rows.to; row++) {
      const cells = columns.map(c => quoted(plainText(cell(c, t, row))))
      yield `${[quoted(name), String(table), ...cells].join(',')}\r\n`
    }
    table++
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** An object a table: its result, its group key and its rows. */
function* json(results: readonly NamedStream[]): Generator<string> {
  let lead = '[\n'
  for (const [name, columns, t, rows, key] of tablesOf(results)) {
    yield `${lead}{"result":${JSON.stringify(name)},"key":{${rows.to > rows.from ? jsonRow(key, t, rows.from) : keyRow(key, t)}},"rows":[`
    for (let row = rows.from; row < rows.to; row++)
      yield `${row > rows.from ? ',' : ''}\n  {${jsonRow(columns, t, row)}}`
    yield ']}'
    lead = ',\n'
  }
  yield lead === '[\n' ? '[]\n' : '\n]\n'
}

/** The key of a table without rows: only columns that have a value a table. */
function keyRow(key: readonly Column[], t: number): string {
  return jsonRow(
    key.filter(c => c.extent !== 'row'),
    t,
    0,
  )
}

/** An object a row and line, with the names of its result and table number in front. */
function* ndjson(results: readonly NamedStream[]): Generator<string> {
  let table = 0
  for (const [name, columns, t, rows] of tablesOf(results)) {
    for (let row = rows.from; row < rows.to; row++)
      yield `{"result":${JSON.stringify(name)},"table":${table},${jsonRow(columns, t, row)}}\n`
    table++
  }
}

function* drawn(results: readonly NamedStream[]): Generator<string> {
  for (const [name, columns, table, rows, key] of tablesOf(results))
    yield* drawTable({ name, columns, key, table, ...rows })
}

/** A heading with the group key above each table. */
function* markdown(results: readonly NamedStream[]): Generator<string> {
  for (const [name, columns, t, rows, key] of tablesOf(results)) {
    const shown = key.filter(c => c.extent !== 'row' || rows.to > rows.from)
    const caption = shown.map(c => `${c.label}=${plainText(cell(c, t, rows.from))}`).join(' ')
    yield `**${escaped(name)}** ${escaped(caption)}\n\n`
    yield `| ${columns.map(c => escaped(c.label)).join(' | ')} |\n`
    yield `|${columns.map(c => (c.type === 'string' || c.type === 'time' || c.type === 'bool' ? ' --- ' : ' ---: ')).join('|')}|\n` // biome-ignore format: one line
    for (let row = rows.from; row < rows.to; row++)
      yield `| ${columns.map(c => escaped(plainText(cell(c, t, row)))).join(' | ')} |\n`
    yield '\n'
  }
}

function escaped(text: string): string {
  return text.replace(/[\\|*_`<[\]]/g, '\\$&').replace(/\r?\n/g, ' ')
}

/** Rows that are points: with `_time`, `_measurement`, `_field` and `_value`; text columns of the key are tags. */
function* lines(results: readonly NamedStream[]): Generator<string> {
  for (const { stream } of results) for (const text of linesOf(stream)) yield text
}

function* linesOf(stream: TableStream): Generator<string> {
  const out: string[] = []
  forEachTable(stream, (frame, t) => {
    const [time, measurement, field, value] = ['_time', '_measurement', '_field', '_value'].map(label =>
      columnNamed(frame, label),
    )
    if (!time || !measurement || !field || !value) return
    const tags = frame.columns.filter(
      c => c.type === 'string' && !['_measurement', '_field', '_value'].includes(c.label),
    )
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      const line = lineOf(row, t, { time, measurement, field, value, tags })
      if (line !== null) out.push(`${line}\n`)
    }
  })
  yield* out
}

interface PointColumns {
  readonly time: Column
  readonly measurement: Column
  readonly field: Column
  readonly value: Column
  readonly tags: readonly Column[]
}

/** Null where the row is no point, or one the format cannot carry. */
function lineOf(row: number, t: number, { time, measurement, field, value, tags }: PointColumns): string | null {
  const [at, held] = [cell(time, t, row), lineField(cell(value, t, row))]
  if (!(at instanceof Time) || held === null) return null
  try {
    return encodeLine({
      measurement: plainText(cell(measurement, t, row)),
      tags: tags.map(c => ({ key: c.label, value: plainText(cell(c, t, row)) })).filter(tag => tag.value !== ''),
      fields: [{ key: plainText(cell(field, t, row)), value: held }],
      time: at.ns,
    })
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}

function lineField(value: Value): LineField['value'] | null {
  if (isNull(value) || (typeof value === 'number' && !Number.isFinite(value))) return null
  if (value instanceof Time) return value.ns
  return value instanceof UInt || typeof value !== 'object' ? (value as LineField['value']) : null
}

type OneTable = readonly [
  result: string,
  columns: readonly Column[],
  table: number,
  rows: { readonly from: number; readonly to: number },
  key: readonly Column[],
]

function tablesOf(results: readonly NamedStream[]): OneTable[] {
  const all: OneTable[] = []
  for (const { name, stream } of results)
    forEachTable(stream, (frame, t) => {
      all.push([name, frame.columns, t, { from: frame.offsets[t], to: frame.offsets[t + 1] }, keyColumnsOf(frame)])
    })
  return all
}

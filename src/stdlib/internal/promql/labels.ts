// Labels rewritten, times as values, and the stream without a row that PromQL's scalars are put on.
import type { RE2JS } from 're2js'
import { source, transform } from '../../../library/index.ts'
import {
  type Column,
  cell,
  columnNamed,
  columnOf,
  constantColumn,
  type Frame,
  isNullAt,
  keyColumns,
  mapFrames,
  selectTables,
  slotOf,
  spread,
  streamOf,
  tableCount,
  withColumn,
} from '../../../tables/index.ts'
import { compileRegexp, fault, Time } from '../../../values/index.ts'
import { replaced } from '../../regexp.ts'

const series = `import "array"
import "internal/promql"

array.from(rows: [{host: "web-1", _time: 2026-03-01T08:00:00Z, _value: 3.0}])
    |> group(columns: ["host"])
    |> promql.`

export const labelReplace = transform(
  '(<-tables: stream[{A with _value: float}], destination: string, regex: string, replacement: string, source: string) => stream[{B with _value: float}]',
  {
    summary: 'Writes a label of the group key anew from another one, where that matches a pattern as a whole.',
    params: {
      tables: 'Tables, one a series.',
      source: 'The label to look at; one that is not there is empty.',
      destination: 'The label to write; it goes where nothing is left to write.',
      regex: 'The pattern.',
      replacement: 'What to write; `$1` stands for the first group.',
    },
    examples: [`${series}labelReplace(source: "host", destination: "number", regex: ".*-([0-9]+)", replacement: "$1")`],
    twins: 'labelReplace ',
    run: (tables, args) => {
      const pattern = patternOf(args.regex)
      return streamOf(...tables.frames.flatMap(frame => relabelled(frame, pattern, args)))
    },
  },
)

function patternOf(regex: string): RE2JS {
  try {
    return compileRegexp(`^(?:${regex})$`)
  } catch {
    throw fault('invalid', `invalid regular expression in label_replace(): ${regex}`)
  }
}

interface Replacement {
  readonly source: string
  readonly destination: string
  readonly replacement: string
}

/** A table may keep its key, lose a label of it, or gain one; each kind becomes a frame. */
function relabelled(frame: Frame, pattern: RE2JS, { source: from, destination, replacement }: Replacement): Frame[] {
  if (!columnNamed(frame, '_value')) throw fault('invalid', 'value column not found: _value')
  // Null where the label does not match.
  const texts = Array.from({ length: tableCount(frame) }, (_, table) => {
    const label = labelOf(frame, from, table)
    return pattern.matcher(label).find() ? replaced(pattern, label, replacement) : null
  })
  const kept = indexes(texts, text => text === null)
  const emptied = indexes(texts, text => text === '')
  const written = indexes(texts, text => text !== null && text !== '')
  const frames: Frame[] = []
  if (kept.length > 0) frames.push(valuesOnly(selectTables(frame, kept)))
  if (emptied.length > 0) frames.push(valuesOnly(withoutLabel(selectTables(frame, emptied), destination)))
  if (written.length > 0) {
    const left = valuesOnly(withoutLabel(selectTables(frame, written), destination))
    const label = columnOf(
      destination,
      'string',
      Array.from(written, table => texts[table] ?? ''),
      'group',
    )
    const columns = [...left.columns.slice(0, -1), label, left.columns.at(-1)!]
    frames.push({ ...left, key: [...left.key, destination], columns })
  }
  return frames
}

function labelOf(frame: Frame, label: string, table: number): string {
  const column = frame.key.includes(label) ? columnNamed(frame, label) : undefined
  if (!column) return ''
  const slot = slotOf(column, table, frame.offsets[table])
  return isNullAt(column, slot) ? '' : String(cell(column, table, frame.offsets[table]))
}

function indexes(texts: readonly (string | null)[], test: (text: string | null) => boolean): Int32Array {
  return Int32Array.from(texts.flatMap((text, table) => (test(text) ? [table] : [])))
}

function withoutLabel(frame: Frame, label: string): Frame {
  if (!frame.key.includes(label)) return frame
  return {
    ...frame,
    key: frame.key.filter(one => one !== label),
    columns: frame.columns.filter(one => one.label !== label),
  }
}

/** The group key's columns and the values, which is all that is left of a series. */
function valuesOnly(frame: Frame): Frame {
  return { ...frame, columns: [...keyColumns(frame), columnNamed(frame, '_value')!] }
}

export const timestamp = transform('(<-tables: stream[{A with _value: float}]) => stream[{A with _value: float}]', {
  summary: 'The time of each row, or the stop of its range, as seconds since 1970 in the place of its value.',
  params: { tables: 'Tables with `_time` or `_stop`.' },
  examples: [`${series}timestamp()`],
  twins: 'timestamp ',
  run: tables => mapFrames(tables, timed),
})

function timed(frame: Frame): Frame {
  const time = columnNamed(frame, '_time') ?? columnNamed(frame, '_stop')
  if (!time)
    throw fault(
      'invalid',
      `neither "_time" nor "_stop" column not found (cols: [${frame.columns.map(one => `{${one.label} ${one.type}}`).join(' ')}])`,
    )
  if (!columnNamed(frame, '_value')) throw fault('invalid', 'value column not found: _value')
  const { values, nulls } = spread(time, frame.offsets)
  const moments = values as BigInt64Array
  const seconds = new Float64Array(moments.length)
  for (let row = 0; row < moments.length; row++) seconds[row] = Number(moments[row] / 1_000_000n) / 1e3
  return withColumn(frame, { label: '_value', type: 'float', extent: 'row', values: seconds, nulls })
}

/** The first year, as a time that was never set is in Go: what is left of it in 64 bits of nanoseconds. */
const UNSET = -6_795_364_578_871_345_152n

export const emptyTable = source('() => stream[{_value: float, _time: time, _stop: time, _start: time}]', {
  summary: 'One table without a row.',
  params: {},
  examples: ['import "internal/promql"\n\npromql.emptyTable()'],
  run: () => {
    const none = (label: string, type: 'time' | 'float'): Column => columnOf(label, type, [])
    const bound = (label: string): Column => constantColumn(label, 'time', new Time(UNSET))
    const columns = [bound('_start'), bound('_stop'), none('_time', 'time'), none('_value', 'float')]
    return streamOf({ columns, key: ['_start', '_stop'], offsets: Int32Array.of(0, 0) })
  },
})

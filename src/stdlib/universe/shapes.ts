// Members that describe tables: keys, keyValues, histogram, sample.
import { transform } from '../../library/index.ts'
import {
  columnNamed,
  type Frame,
  FrameBuilder,
  isKey,
  keyColumns,
  mapFrames,
  selectRows,
  spread,
  tableCount,
  valueAt,
} from '../../tables/index.ts'
import { fault, formatFloat, isNull } from '../../values/index.ts'

export const keys = transform('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'Lists the columns of each table’s group key.',
  params: { tables: 'Tables to describe.', column: 'Name of the column that holds the names.' },
  defaults: { column: '_value' },
  twins: 'keys ',
  examples: [
    `import "sampledata"

sampledata.int() |> keys()`,
  ],
  run: (tables, { column }) =>
    mapFrames(tables, frame => {
      const names = frame.columns.map(c => c.label).filter(label => isKey(frame, label))
      if (names.includes(column)) throw fault('invalid', `table builder already has column with label ${column}`)
      const builder = new FrameBuilder([{ label: column, type: 'string' }])
      for (let t = 0; t < tableCount(frame); t++) {
        for (const name of names) builder.addRow([name])
        builder.endTable()
      }
      const { columns, offsets } = builder.build()
      return { columns: [...keyColumns(frame), ...columns], key: frame.key, offsets }
    }),
})

export const keyValues = transform(
  '(<-tables: stream[A], ?keyColumns: [string]) => stream[{C with _value: B, _key: string}] where A: Record, C: Record',
  {
    summary: 'The different values of columns, one row for each pair of column and value.',
    params: { tables: 'Tables to describe.', keyColumns: 'The columns; all of one type.' },
    twins: 'distinct ',
    examples: [
      `import "sampledata"

sampledata.int() |> keyValues(keyColumns: ["tag"])`,
    ],
    prepare({ keyColumns }) {
      if (keyColumns === undefined) throw fault('invalid', 'neither column list nor predicate function provided')
    },
    run: (tables, { keyColumns = [] }) => mapFrames(tables, frame => keyValuesFrame(frame, keyColumns)),
  },
)

function keyValuesFrame(frame: Frame, labels: readonly string[]): Frame {
  const found = labels.filter(label => columnNamed(frame, label))
  if (found.length === 0)
    throw fault(
      'failed precondition',
      `received table with columns [${frame.columns.map(c => c.label).join(' ')}] not having key columns [${labels.join(' ')}]`,
    )
  const columns = found.map(label => spread(columnNamed(frame, label)!, frame.offsets))
  if (new Set(columns.map(c => c.type)).size > 1)
    throw fault('failed precondition', 'keyColumns must all be the same type')
  for (const label of ['_key', '_value'])
    if (isKey(frame, label)) throw fault('invalid', `table builder already has column with label ${label}`)
  const builder = new FrameBuilder([
    { label: '_key', type: 'string' },
    { label: '_value', type: columns[0]?.type ?? 'string' },
  ])
  for (let t = 0; t < tableCount(frame); t++) {
    const seen = new Set<string>()
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++)
      columns.forEach((c, i) => {
        const value = valueAt(c, row)
        const id = `${i} ${isNull(value) ? 'null' : `=${String((value as { ns?: bigint }).ns ?? value)}`}`
        if (seen.has(id)) return
        seen.add(id)
        builder.addRow([found[i], value])
      })
    builder.endTable()
  }
  const built = builder.build()
  return {
    columns: [...keyColumns(frame).filter(c => c.label !== '_key' && c.label !== '_value'), ...built.columns],
    key: frame.key,
    offsets: built.offsets,
  }
}

export const histogram = transform(
  '(<-tables: stream[A], bins: [float], ?column: string, ?countColumn: string, ?normalize: bool, ?upperBoundColumn: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'How many values of each table are at most each bound.',
    params: {
      tables: 'Tables to count.',
      bins: 'The upper bounds.',
      column: 'The column to count.',
      countColumn: 'The column for the counts.',
      normalize: 'Gives shares of the whole instead of counts.',
      upperBoundColumn: 'The column for the bounds.',
    },
    defaults: { column: '_value', countColumn: '_value', normalize: false, upperBoundColumn: 'le' },
    twins: 'histogram ',
    examples: [
      `import "sampledata"

sampledata.float() |> histogram(bins: [0.0, 10.0, 20.0])`,
    ],
    run: (tables, args) => mapFrames(tables, frame => histogramFrame(frame, args)),
  },
)

interface HistogramArguments {
  readonly bins: readonly number[]
  readonly column: string
  readonly countColumn: string
  readonly normalize: boolean
  readonly upperBoundColumn: string
}

function histogramFrame(
  frame: Frame,
  { bins, column: label, countColumn, normalize, upperBoundColumn }: HistogramArguments,
): Frame {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `column "${label}" is missing`)
  if (column.type !== 'float')
    throw fault('failed precondition', `column "${label}" must be a float got ${column.type}`)
  if (bins.length === 0) throw fault('invalid', 'histogram needs at least one bin')
  const rows = spread(column, frame.offsets)
  const values = rows.values as Float64Array
  const bounds = [...bins].sort((a, b) => a - b)
  const builder = new FrameBuilder([
    { label: upperBoundColumn, type: 'float' },
    { label: countColumn, type: 'float' },
  ])
  for (let t = 0; t < tableCount(frame); t++) {
    const counts = new Float64Array(bounds.length)
    let total = 0
    for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
      if (rows.nulls?.[row]) continue
      const at = bounds.findIndex(b => values[row] <= b)
      if (at < 0)
        throw fault(
          'failed precondition',
          `found value greater than any bin, ${bounds.length} ${bounds.length} ${sixPlaces(values[row])} ${sixPlaces(bounds.at(-1)!)}`,
        )
      counts[at]++
      total++
    }
    let sum = 0
    bounds.forEach((b, i) => {
      sum += counts[i]
      builder.addRow([b, normalize ? sum / total : sum])
    })
    builder.endTable()
  }
  const built = builder.build()
  return { columns: [...keyColumns(frame), ...built.columns], key: frame.key, offsets: built.offsets }
}

/** A float as messages of the reference show it. */
function sixPlaces(v: number): string {
  return Number.isFinite(v) ? v.toFixed(6) : formatFloat(v)
}

export const sample = transform(
  '(<-tables: stream[A], n: int, ?column: string, ?pos: int) => stream[A] where A: Record',
  {
    summary: 'Every n-th row of each table.',
    params: {
      tables: 'Tables to take from.',
      n: 'Takes one row in n.',
      column: 'A column that has to be there; its values do not matter.',
      pos: 'The first row to take, from 0; below 0 it is drawn.',
    },
    defaults: { column: '_value', pos: -1n },
    twins: '',
    examples: [
      `import "sampledata"

sampledata.int() |> sample(n: 2, pos: 1)`,
    ],
    prepare({ n, pos }, context) {
      if (n <= 0n) throw fault('invalid', `n must be a positive integer, but was ${n}`)
      if (pos >= n) throw fault('invalid', `pos must be less than n, but ${pos} >= ${n}`)
      return pos < 0n ? Math.floor(context.host.random() * Number(n)) : Number(pos)
    },
    run: (tables, { n, column }, from) =>
      mapFrames(tables, frame => {
        if (!columnNamed(frame, column)) throw fault('failed precondition', `no column "${column}" exists`)
        const rows: number[] = []
        const offsets = new Int32Array(frame.offsets.length)
        for (let t = 0; t < tableCount(frame); t++) {
          for (let row = frame.offsets[t] + from; row < frame.offsets[t + 1]; row += Number(n)) rows.push(row)
          offsets[t + 1] = rows.length
        }
        return selectRows(frame, Int32Array.from(rows), offsets)
      }),
  },
)

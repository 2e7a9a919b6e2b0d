// Sums, means, counts and their windows of rows that group() has left where they lie, beside those of rows moved into
// their tables: a filter between the two moves them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

interface Row {
  readonly second: number
  readonly key: string
  readonly value: number | null
}

const row = fc.record({
  second: fc.integer({ min: 0, max: 119 }),
  key: fc.constantFrom('a', 'b', 'c', 'gone'),
  value: fc.option(fc.integer({ min: -50, max: 50 }), { freq: 6 }),
})

const time = (second: number): string => new Date(Date.UTC(2024, 0, 1, 0, 0, second)).toISOString()

const scriptOf = (rows: readonly Row[], type: string, steps: string): string => `import "csv"

csv.from(csv: "#datatype,string,long,dateTime:RFC3339,string,${type}
#group,false,false,false,false,false
#default,_result,,,,
,result,table,_time,k,_value
${rows.map(r => `,,0,${time(r.second)},${r.key},${r.value === null ? '' : type === 'double' ? r.value / 3 : r.value}`).join('\n')}
")
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:02:00Z)
    ${steps}`

const kept = '|> filter(fn: (r) => r.k != "gone")'
const grouped = '|> group(columns: ["k"])'
const last = [
  'mean()',
  'sum()',
  'count()',
  ...['mean', 'sum', 'count'].flatMap(fn =>
    ['', ', createEmpty: false', ', createEmpty: false, period: 25s', ', offset: 3s, timeSrc: "_start"'].map(
      more => `aggregateWindow(every: 10s, fn: ${fn}${more})`,
    ),
  ),
]

test.each(['double', 'long', 'unsignedLong'])('rows moved and rows left, %s', async type => {
  const sorted = fc.boolean()
  const given = fc.tuple(fc.array(row, { minLength: 1, maxLength: 40 }), sorted, fc.constantFrom(...last))
  await fc.assert(
    fc.asyncProperty(given, async ([made, inOrder, step]) => {
      const rows = [...made, { second: 1, key: 'gone', value: 1 }, { second: 2, key: 'a', value: 2 }]
        .map(r => (type === 'unsignedLong' && r.value !== null ? { ...r, value: Math.abs(r.value) } : r))
        .sort((a, b) => (inOrder ? a.second - b.second : 0))
      const left = await tablesOf(scriptOf(rows, type, `${kept} ${grouped} |> ${step}`))
      const moved = await tablesOf(scriptOf(rows, type, `${grouped} ${kept} |> ${step}`))
      expect(left).toEqual(moved)
    }),
    { numRuns: 150 },
  )
})

// aggregateWindow: rows in any order, in tables with and without rows in a window, come out as rows in order do.
import { expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

/** Rows of a table's number, second, key and number; an empty cell is a null. */
const source = (rows: readonly string[]): string => `import "csv"
import "experimental"

csv.from(csv: "#datatype,string,long,dateTime:RFC3339,string,long
#group,false,false,false,true,false
#default,_result,,,,
,result,table,_time,k,_value
${rows.map(r => `,,${r}`).join('\n')}
")
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:00:40Z)
`
const row = (table: number, second: string, key: string, value: string): string =>
  `${table},2024-01-01T00:00:${second}Z,${key},${value}`
const rows = [
  row(0, '05', 'a', '1'),
  row(0, '07', 'a', '9223372036854775807'),
  row(0, '15', 'a', ''),
  row(0, '25', 'a', '4'),
  row(0, '35', 'a', '5'),
  row(1, '12', 'b', '7'),
]
const shuffled = [3, 0, 4, 2, 1, 5].map(i => rows[i])
const steps = (fn: string, more = ''): string =>
  ` |> aggregateWindow(every: 10s, fn: ${fn}${more}) |> drop(columns: ["_start", "_stop", "_time"])`

test.each([
  ['sum', '', ['k=a | _value: -9223372036854775808 <null> 4 5', 'k=b | _value: <null> 7 <null> <null>']],
  ['count', '', ['k=a | _value: 2 1 1 1', 'k=b | _value: 0 1 0 0']],
  ['count', ', createEmpty: false', ['k=a | _value: 2 1 1 1', 'k=b | _value: 1']],
  ['mean', ', createEmpty: false', ['k=a | _value: -4.611686018427388e+18 <null> 4 5', 'k=b | _value: 7']],
  [
    'sum',
    ', period: 20s, createEmpty: false',
    ['k=a | _value: -9223372036854775808 -9223372036854775808 4 9 5', 'k=b | _value: 7 7'],
  ],
  ['max', ', createEmpty: false', ['k=a | _value: 9223372036854775807 4 5', 'k=b | _value: 7']],
])('%s%s', async (fn, more, expected) => {
  for (const given of [rows, shuffled]) expect(await tablesOf(source(given) + steps(fn, more))).toEqual(expected)
})

const sampled = (steps: string): Promise<string[]> =>
  tablesOf(`import "sampledata"

sampledata.int()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> filter(fn: (r) => r.tag == "t1")
    |> ${steps}
    |> keep(columns: ["_value"])`)

test.each([
  // the time of the last mean is the range's stop, where no window reaches
  ['aggregateWindow(every: 20s, fn: mean) |> aggregateWindow(every: 30s, fn: sum)', '4 12'],
  ['aggregateWindow(every: 20s, fn: mean) |> aggregateWindow(every: 60s, fn: count)', '2'],
  ['aggregateWindow(every: 20s, fn: mean) |> aggregateWindow(every: 30s, fn: max)', '4 9.5 12'],
  // windows that end together at the range's stop stay several
  ['aggregateWindow(every: 30s, period: 2m, fn: count)', '3 6 6 6 3'],
  ['timedMovingAverage(every: 1m, period: 2m)', '8.5 8.5'],
])('mean, sum and count at the edges of the range: %s', async (steps, expected) => {
  expect(await sampled(steps)).toEqual([`_value: ${expected}`])
})

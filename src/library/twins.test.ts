// Two tables of one key: which members refuse them, and how the message begins.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../testing/scriptTables.ts'

const twins = `import "csv"

csv.from(csv: "#datatype,string,long,dateTime:RFC3339,string,double
#group,false,false,false,true,false
#default,_result,,,,
,result,table,_time,k,_value
,,0,2024-01-01T00:00:00Z,a,1
,,1,2024-01-01T00:00:10Z,b,2
,,2,2024-01-01T00:00:20Z,a,3
")
`

describe('refused', () => {
  test.each([
    ['sum()', 'sum: aggregate '],
    ['median()', 'median: aggregate '],
    ['quantile(q: 0.5, method: "exact_selector")', 'quantile: '],
    ['first()', 'first: '],
    ['max()', 'max: '],
    ['mode()', 'mode: mode '],
    ['distinct()', 'distinct: distinct '],
    ['unique(column: "_value")', 'unique: unique '],
    ['keyValues(keyColumns: ["k"])', 'keyValues: distinct '],
    ['keys()', 'keys: keys '],
    ['columns()', 'columns: columns '],
    ['difference()', 'difference: difference '],
    ['tail(n: 1)', 'tail: tail '],
    ['histogram(bins: [9.0])', 'histogram: histogram '],
    ['sample(n: 1, pos: 0)', 'sample: '],
    ['exponentialMovingAverage(n: 1)', 'exponentialMovingAverage: moving average '],
    ['range(start: 2024-01-01T00:00:00Z, stop: 2025-01-01T00:00:00Z)', 'range: range '],
    ['hourSelection(start: 0, stop: 1)', 'hourSelection: hour selection '],
  ])('%s', async (step, begin) => {
    expect((await tablesOf(`${twins} |> ${step}`))[0]).toContain(`${begin}found duplicate table with key: {k=a}`)
  })
})

test('grouped anew they are one', async () => {
  expect(await tablesOf(`${twins} |> group(columns: ["k"]) |> sum()`)).toEqual(['k=a | _value: 4', 'k=b | _value: 2'])
})

test('steps that take rows as they come keep both', async () => {
  const lines = await tablesOf(`${twins} |> limit(n: 1) |> drop(columns: ["_time"])`)
  expect(lines).toEqual(['k=a | _value: 1 3', 'k=b | _value: 2'])
})

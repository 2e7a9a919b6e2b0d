// What members that follow rows say of columns and times, over nulls, key columns and times before 1970.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

/** Rows of time, number and text, the text in the group key; an empty cell is a null. */
const source = (rows: readonly string[]): string => `import "csv"
import "experimental"

csv.from(csv: "#datatype,string,long,dateTime:RFC3339,double,string
#group,false,false,false,false,true
#default,_result,,,,
,result,table,_time,_value,k
${rows.map(r => `,,0,${r}`).join('\n')}
")
`
const [early, late] = ['1969-12-31T23:59:50Z', '2024-01-01T00:00:00Z']
const answer = async (rows: readonly string[], steps: string): Promise<string> =>
  (await tablesOf(`${source(rows)} |> ${steps}`)).join(' ; ')

describe('columns of other types', () => {
  test.each([
    ['difference(columns: ["k"])', 'difference does not support column "k" of type "string"'],
    ['difference(columns: ["_value", "_time"])', 'difference does not support time columns. Try the elapsed function'],
    ['increase(columns: ["k"])', 'difference does not support column "k" of type "string"'],
    ['derivative(columns: ["k"])', 'unsupported derivative column type k:string'],
    ['derivative(columns: ["k"], timeColumn: "no")', 'no column "no" exists'],
    ['columns(column: "k")', 'table builder already has column with label k'],
    ['keys(column: "k")', 'table builder already has column with label k'],
    ['sum(column: "k")', 'sum: cannot aggregate columns that are part of the group key'],
    ['covariance(columns: ["k", "k"])', 'covariance: covariance does not support string'],
  ])('%s', async (call, message) => {
    expect(await answer([`${late},1,a`, `${early},2,a`], call)).toContain(message)
  })

  test('a key column with a value is not filled, whatever the value', async () => {
    expect(await answer([`${late},1,a`], 'fill(column: "k", value: 1.0) |> drop(columns: ["_time"])')).toBe(
      'k=a | _value: 1',
    )
  })

  test('the mode of a key column is its value', async () => {
    expect(await answer([`${late},1,a`, `${late},2,a`], 'mode(column: "k")')).toBe('k=a | _value: a')
  })
})

describe('the first difference', () => {
  const rows = [`${late},,a`, `${late},3,a`, `${late},1,a`]
  test('is null, also from zero on', async () => {
    expect(await answer(rows, 'difference(initialZero: true) |> keep(columns: ["_value"])')).toBe('_value: <null> -2')
  })
  test('is zero where the first row is kept', async () => {
    const steps = 'difference(initialZero: true, keepFirst: true) |> keep(columns: ["_value"])'
    expect(await answer(rows, steps)).toBe('_value: <null> 0 -2')
  })
})

describe('times before 1970 come before where the reference begins', () => {
  const range = 'range(start: 1969-01-01T00:00:00Z, stop: 2025-01-01T00:00:00Z)'
  test.each([
    [`${range} |> integral()`, 'integral found out-of-order times in time column'],
    ['stateDuration(fn: (r) => true)', 'got an out-of-order timestamp'],
    ['experimental.alignTime()', 'got an out-of-order timestamp'],
  ])('%s', async (steps, message) => {
    expect(await answer([`${early},1,a`, `${late},2,a`], steps)).toContain(message)
  })
  test('a state is counted all the same', async () => {
    expect(await answer([`${early},1,a`], 'stateCount(fn: (r) => true) |> drop(columns: ["_time"])')).toBe(
      'k=a | _value: 1 | stateCount: 1',
    )
  })
})

describe('integral', () => {
  const range = 'range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:01:00Z)'
  test('of one row is zero, in units of nothing too', async () => {
    const answered = await answer([`${late},5,a`], `${range} |> integral(unit: 0s) |> keep(columns: ["_value"])`)
    expect(answered).toBe('_value: 0')
  })
  test('wants bounds before it looks at the column', async () => {
    expect(await answer([`${late},5,a`], 'integral(column: "no")')).toContain('needs _start column to be part')
  })
  test('passes over a repeated time even when its first row is null', async () => {
    const rows = [`${late},,a`, `${late},7,a`, '2024-01-01T00:00:10Z,2,a', '2024-01-01T00:00:20Z,2,a']
    expect(await answer(rows, `${range} |> integral(unit: 10s) |> keep(columns: ["_value"])`)).toBe('_value: 2')
  })
})

test('tail with an offset below zero gives so many fewer rows', async () => {
  const rows = [`${late},1,a`, `${late},2,a`, `${late},3,a`]
  expect(await answer(rows, 'tail(n: 3, offset: -1) |> keep(columns: ["_value"])')).toBe('_value: 2 3')
  expect(await answer(rows, 'tail(n: 1, offset: -1)')).toContain('tail offset leaves no rows')
})

test('bounds in the key that the range does not meet give way to it', async () => {
  const bounds = '_start: 2020-01-01T00:00:00Z, _stop: 2020-01-02T00:00:00Z'
  const steps = `map(fn: (r) => ({r with ${bounds}})) |> group(columns: ["_start", "_stop"])
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-02T00:00:00Z) |> keep(columns: ["_start", "_value"])`
  expect(await answer([`${late},1,a`], steps)).toBe('_start=2024-01-01T00:00:00.000000000Z | _value: 1')
})

describe('means of integers', () => {
  const rows = (...values: readonly string[]): string =>
    `import "array"\narray.from(rows: [${values.map(v => `{_value: ${v}}`).join(', ')}]) |> mean()`
  test.each([
    [['9223372036854775807', '9223372036854775807'], '_value: -1'],
    [['uint(v: -2)', 'uint(v: 10)'], '_value: 4'],
    [['1', '2'], '_value: 1.5'],
  ])('%j are of sums that wrap', async (values, line) => {
    expect(await tablesOf(rows(...values))).toEqual([line])
  })
})

describe('a column that no row has', () => {
  test.each(['Int', 'UInt', 'Float', 'Bool', 'String', 'Time'])('to%s makes it of nulls', async type => {
    const steps = `drop(columns: ["_value", "_time"]) |> to${type}()`
    expect(await answer([`${late},1,a`], steps)).toBe('k=a | _value: <null>')
  })
  test('map keeps it where its type is known from elsewhere, and only there', async () => {
    const steps = 'map(fn: (r) => ({k: r.k, no: r.no, nor: r.nor, both: r.no + "x"}))'
    const [line] = await tablesOf(`${source([`${late},1,a`])} |> ${steps}`)
    expect(line).toContain('no: <null>')
    expect(line).not.toContain('nor:')
  })
  test('sample wants it', async () => {
    expect(await answer([`${late},1,a`], 'sample(n: 1, column: "no", pos: 0)')).toContain('no column "no" exists')
  })
})

test('windows after a shift lie in the shifted bounds', async () => {
  const steps = `range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:01:00Z) |> timeShift(duration: 1h)
    |> window(every: 1d) |> keep(columns: ["_start", "_stop", "_value"])`
  expect(await answer([`${late},1,a`], steps)).toBe(
    '_start=2024-01-01T01:00:00.000000000Z _stop=2024-01-01T01:01:00.000000000Z | _value: 1',
  )
})

test('a filled window has nulls also where a column was the same in every row', async () => {
  const steps = `drop(columns: ["k"]) |> set(key: "s", value: "e")
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:02:00Z) |> aggregateWindow(every: 1m, fn: first)
    |> keep(columns: ["s", "_value"])`
  expect(await answer([`${late},1,a`], steps)).toBe('_value: 1 <null> | s: e <null>')
})

test('a vectorised map names its comparisons as the reference does', async () => {
  const [message] = await tablesOf(`${source([`${late},1,a`])} |> map(fn: (r) => ({r with x: r.k == 5}))`)
  expect(message).toContain('runtime error: unsupported type for vector Equal: string == int')
})

test.each(['distinct', 'mode'])('%s of a column that is not there is an empty text', async call => {
  const steps = `${call}(column: "no") |> map(fn: (r) => ({d: display(v: r._value) + "."}))`
  expect(await answer([`${late},1,a`], steps)).toBe('d: .')
})

// Ties in sort and top where tables have come together: each table is a piece, pieces are merged by a heap.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

/** Tables a, b, … of three rows at the same three times, values counted through. */
const source = (tables: number): string => {
  const rows = Array.from({ length: tables * 3 }, (_, i) => {
    const t = Math.floor(i / 3)
    return `,,${t},2024-01-01T00:00:0${(i % 3) + 1}Z,${'abcdef'[t]},${i + 1}`
  })
  return `import "csv"

csv.from(csv: "#datatype,string,long,dateTime:RFC3339,string,long
#group,false,false,false,true,false
#default,_result,,,,
,result,table,_time,k,_value
${rows.join('\n')}
")
`
}
const values = async (tables: number, steps: string): Promise<string> =>
  (await tablesOf(`${source(tables)} |> ${steps} |> keep(columns: ["_value"])`)).join(' ; ')

describe('pieces', () => {
  test.each([
    [2, 'group() |> sort(columns: ["_time"])', '1 4 5 2 3 6'],
    [2, 'group() |> sort(columns: ["_time"], desc: true)', '3 6 5 2 1 4'],
    [2, 'drop(columns: ["k"]) |> sort(columns: ["_time"])', '1 4 5 2 3 6'],
    [2, 'group() |> filter(fn: (r) => r._value != 2) |> sort(columns: ["_time"])', '1 4 5 6 3'],
    [2, 'group() |> map(fn: (r) => ({r with s: string(v: r._value)})) |> sort(columns: ["_time"])', '1 4 5 2 3 6'],
    [2, 'group() |> limit(n: 5) |> sort(columns: ["_time"])', '1 4 5 2 3'],
    [4, 'group() |> sort(columns: ["_time"]) |> limit(n: 3)', '1 4 7'],
    [3, 'group() |> top(n: 4, columns: ["_time"])', '3 6 9 8'],
  ])('%i tables |> %s', async (tables, steps, expected) => {
    expect(await values(tables, steps)).toBe(`_value: ${expected}`)
  })
})

describe('one piece: equal rows keep their order', () => {
  test.each([
    ['group() |> sort(columns: ["_value"], desc: true) |> sort(columns: ["_time"])', '4 1 5 2 6 3'],
    [
      'group() |> range(start: 2024-01-01T00:00:00Z, stop: 2025-01-01T00:00:00Z) |> sort(columns: ["_time"])',
      '1 4 2 5 3 6',
    ],
  ])('%s', async (steps, expected) => {
    expect(await values(2, steps)).toBe(`_value: ${expected}`)
  })
})

test('pieces without a column to order by follow one another as the heap gives them out', async () => {
  expect(await values(3, 'group() |> sort(columns: ["none"])')).toBe('_value: 1 2 3 7 8 9 4 5 6')
})

test('empty tables, one row and many groups', async () => {
  expect(await values(2, 'group() |> filter(fn: (r) => false, onEmpty: "keep") |> sort()')).toBe('_value:')
  expect(await values(1, 'limit(n: 1) |> group() |> sort()')).toBe('_value: 1')
  const lines = await tablesOf(`${source(6)} |> group(columns: ["_time"]) |> sort(columns: ["_value"], desc: true)`)
  expect(lines).toHaveLength(3)
})

describe('pieces elsewhere', () => {
  test('mode finds one for each', async () => {
    expect(await values(2, 'map(fn: (r) => ({r with _value: 7})) |> group() |> mode()')).toBe('_value: <null> <null>')
  })
  test('windows put together are one', async () => {
    const steps = `range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:00:04Z)
      |> aggregateWindow(every: 2s, fn: max) |> map(fn: (r) => ({r with _value: r._value % 2})) |> mode()`
    expect(await values(2, steps)).toBe('_value: <null> <null>')
  })
  test('join orders ties as sort does', async () => {
    const csv = source(3).replace('import "csv"', '').trim()
    const one = 'group(columns: ["k"]) |> sum() |> group() |> map(fn: (r) => ({one: 1, k: r.k}))'
    const script = `import "array"
import "csv"
import "join"

left = ${csv} |> ${one}
right = array.from(rows: [{one: 1}])
join.inner(left: left, right: right, on: (l, r) => l.one == r.one, as: (l, r) => ({k: l.k}))`
    expect(await tablesOf(script)).toEqual(['k: a c b'])
  })
})

test('aggregateWindow that finds nothing leaves no table behind', async () => {
  const steps = `filter(fn: (r) => r.k == "a") |> map(fn: (r) => ({_time: r._time, _value: r.none + 1}))
    |> range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:00:04Z)
    |> aggregateWindow(every: 2s, fn: min, createEmpty: false)`
  expect(await values(2, steps)).toBe('')
})

test('the mean of windows without a time column', async () => {
  const steps = `range(start: 2024-01-01T00:00:00Z, stop: 2024-01-01T00:00:04Z) |> drop(columns: ["_time"])
    |> aggregateWindow(every: 2s, fn: mean)`
  expect(await values(1, steps)).toContain('runtime error: no time column: _time')
})

// How two columns, or two streams, vary together.
import { describe, expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

/** Streams x and y of the columns t and _value; a missing number is a null. */
const streams = (x: readonly string[], y: readonly string[]): string => `import "csv"

stream = (rows) => csv.from(csv: "#datatype,string,long,long,double\\n#group,false,false,false,false\\n#default,_result,,,\\n,result,table,t,_value\\n" + rows)
x = stream(rows: "${x.map((v, i) => `,,0,${i},${v}`).join('\\n')}\\n")
y = stream(rows: "${y.map((v, i) => `,,0,${i},${v}`).join('\\n')}\\n")
`

describe('two streams', () => {
  test.each([
    ['cov(x: x, y: y, on: ["t"])', ['1', '2', '3'], ['2', '4', '9'], '_value: 3.5'],
    ['pearsonr(x: x, y: y, on: ["t"])', ['1', '2', '3'], ['2', '4', '6'], '_value: 1'],
    ['cov(x: x, y: y, on: ["t"], pearsonr: true)', ['1', '2', '3'], ['6', '4', '2'], '_value: -1'],
    ['cov(x: x, y: y, on: ["t"])', ['1', '', '3', '5'], ['2', '8', '4'], '_value: 2'],
    ['cov(x: x, y: y, on: ["t"])', ['1'], ['2'], '_value: NaN'],
    ['cov(x: x, y: x, on: ["t"])', ['1', '3'], [], '_value: 2'],
  ])('%s', async (call, x, y, line) => {
    expect(await tablesOf(streams(x, y) + call)).toEqual([line])
  })

  test('rows that meet none give no table', async () => {
    expect(await tablesOf(`${streams(['1'], ['2'])}cov(x: x, y: y |> map(fn: (r) => ({r with t: 9})), on: ["t"])`)).toEqual([]) // biome-ignore format: one line
  })
})

describe('two columns', () => {
  const rows = 'import "array"\n\narray.from(rows: [{a: 1.0, b: 2, c: "x"}, {a: 2.0, b: 3, c: "y"}])'
  test.each([
    ['["a"]', 'must provide exactly two columns'],
    ['["a", "nope"]', 'specified column does not exist in table: nope'],
    ['["a", "b"]', 'cannot compute the covariance between different types'],
    ['["c", "c"]', 'covariance does not support string'],
  ])('%s is refused', async (columns, message) => {
    expect((await tablesOf(`${rows} |> covariance(columns: ${columns})`))[0]).toContain(message)
  })
})

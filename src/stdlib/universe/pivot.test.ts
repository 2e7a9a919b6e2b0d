// pivot: which cell a value lands in, over several tables, nulls, values of several types and names that meet.
import { expect, test } from 'vitest'
import { tablesOf } from '../../testing/scriptTables.ts'

/** Rows of table, group, time, two names and a number; an empty cell is a null. */
const source = (rows: readonly string[]): string => `import "csv"
import "experimental"

csv.from(csv: "#datatype,string,long,string,long,string,string,double
#group,false,false,true,false,false,false,false
#default,_result,,,,,,
,result,table,g,at,a,b,_value
${rows.map(r => `,,${r}`).join('\n')}
")
`
const rows = ['0,x,1,p,q,1', '0,x,2,p,q,2', '0,x,1,r,q,3', '0,x,1,p,q,4', '0,x,,p,q,5', '1,y,1,s,q,', '1,y,1,,q,7']
const pivot = (columns: string, rowKey = '["at"]'): string =>
  ` |> pivot(rowKey: ${rowKey}, columnKey: ${columns}, valueColumn: "_value")`

test.each([
  ['["a"]', ['g=x | at: 1 2 <null> | p: 4 2 5 | r: 3 <null> <null>', 'g=y | at: 1 | s: <null> | null: 7']],
  ['["b"]', ['g=x | at: 1 2 <null> | q: 4 2 5', 'g=y | at: 1 | q: 7']],
  ['["a", "b"]', ['g=x | at: 1 2 <null> | p_q: 4 2 5 | r_q: 3 <null> <null>', 'g=y | at: 1 | s_q: <null> | null_q: 7']],
])('by %s', async (columns, expected) => {
  expect(await tablesOf(source(rows) + pivot(columns))).toEqual(expected)
})

test('different values that make one name fill one column', async () => {
  const given = ['0,x,1,p_q,r,1', '0,x,2,p,q_r,2']
  expect(await tablesOf(source(given) + pivot('["a", "b"]'))).toEqual(['g=x | at: 1 2 | p_q_r: 1 2'])
})

test('new columns have the types of their values', async () => {
  const script = `${source(rows).replace('csv.from', 'floats = csv.from')}
texts = floats |> map(fn: (r) => ({r with at: 9, a: "z", _value: "t"}))
union(tables: [floats |> group(columns: ["g", "a"]), texts |> group(columns: ["g", "a"])])${pivot('["a"]')}`
  const [, answer] = await tablesOf(script)
  expect(answer).toContain('at: 1 9')
  expect(answer).toContain('z: <null> t')
  expect(answer).toContain('null: 7 <null>')
})

test('a new column of the name of one that stays', async () => {
  const answer = (await tablesOf(source(['0,x,1,at,q,1']) + pivot('["a"]'))).join()
  expect(answer).toContain('value "at" appears in a column key column, but a column named "at" already exists')
})

test('no rows', async () => {
  const script = `${source(rows)} |> filter(fn: (r) => r._value > 100.0, onEmpty: "keep")${pivot('["a"]')}`
  expect(await tablesOf(script)).toEqual(['g=x | at:', 'g=y | at:'])
})

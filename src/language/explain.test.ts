// A stage in words; `|` is the cursor.
import { expect, test } from 'vitest'
import { documentation } from '../stdlib/documentation.ts'
import { atCursor } from '../testing/cursor.ts'
import { descriptionsOf, explain, type Knowledge, nothingKnown, openScript } from './index.ts'

const known: Knowledge = { ...nothingKnown, descriptions: descriptionsOf(documentation) }

function explained(marked: string, knowledge = known) {
  const { text, offset } = atCursor(marked)
  return explain(openScript(text), offset, knowledge)
}

const rows = 'import "array"\narray.from(rows: [{host: "a", _value: 1.0}]) '

test('what it does, with its arguments and the columns that come and go', () => {
  const found = explained(`${rows}|> dro|p(columns: ["host"])`)!
  expect(found.name).toBe('drop')
  expect(found.summary).toMatch(/\.$/)
  expect(found.given).toMatchObject([{ name: 'columns', text: '["host"]' }])
  expect(found.given[0]!.meaning).toMatch(/\.$/)
  expect(found.before.map(one => one.name)).toEqual(['host', '_value'])
  expect(found.after.map(one => one.name)).toEqual(['_value'])
  expect(found.changes).toEqual(['The column `host` is taken away.'])
})
test('columns that are added, and what stays', () => {
  expect(explained(`${rows}|> ma|p(fn: (r) => ({r with x: 1, y: 2}))`)!.changes).toEqual([
    'The columns `x` and `y` are added.',
  ])
  expect(explained(`${rows}|> lim|it(n: 1)`)!.changes).toEqual(['No columns, tables or rows come or go.'])
})
test('the stage around an argument, and a source', () => {
  expect(explained(`${rows}|> filter(fn: (r) => r.ho|st == "a")`)!.name).toBe('filter')
  const source = explained('import "array"\narray.fr|om(rows: [{host: "a"}])')!
  expect(source).toMatchObject({ name: 'array.from', input: null, changes: [] })
  expect(explained('x = 1 + |1')).toBeNull()
})
test('tables, rows and the group key, as the last run saw them', () => {
  const text = 'from(bucket: "b") |> range(start: -1h) |> group(columns: ["host"])'
  const column = (name: string, inKey: boolean) => ({ name, type: 'string', inKey, texts: [] })
  const stage = (call: string, tables: number, rows: number, keyed: boolean) => {
    const from = text.indexOf(call)
    return { from, to: from + call.length, tables, rows, columns: [column('host', true), column('cpu', keyed)] }
  }
  const run = {
    text,
    stages: [stage('range(start: -1h)', 6, 12, true), stage('group(columns: ["host"])', 3, 12, false)],
  }
  const found = explained(text.replace('group', 'gro|up'), { ...known, run })!
  expect(found.changes).toEqual(['6 tables become 3.', 'The group key was `host` and `cpu` and is `host`.'])
})

// What is told of the thing at the cursor `|`.
import { expect, test } from 'vitest'
import { documentation } from '../stdlib/documentation.ts'
import { atCursor } from '../testing/cursor.ts'
import { descriptionsOf, type Hover, hover, type Knowledge, nothingKnown, openScript } from './index.ts'

const known: Knowledge = { ...nothingKnown, descriptions: descriptionsOf(documentation) }

function at(marked: string, knowledge = known): Hover | null {
  const { text, offset } = atCursor(marked)
  return hover(openScript(text), offset, knowledge)
}

test('a member: its type, its words, its parameters, its page', () => {
  const found = at('import "strings"\nx = strings.to|Upper(v: "a")')!
  expect(found.code).toBe('toUpper: (v: string) => string')
  expect(found.texts[0]).toMatch(/\.$/)
  expect(found.parameters.map(one => one.name)).toEqual(['v'])
  expect(found.member).toEqual({ path: 'strings', name: 'toUpper' })
})
test('a constant: its value', () => {
  expect(at('import "math"\nx = math.p|i')?.code).toBe('pi: float = 3.141592653589793')
})
test('a variable and a function: their types and the comment above', () => {
  expect(at('x = 1.5\ny = x| + 1.0')?.code).toBe('x: float')
  const found = at('// Half of it.\nhalf = (n) => n / 2\ny = ha|lf(n: 3)')!
  expect(found.code).toBe('half: (n: int) => int')
  expect(found.texts).toContain('Half of it.')
})
test('an argument: its parameter', () => {
  const found = at('from(bucket: "b") |> limit(n|: 5)')!
  expect(found.code).toBe('n: int')
  expect(found.texts[0]).toMatch(/\.$/)
})
test('a package', () => {
  expect(at('import "strings"\nx = str|ings.toUpper(v: "a")')?.code).toBe('import "strings"')
})
test('a column: its type', () => {
  const rows = 'import "array"\narray.from(rows: [{host: "a", _value: 1.0}]) '
  expect(at(`${rows}|> filter(fn: (r) => r.ho|st == "a")`)?.code).toBe('host: string')
})
test('a stage: what comes in and goes out', () => {
  const rows = 'import "array"\narray.from(rows: [{host: "a", _value: 1.0}]) '
  const { texts } = at(`${rows}|> dr|op(columns: ["host"])`)!
  expect(texts).toContain('In: columns host (string), _value (float).')
  expect(texts.at(-1)).toMatch(/^Out: columns .*_value/)
  expect(texts.at(-1)).not.toContain('host')
})
test('nothing where there is nothing', () => {
  expect(at('x = 1 \n |\n')).toBeNull()
})

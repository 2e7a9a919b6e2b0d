// Names of files, however odd, come into a script as they are.
import { expect, test } from 'vitest'
import { quoted, withoutEnding } from './words.ts'

test.each([
  ['plain.csv', '"plain.csv"'],
  ['a "b".csv', '"a \\"b\\".csv"'],
  ['back\\slash.csv', '"back\\\\slash.csv"'],
  ['${now()}.csv', '"\\${now()}.csv"'],
])('%s in a script', (name, text) => {
  expect(quoted(name)).toBe(text)
})

test.each([
  ['points.lp', 'points'],
  ['a.b.csv', 'a.b'],
  ['none', 'none'],
  ['.lp', '.lp'],
])('%s without its ending', (name, stem) => {
  expect(withoutEnding(name)).toBe(stem)
})

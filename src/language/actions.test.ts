// What can be done at a place: `|` is the cursor, two of them a selection. The first action whose title has the words.
import { describe, expect, test } from 'vitest'
import { parse } from '../syntax/index.ts'
import { actionsAt, formatEdits, openScript } from './index.ts'

function done(marked: string, words: string): string {
  const parts = marked.split('¦')
  const text = parts.join('')
  const from = parts[0]!.length
  const to = parts.length > 2 ? from + parts[1]!.length : from
  const actions = actionsAt(openScript(text), { from, to })
  const action = actions.find(one => one.title.includes(words))
  if (!action) return `none of ${actions.map(one => one.title).join(', ')}`
  const edits = action.edits.toSorted((a, b) => b.from - a.from)
  const after = edits.reduce((out, edit) => out.slice(0, edit.from) + edit.text + out.slice(edit.to), text)
  expect(parse(after).errors).toEqual([])
  return after
}

describe('extract', () => {
  test('the pipeline up to the stage of the cursor', () => {
    expect(done('from(bucket: "b")\n    |> range¦(start: -1h)\n    |> mean()\n', 'Extract')).toBe(
      'data = from(bucket: "b")\n    |> range(start: -1h)\n\ndata\n    |> mean()\n',
    )
  })
  test('a selected value, under a name that is free', () => {
    expect(done('value = 1\nx = 2 * ¦(3 + 4)¦', 'Extract')).toBe('value = 1\nvalue2 = (3 + 4)\n\nx = 2 * value2')
  })
  test('not what uses a parameter', () => {
    expect(done('f = (a) => 1 + ¦(a + 2)¦', 'Extract')).toMatch(/^none/)
  })
})

describe('inline', () => {
  test('in place of each use, in parentheses where it has to be', () => {
    expect(done('x¦ = 1 + 2\ny = x * x', 'Inline')).toBe('y = (1 + 2) * (1 + 2)')
    expect(done('data = from(bucket: "b") |> range(start: -1h)\n\ndat¦a |> mean()', 'Inline')).toBe(
      'from(bucket: "b") |> range(start: -1h) |> mean()',
    )
    expect(done('x¦ = 1\nr = {x}', 'Inline')).toBe('r = {x: 1}')
  })
  test('not a parameter or what is never used', () => {
    expect(done('f = (a) => a¦', 'Inline')).toMatch(/^none/)
    expect(done('x¦ = 1', 'Inline')).toMatch(/^none/)
  })
})

describe('rewrite', () => {
  test('alternatives as contains', () => {
    expect(done('from(bucket: "b") |> filter(fn: (r) => r.x == "a" ¦or r.x == "b" or r.x == "c")', 'contains')).toBe(
      'from(bucket: "b") |> filter(fn: (r) => contains(value: r.x, set: ["a", "b", "c"]))',
    )
    expect(done('from(bucket: "b") |> filter(fn: (r) => r.x == "a" ¦or r.y == "b")', 'contains')).toMatch(/^none/)
  })
  test('a range for a read', () => {
    expect(done('fro¦m(bucket: "b") |> mean()', 'Add a range')).toBe(
      'from(bucket: "b")\n    |> range(start: -1h) |> mean()',
    )
    expect(done('fro¦m(bucket: "b") |> range(start: -1h)', 'Add a range')).toMatch(/^none/)
  })
  test('stages on lines of their own', () => {
    expect(done('from(bucket: "b") |> ran¦ge(start: -1h) |> mean()', 'line of its own')).toBe(
      'from(bucket: "b")\n    |> range(start: -1h)\n    |> mean()',
    )
  })
  test('what stands for a deprecated member', () => {
    expect(done('import "experimental"\nx = experimental.add¦Duration(d: 1h, to: now())', 'Replace')).toBe(
      'import "date"\nimport "experimental"\nx = date.add(d: 1h, to: now())',
    )
    expect(done('import "experimental/arr¦ay"\nx = array.concat(arr: [1], v: [2])', 'Import "array"')).toBe(
      'import "array"\nx = array.concat(arr: [1], v: [2])',
    )
  })
})

describe('fixes', () => {
  test('of what is wrong there', () => {
    expect(done('x = stri¦ngs.toUpper(v: "a")', 'Import')).toBe('import "strings"\n\nx = strings.toUpper(v: "a")')
  })
  test('all at once', () => {
    const text = 'import "math"\nimport "types"\n\nx = stri¦ngs.toUpper(v: "a")\nx'
    expect(done(text, 'Fix all')).toContain('import "strings"')
    expect(done(text, 'Fix all')).not.toContain('"types"')
  })
})

test('formatting: all of it, or the statements a selection touches', () => {
  const text = 'x=1\ny   =   2\nz=3\n'
  const apply = (span: { from: number; to: number } | null): string =>
    formatEdits(openScript(text), span).reduce((out, e) => out.slice(0, e.from) + e.text + out.slice(e.to), text)
  expect(apply(null)).toBe('x = 1\ny = 2\nz = 3\n')
  expect(apply({ from: 5, to: 6 })).toBe('x=1\ny = 2\nz=3\n')
  expect(formatEdits(openScript('x = ('), null)).toEqual([])
})

// One name and its places. `|` is the cursor.
import { describe, expect, test } from 'vitest'
import { atCursor } from '../testing/cursor.ts'
import { definitionAt, highlightsAt, openScript, referencesAt, rename } from './index.ts'

function opened(marked: string) {
  const { text, offset } = atCursor(marked)
  return { text, offset, script: openScript(text) }
}

describe('definition', () => {
  const goes = (marked: string): string => {
    const { text, offset, script } = opened(marked)
    const found = definitionAt(script, offset)
    if (!found) return 'nowhere'
    if ('member' in found) return `${found.member.path}.${found.member.name}`
    const before = text.slice(0, found.span.from)
    return `line ${before.split('\n').length} ${text.slice(found.span.from, found.span.to)}`
  }
  test.each([
    ['x = 1\ny = x|', 'line 1 x'],
    ['f = (a) => a| + 1', 'line 1 a'],
    ['f = (a) => a\nf(a|: 1)', 'line 1 a'],
    ['import "strings"\nstrings.to|Upper(v: "")', 'strings.toUpper'],
    ['import s "strings"\nx = s|.toUpper(v: "")', 'line 1 s'],
    ['from(bucket: "b") |> lim|it(n: 1)', 'universe.limit'],
    ['point = {lat: 1.0}\nx = point.l|at', 'line 1 lat'],
    ['import "str|ings"', 'strings.'],
    ['x = nowhere|', 'nowhere'],
  ])('%s', (marked, expected) => expect(goes(marked)).toBe(expected))
})

test('references', () => {
  const { text, offset, script } = opened('x| = 1\ny = x + x\nf = (x) => x\n')
  expect(referencesAt(script, offset).map(({ from, to }) => [from, text.slice(from, to)])).toEqual([
    [0, 'x'],
    [10, 'x'],
    [14, 'x'],
  ])
})

test('highlights tell the definition from uses, and find a column of a row', () => {
  const own = opened('x = 1\ny = x|')
  expect(highlightsAt(own.script, own.offset).map(one => one.write)).toEqual([true, false])
  const row = opened('from(bucket: "b") |> filter(fn: (r) => r.ho|st == "a" or r["host"] == "b" or r.x == "c")')
  expect(highlightsAt(row.script, row.offset)).toHaveLength(2)
})

describe('rename', () => {
  const renamed = (marked: string, name: string): string => {
    const { text, offset, script } = opened(marked)
    const answer = rename(script, offset, name)
    if ('refused' in answer) return `refused: ${answer.refused}`
    return answer.edits
      .toReversed()
      .reduce((out, { from, to, text }) => out.slice(0, from) + text + out.slice(to), text)
  }
  test.each([
    ['x| = 1\ny = x + x', 'z', 'z = 1\ny = z + z'],
    ['f = (a|, b=1) => a + b\ny = f(a: 1)', 'c', 'f = (c, b=1) => c + b\ny = f(c: 1)'],
    ['a| = 1\nf = (a) => a\ny = f(a)', 'b', 'b = 1\nf = (a) => a\ny = f(a: b)'],
    ['x| = 1\nr = {x}', 'z', 'z = 1\nr = {x: z}'],
    ['import s| "strings"\nx = s.toUpper(v: "")', 'str', 'import str "strings"\nx = str.toUpper(v: "")'],
  ])('%s to %s', (marked, name, expected) => expect(renamed(marked, name)).toBe(expected))
  test.each([
    ['x| = 1', 'import', 'cannot be a name'],
    ['x| = 1', '1a', 'cannot be a name'],
    ['x| = 1\nz = 2', 'z', 'something else'],
    ['from(bucket: "b") |> lim|it(n: 1)', 'z', 'belongs to Flux'],
    ['import "strings"\nx = str|ings.toUpper(v: "")', 'z', 'alias'],
    ['1 + |1', 'z', 'no name'],
  ])('%s to %s is refused', (marked, name, why) => expect(renamed(marked, name)).toContain(why))
})

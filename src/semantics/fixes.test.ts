// A fix is right when the program it makes is: each case is a text, the title of a fix, and the text after it.
import { expect, test } from 'vitest'
import { parse } from '../syntax/index.ts'
import { patternFault } from '../values/index.ts'
import { analyze } from './index.ts'
import { standardTypes } from './standard.ts'

const check = (text: string) => analyze(parse(text), standardTypes, { patternFault })

const cases: readonly [string, string, string][] = [
  ['x = strings.title(v: "a")', 'Import "strings"', 'import "strings"\n\nx = strings.title(v: "a")'],
  ['import "math"\nx = date.hour(t: now())', 'Import "date"', 'import "date"\nimport "math"\nx = date.hour(t: now())'],
  ['bucket = 1\nx = buckte', 'Change to `bucket`', 'bucket = 1\nx = bucket'],
  ['import "maths"\nx = 1', 'Change to `math`', 'import "math"\nx = 1'],
  [
    'import "strings"\nx = strings.toUper(v: "a")',
    'Change to `toUpper`',
    'import "strings"\nx = strings.toUpper(v: "a")',
  ],
  ['f = (column) => column\nx = f(columns: 1)', 'Change to `column`', 'f = (column) => column\nx = f(column: 1)'],
  ['f = (r) => r\ny = 1\nx = f(y)', 'Change to `r`', 'f = (r) => r\ny = 1\nx = f(r: y)'],
  ['f = (a, b) => a + b + 1\nx = f(b: 1)', 'Add the argument `a`', 'f = (a, b) => a + b + 1\nx = f(b: 1, a: 0)'],
  ['x = 1.5 + 2', 'Write it as a float: 2.0', 'x = 1.5 + 2.0'],
  ['y = 1\nx = 1.5 + y', 'Convert with `float(v: …)`', 'y = 1\nx = 1.5 + float(v: y)'],
  ['p = {host: "a"}\nx = p.hots', 'Change to `host`', 'p = {host: "a"}\nx = p.host'],
  [
    'import "array"\narray.from(rows: [{host: "a"}]) |> filter(fn: (r) => r.hosts == "a")',
    'Change to `host`',
    'import "array"\narray.from(rows: [{host: "a"}]) |> filter(fn: (r) => r.host == "a")',
  ],
  ['import "math"\nx = math.abs(x: 1)', 'Write it as a float: 1.0', 'import "math"\nx = math.abs(x: 1.0)'],
]

for (const [before, title, after] of cases) {
  test(`${title}: ${before.replaceAll('\n', ' ')}`, () => {
    const { diagnostics } = check(before)
    const fix = diagnostics.flatMap(one => one.fixes ?? []).find(one => one.title === title)
    expect(fix, JSON.stringify(diagnostics)).toBeDefined()
    let text = before
    for (const edit of [...fix!.edits].sort((a, b) => b.from - a.from)) {
      text = text.slice(0, edit.from) + edit.text + text.slice(edit.to)
    }
    expect(text).toBe(after)
    expect(check(text).diagnostics).toEqual([])
  })
}

test('what is wrong with a call is told beside what is called', () => {
  const { diagnostics } = check('f = (a, b=1) => a\nx = f()')
  expect(diagnostics[0]?.notes).toEqual(['f: (a: A, ?b: B) => A'])
})

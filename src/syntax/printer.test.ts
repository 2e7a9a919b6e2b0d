// Every case of testdata/printing/*.txt: a title, a text, `==>`, and the text it must become, which must stay as it is.
// In divergences.txt the official formatter answers otherwise, and wrongly. What holds for any text is checked on seeded
// programs: the tree and the comments stay, and formatting again changes nothing.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Expression, type File, format, parse } from './index.ts'

const folder = join(import.meta.dirname, 'testdata', 'printing')

function formatted(text: string): string {
  const result = format(text)
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.text
}

for (const file of readdirSync(folder)) {
  describe(file, () => {
    const [, ...cases] = readFileSync(join(folder, file), 'utf8').split(/^=== /m)
    for (const one of cases) {
      const end = one.indexOf('\n')
      const [source, expected] = one.slice(end + 1).split('\n==>\n')
      test(one.slice(0, end), () => {
        const text = formatted(source!)
        expect(`${text}\n`).toBe(expected)
        expect(formatted(text)).toBe(text)
        expect(treeOf(parse(text))).toEqual(treeOf(parse(source!)))
      })
    }
  })
}

const punctuation =
  /^(from|to|text|comments|commas|[lr](paren|brack|brace)|\w+At|arrow|separator|assign|colon|pipe|where)$/

/** A tree without positions and parentheses. */
function treeOf(node: File | Expression): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value) => {
      if (punctuation.test(key)) return undefined
      let inner = value
      while (inner?.kind === 'ParenExpression') inner = inner.expression
      if (inner?.kind === 'DateTimeLiteral') return String(inner.ns)
      return typeof inner === 'bigint' ? String(inner) : inner
    }),
  )
}

const name = fc.constantFrom('a', 'b', 'r', 'longerName', 'somethingMuchLongerThanThat')
const leaf = fc.oneof(
  name,
  fc.constantFrom(
    '1',
    '2.5',
    '"text"',
    '"\u0024{a}$${"',
    '1h30m',
    '2020-01-01',
    '/a\\/b/',
    '."x y"',
    '-a',
    '"two\nlines"',
  ),
)
const { expression } = fc.letrec<{ expression: string }>(tie => {
  const any = tie('expression')
  const operator = fc.constantFrom('+', '-', '*', '/', '^', '==', '<', '=~', 'and', 'or')
  const between = fc.constantFrom(' ', ' ', ' ', '\n', ' // why\n')
  const list = fc.array(any, { maxLength: 6 })
  const record = (items: string[], end: string) => items.map((item, i) => `${'pqstuv'[i]}: ${item}`).join(`,${end}`)
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(any, operator, any, between).map(([a, op, b, gap]) => `(${a})${gap}${op}${gap}(${b})`),
      fc.tuple(fc.constantFrom('-', 'not ', 'exists '), any).map(([op, a]) => `${op}(${a})`),
      fc.tuple(list, between).map(([items, gap]) => `[${items.join(`,${gap}`)}${gap}]`),
      fc.tuple(list, between).map(([items, gap]) => `{${record(items, gap)}}`),
      fc.tuple(any, list, between).map(([f, items, gap]) => `(${f})(${record(items, gap)}${gap})`),
      fc.tuple(any, any, between).map(([a, f, gap]) => `(${a})${gap}|> (${f})()`),
      fc.tuple(name, any).map(([param, body]) => `(${param}) => (${body})`),
      fc.tuple(name, any, between).map(([param, body, gap]) => `(${param}) =>${gap}{ return (${body})${gap}}`),
      fc.tuple(any, any, any, between).map(([a, b, c, gap]) => `if (${a}) then${gap}(${b}) else (${c})`),
      any.map(a => `(${a}).member`),
      fc.tuple(any, any).map(([a, b]) => `(${a})[${b}]`),
      fc.tuple(any, any).map(([a, b]) => `[(${a}): (${b})]`),
      any.map(a => `"before \${${a}} \\\${after"`),
    ),
  }
})

test('the tree and the comments stay, and formatting again changes nothing', () => {
  fc.assert(
    fc.property(expression, program => {
      const source = `x = ${program}`
      const file = parse(source)
      fc.pre(file.errors.length === 0)
      const text = formatted(source)
      expect(treeOf(parse(text))).toEqual(treeOf(file))
      expect(parse(text).comments.length).toBe(file.comments.length)
      expect(formatted(text)).toBe(text)
    }),
    { seed: 4, numRuns: 400 },
  )
})

test('what cannot be parsed is not touched', () => {
  expect(format('x = (')).toHaveProperty('problems')
  expect(format('x = (1 2)')).toHaveProperty('problems')
})

test('layouts within layouts end in time', () => {
  let source = `"${'a'.repeat(120)}"`
  for (let depth = 0; depth < 22; depth++) source = `(r) => [${source}]`
  const before = performance.now()
  formatted(`x = ${source}`)
  expect(performance.now() - before).toBeLessThan(3000)
})

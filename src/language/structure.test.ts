// The shape of a text.
import { expect, test } from 'vitest'
import { folds, openScript, outline, selectionsAt, semanticTokens } from './index.ts'

const text = `import "array"
import "strings"

// Two
// lines.
option task = {name: "a", every: 1m}
shout = (v) => strings.toUpper(v: v)
data = array.from(
    rows: [
        {host: "a"},
    ],
)

data
    |> map(fn: (r) => ({r with host: shout(v: r.host)}))
    |> yield(name: "loud")
`
const script = openScript(text)

test('outline: statements, and stages below them', () => {
  const shape = outline(script).map(({ name, kind, children }) => [name, kind, children.map(one => one.name)])
  expect(shape).toEqual([
    ['task', 'option', []],
    ['shout', 'function', []],
    ['data', 'stream', []],
    ['loud', 'result', ['map', 'yield']],
  ])
})

test('folds: imports, comments, statements of more than one line', () => {
  const found = folds(script).map(({ kind, from, to }) => `${kind} ${text.slice(from, to).split('\n')[0]}`)
  expect(found).toEqual(['imports import "array"', 'comment // Two', 'code data = array.from(', 'code [', 'code data'])
})

test('a growing selection', () => {
  const at = text.indexOf('r.host') + 3
  const texts = selectionsAt(script, at).map(({ from, to }) => text.slice(from, to))
  expect(texts.slice(0, 4)).toEqual(['host', 'r.host', 'v: r.host', 'shout(v: r.host)'])
  expect(texts.at(-1)).toBe(text.trimEnd())
})

test('what each name is', () => {
  const kinds = semanticTokens(script).map(({ from, to, kind }) => `${text.slice(from, to)} ${kind}`)
  expect(kinds).toEqual(
    expect.arrayContaining(['task option', 'shout function', 'v parameter', 'strings package', 'toUpper function', 'host column', 'r parameter', 'fn argument', 'map function', 'data variable']), // biome-ignore format: one list
  )
})

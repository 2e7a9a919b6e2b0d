// The call around the cursor `|`, with the parameter that is being given.
import { expect, test } from 'vitest'
import { atCursor } from '../testing/cursor.ts'
import { nothingKnown, signatureHelp } from './index.ts'

function helpAt(marked: string): string {
  const { text, offset } = atCursor(marked)
  const found = signatureHelp(text, offset, nothingKnown)
  if (!found) return 'none'
  const active = found.parameters[found.active]
  return active ? `${found.label} @${found.label.slice(active.from, active.to)}` : found.label
}

test('the first parameter that is not given', () => {
  expect(helpAt('import "strings"\nx = strings.repeat(|')).toBe('strings.repeat(i: int, v: string) => string @i: int')
  expect(helpAt('import "strings"\nx = strings.repeat(i: 1, |')).toBe(
    'strings.repeat(i: int, v: string) => string @v: string',
  )
})
test('the one that is named', () => {
  expect(helpAt('import "strings"\nx = strings.repeat(v: "a|", i: 1)')).toContain('@v: string')
  expect(helpAt('from(bucket: "b") |> limit(offset: |)')).toContain('@?offset: int')
})
test('behind a pipe its parameter is given', () => {
  expect(helpAt('from(bucket: "b") |> limit(|)')).toBe('limit(n: int, ?offset: int) => stream[A] @n: int')
  expect(helpAt('limit(|)')).toContain('<-tables: stream[A]')
})
test('functions of the script', () => {
  expect(helpAt('add = (a, b=1) => a + b\nadd(|')).toBe('add(a: A, ?b: A) => A @a: A')
})
test('none outside calls and inside functions given to them', () => {
  expect(helpAt('x = 1|')).toBe('none')
  expect(helpAt('from(bucket: "b") |> filter(fn: (r) => r.a|)')).toBe('none')
})

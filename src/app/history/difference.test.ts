import { expect, test } from 'vitest'
import { differenceOf } from './TextDifference.tsx'

const told = (before: string, after: string): string[] => differenceOf(before, after).map(({ kind, text }) => `${kind}: ${text}`) // biome-ignore format: one call

test('lines that came and went, with those around them', () => {
  const lines = Array.from({ length: 9 }, (_, i) => `line ${i}`)
  expect(told(lines.join('\n'), lines.with(5, 'other').join('\n'))).toEqual([
    'left out: … 3 lines the same',
    'same: line 3',
    'same: line 4',
    'removed: line 5',
    'added: other',
    'same: line 6',
    'same: line 7',
    'same: line 8',
  ])
})

test('an end of line at the end of the text is no change', () => {
  expect(told('a', 'a\n')).toEqual(['same: a'])
  expect(told('', 'a')).toEqual(['added: a'])
})

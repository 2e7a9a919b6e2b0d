import { expect, test } from 'vitest'
import { lessons } from './lessons.ts'

test('twelve pages, each with a script and something to try', () => {
  expect(lessons).toHaveLength(12)
  expect(new Set(lessons.map(one => one.script)).size).toBe(12)
  for (const { before, tries } of lessons) {
    expect(before.length).toBeGreaterThan(0)
    expect(tries.every(text => /[.?]$/.test(text))).toBe(true)
  }
})

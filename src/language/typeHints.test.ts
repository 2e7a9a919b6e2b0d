import { expect, test } from 'vitest'
import { openScript, typeHints } from './index.ts'

test('functions are told, other variables are not', () => {
  const text = 'x = 1\nhalf = (n) => n / 2\n'
  expect(typeHints(openScript(text))).toEqual([{ at: 10, text: ': (n: int) => int' }])
})

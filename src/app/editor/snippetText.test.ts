import { expect, test } from 'vitest'
import { snippetText } from './snippetText.ts'

test.each([
  ['limit', { text: 'limit', from: 5, to: 5 }],
  ['filter(fn: (r) => $1)$0', { text: 'filter(fn: (r) => )', from: 18, to: 18 }],
  ['range(start: ${1:-1h}, stop: ${2:now()})$0', { text: 'range(start: -1h, stop: now())', from: 13, to: 16 }],
  ['from($0)', { text: 'from()', from: 5, to: 5 }],
])('%s', (insert, expected) => expect(snippetText(insert)).toEqual(expected))

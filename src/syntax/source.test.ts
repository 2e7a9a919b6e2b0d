// Positions both ways, over text that is not ASCII.
import { describe, expect, test } from 'vitest'
import { isIdentifier, Source, tokenize } from './index.ts'

describe('source', () => {
  const source = new Source('a\nü😀b\n')

  test('editor positions count UTF-16 units from 0', () => {
    expect(source.position(0)).toEqual({ line: 0, character: 0 })
    expect(source.position(5)).toEqual({ line: 1, character: 3 })
    expect(source.position(99)).toEqual({ line: 2, character: 0 })
    expect(source.offset({ line: 1, character: 3 })).toBe(5)
    expect(source.offset({ line: 1, character: 99 })).toBe(6)
    expect(source.offset({ line: 9, character: 0 })).toBe(7)
  })

  test('official positions count UTF-8 bytes from 1', () => {
    expect(source.official(5)).toEqual({ line: 2, column: 7 })
    expect(source.offsetOfOfficial({ line: 2, column: 7 })).toBe(5)
    expect(source.officialRange({ from: 0, to: 5 })).toBe('1:1-2:7')
  })

  test('every offset at the start of a character survives both round trips', () => {
    for (const offset of [0, 1, 2, 3, 5, 6, 7]) {
      expect(source.offset(source.position(offset))).toBe(offset)
      expect(source.offsetOfOfficial(source.official(offset))).toBe(offset)
    }
  })
})

test('tokens for colouring, without a parser', () => {
  const text = 'x = /a/ // c\ny = a / 2 + "b ${ {c: "d"} } e"'
  const shown = tokenize(text).map(token => `${token.kind} ${text.slice(token.from, token.to)}`)
  expect(shown).toEqual([
    'IDENT x',
    'ASSIGN =',
    'REGEX /a/',
    'COMMENT // c',
    'IDENT y',
    'ASSIGN =',
    'IDENT a',
    'DIV /',
    'INT 2',
    'ADD +',
    'QUOTE "',
    'TEXT b ',
    'STRINGEXPR ${',
    'LBRACE {',
    'IDENT c',
    'COLON :',
    'STRING "d"',
    'RBRACE }',
    'RBRACE }',
    'TEXT  e',
    'QUOTE "',
  ])
})

test('names', () => {
  expect(['a', '_b1', 'été', 'with'].every(isIdentifier)).toBe(true)
  expect(['', '1a', 'if', 'a b', 'a-b'].some(isIdentifier)).toBe(false)
})

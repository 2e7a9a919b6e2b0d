// The notation of types: read and printed again it is the same, for every signature of the standard library.
import { describe, expect, test } from 'vitest'
import { parseSignature, schemeText, standardTypes } from './index.ts'

describe('signatures', () => {
  test('print back to themselves', () => {
    for (const path of standardTypes.paths()) {
      for (const [name, text] of standardTypes.signatures(path)!) {
        expect(schemeText(parseSignature(text), { oneLine: true }), `${path}.${name}`).toBe(text)
      }
    }
  })

  test('are laid out over lines when long', () => {
    const text = '(a: int, b: int, ?c: {d: int}, ?e: string, ?f: bool) => stream[A] where A: Record'
    expect(schemeText(parseSignature(text))).toBe(
      `(
    a: int,
    b: int,
    ?c: {d: int},
    ?e: string,
    ?f: bool,
) => stream[A] where A: Record`,
    )
    const row = '(r: {A with a: int, b: int, c: int, d: int, e: int}) => bool'
    expect(schemeText(parseSignature(row))).toBe(
      `(
    r: {
        A with
        a: int,
        b: int,
        c: int,
        d: int,
        e: int,
    },
) => bool`,
    )
  })

  test('with a mistake are ours to mend', () => {
    expect(() => parseSignature('(a: nosuch) => int')).toThrow('invalid named type nosuch')
    expect(() => parseSignature('(a: int')).toThrow('expected RPAREN, got EOF')
  })
})

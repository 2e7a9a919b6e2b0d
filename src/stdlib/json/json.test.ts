// JSON by Go's rules: what it refuses, in its words, and what it writes.
import { describe, expect, test } from 'vitest'
import { display, type Fault, RecordValue, type Value } from '../../values/index.ts'
import { jsonText } from './encoding.ts'
import { parseJson } from './parsing.ts'

const shape = {
  array: (elements: readonly Value[]): Value => elements,
  record: (fields: ReadonlyMap<string, Value>): Value => new RecordValue(fields),
}
const parsed = (text: string): Value => parseJson(new TextEncoder().encode(text), shape)

describe('reading', () => {
  test.each([
    ['', 'unexpected end of JSON input'],
    ['{"a": }', "invalid character '}' looking for beginning of value"],
    ['{,}', "invalid character ',' looking for beginning of object key string"],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a": 1 "b"}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1, 2', 'unexpected end of JSON input'],
    ['1 2', "invalid character '2' after top-level value"],
    ['trux', "invalid character 'x' in literal true (expecting 'e')"],
    ['01', "invalid character '1' after top-level value"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1ex', "invalid character 'x' in exponent of numeric literal"],
    ['"a\n"', String.raw`invalid character '\n' in string literal`],
    [String.raw`"\x"`, "invalid character 'x' in string escape code"],
    [String.raw`"\u12g4"`, String.raw`invalid character 'g' in \u hexadecimal character escape`],
    ["'a'", String.raw`invalid character '\'' looking for beginning of value`],
    ['é', "invalid character 'Ã' looking for beginning of value"],
    ['1e999', 'json: cannot unmarshal number 1e999 into Go value of type float64'],
  ])('%j is refused', (text, message) => {
    expect(() => parsed(text)).toThrow(expect.objectContaining<Partial<Fault>>({ message, code: 'unknown' }))
  })

  test('ten thousand arrays or records deep is read, one deeper is refused', () => {
    const nested = (depth: number): string => '{"a":['.repeat(depth / 2) + ']}'.repeat(depth / 2)
    let value = parsed(nested(10_000))
    let depth = 0
    for (; value !== undefined; depth++) value = value instanceof RecordValue ? value.get('a')! : (value as Value[])[0]
    expect(depth).toBe(10_000)
    expect(() => display(parsed(nested(10_000)))).toThrow('nested more than 500 deep')
    expect(() => parsed(`[${nested(10_000)}]`)).toThrow('exceeded max depth')
    expect(() => parsed('['.repeat(100_000))).toThrow('exceeded max depth')
  })

  test('what JSON.parse reads too is read alike', () => {
    for (const text of [
      ' [1, -0.5e3, "a\\u00e9\\n\\ud83d\\ude00", true, false, [], {}] ',
      '"\\/\\b\\f"',
      '-0',
      '{"a":{"b":[1]}}',
    ])
      expect(JSON.parse(jsonText(parsed(text), false))).toEqual(JSON.parse(text))
  })

  test('of equal keys the last holds; a lone surrogate is no character', () => {
    expect((parsed('{"k": 1, "k": 2}') as RecordValue).get('k')).toBe(2)
    expect(parsed('"\\ud800x"')).toBe('\ufffdx')
  })
})

test('writing escapes what means something elsewhere', () => {
  expect(jsonText('<a href="x">&\u2028\b', false)).toBe(String.raw`"\u003ca href=\"x\"\u003e\u0026\u2028\b"`)
  expect([1e21, 1e-7, 100, -0].map(v => jsonText(v, false))).toEqual(['1e+21', '1e-7', '100', '-0'])
  expect(() => jsonText(NaN, false)).toThrow('json: unsupported value: NaN')
})

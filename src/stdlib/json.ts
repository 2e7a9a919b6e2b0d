// json: values as JSON.
import { composed, packageOf } from '../library/index.ts'
import { jsonText } from './json/encoding.ts'

export const json = packageOf('json', 'Writes JSON.', {
  encode: composed('(v: A) => bytes', {
    summary: 'The value as JSON; keys come sorted.',
    params: { v: 'The value.' },
    examples: [String.raw`string(v: json.encode(v: {b: 1, a: [true]})) // "{\"a\":[true],\"b\":1}"`],
    build: ({ v }) => new TextEncoder().encode(jsonText(v, false)),
  }),
})

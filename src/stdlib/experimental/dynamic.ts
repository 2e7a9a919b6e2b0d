// experimental/dynamic: values whose type shows only while a script runs. Elements of a dynamic array and fields of a
// dynamic record are dynamic themselves.
import { composed, packageOf } from '../../library/index.ts'
import {
  Dynamic,
  display,
  fault,
  isNull,
  nullOf,
  RecordValue,
  typeName,
  typeText,
  type Value,
} from '../../values/index.ts'
import { jsonText } from '../json/encoding.ts'
import { parseJson } from '../json/parsing.ts'

function wrapped(v: Value): Dynamic {
  if (v instanceof Dynamic) return v
  if (isNull(v)) return new Dynamic(nullOf('invalid'))
  if (v instanceof RecordValue)
    return new Dynamic(new RecordValue(new Map([...v.fields].map(([k, x]) => [k, wrapped(x)]))))
  return new Dynamic(Array.isArray(v) ? (v as readonly Value[]).map(wrapped) : v)
}

/** The value in a dynamic one; what is no dynamic value is null here. */
const innerOf = (v: Value): Value => (v instanceof Dynamic ? v.inner : nullOf('invalid'))

export const dynamic = packageOf('experimental/dynamic', 'Values whose type shows only while a script runs.', {
  dynamic: composed('(v: A) => dynamic', {
    summary: 'A value as a dynamic one.',
    params: { v: 'Any value.' },
    examples: ['string(v: dynamic.dynamic(v: {a: "x"}).a) // "x"'],
    build: ({ v }) => wrapped(v),
  }),
  asArray: composed('(<-v: dynamic) => [dynamic]', {
    summary: 'The array in a dynamic value.',
    params: { v: 'A dynamic value that holds an array.' },
    examples: ['length(arr: dynamic.asArray(v: dynamic.dynamic(v: [1, 2]))) // 2'],
    build({ v }) {
      const inner = innerOf(v)
      if (isNull(inner)) throw fault('invalid', 'unable to convert <null> to array')
      if (!Array.isArray(inner)) throw fault('invalid', `unable to convert ${typeText(inner)} to array`)
      return inner as readonly Value[]
    },
  }),
  isType: composed('(type: string, v: dynamic) => bool', {
    summary: 'Whether a dynamic value holds a value of a type.',
    params: {
      v: 'The dynamic value; null is of no type.',
      type: 'The name of the type: a basic one, `"array"`, `"object"`, `"dictionary"` or `"function"`.',
    },
    examples: ['dynamic.isType(v: dynamic.dynamic(v: [1]), type: "array") // true'],
    build({ v, type }) {
      const inner = innerOf(v)
      return !isNull(inner) && type !== 'stream' && typeName(inner) === type
    },
  }),
  jsonParse: composed('(data: bytes) => dynamic', {
    summary: 'The value a JSON text stands for, as a dynamic one; numbers are floats.',
    params: { data: 'The text, as bytes.' },
    examples: ['float(v: dynamic.jsonParse(data: bytes(v: "[1.5]")) |> dynamic.asArray() |> length()) // 1.0'],
    build({ data }) {
      if (!(data instanceof Uint8Array)) throw fault('internal', 'parse data is not of type bytes')
      return wrapped(
        parseJson(data, { array: elements => elements.map(wrapped), record: fields => new RecordValue(fields) }),
      )
    },
  }),
  jsonEncode: composed('(v: dynamic) => bytes', {
    summary: 'A dynamic value as JSON; keys come sorted.',
    params: { v: 'The dynamic value.' },
    examples: [
      String.raw`string(v: dynamic.jsonEncode(v: dynamic.dynamic(v: {b: 1, a: "x"}))) // "{\"a\":\"x\",\"b\":1}"`,
    ],
    build: ({ v }) => new TextEncoder().encode(jsonText(v, true)),
  }),
  _isNotDistinct: composed('(a: A, b: B) => bool', {
    summary: 'Whether two values of whatever types print alike.',
    params: { a: 'The first value.', b: 'The second value.' },
    examples: ['dynamic._isNotDistinct(a: 1, b: "1") // true'],
    build: ({ a, b }) => display(a) === display(b),
  }),
})

// types: what a value is. A null of a known type is of that type.
import { composed, packageOf } from '../library/index.ts'
import { typeName } from '../values/index.ts'

const basic = new Set(['string', 'bytes', 'int', 'uint', 'float', 'bool', 'time', 'duration', 'regexp'])
const numeric = new Set(['int', 'uint', 'float'])

export const types = packageOf('types', 'Tells what type a value has.', {
  isType: composed('(type: string, v: A) => bool where A: Basic', {
    summary: 'Whether a value is of a basic type.',
    params: { v: 'The value.', type: 'The name of the type, such as `"float"`.' },
    examples: ['types.isType(v: 1.5, type: "float") // true'],
    build: ({ v, type }) => basic.has(type) && typeName(v) === type,
  }),
  isNumeric: composed('(v: A) => bool where A: Basic', {
    summary: 'Whether a value is an int, a uint or a float.',
    params: { v: 'The value.' },
    examples: ['types.isNumeric(v: "1") // false'],
    build: ({ v }) => numeric.has(typeName(v)),
  }),
})

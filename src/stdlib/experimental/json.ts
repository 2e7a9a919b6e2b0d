// experimental/json: values out of JSON text. The checker believes whatever use a script makes of them.
import { composed, packageOf } from '../../library/index.ts'
import { fault, RecordValue, typeName, type Value } from '../../values/index.ts'
import { parseJson } from '../json/parsing.ts'

/** Elements of an array are of one type; nulls at its start do not count. */
function array(elements: readonly Value[]): Value {
  let known: string | null = null
  for (const element of elements) {
    const type = typeKey(element)
    if (known !== null && known !== 'invalid' && type !== known)
      throw fault('invalid', 'array values must all be the same type')
    known = type
  }
  return elements
}

function typeKey(v: Value): string {
  if (v instanceof RecordValue) {
    const fields = [...v.fields].map(([k, x]) => `${JSON.stringify(k)}:${typeKey(x)}`)
    return `{${fields.sort().join(',')}}`
  }
  return Array.isArray(v) ? `[${v.length > 0 ? typeKey((v as readonly Value[]).at(-1)!) : ''}]` : typeName(v)
}

export const experimentalJson = packageOf('experimental/json', 'Reads JSON.', {
  parse: composed('(data: bytes) => A', {
    summary: 'The value a JSON text stands for; numbers are floats.',
    params: { data: 'The text, as bytes.' },
    examples: [String.raw`json.parse(data: bytes(v: "{\"a\": [1, 2.5]}")) // {a: [1, 2.5]}`],
    build({ data }) {
      if (!(data instanceof Uint8Array)) throw fault('internal', 'parse data is not of type bytes')
      return parseJson(data, { array, record: fields => new RecordValue(fields) })
    },
  }),
})

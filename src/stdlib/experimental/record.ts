// experimental/record: records whose fields are not known beforehand.
import { composed, constant, packageOf } from '../../library/index.ts'
import { fault, RecordValue, recordOf, typeName } from '../../values/index.ts'

export const record = packageOf('experimental/record', 'Records whose fields are not known beforehand.', {
  any: constant('A where A: Record', recordOf({}), 'An empty record that may stand for any, as a default.', [
    'record.any // {}',
  ]),
  get: composed('(default: A, key: string, r: B) => A where B: Record', {
    summary: 'The value of a field, or another where the record has none.',
    params: { r: 'The record.', key: 'The name of the field.', default: 'What to give where there is no such field.' },
    examples: ['record.get(r: {a: 1}, key: "b", default: 0) // 0'],
    build({ r, key, default: otherwise }) {
      if (!(r instanceof RecordValue))
        throw fault('invalid', `expected argument "r" to be a record, got ${typeName(r)}`)
      return r.get(key) ?? otherwise
    },
  }),
})

// dict: dictionaries are immutable; whatever changes one gives another.
import { composed, fn, packageOf } from '../library/index.ts'
import { DictValue, fault, isNull, type RecordValue, typeName, type Value } from '../values/index.ts'

const params = { dict: 'The dictionary.', key: 'The key.' }

function keyGiven(key: Value | undefined): Value {
  if (key === undefined || isNull(key)) throw fault('invalid', 'null value cannot be used as a dictionary key')
  return key
}

function dictGiven(value: Value): DictValue {
  if (value instanceof DictValue) return value
  throw fault('invalid', `expected argument "dict" to be of type dictionary, got type ${typeName(value)}`)
}

export const dict = packageOf('dict', 'Works on dictionaries: values found by keys.', {
  fromList: fn('(pairs: [{value: A, key: B}]) => [B:A] where B: Comparable', {
    summary: 'A dictionary out of an array of pairs; of equal keys the last one holds.',
    params: { pairs: 'Records with a `key` and a `value`.' },
    examples: ['dict.fromList(pairs: [{key: "a", value: 1}, {key: "b", value: 2}]) // ["a": 1, "b": 2]'],
    call: ({ pairs }) =>
      DictValue.from(
        (pairs as readonly RecordValue[]).map(pair => [keyGiven(pair.get('key')), pair.get('value')!] as const),
      ),
  }),
  get: composed('(default: A, dict: [B:A], key: B) => A where B: Comparable', {
    summary: 'The value of a key, or another where the dictionary has none.',
    params: { ...params, default: 'What to give where there is no such key.' },
    examples: ['dict.get(dict: ["a": 1], key: "b", default: 0) // 0'],
    build: ({ dict, key, default: otherwise }) => (isNull(key) ? otherwise : (dictGiven(dict).get(key) ?? otherwise)),
  }),
  insert: composed('(dict: [A:B], key: A, value: B) => [A:B] where A: Comparable', {
    summary: 'The dictionary with a key and its value, in place of what the key had before.',
    params: { ...params, value: 'Its value.' },
    examples: ['dict.insert(dict: ["a": 1], key: "b", value: 2) // ["a": 1, "b": 2]'],
    build: ({ dict, key, value }) => dictGiven(dict).with(keyGiven(key), value),
  }),
  remove: composed('(dict: [A:B], key: A) => [A:B] where A: Comparable', {
    summary: 'The dictionary without a key.',
    params,
    examples: ['dict.remove(dict: ["a": 1, "b": 2], key: "b") // ["a": 1]'],
    build: ({ dict, key }) => (isNull(key) ? dictGiven(dict) : dictGiven(dict).without(key)),
  }),
})

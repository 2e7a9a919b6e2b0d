// array: tables out of literals, and functions of arrays.
import { composed, fn, packageOf, source } from '../library/index.ts'
import { type ColumnShape, FrameBuilder, isColumnType, streamOf, type TableStream } from '../tables/index.ts'
import { bareFault, fault, isNull, nullOf, type RecordValue, typeName, typeText, type Value } from '../values/index.ts'

const from = source('(<-rows: [A]) => stream[A] where A: Record', {
  summary: 'A table out of an array of records.',
  params: { rows: 'The rows; all records have the same fields.' },
  examples: [
    `import "array"

array.from(rows: [{host: "a", _value: 1}, {host: "b", _value: 2}])`,
  ],
  prepare({ rows }) {
    if (rows.length === 0) throw fault('invalid', 'rows must be non-empty')
  },
  run: ({ rows }) => tableOf(rows),
})

/** Columns in the order of the first record's fields, types by the first value that has one. */
function tableOf(rows: readonly Value[]): TableStream {
  const labels = [...new Set(rows.flatMap(row => [...(row as RecordValue).fields.keys()]))]
  const shape = labels.flatMap((label): ColumnShape[] => {
    const values = rows.map(row => (row as RecordValue).get(label) ?? nullOf('invalid'))
    const type = values.map(typeName).find(t => t !== 'invalid')
    if (type === undefined) throw bareFault('invalid', 'cannot represent the type null as column data')
    if (!isColumnType(type))
      throw bareFault('invalid', `cannot represent the type ${typeText(values.find(v => !isNull(v))!)} as column data`)
    return [{ label, type }]
  })
  const builder = new FrameBuilder(shape)
  for (const row of rows) builder.addRow(shape.map(({ label }) => (row as RecordValue).get(label) ?? nullOf('invalid')))
  return streamOf(builder.build())
}

const concat = fn('(<-arr: [A], v: [A]) => [A]', {
  summary: 'One array after another.',
  params: { arr: 'The first array.', v: 'The array to append.' },
  examples: ['array.concat(arr: [1, 2], v: [3]) // [1, 2, 3]'],
  call: ({ arr, v }) => [...arr, ...v],
})

const differs =
  'Inside a function of rows, the function given here may have parameters of its own; the engine does not find them.'

const map = composed('(<-arr: [A], fn: (x: A) => B) => [B]', {
  differs,
  summary: 'Applies a function to each element.',
  params: { arr: 'The array.', fn: 'A function of an element `x`.' },
  examples: ['array.map(arr: [1, 2], fn: (x) => x * 10) // [10, 20]'],
  build: ({ arr, fn }, context) => arr.map(x => context.call(fn, { x })),
})

const filter = composed('(<-arr: [A], fn: (x: A) => bool) => [A]', {
  differs,
  summary: 'The elements for which a function is true.',
  params: { arr: 'The array.', fn: 'A function of an element `x`.' },
  examples: ['array.filter(arr: [1, 2, 3], fn: (x) => x > 1) // [2, 3]'],
  build: ({ arr, fn }, context) =>
    arr.filter(x => {
      const answer = context.call(fn, { x })
      if (typeof answer !== 'boolean' && !isNull(answer))
        throw fault('invalid', `fn must return a bool, found ${typeName(answer)}`)
      return answer === true
    }),
})

export const array = packageOf('array', 'Builds tables from arrays and works on arrays.', { from, concat, map, filter })

// contrib/RohanSreerama5/naiveBayesClassifier: how likely each class is for a value, by Bayes' rule. What is learned from
// and what is told are fixed days of January 2020, as the reference has it.
import { type Context, composed, nativeFunction, packageOf } from '../../../library/index.ts'
import { type RecordValue, recordOf, Time, type Value } from '../../../values/index.ts'
import { callMember, field, mapped } from '../../composing.ts'

export const naiveBayesClassifier = packageOf(
  'contrib/RohanSreerama5/naiveBayesClassifier',
  'Tells classes by what values they go with.',
  {
    naiveBayes: composed(
      '(<-tables: stream[{E with _time: time, _measurement: C, _field: D}], myClass: string, myField: A, myMeasurement: B) => stream[F] where A: Equatable, B: Equatable, C: Equatable, D: Equatable, F: Record',
      {
        summary:
          'How likely each class is for the values of 1 January 2020, learned from those of the days to the 6th.',
        params: {
          tables: 'Rows with a class and a value.',
          myClass: 'The column of the class.',
          myField: 'The field to learn from.',
          myMeasurement: 'The measurement to learn from.',
        },
        examples: [
          `import "array"
import "contrib/RohanSreerama5/naiveBayesClassifier"

array.from(
    rows: [
        {_time: 2020-01-01T10:00:00Z, _measurement: "zoo", _field: "legs", flies: "0", _value: 4},
        {_time: 2020-01-02T10:00:00Z, _measurement: "zoo", _field: "legs", flies: "0", _value: 4},
        {_time: 2020-01-03T10:00:00Z, _measurement: "zoo", _field: "legs", flies: "1", _value: 2},
    ],
)
    |> group(columns: ["_measurement", "_field", "flies"])
    |> naiveBayesClassifier.naiveBayes(myMeasurement: "zoo", myField: "legs", myClass: "flies")`,
        ],
        differs: 'The class may have any column; the engine divides by the count of a column called `airborne`, whatever the class is.', // biome-ignore format: one text
        build: (args, context) => classified(args as unknown as Asked, context),
      },
    ),
  },
)

interface Asked {
  readonly tables: Value
  readonly myClass: string
  readonly myField: Value
  readonly myMeasurement: Value
}

const day = (text: string): Time => new Time(BigInt(Date.parse(text)) * 1_000_000n)
const learned = [day('2020-01-02T00:00:00Z'), day('2020-01-06T23:00:00Z')] as const
const told = [day('2020-01-01T00:00:00Z'), day('2020-01-01T23:00:00Z')] as const

function classified({ tables, myClass, myField, myMeasurement }: Asked, context: Context): Value {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const wanted = nativeFunction('fn', '(r: A) => bool', ['r'], ({ r }) => field(r, '_measurement') === myMeasurement && field(r, '_field') === myField) // biome-ignore format: one function
  const rowsIn = ([start, stop]: readonly [Value, Value]): Value =>
    step('group', { tables: step('filter', { tables: step('range', { tables, start, stop }), fn: wanted }) })
  const grouped = (rows: Value, ...columns: string[]): Value => step('group', { tables: rows, columns })
  const joined = (streams: Record<string, Value>, ...on: string[]): Value =>
    step('join', { tables: recordOf(streams), on, method: 'inner' })

  const training = rowsIn(learned)
  const count = countOf(step('count', { tables: grouped(training, '_field') }), context)
  const total = Number(count)
  const classes = step('group', {
    tables: mapped(context, step('count', { tables: grouped(training, myClass, '_field') }), r => ({
      p_k: number(r, '_value') / total,
      tc: count,
    })),
  })
  const values = mapped(context, step('count', { tables: grouped(training, '_value', '_field'), column: myClass }), r => ({ p_x: number(r, myClass) / total, tc: count })) // biome-ignore format: one step
  const pairs = step('group', { tables: counted(grouped(training, '_field', '_value', myClass), context) })
  const perClass = step('limit', {
    tables: grouped(joined({ P_k_x: pairs, P_Class_k: classes }, myClass), myClass, '_value_P_k_x'),
    n: 1n,
  })
  const conditional = step('rename', {
    tables: step('drop', {
      tables: mapped(context, perClass, r => ({ P_x_k: number(r, 'sum') / number(r, '_value_P_Class_k') })),
      columns: ['_field_P_Class_k', '_value_P_Class_k'],
    }),
    columns: recordOf({ _field_P_k_x: '_field', _value_P_k_x: '_value' }),
  })
  const probabilities = mapped(
    context,
    joined({ P_k_x_class: conditional, P_value_x: values }, '_value', '_field'),
    r => ({ Probability: (number(r, 'P_x_k') * number(r, 'p_k')) / number(r, 'p_x') }),
  )
  const asked = step('keep', { tables: rowsIn(told), columns: ['_value', 'Animal_name', '_field'] })
  return joined({ Probability_table: probabilities, r: asked }, '_value')
}

const number = (row: Value, name: string): number => Number(field(row, name))

/** The one count of a table of counts. */
function countOf(tables: Value, context: Context): bigint {
  const first = nativeFunction('fn', '(key: A) => bool', ['key'], () => true)
  const record = callMember(context, 'universe', 'findRecord', { tables, fn: first, idx: 0n }) as RecordValue
  return (record.get('_value') ?? 0n) as bigint
}

/** How many rows each table has, as a float in `sum`. */
function counted(tables: Value, context: Context): Value {
  const fn = nativeFunction('fn', '(r: A, accumulator: B) => B', ['r', 'accumulator'], ({ accumulator }) =>
    recordOf({ sum: number(accumulator, 'sum') + 1 }),
  )
  return callMember(context, 'universe', 'reduce', { tables, fn, identity: recordOf({ sum: 0 }) })
}

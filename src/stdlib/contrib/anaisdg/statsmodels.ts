// contrib/anaisdg/statsmodels: a straight line through values, by least squares. The line is that of the first table.
import { type Context, composed, nativeFunction, packageOf } from '../../../library/index.ts'
import { fault, type RecordValue, recordOf, type Value } from '../../../values/index.ts'
import { callMember, mapped } from '../../composing.ts'
import { floatIn } from './floats.ts'

export const statsmodels = packageOf('contrib/anaisdg/statsmodels', 'Fits models to values.', {
  linearRegression: composed(
    '(<-tables: stream[A]) => stream[{H with errors: float, y: float, y_hat: float, slope: B, sx: C, sxy: D, sxx: E, N: F, sy: G, x: float}] where A: Record, B: Divisible + Subtractable',
    {
      summary: 'A straight line through the values in their order: what it gives for each, and the squared errors.',
      params: { tables: 'One table with float values; of several the first makes the line.' },
      examples: [
        `import "sampledata"
import "contrib/anaisdg/statsmodels"

sampledata.float()
    |> filter(fn: (r) => r.tag == "t1")
    |> statsmodels.linearRegression()`,
      ],
      differs:
        'A missing or null value, and a stream without a table, are told by name; the engine computes with what is not there.',
      build: ({ tables }, context) => fitted(tables, context),
    },
  ),
})

const sums = ['sxy', 'sx', 'sy', 'sxx', 'N'] as const

function fitted(tables: Value, context: Context): Value {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const renamed = step('rename', { tables, columns: recordOf({ _value: 'y' }) })
  const ones = mapped(context, renamed, () => ({ x: 1 }))
  const points = step('cumulativeSum', { tables: ones, columns: ['x'] })
  const t = sumsOf(points, context)
  const [xbar, ybar] = [t.sx / t.N, t.sy / t.N]
  const slope = (t.sxy - xbar * ybar * t.N) / (t.sxx - t.N * xbar * xbar)
  const intercept = ybar - slope * xbar
  const line = { slope, sx: t.sx, sxy: t.sxy, sxx: t.sxx, N: t.N, sy: t.sy }
  return mapped(context, points, row => {
    const y_hat = slope * number(row, 'x') + intercept
    const error = number(row, 'y') - y_hat
    return { y_hat, ...line, errors: error * error }
  })
}

function sumsOf(points: Value, context: Context): Record<(typeof sums)[number], number> {
  const step = (name: string, args: Record<string, Value>): Value => callMember(context, 'universe', name, args)
  const fn = nativeFunction('fn', '(r: A, accumulator: B) => B', ['r', 'accumulator'], ({ r, accumulator }) => {
    const [x, y] = [number(r, 'x'), number(r, 'y')]
    const so = (name: string): number => number(accumulator, name)
    return recordOf({
      sx: x + so('sx'),
      sy: y + so('sy'),
      N: so('N') + 1,
      sxy: x * y + so('sxy'),
      sxx: x * x + so('sxx'),
    })
  })
  const identity = recordOf(Object.fromEntries(sums.map(name => [name, 0])))
  const reduced = step('reduce', { tables: points, fn, identity })
  const first = nativeFunction('fn', '(key: A) => bool', ['key'], () => true)
  const record = step('getRecord', { table: step('tableFind', { tables: reduced, fn: first }), idx: 0n }) as RecordValue
  return Object.fromEntries(sums.map(name => [name, number(record, name)])) as ReturnType<typeof sumsOf>
}

function number(row: Value, label: string): number {
  const value = floatIn(row, label)
  if (value !== null) return value
  throw fault(
    'invalid',
    `linearRegression needs a value in each row, found null in "${label === 'y' ? '_value' : label}"`,
    {
      steps: ['Leave rows without a value out: `|> filter(fn: (r) => exists r._value)`.'],
    },
  )
}

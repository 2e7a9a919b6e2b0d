// testing: assertions about streams, as the reference's own tests use them. What differs comes out as `errorOutput`.
import { composed, option, packageOf, type StreamValue } from '../library/index.ts'
import { countTables, emptyStream } from '../tables/index.ts'
import {
  type FunctionValue,
  fault,
  isNull,
  type RecordValue,
  type Regexp,
  recordOf,
  type Value,
} from '../values/index.ts'
import { difference } from './experimental/diff.ts'

const streams = { got: 'The stream to look at.', want: 'The stream it should be.' }

const diff = composed(
  '(<-got: stream[A], want: stream[A], ?epsilon: B, ?nansEqual: C, ?verbose: D) => stream[{A with _diff: string}]',
  {
    summary: 'The rows in which two streams differ, delivered as the result `errorOutput`.',
    params: {
      ...streams,
      epsilon: 'Has no effect: floats within 1e-6 are equal.',
      nansEqual: 'Has no effect: NaN equals any number.',
      verbose: 'Has no effect.',
    },
    examples: [
      `import "sampledata"
import "testing"

sampledata.int() |> testing.diff(want: sampledata.int() |> limit(n: 2))`,
    ],
    build({ got, want }, context) {
      const found = context.call(context.member('experimental', 'diff') as FunctionValue, { got, want })
      return context.call(context.member('universe', 'yield') as FunctionValue, { tables: found, name: 'errorOutput' })
    },
  },
)

const oneRow = (v: Value, context: Parameters<NonNullable<typeof diff.invoke>>[1]): Value =>
  context.call(context.member('array', 'from') as FunctionValue, { rows: [recordOf({ v })] })

export const testing = packageOf('testing', 'Assertions for tests of scripts.', {
  diff,
  load: composed('(<-tables: A) => A', {
    summary: 'Gives tables as they are; a test may set it to write them first.',
    params: { tables: 'Tables to load.' },
    examples: [
      `import "sampledata"
import "testing"

sampledata.int() |> testing.load()`,
    ],
    build: ({ tables }) => tables,
  }),
  tags: option('[A]', 'Words by which tests are chosen.', []),
  assertEquals: composed('(<-got: stream[A], name: string, want: stream[A]) => stream[A]', {
    summary: 'Stops the run when two streams differ.',
    params: { ...streams, name: 'What the message calls the test.' },
    examples: [
      `import "sampledata"
import "testing"

sampledata.int() |> testing.assertEquals(name: "same", want: sampledata.int())`,
    ],
    build: ({ got, want, name }, context) =>
      context.stream({
        inputs: [got as StreamValue, want as StreamValue],
        kind: 'pure',
        run([g, w]) {
          if (countTables(difference(w, g)) > 0) throw fault('aborted', `test ${name}: tables not equal`)
          return g
        },
      }),
  }),
  assertEmpty: composed('(<-tables: stream[A]) => stream[A]', {
    summary: 'Stops the run when there is a row.',
    params: { tables: 'Tables that should have no rows.' },
    examples: [
      `import "sampledata"
import "testing"

sampledata.int() |> filter(fn: (r) => r._value > 1000) |> testing.assertEmpty()
sampledata.int() |> count() |> yield(name: "counted")`,
    ],
    build: ({ tables }, context) =>
      context.stream({
        inputs: [tables as StreamValue],
        kind: 'pure',
        run([t]) {
          const filled = t.frames.reduce((n, f) => n + filledTables(f.offsets), 0)
          if (filled > 0) throw fault('aborted', `found ${filled} tables that were not empty`)
          return emptyStream
        },
      }),
  }),
  assertEqualValues: composed('(got: A, want: A) => stream[{_diff: string, v: A}]', {
    summary: 'Compares two values as `diff` compares streams.',
    params: { got: 'The value to look at.', want: 'The value it should be.' },
    examples: [
      `import "testing"

testing.assertEqualValues(got: 5, want: 12)`,
    ],
    build: ({ got, want }, context) =>
      context.call(context.member('testing', 'diff') as FunctionValue, {
        got: oneRow(got, context),
        want: oneRow(want, context),
      }),
  }),
  shouldError: composed('(fn: () => A, want: regexp) => stream[{v: string}]', {
    summary: 'Checks that a function fails, with a message that fits an expression.',
    params: { fn: 'A function without parameters.', want: 'What the message has to fit.' },
    examples: [
      `import "testing"

testing.shouldError(fn: () => die(msg: "no data"), want: /other words/)`,
    ],
    build({ fn, want }, context) {
      const caught = context.call(context.member('experimental', 'catch') as FunctionValue, { fn }) as RecordValue
      const msg = caught.get('msg')!
      if (isNull(msg)) throw fault('invalid', 'shouldError expected an error')
      const rows = oneRow(msg, context) as StreamValue
      const fits = (want as Regexp).test(msg as string)
      const unfit = context.stream({ inputs: [rows], kind: 'pure', run: ([t]) => (fits ? emptyStream : t) })
      return context.call(context.member('universe', 'yield') as FunctionValue, { tables: unfit, name: 'errorOutput' })
    },
  }),
})

function filledTables(offsets: Int32Array): number {
  let n = 0
  for (let t = 0; t + 1 < offsets.length; t++) n += Number(offsets[t + 1] > offsets[t])
  return n
}

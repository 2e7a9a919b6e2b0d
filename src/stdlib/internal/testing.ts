// internal/testing: assertions about faults and texts, for tests of the language itself.
import { composed, packageOf } from '../../library/index.ts'
import { type FunctionValue, fault, isNull, type RecordValue, type Regexp, recordOf } from '../../values/index.ts'

export const internalTesting = packageOf('internal/testing', 'Assertions about faults and texts.', {
  shouldErrorWithCode: composed(
    '(code: uint, fn: () => A, want: regexp) => stream[{_diff: string, code: uint, match: bool}]',
    {
      summary: 'Checks that a function fails with a code and a message that fits an expression.',
      params: {
        code: 'The number of the code, as `experimental.catch` gives it.',
        fn: 'A function without parameters.',
        want: 'What the message has to fit.',
      },
      examples: [
        `import "internal/testing"

testing.shouldErrorWithCode(fn: () => die(msg: "no data"), want: /other words/, code: uint(v: 3))`,
      ],
      build({ code, fn, want }, context) {
        const call = (path: string, name: string, args: Parameters<typeof context.call>[1]) =>
          context.call(context.member(path, name) as FunctionValue, args)
        const caught = call('experimental', 'catch', { fn }) as RecordValue
        const message = caught.get('msg')!
        if (isNull(message)) throw fault('invalid', 'shouldErrorWithCode expected an error')
        const match = (want as Regexp).test(message as string)
        const row = (fields: Parameters<typeof recordOf>[0]) => call('array', 'from', { rows: [recordOf(fields)] })
        const got = row({ code: caught.get('code')!, match })
        return call('testing', 'diff', { got, want: row({ code, match: true }) })
      },
    },
  ),
  assertMatches: composed('(got: string, want: regexp) => stream[{_diff: string, v: string}]', {
    summary: 'Stops the run when a text does not fit an expression.',
    params: { got: 'The text.', want: 'What it has to fit.' },
    examples: [
      `import "array"
import "internal/testing"

testing.assertMatches(got: "web-01", want: /^web/)
array.from(rows: [{after: "it went on"}])`,
    ],
    build({ got, want }, context) {
      const pattern = want as Regexp
      if (!pattern.test(got)) throw fault('invalid', `Regex \`${pattern.source}\` does not match \`${got}\``)
      return context.call(context.member('testing', 'assertEqualValues') as FunctionValue, { got: '', want: '' })
    },
  }),
})

// internal/testutil: values the checker knows nothing of, for tests.
import { Callable, composed, packageOf } from '../../library/index.ts'
import {
  DictValue,
  Duration,
  type FunctionParameter,
  fault,
  nullOf,
  Regexp,
  recordOf,
  Time,
  UInt,
  type Value,
} from '../../values/index.ts'

class ReturnOne extends Callable {
  readonly parameters: readonly FunctionParameter[] = []
  readonly name = 'returnOne'
  readonly typeText = '() => int'
  call(): Value {
    return 1n
  }
}

const made: Readonly<Record<string, () => Value>> = {
  string: () => 'foo',
  bytes: () => new TextEncoder().encode('foo'),
  int: () => 10n,
  uint: () => new UInt(10n),
  float: () => 10,
  bool: () => false,
  time: () => new Time(100n),
  duration: () => new Duration(0n, 0n),
  regexp: () => new Regexp('a'),
  array: () => [],
  object: () => recordOf({}),
  function: () => new ReturnOne(),
  dictionary: () => DictValue.from([]),
}

export const testutil = packageOf('internal/testutil', 'Values for tests.', {
  fail: composed('() => bool', {
    summary: 'Stops the run.',
    params: {},
    examples: [
      `import "array"
import "experimental"
import "internal/testutil"

array.from(rows: [{said: experimental.catch(fn: () => testutil.fail()).msg}])`,
    ],
    build() {
      throw fault('aborted', 'fail')
    },
  }),
  yield: composed('(<-v: A) => A', {
    summary: 'The value itself.',
    params: { v: 'Any value.' },
    examples: ['testutil.yield(v: 1) // 1'],
    build: ({ v }) => v,
  }),
  makeRecord: composed('(o: A) => B where A: Record, B: Record', {
    summary: 'The record itself, its fields forgotten by the checker.',
    params: { o: 'The record.' },
    examples: ['testutil.makeRecord(o: {a: 1}) // {a: 1}'],
    build: ({ o }) => o,
  }),
  makeAny: composed('(typ: string) => A', {
    summary: 'Some value of a type, the type forgotten by the checker.',
    params: { typ: 'The name of the type; another word gives null.' },
    examples: ['testutil.makeAny(typ: "int") + 1 // 11'],
    build: ({ typ }) => (Object.hasOwn(made, typ) ? made[typ]() : nullOf('invalid')),
  }),
})

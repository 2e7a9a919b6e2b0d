// join: rows of two streams that meet by equal values of columns, table by table of equal group keys.
import { type Context, composed, packageOf, type RowFunction, type StreamValue } from '../library/index.ts'
import { type FunctionValue, fault, planFault, type Value } from '../values/index.ts'
import type { JoinMethod } from './joinColumns.ts'
import { joinStreams } from './joining.ts'

const params = {
  left: 'The first stream.',
  right: 'The second stream.',
  on: 'Which rows meet: equalities of columns of `l` and `r`, joined by `and`.',
  as: 'The new row, out of a row `l` and a row `r`.',
}
const differs = 'A stream joined with itself works; columns come in the order `as` writes them.'

/** Two cities of which one is in both streams. */
function exampleOf(name: string): string {
  const method = name === 'tables' ? ',\n    method: "full"' : ''
  const row =
    name === 'inner'
      ? '({l with warm: r.t})'
      : '({city: if exists l.city then l.city else r.city, cold: l.t, warm: r.t})'
  return `import "array"
import "join"

winter = array.from(rows: [{city: "Oslo", t: -4.0}, {city: "Kiel", t: 2.0}])
summer = array.from(rows: [{city: "Kiel", t: 17.5}, {city: "Rome", t: 25.0}])

join.${name}(
    left: winter,
    right: summer,
    on: (l, r) => l.city == r.city,
    as: (l, r) => ${row}${method},
)`
}

const inner = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet.',
    params,
    differs,
    examples: [exampleOf('inner')],
    build: (args, context) => joinOn(args, 'inner', context),
  },
)

const left = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet, and rows of the first stream alone.',
    params,
    differs,
    examples: [exampleOf('left')],
    build: (args, context) => joinOn(args, 'left', context),
  },
)

const right = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet, and rows of the second stream alone.',
    params,
    differs,
    examples: [exampleOf('right')],
    build: (args, context) => joinOn(args, 'right', context),
  },
)

const full = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet, and rows of either stream alone.',
    params,
    differs,
    examples: [exampleOf('full')],
    build: (args, context) => joinOn(args, 'full', context),
  },
)

const tables = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, method: string, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'Rows of two streams that meet, by a method.',
    params: { ...params, method: '`"inner"`, `"left"`, `"right"` or `"full"`.' },
    differs,
    examples: [exampleOf('tables')],
    build: (args, context) => joinByMethod(args, pairsOf(args.on, context), args.method, context),
  },
)

const time = composed(
  '(<-left: stream[{B with _time: A}], as: (l: {B with _time: A}, r: {D with _time: C}) => E, right: stream[{D with _time: C}], ?method: string) => stream[E] where A: Equatable, C: Equatable, E: Record',
  {
    summary: 'Rows of two streams that have one time, by a method.',
    params: {
      left: params.left,
      right: params.right,
      as: params.as,
      method: '`"inner"` (the default), `"left"`, `"right"` or `"full"`.',
    },
    defaults: { method: 'inner' },
    differs,
    examples: [
      `import "join"
import "sampledata"

join.time(
    left: sampledata.int(),
    right: sampledata.float() |> limit(n: 2),
    as: (l, r) => ({l with other: r._value}),
)`,
    ],
    build: (args, context) => joinByMethod(args, [['_time', '_time']], args.method, context),
  },
)

interface JoinArguments {
  readonly left: StreamValue
  readonly right: StreamValue
  readonly as: FunctionValue
}

type Pairs = readonly (readonly [string, string])[]

function joinOn(args: JoinArguments & { on: FunctionValue }, method: JoinMethod, context: Context): Value {
  return joinByMethod(args, pairsOf(args.on, context), method, context)
}

function pairsOf(on: FunctionValue, context: Context): Pairs {
  const found = context.rowFunction(on).equalities('l', 'r')
  if ('pairs' in found) return found.pairs
  throw planFault(
    'invalid',
    `error in join function - some expressions are not yet supported in the \`on\` parameter: ${found.problem}`,
  )
}

const isMethod = (text: string): text is JoinMethod => ['inner', 'left', 'right', 'full'].includes(text)

function joinByMethod(args: JoinArguments, pairs: Pairs, method: string, context: Context): Value {
  if (!isMethod(method))
    throw fault('invalid', `invalid argument for 'method' - must be "inner", "left", "right", or "full"`)
  const as: RowFunction = context.rowFunction(args.as)
  return context.stream({
    inputs: [args.left, args.right],
    kind: 'pure',
    flushes: 'yes',
    alwaysNamed: true,
    run: ([l, r]) => joinStreams(l, r, { pairs, as, method }),
  })
}

export const joinPackage = packageOf('join', 'Joins streams.', { inner, left, right, full, tables, time })

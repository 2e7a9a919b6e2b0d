// join: rows of two streams that meet by equal values of columns, table by table of equal group keys.
import { type Context, composed, packageOf, type RowFunction, type StreamValue } from '../library/index.ts'
import { type FunctionValue, fault, planFault, type Value } from '../values/index.ts'
import { type JoinMethod, joinStreams } from './joining.ts'

const params = {
  left: 'The first stream.',
  right: 'The second stream.',
  on: 'Which rows meet: equalities of columns of `l` and `r`, joined by `and`.',
  as: 'The new row, out of a row `l` and a row `r`.',
}
const differs = 'A stream joined with itself works; columns come in the order `as` writes them.'

const inner = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  { summary: 'The pairs of rows that meet.', params, differs, build: (args, context) => join(args, 'inner', context) },
)

const left = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet, and rows of the first stream alone.',
    params,
    differs,
    build: (args, context) => join(args, 'left', context),
  },
)

const right = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet, and rows of the second stream alone.',
    params,
    differs,
    build: (args, context) => join(args, 'right', context),
  },
)

const full = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'The pairs of rows that meet, and rows of either stream alone.',
    params,
    differs,
    build: (args, context) => join(args, 'full', context),
  },
)

const tables = composed(
  '(<-left: stream[A], as: (l: A, r: B) => C, method: string, on: (l: A, r: B) => bool, right: stream[B]) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'Rows of two streams that meet, by a method.',
    params: { ...params, method: '`"inner"`, `"left"`, `"right"` or `"full"`.' },
    differs,
    build: (args, context) => {
      if (!['inner', 'left', 'right', 'full'].includes(args.method))
        throw fault('invalid', `invalid argument for 'method' - must be "inner", "left", "right", or "full"`)
      return join(args, args.method as JoinMethod, context)
    },
  },
)

interface JoinArguments {
  readonly left: StreamValue
  readonly right: StreamValue
  readonly on: FunctionValue
  readonly as: FunctionValue
}

function join(args: JoinArguments, method: JoinMethod, context: Context): Value {
  const pairs = context.rowFunction(args.on).equalities('l', 'r')
  if ('problem' in pairs)
    throw planFault(
      'invalid',
      `error in join function - some expressions are not yet supported in the \`on\` parameter: ${pairs.problem}`,
    )
  const as: RowFunction = context.rowFunction(args.as)
  return context.stream({
    inputs: [args.left, args.right],
    kind: 'pure',
    flushes: 'yes',
    alwaysNamed: true,
    run: ([l, r]) => joinStreams(l, r, { pairs: pairs.pairs, as, method }),
  })
}

export const joinPackage = packageOf('join', 'Joins streams.', { inner, left, right, full, tables })

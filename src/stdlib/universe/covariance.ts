// How two columns, or the values of two streams, vary together.
import { type Context, composed, oneRowEach, refuseTwins, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  columnOf,
  type Frame,
  keyColumns,
  mapFrames,
  spread,
  tableCount,
} from '../../tables/index.ts'
import { type FunctionValue, fault, RecordValue, type Value } from '../../values/index.ts'

export const covariance = transform(
  '(<-tables: stream[A], columns: [string], ?pearsonr: bool, ?valueDst: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'How two columns of each table vary together.',
    params: {
      tables: 'Tables to look at.',
      columns: 'Two columns of numbers.',
      pearsonr: 'Divides by both deviations: a correlation from -1 to 1.',
      valueDst: 'The column for the result.',
    },
    defaults: { pearsonr: false, valueDst: '_value' },
    examples: [
      `import "array"

array.from(rows: [{x: 1.0, y: 2.0}, {x: 2.0, y: 4.0}]) |> covariance(columns: ["x", "y"])`,
    ],
    prepare({ columns }) {
      if (columns.length !== 2) throw fault('invalid', 'must provide exactly two columns')
    },
    run(tables, { columns, pearsonr, valueDst }) {
      refuseTwins(tables, 'covariance ')
      return mapFrames(tables, frame => covarianceFrame(frame, columns, pearsonr, valueDst))
    },
  },
)

function covarianceFrame(frame: Frame, labels: readonly string[], pearsonr: boolean, valueDst: string): Frame {
  const [x, y] = labels.map(label => {
    const column = columnNamed(frame, label)
    if (!column) throw fault('failed precondition', `specified column does not exist in table: ${label}`)
    return spread(column, frame.offsets)
  })
  if (x.type !== y.type) throw fault('failed precondition', 'cannot compute the covariance between different types')
  if (x.type !== 'float') throw fault('invalid', `covariance does not support ${x.type}`)
  const values = Array.from({ length: tableCount(frame) }, (_, t) => covarianceOf(frame, t, x, y, pearsonr))
  return {
    columns: [...keyColumns(frame), columnOf(valueDst, 'float', values)],
    key: frame.key,
    offsets: oneRowEach(values.length),
  }
}

/** Welford's running covariance; rows in which either is null are passed over. */
function covarianceOf(frame: Frame, t: number, x: Column, y: Column, pearsonr: boolean): Value {
  const [xs, ys] = [x.values as Float64Array, y.values as Float64Array]
  let [n, mx, my, c, vx, vy] = [0, 0, 0, 0, 0, 0]
  for (let row = frame.offsets[t]; row < frame.offsets[t + 1]; row++) {
    if (x.nulls?.[row] || y.nulls?.[row]) continue
    n++
    const [dx, dy] = [xs[row] - mx, ys[row] - my]
    mx += dx / n
    my += dy / n
    c += dx * (ys[row] - my)
    vx += dx * (xs[row] - mx)
    vy += dy * (ys[row] - my)
  }
  if (n < 2) return NaN
  return pearsonr ? c / Math.sqrt(vx * vy) : c / (n - 1)
}

const streams = {
  on: 'Columns whose values have to be equal for rows to meet.',
  x: 'The first stream.',
  y: 'The second stream.',
}

export const cov = composed('(on: [string], x: A, y: B, ?pearsonr: bool) => stream[C] where C: Record', {
  summary: 'How the columns `_value` of two streams vary together.',
  params: { ...streams, pearsonr: 'Divides by both deviations: a correlation from -1 to 1.' },
  defaults: { pearsonr: false },
  examples: [
    `import "sampledata"

cov(x: sampledata.float(), y: sampledata.float() |> limit(n: 3), on: ["_time"])`,
  ],
  build: (args, context) => together(args, args.pearsonr, context),
})

export const pearsonr = composed('(on: [string], x: A, y: B) => stream[C] where C: Record', {
  summary: 'The correlation of the columns `_value` of two streams, from -1 to 1.',
  params: streams,
  examples: [
    `import "sampledata"

pearsonr(x: sampledata.float(), y: sampledata.float() |> limit(n: 3), on: ["_time"])`,
  ],
  build: (args, context) => together(args, true, context),
})

function together(
  { x, y, on }: { x: unknown; y: unknown; on: readonly string[] },
  pearsonr: boolean,
  context: Context,
): Value {
  const call = (name: string, args: Record<string, Value>): Value =>
    context.call(context.member('universe', name) as FunctionValue, args)
  const streams = new RecordValue(new Map([['x', x as Value], ['y', y as Value]])) // biome-ignore format: one record
  return call('covariance', {
    tables: call('join', { tables: streams, on }),
    pearsonr,
    columns: ['_value_x', '_value_y'],
  })
}

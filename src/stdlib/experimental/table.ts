// experimental/table and experimental/aggregate: filling empty tables, rates in windows.
import { composed, packageOf, transform } from '../../library/index.ts'
import { mapFrames, type TableStream } from '../../tables/index.ts'
import { Duration, type FunctionValue, type Value } from '../../values/index.ts'
import { fillEmpty } from '../universe/joinWindows.ts'

export const table = packageOf('experimental/table', 'Works on whole tables.', {
  fill: transform('(<-tables: stream[A]) => stream[A] where A: Record', {
    summary: 'Gives each empty table a row of nulls, with its group key.',
    params: { tables: 'Tables to fill.' },
    order: 'arrival',
    examples: [
      `import "experimental/table"
import "sampledata"

sampledata.int() |> filter(fn: (r) => r._value > 18, onEmpty: "keep") |> table.fill()`,
    ],
    run: tables => mapFrames(tables, fillEmpty),
  }),
})

export const aggregate = packageOf('experimental/aggregate', 'Aggregates in windows of time.', {
  rate: composed(
    '(<-tables: stream[A], every: duration, ?groupColumns: [string], ?unit: duration) => stream[B] where A: Record, B: Record',
    {
      summary: 'How fast counters grow: the mean rate of each series in each window, summed over series.',
      params: {
        tables: 'Tables of counters with bounds.',
        every: 'The length of a window.',
        groupColumns: 'Columns by which the sums are kept apart.',
        unit: 'The time the rate is given for.',
      },
      defaults: { groupColumns: [], unit: new Duration(0n, 1_000_000_000n) },
      examples: [
        `import "experimental/aggregate"
import "sampledata"

sampledata.float()
    |> range(start: sampledata.start, stop: sampledata.stop)
    |> aggregate.rate(every: 30s, unit: 1m, groupColumns: ["tag"])`,
      ],
      build({ tables, every, groupColumns, unit }, context) {
        const call = (path: string, name: string, args: Record<string, Value>): Value =>
          context.call(context.member(path, name) as FunctionValue, args)
        const rates = call('universe', 'derivative', { tables, nonNegative: true, unit })
        const windows = call('universe', 'window', { tables: rates, every, createEmpty: true })
        const means = call('universe', 'mean', { tables: windows })
        const grouped = call('universe', 'group', { tables: means, columns: groupColumns })
        const bounded = call('experimental', 'group', { tables: grouped, columns: ['_start', '_stop'], mode: 'extend' })
        const sums = call('universe', 'sum', { tables: bounded })
        const timed = call('universe', 'duplicate', {
          tables: context.stream({ inputs: [sums as never], kind: 'pure', run: ([t]) => filled(t) }),
          column: '_stop',
          as: '_time',
        })
        return call('universe', 'window', { tables: timed, every: context.member('universe', 'inf') })
      },
    },
  ),
})

function filled(tables: TableStream): TableStream {
  return mapFrames(tables, fillEmpty)
}

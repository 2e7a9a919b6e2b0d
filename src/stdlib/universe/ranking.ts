// Members made of sort, limit, group and a reducer: top, bottom, highest…, lowest….
import { type Context, composed, type Member } from '../../library/index.ts'
import type { FunctionValue, Value } from '../../values/index.ts'

function call(context: Context, name: string, args: Record<string, Value>): Value {
  return context.call(context.member('universe', name) as FunctionValue, args)
}

function sortLimit(tables: Value, n: bigint, columns: readonly string[], desc: boolean, context: Context): Value {
  return call(context, 'limit', { tables: call(context, 'sort', { tables, columns, desc }), n })
}

const ends = (summary: string, desc: boolean): Member =>
  composed('(<-tables: stream[A], n: int, ?columns: [string]) => stream[A] where A: Record', {
    summary,
    params: { tables: 'Tables to order.', n: 'How many rows.', columns: 'Columns to order by.' },
    defaults: { columns: ['_value'] },
    examples: [
      `import "sampledata"

sampledata.int() |> ${desc ? 'top' : 'bottom'}(n: 2)`,
    ],
    build: ({ tables, n, columns }, context) => sortLimit(tables, n, columns, desc, context),
  })

type Reduction = 'max' | 'min' | 'mean' | 'last'

function ranked(
  signature: '(<-tables: stream[A], n: int, ?column: string, ?groupColumns: [string]) => stream[A]',
  summary: string,
  name: string,
  reducer: Reduction,
  desc: boolean,
): Member {
  return composed(signature, {
    summary,
    params: {
      tables: 'Tables to compare.',
      n: 'How many groups.',
      column: 'The column to compare.',
      groupColumns: 'The columns that make a group.',
    },
    defaults: { column: '_value', groupColumns: [] },
    examples: [
      `import "sampledata"

sampledata.int() |> ${name}(n: 1, groupColumns: ["tag"])`,
    ],
    build({ tables, n, column, groupColumns }, context) {
      const grouped = call(context, 'group', { tables, columns: groupColumns })
      const reduced = call(context, 'group', {
        tables: call(context, reducer, { tables: grouped, column }),
        columns: [],
      })
      return sortLimit(reduced, n, [column], desc, context)
    },
  })
}

const selected =
  '(<-tables: stream[A], n: int, ?column: string, ?groupColumns: [string]) => stream[A] where A: Record' as '(<-tables: stream[A], n: int, ?column: string, ?groupColumns: [string]) => stream[A]'
const averaged =
  '(<-tables: stream[A], n: int, ?column: string, ?groupColumns: [string]) => stream[B] where A: Record, B: Record' as '(<-tables: stream[A], n: int, ?column: string, ?groupColumns: [string]) => stream[A]'

export const ranking = {
  top: ends('The rows with the largest values of each table.', true),
  bottom: ends('The rows with the smallest values of each table.', false),
  highestMax: ranked(selected, 'The groups whose largest values are the largest.', 'highestMax', 'max', true),
  highestAverage: ranked(averaged, 'The groups whose averages are the largest.', 'highestAverage', 'mean', true),
  highestCurrent: ranked(selected, 'The groups whose last values are the largest.', 'highestCurrent', 'last', true),
  lowestMin: ranked(selected, 'The groups whose smallest values are the smallest.', 'lowestMin', 'min', false),
  lowestAverage: ranked(averaged, 'The groups whose averages are the smallest.', 'lowestAverage', 'mean', false),
  lowestCurrent: ranked(selected, 'The groups whose last values are the smallest.', 'lowestCurrent', 'last', false),
}

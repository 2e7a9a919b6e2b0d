// Members whose names begin with `_`: what the reference composes others of. The checker knows them, so scripts may too.
import { type Context, composed, unavailable } from '../../library/index.ts'
import type { FunctionValue, Value } from '../../values/index.ts'

const call = (context: Context, name: string, args: Readonly<Record<string, Value>>): Value =>
  context.call(context.member('universe', name) as FunctionValue, args)

const tables = 'Tables to work on.'
const n = 'How many rows.'

export const internals = {
  _window: composed(
    '(<-tables: stream[A], createEmpty: bool, every: duration, location: {offset: duration, zone: string}, offset: duration, period: duration, startColumn: string, stopColumn: string, timeColumn: string) => stream[B] where A: Record, B: Record',
    {
      summary: 'What `window` is made of; it has no defaults.',
      params: {
        tables,
        createEmpty: 'Whether windows without rows are made.',
        every: 'From one window to the next.',
        location: 'The clock to go by.',
        offset: 'How far windows are moved.',
        period: 'How long a window is.',
        startColumn: 'The new column for its start.',
        stopColumn: 'The new column for its end.',
        timeColumn: 'The column that holds the time.',
      },
      build: (args, context) => call(context, 'window', args as unknown as Record<string, Value>),
    },
  ),
  _sortLimit: composed('(<-tables: stream[A], desc: bool, n: int, ?columns: [string]) => stream[A] where A: Record', {
    summary: 'The first rows of tables sorted.',
    params: { tables, n, desc: 'Whether the largest come first.', columns: 'Columns to sort by; `_value` by default.' },
    build: ({ tables, desc, n, columns }, context) => {
      const sorted = call(context, 'sort', { tables, desc, columns: (columns as Value | undefined) ?? ['_value'] })
      return call(context, 'limit', { tables: sorted, n })
    },
  }),
  _highestOrLowest: composed(
    '(<-tables: stream[E], _sortLimit: (<-: stream[C], columns: [A], n: B) => D, n: B, reducer: (<-: stream[E]) => stream[C], ?column: A, ?groupColumns: [string]) => D where C: Record, E: Record',
    {
      summary: 'The groups whose reduced values are first in order.',
      params: {
        tables,
        n,
        _sortLimit: 'What sorts rows and keeps the first.',
        reducer: 'What makes one row of a group.',
        column: 'The column to sort by; `_value` by default.',
        groupColumns: 'Columns that tell groups apart; none by default.',
      },
      build({ tables, _sortLimit, n, reducer, column, groupColumns }, context) {
        const columns = (groupColumns as Value | undefined) ?? []
        const reduced = piped(context, reducer as never, call(context, 'group', { tables, columns }), {})
        const ungrouped = call(context, 'group', { tables: reduced })
        const by = [(column as Value | undefined) ?? '_value']
        return piped(context, _sortLimit as never, ungrouped, { n: n as Value, columns: by })
      },
    },
  ),
  _fillEmpty: composed('(<-tables: stream[A], createEmpty: bool) => stream[A] where A: Record', {
    summary: 'Fills tables without rows with one of nulls, when they are wanted.',
    params: { tables, createEmpty: 'Whether they are wanted.' },
    build({ tables, createEmpty }, context) {
      const fill = context.member('experimental/table', 'fill') as FunctionValue
      return createEmpty ? context.call(fill, { tables: tables as Value }) : tables
    },
  }),
  _hourSelection: composed(
    '(<-tables: stream[A], location: {offset: duration, zone: string}, start: int, stop: int, ?timeColumn: string) => stream[A] where A: Record',
    {
      summary: 'What `hourSelection` is made of.',
      params: {
        tables,
        location: 'The clock to go by.',
        start: 'The first hour, from 0.',
        stop: 'The last hour, to 23.',
        timeColumn: 'The column that holds the time.',
      },
      build: (args, context) => call(context, 'hourSelection', args as unknown as Record<string, Value>),
    },
  ),
  _vectorizedFloat: unavailable('(v: v[A]) => v[float]', {
    summary: 'What the reference’s planner puts in the place of `float`; no script has a vector to give it.',
    params: { v: 'A vector.' },
    why: '_vectorizedFloat works on vectors, which scripts do not have: use float',
  }),
}

/** Calls a function with a stream piped in, whatever its parameter is called. */
function piped(context: Context, fn: FunctionValue, stream: Value, args: Readonly<Record<string, Value>>): Value {
  return context.call(fn, { ...args, [fn.pipeParameter?.name ?? 'tables']: stream })
}

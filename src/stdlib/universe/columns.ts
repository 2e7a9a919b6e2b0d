// Members that change which columns there are: group, keep, drop, rename, duplicate, set, and columns().
import { type Context, transform } from '../../library/index.ts'
import {
  type Column,
  columnNamed,
  constantColumn,
  type Frame,
  FrameBuilder,
  isKey,
  keyColumns,
  mapFrames,
  mergeEqualKeys,
  regroup,
  relabel,
  type TableStream,
  tableCount,
  withColumn,
} from '../../tables/index.ts'
import { type FunctionValue, fault, type RecordValue, type Value } from '../../values/index.ts'

export const group = transform(
  '(<-tables: stream[A], ?columns: [string], ?mode: string) => stream[A] where A: Record',
  {
    summary: 'Regroups rows: one table for each combination of values in the columns of the new group key.',
    params: {
      tables: 'Tables to regroup.',
      columns: 'Columns of the new key; those a table lacks are passed over.',
      mode: '`"by"` uses the columns named, `"except"` all others.',
    },
    defaults: { columns: [], mode: 'by' },
    flushes: 'yes',
    trait: 'group',
    faultsLater: true,
    // a group right behind a group is all that counts: rows stay in the order they had before both
    absorbs: 'group',
    pieces: true,
    examples: [
      `import "sampledata"

sampledata.int() |> group(columns: ["_value"])`,
    ],
    prepare({ mode }) {
      if (mode !== 'by' && mode !== 'except') throw fault('invalid', 'invalid group mode: must be "by" or "except"')
    },
    run: (tables, { columns, mode }) =>
      regroup(tables, frame =>
        mode === 'by'
          ? [...new Set(columns)].filter(label => columnNamed(frame, label))
          : frame.columns.map(c => c.label).filter(label => !columns.includes(label)),
      ),
  },
)

const choice = {
  tables: 'Tables whose columns are chosen.',
  columns: 'Names of columns; those a table lacks are passed over.',
  fn: 'A function of a column name that says whether it is one of them.',
}

/** Columns named by a list, or by a function of the name. */
function chosen(
  member: string,
  args: { columns?: readonly string[]; fn?: FunctionValue },
  context: Context,
): (label: string) => boolean {
  const { columns, fn } = args
  if (columns && fn) throw fault('invalid', `${member} error: both column list and predicate provided`)
  if (columns) return label => columns.includes(label)
  if (!fn) throw fault('invalid', `${member} error: neither column list nor predicate function provided`)
  const known = new Map<string, boolean>()
  return label => {
    if (!known.has(label)) known.set(label, context.call(fn, { column: label }) === true)
    return known.get(label)!
  }
}

function onlyColumns(tables: TableStream, stays: (label: string) => boolean): TableStream {
  const narrowed = mapFrames(tables, frame => {
    const columns = frame.columns.filter(c => stays(c.label))
    return { columns, key: frame.key.filter(stays), offsets: columns.length > 0 ? frame.offsets : noRows(frame) }
  })
  return mergeEqualKeys(narrowed)
}

/** A table without columns has no rows. */
function noRows(frame: Frame): Int32Array {
  return new Int32Array(tableCount(frame) + 1)
}

export const keep = transform(
  '(<-tables: stream[A], ?columns: [string], ?fn: (column: string) => bool) => stream[B] where A: Record, B: Record',
  {
    summary: 'Keeps only the columns chosen. Columns of the group key that go leave the key, and tables may merge.',
    params: choice,
    pieces: true,
    examples: [
      `import "sampledata"

sampledata.int() |> keep(columns: ["_time", "_value"])`,
    ],
    prepare: (args, context) => chosen('keep', args, context),
    run: (tables, _args, isChosen) => onlyColumns(tables, isChosen),
  },
)

export const drop = transform(
  '(<-tables: stream[A], ?columns: [string], ?fn: (column: string) => bool) => stream[B] where A: Record, B: Record',
  {
    summary: 'Drops the columns chosen. Columns of the group key that go leave the key, and tables may merge.',
    params: choice,
    pieces: true,
    examples: [
      `import "sampledata"

sampledata.int() |> drop(columns: ["tag"])`,
    ],
    prepare: (args, context) => chosen('drop', args, context),
    run: (tables, _args, isChosen) => onlyColumns(tables, label => !isChosen(label)),
  },
)

export const rename = transform(
  '(<-tables: stream[B], ?columns: A, ?fn: (column: string) => string) => stream[C] where A: Record, B: Record, C: Record',
  {
    summary: 'Gives columns other names, in the group key too.',
    params: {
      tables: 'Tables whose columns are renamed.',
      columns: 'A record of old names and new ones: `{old: "new"}`.',
      fn: 'A function of a column name that returns the new one.',
    },
    pieces: true,
    examples: [
      `import "sampledata"

sampledata.int() |> rename(columns: {tag: "id", _value: "n"})`,
    ],
    prepare({ columns, fn }, context) {
      if (columns !== undefined && fn)
        throw fault('invalid', 'rename error: both column list and map function provided')
      if (columns === undefined && !fn)
        throw fault('invalid', 'rename error: neither column list nor map function provided')
      const names = new Map<string, string>([...((columns as RecordValue | undefined)?.fields ?? [])] as [
        string,
        string,
      ][])
      const renamed = new Map<string, string>()
      return {
        listed: names,
        nameOf: (label: string): string => {
          if (!fn) return names.get(label) ?? label
          if (!renamed.has(label)) renamed.set(label, context.call(fn, { column: label }) as string)
          return renamed.get(label)!
        },
      }
    },
    run(tables, _args, { listed, nameOf }) {
      return mergeEqualKeys(
        mapFrames(tables, frame => {
          for (const label of listed.keys())
            if (!columnNamed(frame, label))
              throw fault('failed precondition', `rename error: column "${label}" doesn't exist`)
          const columns = frame.columns.map(c => relabel(c, nameOf(c.label)))
          refuseTwins(columns)
          return { ...frame, columns, key: frame.key.map(nameOf) }
        }),
      )
    },
  },
)

function refuseTwins(columns: readonly Column[]): void {
  columns.forEach((c, i) => {
    const first = columns.findIndex(other => other.label === c.label)
    if (first < i)
      throw fault(
        'failed precondition',
        `column ${first} and ${i} have the same name (${JSON.stringify(c.label)}) which is not allowed`,
      )
  })
}

export const duplicate = transform(
  '(<-tables: stream[A], as: string, column: string) => stream[B] where A: Record, B: Record',
  {
    summary: 'Copies a column to another name.',
    params: {
      tables: 'Tables that get the copy.',
      column: 'The column to copy.',
      as: 'The name of the copy; a column of that name is replaced, and leaves the group key unless the copied one is in it.',
    },
    pieces: true,
    examples: [
      `import "sampledata"

sampledata.int() |> duplicate(column: "tag", as: "id")`,
    ],
    run: (tables, { column, as }) => mergeEqualKeys(mapFrames(tables, frame => duplicateColumn(frame, column, as))),
  },
)

export function duplicateColumn(frame: Frame, label: string, as: string): Frame {
  const column = columnNamed(frame, label)
  if (!column) throw fault('failed precondition', `duplicate error: column "${label}" doesn't exist`)
  const key = isKey(frame, label) ? frame.key : frame.key.filter(k => k !== as)
  return { ...withColumn(frame, relabel(column, as)), key }
}

export const set = transform('(<-tables: stream[A], key: string, value: string) => stream[A] where A: Record', {
  summary: 'Writes one text into a column of every row.',
  params: {
    tables: 'Tables to write in.',
    key: 'The column; added when it is not there, rewritten in the group key when it is part of it.',
    value: 'The text.',
  },
  pieces: true,
  examples: [
    `import "sampledata"

sampledata.int() |> set(key: "host", value: "a")`,
  ],
  differs: 'On a column that holds no texts the engine crashes; here it is an error that says so.',
  run: (tables, { key, value }) => mergeEqualKeys(mapFrames(tables, frame => setColumn(frame, key, value))),
})

function setColumn(frame: Frame, label: string, value: Value): Frame {
  const found = columnNamed(frame, label)
  if (found && found.type !== 'string') throw fault('invalid', `column ${label}:${found.type} is not of type string`)
  return withColumn(frame, constantColumn(label, 'string', value))
}

export const columns = transform('(<-tables: stream[A], ?column: string) => stream[B] where A: Record, B: Record', {
  summary: 'Lists the columns of each table.',
  params: { tables: 'Tables to describe.', column: 'Name of the column that holds the names.' },
  defaults: { column: '_value' },
  twins: 'columns ',
  examples: [
    `import "sampledata"

sampledata.int() |> columns()`,
  ],
  run: (tables, { column }) =>
    mapFrames(tables, frame =>
      listed(
        frame,
        column,
        frame.columns.map(c => c.label),
      ),
    ),
})

/** For each table its key columns and one row a name. */
function listed(frame: Frame, label: string, names: readonly string[]): Frame {
  if (isKey(frame, label)) throw fault('invalid', `table builder already has column with label ${label}`)
  const builder = new FrameBuilder([{ label, type: 'string' }])
  for (let t = 0; t < tableCount(frame); t++) {
    for (const name of names) builder.addRow([name])
    builder.endTable()
  }
  const { columns, offsets } = builder.build()
  const kept = keyColumns(frame)
  return { columns: [...kept, ...columns], key: frame.key, offsets }
}

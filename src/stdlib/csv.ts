// csv: tables out of annotated CSV, given as text or read from an address.
import { packageOf, source } from '../library/index.ts'
import { fault } from '../values/index.ts'
import { readCsv } from './csvReading.ts'

const from = source('(?csv: string, ?file: string, ?mode: string) => stream[A] where A: Record', {
  summary: 'Tables out of CSV. Annotated CSV keeps types and group keys; raw CSV is one table of texts.',
  params: {
    csv: 'The text itself.',
    file: 'The name of a file that was dropped onto the page.',
    mode: '`"annotations"` (the default) or `"raw"`.',
  },
  defaults: { mode: 'annotations' },
  differs:
    'Without a result column the engine takes the first data columns for result and table; here it is an error. Where a cell of the group key differs within a table, the row leaves for the table its own cells name as soon as rows are regrouped.',
  examples: [
    `import "csv"

csv.from(csv: "name,n
a,1
b,2", mode: "raw")`,
  ],
  prepare({ csv, file }, context) {
    if (!csv && file === undefined) throw fault('invalid', 'must provide csv raw text or filename')
    if (csv !== undefined && file !== undefined)
      throw fault('invalid', 'must provide exactly one of the parameters csv or file')
    if (file !== undefined && (context.host.file?.(file) ?? null) === null)
      throw fault(
        'not found',
        `error in csv.from(): csv.from() failed to read file: open ${file}: no such file or directory`,
        { steps: ['Drop the file onto the page first, or paste its text as the argument csv.'] },
      )
  },
  run: ({ csv, file, mode }, { host }) => readCsv(csv ?? host.file!(file!)!, mode),
})

export const csv = packageOf('csv', 'Reads CSV.', { from })

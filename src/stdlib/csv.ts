// csv: tables out of annotated CSV, given as text or read from an address.
import { packageOf, source } from '../library/index.ts'
import { fault } from '../values/index.ts'
import { readCsv } from './csvReading.ts'

const from = source('(?csv: string, ?file: string, ?mode: string) => stream[A] where A: Record', {
  summary: 'Tables out of CSV. Annotated CSV keeps types and group keys; raw CSV is one table of texts.',
  params: {
    csv: 'The text itself.',
    file: 'A path; a browser has no files, so paste the text as `csv` instead.',
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
  prepare({ csv, file }) {
    if (!csv && file === undefined) throw fault('invalid', 'must provide csv raw text or filename')
    if (csv !== undefined && file !== undefined)
      throw fault('invalid', 'must provide exactly one of the parameters csv or file')
    if (file !== undefined)
      throw fault(
        'not found',
        `error in csv.from(): csv.from() failed to read file: open ${file}: no such file or directory`,
        { steps: ['A browser has no files: paste the text as the argument csv.'] },
      )
  },
  run: ({ csv, mode }) => readCsv(csv!, mode),
})

export const csv = packageOf('csv', 'Reads CSV.', { from })

// experimental: members that may still change. Here only what the others need; the rest follows.
import { packageOf, transform } from '../../library/index.ts'
import { columnNamed, regroup } from '../../tables/index.ts'
import { fault } from '../../values/index.ts'

const group = transform('(<-tables: stream[A], columns: [string], mode: string) => stream[A] where A: Record', {
  summary: 'Adds columns to the group key.',
  params: { tables: 'Tables to regroup.', columns: 'Columns to add.', mode: '`"extend"` is the only one there is.' },
  flushes: 'yes',
  examples: [
    `import "experimental"
import "sampledata"

sampledata.int() |> experimental.group(columns: ["_value"], mode: "extend")`,
  ],
  prepare({ mode }) {
    if (mode !== 'extend')
      throw fault('invalid', `invalid group mode "${mode}"; experimental.group requires mode "extend"`)
  },
  run: (tables, { columns }) =>
    regroup(tables, frame => {
      for (const label of columns) if (!columnNamed(frame, label)) throw fault('invalid', `unknown column "${label}"`)
      return [...new Set([...frame.key, ...columns])]
    }),
})

export const experimental = packageOf('experimental', 'Members that may still change.', { group })

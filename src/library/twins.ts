// Two tables of one key in a stream, which only annotated CSV brings about. The reference builds the tables of many
// members anew, by key, and refuses the second.
import { cell, columnNamed, forEachTable, type TableStream } from '../tables/index.ts'
import { fault, isNull, stringOf, type Value } from '../values/index.ts'

/** `title`: how the member's message begins, a blank after it. */
export function refuseTwins(tables: TableStream, title = ''): void {
  if (tables.distinct) return
  const seen = new Set<string>()
  forEachTable(tables, (frame, t) => {
    const key = frame.key.map(label => `${label}=${shown(cell(columnNamed(frame, label)!, t, frame.offsets[t]))}`)
    const name = `{${key.sort().join(',')}}`
    if (seen.has(name)) throw fault('failed precondition', `${title}found duplicate table with key: ${name}`)
    seen.add(name)
  })
}

const shown = (value: Value): string => (isNull(value) ? '<nil>' : (stringOf(value) ?? ''))

// What a script gives, as lines a test can be read by: one for each table, its key, then each column with its values.
import { analyze, run } from '../flux.ts'
import { cell, columnNamed, forEachTable } from '../tables/index.ts'
import { display } from '../values/index.ts'
import { corpusHost } from './corpusHost.ts'

/** `k=a | _value: 1 2 <null>`, a line a table; of a script that fails, the cause in the reference's words. */
export async function tablesOf(script: string): Promise<string[]> {
  const { results, failure } = await run(analyze(script), corpusHost)
  if (failure) return [failure.official]
  const lines: string[] = []
  for (const { stream } of results)
    forEachTable(stream, (frame, t) => {
      const from = frame.offsets[t]
      const key = frame.key.map(label => `${label}=${display(cell(columnNamed(frame, label)!, t, from))}`)
      const columns = frame.columns
        .filter(c => !frame.key.includes(c.label))
        .map(c => {
          const values = Array.from({ length: frame.offsets[t + 1] - from }, (_, i) => display(cell(c, t, from + i)))
          return [`${c.label}:`, ...values].join(' ')
        })
      lines.push([...(key.length > 0 ? [key.join(' ')] : []), ...columns].join(' | '))
    })
  return lines
}

// What the tests of the exposition reader share: pages read in one go, and tables as records and as lines.
import { cell, forEachTable, type TableStream } from '../../tables/index.ts'
import { Time, type Value } from '../../values/index.ts'
import { type ExpositionReader, expositionReader } from './index.ts'

export const NOW = 1_700_000_000_123_456_789n
export const URL = 'http://localhost:8086/metrics'
export const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

export function read(
  text: string | Uint8Array,
  contentType: string | null = 'text/plain; version=0.0.4',
): ReturnType<ExpositionReader['finish']> {
  const reader = expositionReader({ url: URL, now: NOW, contentType })
  reader.push(typeof text === 'string' ? encode(text) : text)
  return reader.finish()
}

/** Tables as records with the columns in order, rows as lists. */
export function tables(stream: TableStream) {
  const out: Array<{ columns: string[]; key: readonly string[]; rows: Value[][] }> = []
  forEachTable(stream, (frame, table) => {
    const rows: Value[][] = []
    for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++)
      rows.push(
        frame.columns.map(c => {
          const v = cell(c, table, row)
          return v instanceof Time ? v.ns : v
        }),
      )
    out.push({ columns: frame.columns.map(c => c.label), key: frame.key, rows })
  })
  return out
}

/** `field{label="value"} value` a row, with `@ns` where the time is not the scrape's. */
export function lines(stream: TableStream): string[] {
  return tables(stream).flatMap(({ columns, rows }) =>
    rows.map(row => {
      const of = (label: string): Value => row[columns.indexOf(label)]
      const own = ['_time', '_measurement', 'url', '_field', '_value']
      const labels = columns.filter(c => !own.includes(c)).map(c => `${c}=${of(c)}`)
      const time = of('_time') === NOW ? '' : ` @${of('_time')}`
      return `${of('_field')}{${labels.join(',')}} ${Object.is(of('_value'), -0) ? '-0' : of('_value')}${time}`
    }),
  )
}

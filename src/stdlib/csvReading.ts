// Annotated CSV into a stream, for every member that reads it: one result only, faults worded as the engine words them.
import { decodeCsv } from '../formats/index.ts'
import type { TableStream } from '../tables/index.ts'

/** `mode` is `annotations` or `raw`; anything else counts as annotations. */
export function readCsv(text: string | Uint8Array, mode: string): TableStream {
  return decodeCsv(text, { mode: mode === 'raw' ? 'raw' : 'annotations' })
}

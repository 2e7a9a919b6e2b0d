// The first tables of a small result as texts, for an example that shows what it gives beside it.
import { isNullAt, kindOf, slotOf } from '../../tables/index.ts'
import type { ResultHandle } from '../../workers/clients.ts'
import type { RunSummary, TablesOf } from '../../workers/protocol.ts'

export interface PreviewTable {
  readonly columns: readonly {
    readonly label: string
    readonly type: string
    readonly inKey: boolean
    readonly numeric: boolean
  }[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Rows that are not shown. */
  readonly more: number
}

export interface Preview {
  readonly tables: readonly PreviewTable[]
  readonly more: number
  readonly failure: string | null
}

const MOST_TABLES = 6
const MOST_ROWS = 12

export async function previewOf(summary: RunSummary, handle: ResultHandle): Promise<Preview> {
  const failure = summary.failure?.message ?? summary.problems.find(one => one.severity === 'error')?.message ?? null
  if (summary.results.length === 0) return { tables: [], more: 0, failure }
  return { ...(await firstTables(handle, 0)), failure }
}

/** The first tables of a result or stage, and how many there are besides. */
export async function firstTables(handle: ResultHandle, of: TablesOf): Promise<Omit<Preview, 'failure'>> {
  const { schemas, schemaOf, rowsOf } = await handle.directory(of)
  const count = Math.min(rowsOf.length, MOST_TABLES)
  const asked = Array.from({ length: count }, (_, table) => [table, 0, Math.min(rowsOf[table], MOST_ROWS)])
  const { frames, places } = await handle.rows(of, Int32Array.from(asked.flat()))
  const tables = Array.from({ length: count }, (_, table): PreviewTable => {
    const schema = schemas[schemaOf[table]!]!
    const frame = frames[places[2 * table]!]!
    const at = places[2 * table + 1]!
    const [from, to] = [frame.offsets[at]!, frame.offsets[at + 1]!]
    const cells = (row: number): (string | null)[] =>
      frame.columns.map(column => {
        const slot = slotOf(column, at, row)
        return isNullAt(column, slot) ? null : kindOf(column.type).text(column, slot)
      })
    return {
      columns: schema.columns.map(({ label, type, key, numeric }) => ({ label, type, inKey: key, numeric })),
      rows: Array.from({ length: to - from }, (_, i) => cells(from + i)),
      more: rowsOf[table]! - (to - from),
    }
  })
  return { tables, more: rowsOf.length - count }
}

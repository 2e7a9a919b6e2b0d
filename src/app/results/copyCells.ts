// Chosen cells into the clipboard, as they stand on screen: rows in the order of the sort, columns in the order in
// which they are drawn. Values are those of annotated CSV, whole and in UTC.
import { kindOf, slotOf } from '../../tables/index.ts'
import type { SortBy, TablesOf } from '../../workers/protocol.ts'
import type { Shown } from '../state/results.ts'
import { displayZone, UTC } from '../zone.ts'
import { cellText } from './cellText.ts'
import type { DrawnColumn } from './columns/useColumns.ts'
import { type Chosen, extentOf, HEAD } from './gridSelection.ts'

interface CopiedRange extends Chosen {
  readonly drawn: readonly DrawnColumn[]
  /** Of the table. */
  readonly rows: number
}

interface From {
  readonly shown: Shown
  readonly selected: TablesOf
  readonly columns: { readonly sort: readonly SortBy[] }
}

const utc = displayZone(UTC)

/** More rows than this are better had as a file. */
const MOST_COPIED = 100_000

/** The rectangle as TSV, or as a Markdown table with the names of its columns; of the head of a column all of it. */
export async function copyCells(
  range: CopiedRange,
  { shown, selected, columns }: From,
  markdown: boolean,
): Promise<void> {
  const { r0, r1, c0, c1 } = extentOf(range)
  const end = r0 === HEAD ? range.rows : r1 + 1
  const from = Math.max(0, r0)
  const ranges = Int32Array.of(range.table, from, Math.min(end, from + MOST_COPIED))
  const { frames, places } = await shown.handle.rows(selected, ranges, columns.sort)
  const [frame, table] = [frames[places[0]], places[1]]
  const chosen = range.drawn.slice(c0, c1 + 1).map(c => frame.columns[c.at])
  const lines: string[][] = []
  for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++)
    lines.push(chosen.map(c => cellText(c, slotOf(c, table, row), utc).plain))
  const labels = chosen.map(c => c.label)
  const rule = chosen.map(c => (kindOf(c.type).numeric ? '---:' : '---'))
  const text = markdown
    ? [markdownRow(labels), markdownRow(rule), ...lines.map(markdownRow)].join('\n')
    : lines.map(l => l.map(tsv).join('\t')).join('\n')
  await navigator.clipboard.writeText(text)
}

function markdownRow(parts: readonly string[]): string {
  return `| ${parts.map(p => p.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}

function tsv(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// The marks of a comparison, as the tables of either side ask for them.
import type { Comparison } from '../../workers/protocol.ts'
import { type Marks, marksOf, type RowMark } from '../results/marks.ts'

export function comparisonMarks(comparison: Comparison, side: Marks['side']): Marks {
  const { cells, rows } = comparison[side]
  const { labels } = comparison
  const marked = new Map<number, Map<number, RowMark>>()
  const tableAt = (place: number): Map<number, RowMark> => {
    let found = marked.get(place)
    if (!found) marked.set(place, (found = new Map()))
    return found
  }
  for (let i = 0; i < rows.length; i += 2) tableAt(rows[i]).set(rows[i + 1], 'alone')
  for (let i = 0; i < cells.length; i += 3) {
    const table = tableAt(cells[i])
    const before = table.get(cells[i + 1])
    const label = labels[cells[i + 2]]
    table.set(cells[i + 1], new Set(typeof before === 'object' ? [...before, label] : [label]))
  }
  return { ...marksOf(comparison, side), rows: marked }
}

// What changed from the pinned result to the one on screen, as one sentence with numbers.
import type { Comparison } from '../../workers/protocol.ts'
import { counted } from '../numbers.ts'
import { names, orderParts, schemaParts, sentence } from '../results/stageWords.ts'

export function comparisonText({ difference, gone, came, counts, tables, labels }: Comparison): string {
  const { cells, added, dropped } = counts ?? { cells: 0, added: 0, dropped: 0 }
  const only = labels.length === 1 && gone.length + came.length + added + dropped === 0 ? 'only ' : ''
  return sentence([
    ...schemaParts(difference),
    cells > 0 && `${only}${names(labels)} changed: ${counted(cells, 'cell')} in ${counted(tables, 'table')}`,
    added > 0 && `${counted(added, 'row')} added`,
    dropped > 0 && `${counted(dropped, 'row')} dropped`,
    came.length > 0 && `${counted(came.length, 'table')} added`,
    gone.length > 0 && `${counted(gone.length, 'table')} dropped`,
    counts === null && 'too many rows to compare each: only tables and columns were compared',
    // rows that moved are told as cells that changed
    ...(cells > 0 && difference.order === 'rows' ? [] : orderParts(difference)),
  ])
}

// Which columns of a card are drawn. A few are drawn all; of many only the first, which stays at the left edge, and
// those near the screen.
import type { Widths } from '../columnWidths.ts'

/** Up to so many columns are drawn always. */
const ALWAYS = 40
/** Pixels: moves within a step draw nothing new. */
export const SPAN_STEP = 240

export interface ColumnSpan {
  /** Places among the columns, ascending. */
  readonly cells: readonly number[]
  readonly row: React.CSSProperties
  /** The cell that stands behind columns that are not drawn. */
  readonly jumps: number | null
}

/** `left` is how far the card is scrolled, `view` how much of it is seen, both in pixels. */
export function columnSpan(widths: Widths, left: number, view: number): ColumnSpan {
  const { columns, total } = widths
  if (columns.length <= ALWAYS)
    return {
      cells: columns.map((_, c) => c),
      row: { gridTemplateColumns: template(columns), width: total },
      jumps: null,
    }
  const [x0, x1] = [left - SPAN_STEP, left + view + 2 * SPAN_STEP]
  const cells = [0]
  let start = columns[0]
  let gap = 0
  for (let c = 1; c < columns.length && start < x1; start += columns[c++]) {
    if (start + columns[c] <= x0) gap += columns[c]
    else cells.push(c)
  }
  const shown = cells.map(c => columns[c])
  if (gap === 0) return { cells, row: { gridTemplateColumns: template(shown), width: total }, jumps: null }
  const row = { gridTemplateColumns: template([shown[0], gap, ...shown.slice(1)]), width: total }
  return { cells, row, jumps: cells[1] ?? null }
}

/** Of the cell that jumps: behind the first and the gap. */
export const jumpStyle: React.CSSProperties = { gridColumnStart: 3 }

const template = (widths: readonly number[]): string => widths.map(w => `${w}px`).join(' ')

// What keys do with the head of a column: Enter sorts, Shift with Enter sorts by it too, Ctrl or ⌘ with the arrows moves
// the column, Shift with the arrows sets its width, Delete hides it; Space opens the menu that has all of it.
import type { Columns, DrawnColumn } from './useColumns.ts'

/** Pixels. */
const WIDER = 16

export interface HeadAround {
  readonly columns: Columns
  readonly drawn: readonly DrawnColumn[]
  /** The column, among those drawn. */
  readonly at: number
  readonly head: HTMLElement
  /** The column has another place now. */
  moved(at: number): void
  openMenu(label: string, head: HTMLElement): void
}

/** True where the key meant the head. */
export function headKey(
  event: React.KeyboardEvent,
  { columns, drawn, at, head, moved, openMenu }: HeadAround,
): boolean {
  const { label } = drawn[at].info
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (event.key === 'Enter') columns.toggleSort(label, event.shiftKey)
  else if (event.key === ' ') openMenu(label, head)
  else if (event.key === 'Delete') columns.show(label, false)
  else if (step !== 0 && (event.metaKey || event.ctrlKey)) {
    if (moveBy(columns, drawn, at, step)) moved(at + step)
  } else if (step !== 0 && event.shiftKey) columns.resize(label, head.offsetWidth + step * WIDER)
  else return false
  event.preventDefault()
  return true
}

/** A step to the left or right among the columns of a table; false where there is none. */
export function moveBy(columns: Columns, drawn: readonly DrawnColumn[], at: number, step: -1 | 1): boolean {
  const other = drawn[at + step]?.info.label
  if (other === undefined) return false
  const before = step < 0 ? other : (columns.labels[columns.labels.indexOf(other) + 1] ?? null)
  columns.move(drawn[at].info.label, before)
  return true
}

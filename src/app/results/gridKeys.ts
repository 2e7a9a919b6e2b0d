// What the keys do with the cells of the tables: arrows go from cell to cell and from table to table, and up into the
// heads of the columns; what is chosen is copied.
import type { Directory, TablesOf } from '../../workers/protocol.ts'
import type { Shown } from '../state/results.ts'
import { headKey } from './columns/headKeys.ts'
import type { Columns, DrawnColumn } from './columns/useColumns.ts'
import { copyCells } from './copyCells.ts'
import { type Chosen, HEAD, type SelectionStore } from './gridSelection.ts'
import type { TableLayout } from './tableLayout.ts'

export interface Surroundings {
  readonly selection: SelectionStore
  readonly layout: TableLayout
  readonly directory: Directory
  readonly columns: Columns
  readonly shown: Shown
  readonly selected: TablesOf
  /** Brings a row into view. */
  keep(table: number, row: number): void
  openMenu(label: string, head: HTMLElement): void
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function moveSelection(event: React.KeyboardEvent, around: Surroundings): void {
  const { selection, layout } = around
  const { chosen } = selection.getState()
  const key = event.key.toLowerCase()
  const mod = event.metaKey || event.ctrlKey
  if (chosen && mod && key === 'c' && getSelection()?.isCollapsed !== false) {
    event.preventDefault()
    const range = { ...chosen, rows: around.directory.rowsOf[chosen.table], drawn: drawnOf(around, chosen.table) }
    void copyCells(range, around, event.shiftKey)
  } else if (chosen && mod && key === 'a') {
    event.preventDefault()
    selection.setState({ chosen: wholeTable(around, chosen.table) })
  } else if (chosen?.head.row === HEAD && keyOnHead(event, around, chosen)) return
  else if (event.key === 'Escape' && chosen) selection.setState({ chosen: null })
  else if (event.key === 'Enter' && !chosen && layout.tables.length > 0) {
    const first = { row: 0, column: 0 }
    selection.setState({ chosen: { table: firstInView(event) ?? layout.tables[0], anchor: first, head: first } })
  } else if (steps[event.key] && chosen && !mod && !event.altKey) {
    event.preventDefault()
    step(chosen, steps[event.key], event.shiftKey, around)
  }
}

function drawnOf({ columns, directory }: Surroundings, table: number): readonly DrawnColumn[] {
  return columns.of(directory.schemas[directory.schemaOf[table]])
}

function keyOnHead(event: React.KeyboardEvent, around: Surroundings, chosen: Chosen): boolean {
  const { columns, selection, openMenu } = around
  const drawn = drawnOf(around, chosen.table)
  const at = Math.min(chosen.head.column, drawn.length - 1)
  const head = event.currentTarget.querySelector<HTMLElement>(`[data-cell="${chosen.table},${HEAD},${at}"]`)
  if (at < 0 || !head) return false
  const moved = (to: number): void => {
    const there = { row: HEAD, column: to }
    selection.setState({ chosen: { table: chosen.table, anchor: there, head: there } })
  }
  return headKey(event, { columns, drawn, at, head, moved, openMenu })
}

function step(chosen: Chosen, [down, right]: readonly [number, number], extend: boolean, around: Surroundings): void {
  const { selection, directory, layout, keep } = around
  const last = drawnOf(around, chosen.table).length - 1
  const head = { row: chosen.head.row + down, column: Math.max(0, Math.min(last, chosen.head.column + right)) }
  const least = extend && chosen.head.row !== HEAD ? 0 : HEAD
  if (head.row >= least && head.row < directory.rowsOf[chosen.table]) {
    selection.setState({ chosen: { table: chosen.table, anchor: extend ? chosen.anchor : head, head } })
    keep(chosen.table, head.row)
    return
  }
  const next = layout.tables[layout.tables.indexOf(chosen.table) + down]
  if (extend || next === undefined) return
  const there = {
    row: down > 0 ? 0 : Math.max(0, directory.rowsOf[next] - 1),
    column: Math.max(0, Math.min(head.column, drawnOf(around, next).length - 1)),
  }
  selection.setState({ chosen: { table: next, anchor: there, head: there } })
  keep(next, there.row)
}

function wholeTable(around: Surroundings, table: number): Chosen {
  const end = { row: Math.max(0, around.directory.rowsOf[table] - 1), column: drawnOf(around, table).length - 1 }
  return { table, anchor: { row: 0, column: 0 }, head: end }
}

function firstInView(event: React.KeyboardEvent): number | null {
  const top = event.currentTarget.getBoundingClientRect().top
  for (const card of event.currentTarget.querySelectorAll<HTMLElement>('[data-table]'))
    if (card.getBoundingClientRect().top >= top - 1) return Number(card.dataset.table)
  return null
}

// A rectangle of cells within one table, chosen by mouse or keyboard, and what the keys do with it.
import { useState } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { kindOf, slotOf } from '../../tables/index.ts'
import type { Directory, TablesOf } from '../../workers/protocol.ts'
import type { Shown } from '../state/results.ts'
import { cellText } from './cellText.ts'
import type { RowCache } from './rowCache.ts'
import type { TableLayout } from './tableLayout.ts'

export interface CellPlace {
  readonly row: number
  readonly column: number
}

export interface Chosen {
  /** The table's place in the stream. */
  readonly table: number
  readonly anchor: CellPlace
  readonly head: CellPlace
}

export interface SelectionStore extends StoreApi<{ readonly chosen: Chosen | null }> {
  pointed(event: React.PointerEvent): void
  dragged(event: React.PointerEvent): void
  released(): void
}

export function useSelection(): SelectionStore {
  const [store] = useState(() => {
    const own = createStore<{ readonly chosen: Chosen | null }>(() => ({ chosen: null }))
    let dragging = false
    const pointed = (event: React.PointerEvent): void => {
      if (event.button !== 0 || event.pointerType === 'touch') return
      const at = cellUnder(event)
      const { chosen } = own.getState()
      if (at === null) {
        own.setState({ chosen: null })
        return
      }
      dragging = true
      const extends_ = event.shiftKey && chosen?.table === at.table
      own.setState({ chosen: { table: at.table, anchor: extends_ ? chosen.anchor : at, head: at } })
    }
    const dragged = (event: React.PointerEvent): void => {
      const { chosen } = own.getState()
      if (!dragging || !chosen) return
      const at = cellUnder(event)
      if (at?.table === chosen.table && (at.row !== chosen.head.row || at.column !== chosen.head.column))
        own.setState({ chosen: { ...chosen, head: at } })
    }
    return { ...own, pointed, dragged, released: () => void (dragging = false) }
  })
  return store
}

function cellUnder(event: React.PointerEvent): (CellPlace & { readonly table: number }) | null {
  const cell = (event.target as Element).closest<HTMLElement>('[data-cell]')
  if (!cell) return null
  const [table, row, column] = cell.dataset.cell!.split(',').map(Number)
  return { table, row, column }
}

/** The rows and columns of the rectangle, ends included. */
export function extentOf({ anchor, head }: Chosen): { r0: number; r1: number; c0: number; c1: number } {
  return {
    r0: Math.min(anchor.row, head.row),
    r1: Math.max(anchor.row, head.row),
    c0: Math.min(anchor.column, head.column),
    c1: Math.max(anchor.column, head.column),
  }
}

interface Surroundings {
  readonly selection: SelectionStore
  readonly layout: TableLayout
  readonly directory: Directory
  readonly shown: Shown
  readonly selected: TablesOf
  readonly cache: RowCache
  /** Brings a row into view. */
  keep(table: number, row: number): void
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export function moveSelection(event: React.KeyboardEvent, around: Surroundings): void {
  const { selection, layout, directory, keep } = around
  const { chosen } = selection.getState()
  const mod = event.metaKey || event.ctrlKey
  if (mod && event.key.toLowerCase() === 'c' && chosen && getSelection()?.isCollapsed !== false) {
    event.preventDefault()
    void copy(chosen, around, event.shiftKey)
    return
  }
  if (event.key === 'Escape' && chosen) selection.setState({ chosen: null })
  if (event.key === 'Enter' && !chosen && layout.tables.length > 0) {
    const first = { row: 0, column: 0 }
    selection.setState({ chosen: { table: firstInView(event) ?? layout.tables[0], anchor: first, head: first } })
  }
  const step = steps[event.key]
  if (!step || !chosen || mod || event.altKey) return
  event.preventDefault()
  const columns = directory.schemas[directory.schemaOf[chosen.table]].columns.length
  const rows = directory.rowsOf[chosen.table]
  const head = {
    row: chosen.head.row + step[0],
    column: Math.max(0, Math.min(columns - 1, chosen.head.column + step[1])),
  }
  if (head.row >= 0 && head.row < rows) {
    selection.setState({ chosen: { table: chosen.table, anchor: event.shiftKey ? chosen.anchor : head, head } })
    keep(chosen.table, head.row)
    return
  }
  const next = layout.tables[layout.tables.indexOf(chosen.table) + step[0]]
  if (event.shiftKey || next === undefined) return
  const width = directory.schemas[directory.schemaOf[next]].columns.length
  const there = {
    row: step[0] > 0 ? 0 : Math.max(0, directory.rowsOf[next] - 1),
    column: Math.min(head.column, width - 1),
  }
  selection.setState({ chosen: { table: next, anchor: there, head: there } })
  keep(next, there.row)
}

function firstInView(event: React.KeyboardEvent): number | null {
  const top = event.currentTarget.getBoundingClientRect().top
  for (const card of event.currentTarget.querySelectorAll<HTMLElement>('[data-table]'))
    if (card.getBoundingClientRect().top >= top - 1) return Number(card.dataset.table)
  return null
}

/** More rows than this are better had as a file. */
const MOST_COPIED = 100_000

/** The rectangle as TSV, or as a Markdown table with the names of its columns. */
async function copy(chosen: Chosen, { shown, selected }: Surroundings, markdown: boolean): Promise<void> {
  const { r0, r1, c0, c1 } = extentOf(chosen)
  const ranges = Int32Array.of(chosen.table, r0, Math.min(r1 + 1, r0 + MOST_COPIED))
  const { frames, places } = await shown.handle.rows(selected, ranges)
  const [frame, table] = [frames[places[0]], places[1]]
  const columns = frame.columns.slice(c0, c1 + 1)
  const lines: string[][] = []
  for (let row = frame.offsets[table]; row < frame.offsets[table + 1]; row++)
    lines.push(columns.map(c => cellText(c, slotOf(c, table, row)).plain))
  if (markdown) {
    const cells = (parts: readonly string[]): string =>
      `| ${parts.map(p => p.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
    const rule = columns.map(c => (kindOf(c.type).numeric ? '---:' : '---'))
    await navigator.clipboard.writeText([cells(columns.map(c => c.label)), cells(rule), ...lines.map(cells)].join('\n'))
  } else await navigator.clipboard.writeText(lines.map(l => l.map(tsv).join('\t')).join('\n'))
}

function tsv(text: string): string {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

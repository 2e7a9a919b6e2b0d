// A rectangle of cells within one table, chosen by mouse or keyboard.
import { useState } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** The row of the heads. */
export const HEAD = -1

export interface CellPlace {
  /** As it stands after a sort; `HEAD` is that of the heads. */
  readonly row: number
  /** Among the columns drawn. */
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

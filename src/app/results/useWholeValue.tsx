// Opens the whole of a value: by a click on a cell that is cut, by resting on it, or by Enter on any cell.
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { slotOf } from '../../tables/index.ts'
import type { Directory } from '../../workers/protocol.ts'
import type { DisplayZone } from '../zone.ts'
import { cellText, drawnText } from './cellText.ts'
import type { Columns } from './columns/useColumns.ts'
import { HEAD } from './gridSelection.ts'
import { BLOCK, type RowCache } from './rowCache.ts'
import type { WholeValueProps } from './WholeValue.tsx'

const WholeValue = lazy(() => import('./WholeValue.tsx'))
const REST_MS = 700

export interface WholeValueKeys {
  clicked(event: React.MouseEvent): void
  moved(event: React.PointerEvent): void
  /** True where it opened. */
  entered(event: React.KeyboardEvent): boolean
  readonly popup: ReactNode
}

interface Around {
  readonly directory: Directory
  readonly columns: Columns
  readonly cache: RowCache
  readonly zone: DisplayZone
}

type Opened = Omit<WholeValueProps, 'close'>

export function useWholeValue(around: Around): WholeValueKeys {
  const [opened, setOpened] = useState<Opened | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const under = useRef<Element | null>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  const open = (cell: HTMLElement | null, focused: boolean): boolean => {
    clearTimeout(timer.current)
    const value = cell && valueIn(cell, around)
    if (value) setOpened({ ...value, focused })
    return value !== null
  }
  return {
    clicked: event => void open(cutUnder(event), false),
    moved(event) {
      const cell = event.pointerType === 'mouse' && event.buttons === 0 ? cutUnder(event) : null
      if (cell === under.current) return
      under.current = cell
      clearTimeout(timer.current)
      if (cell && opened === null) timer.current = setTimeout(() => open(cell, false), REST_MS)
    },
    entered: event =>
      event.key === 'Enter' && open((event.target as Element).closest<HTMLElement>('[role=gridcell]'), true),
    popup: opened && (
      <Suspense>
        <WholeValue key={opened.cell.dataset.cell} {...opened} close={() => setOpened(null)} />
      </Suspense>
    ),
  }
}

const cutUnder = (event: React.SyntheticEvent): HTMLElement | null =>
  (event.target as Element).closest<HTMLElement>('[data-cut]')

function valueIn(cell: HTMLElement, { directory, columns, cache, zone }: Around): Omit<Opened, 'focused'> | null {
  const [place, row, c] = cell.dataset.cell!.split(',').map(Number)
  const block = row === HEAD ? null : cache.block(place, row)
  const drawn = columns.of(directory.schemas[directory.schemaOf[place]])[c]
  if (!block || !drawn) return null
  const column = block.frame.columns[drawn.at]
  const text = cellText(column, slotOf(column, block.table, block.start + (row % BLOCK)), zone)
  const { label, type } = drawn.info
  const shown = type === 'time' ? drawnText(text) : text.plain
  return { cell, label, type, plain: text.kind === 'null' ? 'null' : text.plain, drawn: shown === text.plain ? null : shown } // biome-ignore format: one record
}

// One table: its group key as the caption, its columns, and the rows near the screen. The rows it is given are handles
// into the fetched blocks, never row objects.
// biome-ignore-all lint/a11y/useSemanticElements: a table element lays out all its rows; here only some exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the cell that keys have chosen takes the focus, no other
import { KeyRound } from 'lucide-react'
import { memo, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Frame } from '../../tables/index.ts'
import type { Directory, Schema, SortBy } from '../../workers/protocol.ts'
import type { DisplayZone } from '../zone.ts'
import { Caption } from './Caption.tsx'
import { CardRow, cellChanged, touches } from './CardRow.tsx'
import { CellValue } from './CellValue.tsx'
import { type CellText, lengthOf } from './cellText.ts'
import { ColumnHead } from './columns/ColumnHead.tsx'
import { type ColumnSpan, columnSpan, jumpStyle, SPAN_STEP } from './columns/columnSpan.ts'
import type { DrawnColumn } from './columns/useColumns.ts'
import type { Widths } from './columnWidths.ts'
import { extentOf, HEAD, type SelectionStore } from './gridSelection.ts'
import { type ColumnMark, MarksContext, markClass } from './marks.ts'
import type { RowCache } from './rowCache.ts'
import { handlesOf, type RowHandle, textOf } from './rowHandles.ts'
import type { CardForm } from './tableLayout.ts'

interface CardProps {
  /** The table's place in the stream. */
  readonly place: number
  readonly top: number
  readonly form: CardForm
  /** The rows that are drawn. */
  readonly from: number
  readonly to: number
  /** All rows of the table. */
  readonly rows: number
  readonly schema: Schema
  readonly schemaAt: number
  readonly shared: Directory['shared']
  readonly columns: readonly DrawnColumn[]
  readonly sort: readonly SortBy[]
  readonly widths: Widths
  /** Pixels of a card that are seen of its width. */
  readonly view: number
  readonly onWide: (schema: number, column: number, characters: number) => void
  readonly zone: DisplayZone
  readonly cache: RowCache
  readonly version: number
  readonly selection: SelectionStore
}

export const Card = memo(function Card(props: CardProps) {
  const { place, top, form, from, to, rows, schema, columns, zone, cache, version, widths } = props
  const before = useRef<readonly RowHandle[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` counts what arrives in the cache
  const handles = useMemo(() => (before.current = handlesOf(cache, place, from, to, before.current)), [cache, place, from, to, version]) // biome-ignore format: one call
  // The key is the same in every block of the table: the last one seen will do while another is on its way.
  const keyed = useRef<{ readonly frame: Frame; readonly table: number } | null>(null)
  keyed.current = cache.block(place, from) ?? keyed.current
  const marks = useContext(MarksContext)
  const alone = marks?.alone.has(place) ? (marks.side === 'before' ? 'gone' : 'came') : null
  const rowMarks = marks?.rows?.get(place)
  return (
    <article className={alone ? `card ${alone}` : 'card'} style={{ top }} data-table={place}>
      <Caption alone={alone} schema={schema} rows={rows} shared={props.shared} frame={keyed.current} zone={zone} />
      {form === 'pairs' ? (
        <dl className="pairs">
          {columns.map(({ info, at }, c) => (
            <Pair
              key={info.label}
              column={{ info, at }}
              place={`${place},0,${c}`}
              mark={marks?.columns.get(info.label)}
              text={handles[0] ? textOf(handles[0], at, zone) : null}
              changed={cellChanged(rowMarks?.get(0), info.label)}
            />
          ))}
        </dl>
      ) : (
        <Grid {...props} handles={handles} widths={widths} />
      )}
    </article>
  )
})

function Grid(props: CardProps & { readonly handles: readonly RowHandle[] }) {
  const { place, from, to, rows, columns, widths, handles, view } = props
  const chosen = useStore(props.selection, s => (s.chosen?.table === place ? s.chosen : null))
  const marks = useContext(MarksContext)
  const rowMarks = marks?.rows?.get(place)
  const [left, setLeft] = useState(0)
  const span = useMemo(() => columnSpan(widths, left, view), [widths, left, view])
  useWideValues(props, span)
  const [grid, head] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const here = chosen && (chosen.head.row === HEAD || (chosen.head.row >= from && chosen.head.row < to))
  useFocus(grid, here ? `${place},${chosen.head.row},${chosen.head.column}` : null)
  const area = chosen?.head.row === HEAD ? extentOf(chosen) : null
  return (
    <div
      role="grid"
      ref={grid}
      aria-label={`Table ${place + 1}`}
      aria-rowcount={rows + 1}
      aria-colcount={columns.length}
    >
      <div className="head-scroll" ref={head} role="rowgroup">
        <div role="row" aria-rowindex={1} className="row head" style={span.row}>
          {span.cells.map(c => (
            <ColumnHead
              key={columns[c].info.label}
              column={columns[c]}
              at={c}
              place={`${place},${HEAD},${c}`}
              sort={props.sort}
              mark={marks?.columns.get(columns[c].info.label)}
              chosen={area !== null && c >= area.c0 && c <= area.c1}
              head={chosen?.head.row === HEAD && chosen.head.column === c}
              style={c === span.jumps ? jumpStyle : undefined}
            />
          ))}
        </div>
      </div>
      <div
        className="body-scroll"
        tabIndex={widths.overflows ? 0 : undefined}
        role="rowgroup"
        onScroll={e => {
          const at = e.currentTarget.scrollLeft
          if (head.current) head.current.scrollLeft = at
          setLeft(Math.floor(at / SPAN_STEP) * SPAN_STEP)
        }}
      >
        {rows === 0 && <div className="no-rows">no rows</div>}
        {handles.map(handle => (
          <CardRow
            key={handle.row}
            handle={handle}
            place={place}
            columns={columns}
            span={span}
            zone={props.zone}
            widths={widths}
            chosen={touches(chosen, handle.row) ? chosen : null}
            mark={rowMarks?.get(handle.row)}
            side={marks?.side}
          />
        ))}
      </div>
    </div>
  )
}

/** The chosen cell has the focus, and gives it back to the tables when it is scrolled away. */
function useFocus(grid: React.RefObject<HTMLElement | null>, place: string | null): void {
  useLayoutEffect(() => {
    const cell = place === null ? null : grid.current?.querySelector<HTMLElement>(`[data-cell="${place}"]`)
    if (!cell) return
    cell.focus({ preventScroll: true })
    return () => {
      if (document.activeElement === cell) cell.closest<HTMLElement>('.scroll')?.focus({ preventScroll: true })
    }
  }, [grid, place])
}

interface PairProps {
  readonly place: string
  readonly column: DrawnColumn
  readonly mark?: ColumnMark
  readonly text: CellText | null
  readonly changed: boolean
}

function Pair({ column: { info }, place, mark, text, changed }: PairProps) {
  return (
    <>
      <dt className={`${info.key ? 'key' : ''}${markClass(mark)}`}>
        {info.key && <KeyRound size={11} aria-label="group key" />}
        {info.label}
        {mark && <small>{mark}</small>}
      </dt>
      <dd data-cell={place} data-cut className={changed ? 'changed' : undefined}>
        {text && <CellValue text={text} />}
        {changed && <span className="visually-hidden"> changed</span>}
      </dd>
    </>
  )
}

/** How wide the values are that are drawn: numbers are never cut, and a column can be fitted to what is in it. */
function useWideValues(props: CardProps & { readonly handles: readonly RowHandle[] }, span: ColumnSpan): void {
  const { columns, schemaAt, onWide, handles, zone } = props
  useLayoutEffect(() => {
    for (const c of span.cells) {
      const { info, at } = columns[c]
      let widest = info.width
      for (const handle of handles) {
        const text = textOf(handle, at, zone)
        if (text) widest = Math.max(widest, lengthOf(text))
      }
      if (widest > info.width) onWide(schemaAt, at, widest)
    }
  }, [columns, schemaAt, onWide, handles, zone, span])
}

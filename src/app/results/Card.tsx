// One table: its group key as the caption, its columns, and the rows near the screen. The column model is react-table's;
// the rows it is given are handles into the fetched blocks, never row objects.
// biome-ignore-all lint/a11y/useSemanticElements: a table element lays out all its rows; here only some exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the cell that keys have chosen takes the focus, no other
import { useTable } from '@tanstack/react-table'
import { KeyRound } from 'lucide-react'
import { memo, useContext, useLayoutEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { type Frame, slotOf } from '../../tables/index.ts'
import type { ColumnInfo, Directory, Schema } from '../../workers/protocol.ts'
import { counted } from '../numbers.ts'
import { CardRow, cellChanged, rowStyle, touches } from './CardRow.tsx'
import { CellValue } from './CellValue.tsx'
import { type CellText, cellText } from './cellText.ts'
import { columnModel, features, handlesOf, type RowHandle, textOf } from './columnModel.ts'
import type { Widths } from './columnWidths.ts'
import type { SelectionStore } from './gridSelection.ts'
import { type ColumnMark, MarksContext } from './marks.ts'
import type { RowCache } from './rowCache.ts'
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
  readonly widths: Widths
  readonly onWide: (schema: number, column: number, characters: number) => void
  readonly cache: RowCache
  readonly version: number
  readonly selection: SelectionStore
}

export const Card = memo(function Card(props: CardProps) {
  const { place, top, form, from, to, rows, schema, cache, version, widths } = props
  const before = useRef<readonly RowHandle[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` counts what arrives in the cache
  const handles = useMemo(() => (before.current = handlesOf(cache, place, from, to, before.current)), [cache, place, from, to, version]) // biome-ignore format: one call
  const table = useTable({
    features,
    columns: columnModel(schema),
    data: handles as RowHandle[],
    getRowId: h => String(h.row),
  })
  const columns = table.getHeaderGroups()[0]?.headers ?? []
  const chosen = useStore(props.selection, s => (s.chosen?.table === place ? s.chosen : null))
  useWideValues(props, handles)
  const [head, body] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const headHere = chosen && chosen.head.row >= from && chosen.head.row < to
  useFocus(body, headHere ? `${place},${chosen.head.row},${chosen.head.column}` : null)
  // The key is the same in every block of the table: the last one seen will do while another is on its way.
  const keyed = useRef<{ readonly frame: Frame; readonly table: number } | null>(null)
  keyed.current = cache.block(place, from) ?? keyed.current
  const marks = useContext(MarksContext)
  const alone = marks?.alone.has(place) ? (marks.side === 'before' ? 'gone' : 'came') : null
  const rowMarks = marks?.rows?.get(place)
  const name = alone ? `card ${alone}` : 'card'
  const caption = <Caption alone={alone} schema={schema} rows={rows} shared={props.shared} frame={keyed.current} />
  if (form === 'pairs')
    return (
      <article className={name} style={{ top }} data-table={place}>
        {caption}
        <dl className="pairs">
          {columns.map((header, c) => (
            <Pair
              key={header.id}
              info={schema.columns[c]}
              mark={marks?.columns.get(schema.columns[c].label)}
              text={handles[0] ? textOf(handles[0], c) : null}
              changed={cellChanged(rowMarks?.get(0), schema.columns[c].label)}
            />
          ))}
        </dl>
      </article>
    )
  return (
    <article className={name} style={{ top }} data-table={place}>
      <div className="card-head">
        {caption}
        <div className="head-scroll" ref={head} aria-hidden="true">
          <div className="row head" style={rowStyle(widths)}>
            {columns.map((header, c) => (
              <ColumnHead key={header.id} info={schema.columns[c]} mark={marks?.columns.get(schema.columns[c].label)} />
            ))}
          </div>
        </div>
      </div>
      <div
        className="body-scroll"
        ref={body}
        tabIndex={widths.overflows ? 0 : undefined}
        role="grid"
        aria-label={`Table ${place + 1}`}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length}
        onScroll={e => head.current && (head.current.scrollLeft = e.currentTarget.scrollLeft)}
      >
        {/* The visible head is a copy that sticks; this one is what a reader's software finds. */}
        <div role="row" aria-rowindex={1} className="visually-hidden">
          {columns.map((header, c) => (
            <span key={header.id} role="columnheader">
              {schema.columns[c].label}, {schema.columns[c].type}
              {schema.columns[c].key ? ', group key' : ''}
              {marks?.columns.has(schema.columns[c].label) ? `, ${marks.columns.get(schema.columns[c].label)}` : ''}
            </span>
          ))}
        </div>
        {rows === 0 && <div className="no-rows">no rows</div>}
        {handles.map(handle => (
          <CardRow
            key={handle.row}
            handle={handle}
            place={place}
            schema={schema}
            widths={widths}
            chosen={touches(chosen, handle.row) ? chosen : null}
            mark={rowMarks?.get(handle.row)}
            side={marks?.side}
          />
        ))}
      </div>
    </article>
  )
})

interface CaptionProps {
  /** Whether only this side of a pair has the table. */
  readonly alone: 'gone' | 'came' | null
  readonly schema: Schema
  readonly rows: number
  readonly shared: Directory['shared']
  readonly frame: { readonly frame: Frame; readonly table: number } | null
}

function Caption({ alone, schema, rows, shared, frame }: CaptionProps) {
  return (
    <div className="caption">
      {schema.key.length === 0 && <span className="muted">no group key</span>}
      <ul className="chips" aria-label="Group key">
        {schema.key.map(label => (
          <li key={label} className={shared.some(s => s.label === label) ? 'chip' : 'chip diff'}>
            <i>{label}=</i>
            {frame && <CellValue text={keyText(frame, label)} />}
          </li>
        ))}
      </ul>
      {alone && <span className="card-mark">{alone === 'gone' ? 'dropped' : 'added'}</span>}
      <span className="count muted">{counted(rows, 'row')}</span>
    </div>
  )
}

function keyText({ frame, table }: { readonly frame: Frame; readonly table: number }, label: string): CellText {
  const column = frame.columns.find(c => c.label === label)!
  return cellText(column, slotOf(column, table, frame.offsets[table]))
}

function ColumnHead({ info, mark }: { readonly info: ColumnInfo; readonly mark?: ColumnMark }) {
  return (
    <div className={`cell th${info.key ? ' key' : ''}${info.numeric ? ' num' : ''}${markClass(mark)}`}>
      <span className="th-name">
        {info.key && <KeyRound size={11} aria-hidden="true" />}
        {info.label}
      </span>
      <small>{mark ? `${info.type} · ${mark}` : info.type}</small>
    </div>
  )
}

const markClass = (mark?: ColumnMark): string => (mark ? ` marked mark-${mark.split(' ')[0]}` : '')

/** The chosen cell has the focus, and gives it back to the tables when it is scrolled away. */
function useFocus(body: React.RefObject<HTMLElement | null>, place: string | null): void {
  useLayoutEffect(() => {
    const cell = place === null ? null : body.current?.querySelector<HTMLElement>(`[data-cell="${place}"]`)
    if (!cell) return
    cell.focus({ preventScroll: true })
    return () => {
      if (document.activeElement === cell) cell.closest<HTMLElement>('.scroll')?.focus({ preventScroll: true })
    }
  }, [body, place])
}

interface PairProps {
  readonly info: ColumnInfo
  readonly mark?: ColumnMark
  readonly text: CellText | null
  readonly changed: boolean
}

function Pair({ info, mark, text, changed }: PairProps) {
  return (
    <>
      <dt className={`${info.key ? 'key' : ''}${markClass(mark)}`}>
        {info.key && <KeyRound size={11} aria-label="group key" />}
        {info.label}
        {mark && <small>{mark}</small>}
      </dt>
      <dd className={changed ? 'changed' : undefined}>
        {text && <CellValue text={text} />}
        {changed && <span className="visually-hidden"> changed</span>}
      </dd>
    </>
  )
}

/** Numbers are never cut: a value wider than its column's sample widens the column. */
function useWideValues({ schema, schemaAt, onWide }: CardProps, handles: readonly RowHandle[]): void {
  useLayoutEffect(() => {
    schema.columns.forEach((info, c) => {
      if (!info.numeric) return
      let widest = info.width
      for (const handle of handles) widest = Math.max(widest, textOf(handle, c)?.text.length ?? 0)
      if (widest > info.width) onWide(schemaAt, c, widest)
    })
  }, [schema, schemaAt, onWide, handles])
}

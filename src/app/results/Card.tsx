// One table: its group key as the caption, its columns, and the rows near the screen. The column model is react-table's;
// the rows it is given are handles into the fetched blocks, never row objects.
// biome-ignore-all lint/a11y/useSemanticElements: a table element lays out all its rows; here only some exist
// biome-ignore-all lint/a11y/useFocusableInteractive: the cell that keys have chosen takes the focus, no other
import { createColumnHelper, tableFeatures, useTable } from '@tanstack/react-table'
import { KeyRound } from 'lucide-react'
import { memo, useLayoutEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { type Frame, slotOf } from '../../tables/index.ts'
import type { ColumnInfo, Directory, Schema } from '../../workers/protocol.ts'
import { counted } from '../numbers.ts'
import { type CellText, cellText } from './cellText.ts'
import { cutInMiddle, type Widths } from './columnWidths.ts'
import { extentOf, type SelectionStore } from './gridSelection.ts'
import { BLOCK, type RowCache } from './rowCache.ts'
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

/** A row of a table: where it lies, once it is here. */
interface RowHandle {
  readonly row: number
  readonly frame: Frame | null
  readonly table: number
  /** The row within the frame. */
  readonly at: number
}

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, RowHandle>()
const models = new WeakMap<Schema, ReturnType<typeof columnsOf>>()

function columnsOf(schema: Schema) {
  return helper.columns(
    schema.columns.map((info, i) =>
      helper.accessor(handle => textOf(handle, i), { id: String(i), header: info.label }),
    ),
  )
}

function columnModel(schema: Schema): ReturnType<typeof columnsOf> {
  let model = models.get(schema)
  if (!model) models.set(schema, (model = columnsOf(schema)))
  return model
}

function textOf({ frame, table, at }: RowHandle, column: number): CellText | null {
  if (!frame) return null
  const stored = frame.columns[column]
  return cellText(stored, slotOf(stored, table, at))
}

export const Card = memo(function Card(props: CardProps) {
  const { place, top, form, from, to, rows, schema, cache, version, widths } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` counts what arrives in the cache
  const handles = useMemo(() => handlesOf(cache, place, from, to), [cache, place, from, to, version])
  const table = useTable({ features, columns: columnModel(schema), data: handles, getRowId: h => String(h.row) })
  const columns = table.getHeaderGroups()[0]?.headers ?? []
  const chosen = useStore(props.selection, s => (s.chosen?.table === place ? s.chosen : null))
  const area = chosen && extentOf(chosen)
  useWideValues(props, handles)
  const [head, body] = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)]
  const headHere = chosen && chosen.head.row >= from && chosen.head.row < to
  useFocus(body, headHere ? `${place},${chosen.head.row},${chosen.head.column}` : null)
  const caption = <Caption schema={schema} rows={rows} shared={props.shared} frame={keyFrame(cache, place, from)} />
  if (form === 'pairs')
    return (
      <article className="card" style={{ top }} data-table={place}>
        {caption}
        <dl className="pairs">
          {columns.map((header, c) => (
            <Pair key={header.id} info={schema.columns[c]} text={handles[0] ? textOf(handles[0], c) : null} />
          ))}
        </dl>
      </article>
    )
  return (
    <article className="card" style={{ top }} data-table={place}>
      <div className="card-head">
        {caption}
        <div className="head-scroll" ref={head} aria-hidden="true">
          <div className="row head" style={{ gridTemplateColumns: template(widths), width: widths.total }}>
            {columns.map((header, c) => (
              <ColumnHead key={header.id} info={schema.columns[c]} />
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
            </span>
          ))}
        </div>
        {rows === 0 && <div className="no-rows">no rows</div>}
        {table.getRowModel().rows.map(row => (
          <div
            key={row.id}
            role="row"
            aria-rowindex={row.original.row + 2}
            className="row"
            style={{ gridTemplateColumns: template(widths), width: widths.total }}
          >
            {columns.map((header, c) => {
              const text = row.getValue<CellText | null>(header.id)
              const inside =
                area && row.original.row >= area.r0 && row.original.row <= area.r1 && c >= area.c0 && c <= area.c1
              return (
                <Cell
                  key={header.id}
                  info={schema.columns[c]}
                  text={text}
                  room={widths.room[c]}
                  place={`${place},${row.original.row},${c}`}
                  chosen={inside === true}
                  head={chosen?.head.row === row.original.row && chosen.head.column === c}
                />
              )
            })}
          </div>
        ))}
      </div>
    </article>
  )
})

function template(widths: Widths): string {
  return widths.columns.map(w => `${w}px`).join(' ')
}

function handlesOf(cache: RowCache, place: number, from: number, to: number): RowHandle[] {
  const out: RowHandle[] = []
  for (let row = from; row < to; row++) {
    const block = cache.block(place, row)
    out.push(block ? { row, frame: block.frame, table: block.table, at: block.start + (row % BLOCK) } : { row, frame: null, table: 0, at: 0 }) // biome-ignore format: two forms of one thing
  }
  return out
}

/** A frame that has the table's group key, and which of its tables it is. */
function keyFrame(cache: RowCache, place: number, row: number): { frame: Frame; table: number } | null {
  return cache.block(place, row)
}

interface CaptionProps {
  readonly schema: Schema
  readonly rows: number
  readonly shared: Directory['shared']
  readonly frame: { readonly frame: Frame; readonly table: number } | null
}

function Caption({ schema, rows, shared, frame }: CaptionProps) {
  return (
    <div className="caption">
      {schema.key.length === 0 && <span className="muted">no group key</span>}
      <ul className="chips" aria-label="Group key">
        {schema.key.map(label => (
          <li key={label} className={shared.some(s => s.label === label) ? 'chip' : 'chip diff'}>
            <i>{label}=</i>
            {frame && <Text text={keyText(frame, label)} />}
          </li>
        ))}
      </ul>
      <span className="count muted">{counted(rows, 'row')}</span>
    </div>
  )
}

function keyText({ frame, table }: { readonly frame: Frame; readonly table: number }, label: string): CellText {
  const column = frame.columns.find(c => c.label === label)!
  return cellText(column, slotOf(column, table, frame.offsets[table]))
}

function ColumnHead({ info }: { readonly info: ColumnInfo }) {
  return (
    <div className={`cell th${info.key ? ' key' : ''}${info.numeric ? ' num' : ''}`}>
      <span className="th-name">
        {info.key && <KeyRound size={11} aria-hidden="true" />}
        {info.label}
      </span>
      <small>{info.type}</small>
    </div>
  )
}

interface CellProps {
  readonly info: ColumnInfo
  readonly text: CellText | null
  readonly room: number | null
  readonly place: string
  readonly chosen: boolean
  /** The one cell that keys move. */
  readonly head: boolean
}

function Cell({ info, text, room, place, chosen, head }: CellProps) {
  const cut = text !== null && room !== null && text.text.length > room
  return (
    <div
      role="gridcell"
      tabIndex={head ? -1 : undefined}
      className={`cell${info.numeric ? ' num' : ''}${chosen ? ' chosen' : ''}`}
      aria-selected={chosen || undefined}
      data-cell={place}
      title={cut ? text.plain : undefined}
    >
      {text && <Text text={cut ? { ...text, text: cutInMiddle(text.text, room) } : text} />}
    </div>
  )
}

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

function Pair({ info, text }: { readonly info: ColumnInfo; readonly text: CellText | null }) {
  return (
    <>
      <dt className={info.key ? 'key' : undefined}>
        {info.key && <KeyRound size={11} aria-label="group key" />}
        {info.label}
      </dt>
      <dd>{text && <Text text={text} />}</dd>
    </>
  )
}

function Text({ text }: { readonly text: CellText }) {
  if (text.kind !== 'value') return <span className={text.kind}>{text.text}</span>
  return (
    <>
      {text.before && <span className="blank">{text.before}</span>}
      {text.text}
      {text.zeros && <span className="zeros">{text.zeros}</span>}
      {text.end}
      {text.after && <span className="blank">{text.after}</span>}
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

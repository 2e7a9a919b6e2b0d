// All tables of a result in one column, of which only those on screen are drawn. Heights come from row counts, rows
// from the worker as they come near; past the browser's limit on heights the scroll model bends the bar.
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react' // biome-ignore format: one line
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { useZone } from '../zone.ts'
import { Card } from './Card.tsx'
import { useHeadGestures } from './columns/headGestures.ts'
import { moveSelection } from './gridKeys.ts'
import { useSelection } from './gridSelection.ts'
import { RowCache, type RowsNeeded } from './rowCache.ts'
import { useWidths } from './schemaWidths.ts'
import { ScrollModel } from './scrollModel.ts'
import { type CardForm, cardAt, formOf, layOut, type Metrics, type RowWindow, rowsBetween } from './tableLayout.ts'
import { useSize } from './useSize.ts'
import { useSortedPlaces } from './useSortedPlaces.ts'
import { useWholeValue } from './useWholeValue.tsx'
import type { TablesViewProps } from './view.ts'

const ColumnMenu = lazy(() => import('./columns/ColumnMenu.tsx'))

/** Pixels above and below the screen that are drawn too. */
const OVERSCAN = 300
/** Cards are placed relative to a multiple of this, since browsers place nothing beyond some 16 million pixels. */
const CHUNK = 1_000_000
/** Below this width a one-row table is drawn as names and values. */
const SMALL = 560
const SIDE = 14
const TOP = 4

export function metricsFor(density: 'comfortable' | 'compact', narrow: boolean): Metrics {
  const row = density === 'compact' && !narrow ? 22 : 26
  return { caption: 33, header: 40, row, gap: 12, pair: 29, empty: 30, border: 1 }
}

interface VisibleCard {
  readonly place: number
  readonly top: number
  readonly form: CardForm
  readonly window: RowWindow
}

export function TablesView({
  shown,
  selected,
  directory,
  found,
  columns,
  goTo = null,
  label = 'Tables',
}: TablesViewProps) {
  const session = useSession()
  const density = useStore(session.settings, s => s.density)
  const narrow = useStore(session.layout, s => s.narrow)
  const metrics = useMemo(() => metricsFor(density, narrow), [density, narrow])
  const { sort } = columns
  const zone = useZone()
  const cache = useMemo(
    () => new RowCache(ranges => shown.handle.rows(selected, ranges, sort)),
    [shown, selected, sort],
  )
  const version = useSyncExternalStore(cache.subscribe, () => cache.version)
  const selection = useSelection()
  const scroller = useRef<HTMLDivElement>(null)
  const [model] = useState(() => new ScrollModel())
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  const { width, height } = useSize(scroller)
  const small = width > 0 && width < SMALL
  const places = useSortedPlaces(shown, selected, sort, found)
  const layout = useMemo(() => layOut(directory, columns, places, small, metrics), [directory, columns, places, small, metrics]) // biome-ignore format: one call
  const view = Math.max(0, width - 2 * SIDE - 2 * metrics.border)
  const widths = useWidths(directory, columns, zone, view)
  const gestures = useHeadGestures(columns, widths.fitting)
  const whole = useWholeValue({ directory, columns, cache, zone })
  const [menu, setMenu] = useState<{ readonly label: string; readonly head: HTMLElement } | null>(null)
  const openMenu = (of: string, head: HTMLElement): void => setMenu({ label: of, head })

  model.resize(layout.height + TOP, height)
  const cards: VisibleCard[] = []
  const [y0, y1] = [model.virtual - OVERSCAN, model.virtual + height + OVERSCAN]
  // Before the first measurement nothing is known to be on screen.
  for (let i = cardAt(layout, y0); height > 0 && i < layout.tables.length && layout.tops[i] < y1; i++) {
    const place = layout.tables[i]
    const rows = directory.rowsOf[place]
    const form = formOf(rows, small)
    const window = form === 'pairs' ? { from: 0, to: 1 } : rowsBetween(layout.tops[i], rows, y0, y1, metrics)
    cards.push({ place, top: TOP + layout.tops[i] + window.from * metrics.row, form, window })
  }

  useLayoutEffect(() => {
    cache.need(cards.map((c): RowsNeeded => ({ table: c.place, ...c.window, rows: directory.rowsOf[c.place] })))
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: these stand for what is shown
  useLayoutEffect(() => {
    // Another result or another search begins at its top; the next run of a script that is watched does not.
    if (scroller.current && !(shown.watched && found === null)) scroller.current.scrollTop = model.moveTo(0)
    redraw()
  }, [model, directory, places, sort])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it goes there once, whatever changes later
  useEffect(() => {
    if (goTo === null) return
    const i = layout.tables.indexOf(goTo.table)
    if (i < 0) return
    const first = { row: 0, column: 0 }
    scrollTo(layout.tops[i])
    selection.setState({ chosen: { table: goTo.table, anchor: first, head: first } })
  }, [goTo])
  const rest = useResting(scroller, model, redraw)

  const scrollTo = (virtual: number): void => {
    if (scroller.current) scroller.current.scrollTop = model.moveTo(virtual)
    redraw()
  }
  const keep = (place: number, row: number): void => {
    const i = layout.tables.indexOf(place)
    if (i < 0) return
    const head = metrics.caption + metrics.header + metrics.border
    const y = TOP + layout.tops[i] + head + row * metrics.row
    if (y - head < model.virtual) scrollTo(row <= 0 ? layout.tops[i] : y - head)
    else if (y + metrics.row > model.virtual + height) scrollTo(y + metrics.row + metrics.gap - height)
  }
  const base = model.scaled ? Math.floor(model.virtual / CHUNK) * CHUNK : 0
  return (
    <>
      <section
        className={small ? `scroll ${density} small` : `scroll ${density}`}
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by the keyboard
        tabIndex={0}
        // of a pair that belongs to a list, the list has the focus first
        data-first-focus={typeof selected === 'number' || undefined}
        aria-label={label}
        onScroll={e => {
          model.scrolled(e.currentTarget.scrollTop)
          redraw()
          rest()
        }}
        onKeyDown={e =>
          whole.entered(e) ||
          moveSelection(e, { selection, layout, directory, columns, keep, openMenu, shown, selected })
        }
        onPointerDown={e => gestures.pointed(e) || selection.pointed(e)}
        onPointerMove={e => {
          gestures.dragged(e)
          selection.dragged(e)
          whole.moved(e)
        }}
        onPointerUp={e => {
          gestures.released(e)
          selection.released()
        }}
        onPointerCancel={gestures.canceled}
        onClick={whole.clicked}
        onContextMenu={e => {
          const head = (e.target as Element).closest<HTMLElement>('[data-head]')
          if (!head) return
          e.preventDefault()
          gestures.canceled()
          openMenu(head.dataset.head!, head)
        }}
      >
        <div className="scroll-height" style={{ height: model.height }}>
          <div className="cards" style={{ transform: `translateY(${model.shift + base}px)` }}>
            {cards.map(card => (
              <Card
                key={card.place}
                place={card.place}
                top={card.top - base}
                form={card.form}
                from={card.window.from}
                to={card.window.to}
                rows={directory.rowsOf[card.place]}
                schema={directory.schemas[directory.schemaOf[card.place]]}
                shared={directory.shared}
                columns={columns.of(directory.schemas[directory.schemaOf[card.place]])}
                sort={sort}
                widths={widths.of(directory.schemaOf[card.place])}
                view={view}
                onWide={widths.seen}
                schemaAt={directory.schemaOf[card.place]}
                zone={zone}
                cache={cache}
                version={version}
                selection={selection}
              />
            ))}
          </div>
        </div>
      </section>
      {whole.popup}
      {/* beside the section, which would hear the keys of the menu */}
      {menu && (
        <Suspense>
          <ColumnMenu
            {...menu}
            columns={columns}
            drawn={columns.of(directory.schemas[directory.schemaOf[Number(menu.head.dataset.cell!.split(',')[0])]])}
            fitting={widths.fitting}
            close={() => setMenu(null)}
          />
        </Suspense>
      )}
    </>
  )
}

/** Puts a bent bar right once the scrolling rests. */
function useResting(scroller: React.RefObject<HTMLElement | null>, model: ScrollModel, redraw: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    if (!model.scaled) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (!scroller.current || Math.abs(model.resting - model.physical) < 1) return
      scroller.current.scrollTop = model.moveTo(model.virtual)
      redraw()
    }, 160)
  }
}

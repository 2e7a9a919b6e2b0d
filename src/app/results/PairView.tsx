// Tables before beside tables after, with what changed marked, scrolled together; one above the other where there is
// little room.
import { KeyRound } from 'lucide-react'
import { type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Directory, TablesOf } from '../../workers/protocol.ts'
import { counted, number } from '../numbers.ts'
import { useSession } from '../page.ts'
import type { Shown } from '../state/results.ts'
import { ChangedOrder } from './columns/ChangedOrder.tsx'
import { useColumns } from './columns/useColumns.ts'
import { type ColumnMark, type Marks, MarksContext } from './marks.ts'
import { TablesView } from './TablesView.tsx'
import type { TablesViewProps } from './view.ts'
import './stages.css'

export interface PairSide {
  readonly title: string
  /** What the tables are of. */
  readonly of: string
  /** The same object as long as they are the same tables. */
  readonly tables: TablesOf
  readonly counts: { readonly tables: number; readonly rows: number }
  readonly marks: Marks | null
  /** Only these are shown; null shows all. */
  readonly only?: Int32Array | null
  /** What stands there instead of the tables. */
  readonly instead?: ReactNode
}

export function PairView({ shown, sides }: { readonly shown: Shown; readonly sides: readonly PairSide[] }) {
  const narrow = useStore(useSession().layout, s => s.narrow)
  const together = useScrollingTogether()
  return (
    <div className={narrow || sides.length === 1 ? 'stage-pair stacked' : 'stage-pair'} onScrollCapture={together}>
      {sides.map(side => (
        <Side
          key={side.title}
          shown={shown}
          side={side}
          label={sides.length === 1 ? 'Tables' : `Tables ${side.title}`}
        />
      ))}
    </div>
  )
}

/** Each side has columns of its own. Marks of single rows hold for the engine's order alone. */
function SideTables(props: Omit<TablesViewProps, 'columns'>) {
  const marks = useContext(MarksContext)
  const columns = useColumns(props.directory, `side ${props.label}`, marks?.rows === undefined)
  return (
    <>
      {columns.changes !== null && <ChangedOrder columns={columns} />}
      <div className="stage-cards">
        <TablesView {...props} columns={columns} />
      </div>
    </>
  )
}

function Side({ shown, side, label }: { readonly shown: Shown; readonly side: PairSide; readonly label: string }) {
  const { title, of, tables, counts, marks, only = null, instead } = side
  const directory = useDirectory(shown, instead ? null : tables)
  return (
    <section className="stage-side" aria-label={`${title}: ${of}`}>
      <div className="stage-head">
        <b>{title}</b>
        <span className="muted">
          {of} · {counted(counts.tables, 'table')} · {counted(counts.rows, 'row')}
        </span>
        {marks && <Marked marks={marks} />}
      </div>
      <div className="stage-tables">
        {instead ??
          (counts.tables === 0 ? (
            <p className="condition">0 tables.</p>
          ) : only?.length === 0 ? (
            <p className="condition">Nothing here changed.</p>
          ) : (
            directory && (
              <MarksContext value={marks}>
                <SideTables shown={shown} selected={tables} directory={directory} found={only} label={label} />
              </MarksContext>
            )
          ))}
      </div>
    </section>
  )
}

/** More are counted. */
const MOST_CHIPS = 8

/** What happened to columns, wherever they stand; moves in and out of the group key first, since they explain the rest. */
function Marked({ marks }: { readonly marks: Marks }) {
  const all = [...marks.columns].toSorted((a, b) => Number(isMove(b[1])) - Number(isMove(a[1])))
  if (all.length === 0) return null
  return (
    <ul className="chips" aria-label={`Columns that changed, ${marks.side}`}>
      {all.slice(0, MOST_CHIPS).map(([label, mark]) => (
        <li key={label} className={mark === 'removed' || mark === 'left the key' ? 'chip moved went' : 'chip moved'}>
          {isMove(mark) && <KeyRound size={11} aria-hidden="true" />}
          <b>{label}</b>
          <i>{mark}</i>
        </li>
      ))}
      {all.length > MOST_CHIPS && <li className="muted">{`and ${number(all.length - MOST_CHIPS)} more`}</li>}
    </ul>
  )
}

const isMove = (mark: ColumnMark): boolean => mark === 'left the key' || mark === 'entered the key'

/** Of tables that are there. */
function useDirectory({ handle }: Shown, tables: TablesOf | null): Directory | null {
  const [directory, setDirectory] = useState<Directory | null>(null)
  useEffect(() => {
    let here = tables !== null
    if (tables !== null)
      handle.directory(tables).then(
        found => here && setDirectory(found),
        () => {},
      )
    return () => void (here = false)
  }, [handle, tables])
  return directory
}

/** Each side goes as far down its tables as the other. */
function useScrollingTogether(): (event: React.UIEvent<HTMLElement>) => void {
  const moved = useRef<Element | null>(null)
  return event => {
    const from = event.target as HTMLElement
    if (!from.classList.contains('scroll')) return
    if (moved.current === from) {
      moved.current = null
      return
    }
    for (const to of event.currentTarget.querySelectorAll<HTMLElement>('.scroll')) {
      if (to === from) continue
      const [own, other] = [from.scrollHeight - from.clientHeight, to.scrollHeight - to.clientHeight]
      const top = own > 0 ? Math.round((from.scrollTop / own) * other) : 0
      if (Math.abs(to.scrollTop - top) < 1) continue
      moved.current = to
      to.scrollTop = top
    }
  }
}

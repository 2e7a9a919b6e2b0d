// The tables a stage was given beside those it gave, with what changed marked, scrolled together.
import { KeyRound } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Directory, StagePair } from '../../workers/protocol.ts'
import { counted, number } from '../numbers.ts'
import { useSession } from '../page.ts'
import type { Shown } from '../state/results.ts'
import { type ColumnMark, type Marks, MarksContext, marksOf } from './marks.ts'
import { stageTitle } from './stageWords.ts'
import { TablesView } from './TablesView.tsx'

interface Props {
  readonly shown: Shown
  readonly place: number
  /** Undefined while it is being compared. */
  readonly pair: StagePair | null | undefined
}

export function StagePairView({ shown, place, pair }: Props) {
  const narrow = useStore(useSession().layout, s => s.narrow)
  const together = useScrollingTogether()
  const { inputs } = shown.summary.stages[place]
  const [before, after] = useMemo(() => (pair ? [marksOf(pair, 'before'), marksOf(pair, 'after')] : [null, null]), [pair]) // biome-ignore format: one call
  const alone = inputs.length === 0
  return (
    <div className={narrow || alone ? 'stage-pair stacked' : 'stage-pair'} onScrollCapture={together}>
      {!alone && <Side title="before" shown={shown} place={inputs[0]} marks={before} />}
      <Side title={alone ? 'gives' : 'after'} shown={shown} place={place} marks={after} />
    </div>
  )
}

interface SideProps {
  readonly title: string
  readonly shown: Shown
  readonly place: number
  readonly marks: Marks | null
}

function Side({ title, shown, place, marks }: SideProps) {
  const stage = shown.summary.stages[place]
  const tables = useMemo(() => ({ stage: place }), [place])
  const directory = useDirectory(shown, place)
  return (
    <section className="stage-side" aria-label={`${title}: ${stageTitle(stage)}`}>
      <div className="stage-head">
        <b>{title}</b>
        <span className="muted">
          {stageTitle(stage)} · {counted(stage.tables, 'table')} · {counted(stage.rows, 'row')}
        </span>
        {marks && <Marked marks={marks} />}
      </div>
      <div className="stage-tables">
        {!stage.kept ? (
          <p className="condition">
            These tables were too large to keep: a run keeps up to 256 MB of what its stages gave. To see them, end the
            script with this stage and run it.
          </p>
        ) : stage.tables === 0 ? (
          <p className="condition">0 tables.</p>
        ) : (
          directory && (
            <MarksContext value={marks}>
              <TablesView
                shown={shown}
                selected={tables}
                directory={directory}
                found={null}
                label={title === 'gives' ? 'Tables' : `Tables ${title}`}
              />
            </MarksContext>
          )
        )}
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

function useDirectory({ handle, summary }: Shown, place: number): Directory | null {
  const [directory, setDirectory] = useState<Directory | null>(null)
  const there = summary.stages[place].kept
  useEffect(() => {
    let here = there
    if (there)
      handle.directory({ stage: place }).then(
        found => here && setDirectory(found),
        () => {},
      )
    return () => void (here = false)
  }, [handle, place, there])
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

// The right pane: which result, which view, how much there is, and the result itself; over it what a stranger's link
// waits for, and beside an old result the words that it is old.
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Directory } from '../../workers/protocol.ts'
import { MessageStrip } from '../editor/MessageStrip.tsx'
import { usePage, useSession } from '../page.ts'
import type { Shown } from '../state/results.ts'
import { VariablesStrip } from '../variables/VariablesStrip.tsx'
import { characterWidth } from './characterWidth.ts'
import { ChangedOrder } from './columns/ChangedOrder.tsx'
import { useColumns } from './columns/useColumns.ts'
import { NoTables, NothingYet, OldLabel, PartialLabel, Progress, RecordedLabel } from './conditions.tsx'
import { stepByKey } from './openStage.ts'
import { ResultBar } from './ResultBar.tsx'
import { ResultTabs } from './ResultTabs.tsx'
import { UnsentRequests } from './UnsentRequests.tsx'
import { useFind } from './useFind.ts'
import { views } from './views.ts'
import './results.css'
import './tables.css'
import './columnHeads.css'

const Contents = lazy(() => import('./contents/Contents.tsx'))
const ConsentPanel = lazy(() => import('../share/ConsentPanel.tsx'))
const QuestionPanel = lazy(() => import('../share/QuestionPanel.tsx'))

export function ResultsPane() {
  const page = usePage()
  const { session } = page
  const { shown, old, ending, directory, selected, view, failed } = useStore(session.results)
  const waiting = useStore(session.share, s => s.waiting)
  const asked = useStore(session.consent, s => s.questions.length > 0)
  const narrow = useStore(session.layout, s => s.narrow)
  const slow = useSlowRun()
  useEffect(() => void characterWidth(), [])
  const pane = useRef<HTMLElement>(null)
  useMeasuredWidth(pane)
  return (
    <section
      className="results-pane"
      aria-label="Results"
      aria-busy={slow}
      ref={pane}
      onKeyDown={e => stepByKey(page, e)}
    >
      {slow && <Progress />}
      <VariablesStrip />
      {shown && directory ? (
        <>
          <ResultTabs shown={shown} selected={selected} />
          {old && !(view === 'stages' && failed) && <OldLabel ending={ending} />}
          {shown.recorded !== null && <RecordedLabel at={shown.recorded} />}
          {!old && ending?.kind === 'failed' && shown.summary.results.length > 0 && <PartialLabel />}
          {shown.summary.unsent && <UnsentRequests requests={shown.summary.unsent} />}
          <Content
            shown={shown}
            selected={selected}
            directory={directory}
            dimmed={slow}
            // what is watched stays where it was scrolled to
            key={`${shown.watched ? 'watched' : shown.run}:${selected}`}
          />
        </>
      ) : (
        <NothingYet ending={ending} running={slow} />
      )}
      {narrow && ending !== null && <MessageStrip />}
      <Suspense>
        {waiting && <ConsentPanel />}
        {asked && <QuestionPanel />}
      </Suspense>
    </section>
  )
}

interface ContentProps {
  readonly shown: Shown
  readonly selected: number
  readonly directory: Directory
  readonly dimmed: boolean
}

function Content({ shown, selected, directory, dimmed }: ContentProps) {
  const session = useSession()
  const chosen = useStore(session.results, s => s.view)
  const script = useStore(session.program, s => s.current.id)
  const find = useFind(shown.handle, selected)
  const columns = useColumns(directory, `${script} ${shown.summary.results[selected]?.name ?? ''}`)
  const view = views.find(v => v.id === chosen) ?? views[0]
  const [goTo, setGoTo] = useState<{ readonly table: number } | null>(null)
  const contents = useStore(session.settings, s => s.contents)
  const listed = contents && directory.rowsOf.length > 1
  const empty = directory.rowsOf.length === 0 && !view.showsEmpty
  return (
    <>
      <ResultBar
        shown={shown}
        selected={selected}
        directory={directory}
        find={view.finds ? find : null}
        columns={columns}
      />
      {view.finds && columns.changes !== null && <ChangedOrder columns={columns} />}
      <div className="with-contents">
        {listed && (
          <Suspense>
            <Contents
              shown={shown}
              selected={selected}
              directory={directory}
              goTo={table => setGoTo({ table })}
              hidden={!view.finds}
              close={() => session.settings.setState({ contents: false })}
            />
          </Suspense>
        )}
        <div className={dimmed ? 'view dimmed' : 'view'} role="tabpanel" id="view" aria-labelledby={`tab-${view.id}`}>
          {empty ? (
            <NoTables shown={shown} selected={selected} />
          ) : (
            <Suspense>
              <view.Content
                shown={shown}
                selected={selected}
                directory={directory}
                found={find.found}
                columns={columns}
                goTo={goTo}
              />
            </Suspense>
          )}
        </div>
      </div>
    </>
  )
}

/** A run shows that it is on only once it takes longer than a tenth of a second. */
function useSlowRun(): boolean {
  const session = useSession()
  const phase = useStore(session.run, s => s.phase)
  const [slow, setSlow] = useState(false)
  useEffect(() => {
    if (phase === 'idle') return setSlow(false)
    const id = setTimeout(() => setSlow(true), 100)
    return () => clearTimeout(id)
  }, [phase])
  return slow && phase === 'running'
}

/** Keeps what the layout knows of the pane's width, in steps that matter to a chart. */
function useMeasuredWidth(pane: RefObject<HTMLElement | null>): void {
  const { layout } = useSession()
  useEffect(() => {
    const observer = new ResizeObserver(([{ contentRect }]) => {
      const resultsWidth = Math.round(contentRect.width / 50) * 50
      if (resultsWidth > 0 && resultsWidth !== layout.getState().resultsWidth) layout.setState({ resultsWidth })
    })
    observer.observe(pane.current!)
    return () => observer.disconnect()
  }, [layout, pane])
}

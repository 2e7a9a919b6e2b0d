// The frame of the page: header, rail, the two panes, status. Below 900 px one pane at a time and a bar under it.
import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { ScriptPane } from './editor/ScriptPane.tsx'
import { DrawerPane } from './layout/DrawerPane.tsx'
import { Header } from './layout/Header.tsx'
import { MorePane } from './layout/MorePane.tsx'
import { PhoneBar } from './layout/PhoneBar.tsx'
import { Rail } from './layout/Rail.tsx'
import { Split } from './layout/Split.tsx'
import { StatusLine } from './layout/StatusLine.tsx'
import { UnsavedStrip } from './layout/UnsavedStrip.tsx'
import { useSession } from './page.ts'
import { ResultsPane } from './results/ResultsPane.tsx'
import './layout/layout.css'

const PasteDialog = lazy(() => import('./sources/PasteDialog.tsx'))
const BucketQuestion = lazy(() => import('./files/BucketQuestion.tsx'))
const Palette = lazy(() => import('./commands/Palette.tsx'))
const Shortcuts = lazy(() => import('./commands/Shortcuts.tsx'))

export function App() {
  const session = useSession()
  const { narrow, pane, drawer, full } = useStore(session.layout)
  return (
    <div className={narrow ? 'page narrow' : full ? `page full-${full}` : 'page'}>
      <div>
        <Header />
        <UnsavedStrip />
      </div>
      {narrow ? (
        <main className="single">
          <div className="pane" hidden={pane !== 'script' || drawer !== null}>
            <ScriptPane />
          </div>
          <div className="pane" hidden={pane !== 'results' || drawer !== null}>
            <ResultsPane />
          </div>
          {pane === 'more' && drawer === null && <MorePane />}
          {drawer !== null && <DrawerPane />}
        </main>
      ) : (
        <main className="side-by-side">
          <Rail />
          {drawer !== null && <DrawerPane />}
          <Split script={<ScriptPane />} results={<ResultsPane />} />
        </main>
      )}
      {narrow ? <PhoneBar /> : <StatusLine />}
      <Dialogs />
    </div>
  )
}

function Dialogs() {
  const { layout, sources } = useSession()
  const dialog = useStore(layout, s => s.dialog)
  const pasting = useStore(sources, s => s.pastingFor !== null)
  const asking = useStore(sources, s => s.lines.length > 0)
  return (
    <Suspense>
      {dialog === 'palette' && <Palette />}
      {dialog === 'shortcuts' && <Shortcuts />}
      {pasting && <PasteDialog />}
      {asking && <BucketQuestion />}
    </Suspense>
  )
}

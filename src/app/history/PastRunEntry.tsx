// One script of the history and what can be done with it.
import { FileDiff, Link, Pin, PinOff, Table2, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import { type Page, usePage } from '../page.ts'
import { shareText } from '../share/shareAs.ts'
import { withSecretsMoved } from '../share/tokens.ts'
import { MOST_KEPT, type PastRun } from '../state/history.ts'
import { say } from '../state/share.ts'
import { addFile } from '../state/sources.ts'
import { useMoments } from '../zone.ts'

const TextDifference = lazy(() => import('./TextDifference.tsx'))

export function PastRunEntry({ run }: { readonly run: PastRun }) {
  const page = usePage()
  const { history, results } = page.session
  const [comparing, setComparing] = useState(false)
  const onScreen = useStore(results, s => s.shown !== null && withSecretsMoved(s.shown.text).text === run.text)
  const when = useMoments()
  const of = `the run of ${when(run.at)}`
  return (
    <div className="past-run">
      <div className="drawer-entry">
        <button type="button" className="drawer-open" onClick={() => open(page, run)}>
          <span className="strong">{run.name}</span> <span className="muted">{when(run.at)}</span>
          <code>{firstLine(run.text)}</code>
          <span className={run.failed ? 'danger-text' : 'muted'}>
            {run.summary}
            {run.times > 1 && ` · run ${run.times} times`}
          </span>
        </button>
        <button
          type="button"
          className="button icon"
          aria-label={`Forget ${of}`}
          title="Forget"
          onClick={() => history.forget(run.id)}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <div className="past-acts">
        <Act Icon={FileDiff} title="Compare" of={of} pressed={comparing} run={() => setComparing(!comparing)} />
        <Act Icon={Link} title="Copy link" of={of} run={() => void shareText(page, run.text)} />
        {run.kept ? (
          <>
            <Act Icon={Table2} title="Open tables" of={of} run={() => openTables(page, run)} />
            <Act Icon={PinOff} title="Drop tables" of={of} run={() => history.keep(run.id, undefined)} />
          </>
        ) : (
          onScreen && <Act Icon={Pin} title="Keep tables" of={of} run={() => void keepTables(page, run)} />
        )}
      </div>
      {comparing && (
        <Suspense>
          <TextDifference before={run.text} />
        </Suspense>
      )}
    </div>
  )
}

interface ActProps {
  readonly Icon: typeof Link
  readonly title: string
  readonly of: string
  readonly pressed?: boolean
  readonly run: () => void
}

function Act({ Icon, title, of, pressed, run }: ActProps) {
  return (
    <button type="button" className="button quiet" aria-label={`${title}: ${of}`} aria-expanded={pressed} onClick={run}>
      <Icon size={14} aria-hidden="true" />
      {title}
    </button>
  )
}

function open({ session }: Page, run: PastRun): void {
  session.program.create(run.name, run.text)
  const { layout } = session
  if (layout.getState().narrow) layout.setState({ pane: 'script', drawer: null })
}

async function keepTables({ session }: Page, run: PastRun): Promise<void> {
  const { history, results, share } = session
  const { blob, whole } = await results.getState().shown!.handle.text(null, 'annotated', MOST_KEPT)
  const tell = (notice: string): void => say(share, notice)
  if (!whole)
    tell('These tables have more than 100,000 characters of CSV, too many to keep here. Download them instead.')
  else if (history.keep(run.id, { csv: await blob.text(), at: Date.now() })) tell('The tables are kept with the run.')
  else tell('This browser keeps nothing more for this page: the tables are here until the page is closed.')
}

/** As a script of their own, which reads them as a file. */
function openTables({ session }: Page, { name, kept }: PastRun): void {
  const file = `${name} ${new Date(kept!.at).toISOString().slice(0, 19).replaceAll(':', '')}.csv`
  addFile(session.sources, file, kept!.csv)
  session.program.create(`Tables of ${name}`, `import "csv"\n\ncsv.from(file: ${JSON.stringify(file)})\n`)
  session.layout.setState({ pane: 'results', drawer: session.layout.getState().narrow ? null : 'history' })
  session.start()
}

/** The first line that does something. */
function firstLine(text: string): string {
  const lines = text.split('\n').map(line => line.trim())
  return lines.find(line => line !== '' && !/^(\/\/|import |package )/.test(line)) ?? lines[0] ?? ''
}

// The scripts that were run here, the newest first: looked through by their text, and opened again as they were.
import { X } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import type { PastRun } from '../state/history.ts'
import { useMoments } from '../zone.ts'
import './history.css'

export default function HistoryDrawer() {
  const { history, program, layout } = useSession()
  const { runs } = useStore(history)
  const [asked, setAsked] = useState('')
  const found = runs.filter(run => `${run.name}\n${run.text}`.toLowerCase().includes(asked.toLowerCase()))
  const when = useMoments()
  const open = (run: PastRun): void => {
    program.create(run.name, run.text)
    if (layout.getState().narrow) layout.setState({ pane: 'script', drawer: null })
  }
  return (
    <div className="drawer-body">
      <section aria-label="History">
        {runs.length === 0 ? (
          <p>Nothing was run yet. Each script that runs is kept here, in this browser, with how it ended.</p>
        ) : (
          <input
            className="field find-field"
            type="search"
            aria-label="Find in the history"
            placeholder="Find in the history"
            value={asked}
            onChange={e => setAsked(e.target.value)}
          />
        )}
        {found.map(run => (
          <div key={run.id} className="drawer-entry past-run">
            <button type="button" className="drawer-open" onClick={() => open(run)}>
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
              aria-label={`Forget the run of ${when(run.at)}`}
              onClick={() => history.forget(run.id)}
            >
              <X size={14} aria-hidden="true" />
            </button>
          </div>
        ))}
        {found.length === 0 && runs.length > 0 && <p className="muted">No script has this text.</p>}
        {runs.length > 0 && (
          <button type="button" className="button quiet" onClick={() => history.forget(null)}>
            Forget all
          </button>
        )}
      </section>
    </div>
  )
}

/** The first line that does something. */
function firstLine(text: string): string {
  const lines = text.split('\n').map(line => line.trim())
  return lines.find(line => line !== '' && !/^(\/\/|import |package )/.test(line)) ?? lines[0] ?? ''
}

// The scripts that were run here, the newest first: looked through by their text, opened again as they were, held against
// the script on screen, passed on as a link, kept with their tables.
import { useState } from 'react'
import { useStore } from 'zustand'
import { useSession } from '../page.ts'
import { PastRunEntry } from './PastRunEntry.tsx'
import './history.css'

export default function HistoryDrawer() {
  const { history } = useSession()
  const { runs } = useStore(history)
  const [asked, setAsked] = useState('')
  const found = runs.filter(run => `${run.name}\n${run.text}`.toLowerCase().includes(asked.toLowerCase()))
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
          <PastRunEntry key={run.id} run={run} />
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

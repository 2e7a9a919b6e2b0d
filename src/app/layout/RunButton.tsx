// Run, and while a run is on Cancel, with the time so far.
import { Play, Square } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { commands } from '../commands/commands.ts'
import { keysForReaders, keysText } from '../commands/keys.ts'
import { elapsed } from '../numbers.ts'
import { usePage } from '../page.ts'

export function RunButton() {
  const page = usePage()
  const phase = useStore(page.session.run, s => s.phase)
  const { run, cancel } = commands
  // A run that ends at once must not make the button flicker.
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (phase === 'idle') return setLate(false)
    const id = setTimeout(() => setLate(true), 100)
    return () => clearTimeout(id)
  }, [phase])
  if (late)
    return (
      <button type="button" className="button quiet run-button" onClick={() => cancel.run(page)}>
        <Square size={12} fill="currentColor" aria-hidden="true" />
        Cancel <Clock />
      </button>
    )
  const start = (): void => {
    const { layout, share } = page.session
    const { narrow, pane } = layout.getState()
    // On a small screen the panel of a stranger's script may be out of sight: it comes before the run.
    const unseen = narrow && pane !== 'results' && share.getState().waiting
    if (narrow) layout.setState({ pane: 'results', drawer: null })
    if (!unseen) run.run(page)
  }
  return (
    <button
      type="button"
      className="button primary run-button"
      onClick={start}
      aria-keyshortcuts={keysForReaders(run.keys)}
    >
      <Play size={12} fill="currentColor" stroke="none" aria-hidden="true" />
      Run{' '}
      <span className="keys" aria-hidden="true">
        {keysText(run.keys)}
      </span>
    </button>
  )
}

function Clock() {
  const { session } = usePage()
  const started = useStore(session.run, s => s.started)
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const id = setInterval(() => setNow(performance.now()), 100)
    return () => clearInterval(id)
  }, [])
  return <span className="clock muted">{elapsed(Math.max(0, now - started))}</span>
}
